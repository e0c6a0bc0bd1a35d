-- A change of a program's name, picture, introduction or categories, as it was asked of one platform, which looks at it.
CREATE TABLE "SettingChange" (
  "id" TEXT NOT NULL,
  "accountId" TEXT NOT NULL,
  "programId" TEXT NOT NULL,
  "platform" TEXT NOT NULL,
  "setting" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "wish" JSONB NOT NULL,
  "state" TEXT NOT NULL,
  "reference" TEXT,
  "mark" TEXT,
  "told" JSONB,
  "words" TEXT,
  "trouble" JSONB,
  "source" TEXT NOT NULL,
  "requestedBy" TEXT NOT NULL,
  "requestedAt" TIMESTAMPTZ(3) NOT NULL,
  "askedAt" TIMESTAMPTZ(3),
  "decidedAt" TIMESTAMPTZ(3),
  "leaseUntil" TIMESTAMPTZ(3),
  "leaseOwner" TEXT,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "SettingChange_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_words" CHECK (
  setting IN ('NAME', 'ICON', 'INTRODUCTION', 'CATEGORY')
  AND act IN ('CHANGE', 'ADD', 'REPLACE_PAPERS', 'REMOVE')
  AND (setting = 'CATEGORY') = (act <> 'CHANGE')
  AND state IN ('REQUESTED', 'IN_REVIEW', 'APPROVED', 'REFUSED', 'ABANDONED')
  AND ("decidedAt" IS NULL) = (state IN ('REQUESTED', 'IN_REVIEW')));

CREATE INDEX "SettingChange_programId_idx" ON "SettingChange"("programId");
CREATE INDEX "SettingChange_accountId_idx" ON "SettingChange"("accountId");
CREATE INDEX "SettingChange_state_updatedAt_idx" ON "SettingChange"("state", "updatedAt");

-- One at a time of each: what was asked for meanwhile would be lost.
CREATE UNIQUE INDEX "SettingChange_open" ON "SettingChange"("programId", "platform", "setting", "subject")
  WHERE state IN ('REQUESTED', 'IN_REVIEW');

ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_programId_fkey"
  FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT keep_history('SettingChange', 'id', 'mark,told,leaseUntil,leaseOwner');
