-- Pushes are applied in the order in which they were stored, one lane beside the other.
ALTER TABLE "HostPush"
  ADD COLUMN "sequence" BIGSERIAL NOT NULL,
  ADD COLUMN "lane" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "deadAt" TIMESTAMPTZ(3);
UPDATE "HostPush" SET "lane" = "platform" || '/' || "address";
ALTER TABLE "HostPush" ALTER COLUMN "lane" DROP DEFAULT;

-- Few wait at any time, however many were kept.
CREATE INDEX "HostPush_waiting" ON "HostPush"("lane", "sequence") WHERE "appliedAt" IS NULL AND "deadAt" IS NULL;

CREATE TABLE "PushLane" (
  "id" TEXT NOT NULL,
  "leaseUntil" TIMESTAMPTZ(3),
  "leaseOwner" TEXT,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "PushLane_pkey" PRIMARY KEY ("id")
);

-- What kept failing, until somebody tries it again.
CREATE TABLE "DeadLetter" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subjectId" TEXT NOT NULL,
  "platform" TEXT,
  "accountId" TEXT,
  "programId" TEXT,
  "sealedReason" TEXT NOT NULL,
  "deaths" INTEGER NOT NULL DEFAULT 1,
  "firstDiedAt" TIMESTAMPTZ(3) NOT NULL,
  "diedAt" TIMESTAMPTZ(3) NOT NULL,
  "replayedAt" TIMESTAMPTZ(3),
  "settledAt" TIMESTAMPTZ(3),

  CONSTRAINT "DeadLetter_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "DeadLetter_kind_subjectId_key" ON "DeadLetter"("kind", "subjectId");
CREATE INDEX "DeadLetter_accountId_idx" ON "DeadLetter"("accountId");
