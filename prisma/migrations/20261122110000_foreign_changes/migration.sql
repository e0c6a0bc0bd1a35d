-- When the platform was last asked what it has of the program: to be asked is no change, so the history does not keep it.
ALTER TABLE "Registration" ADD COLUMN "versionsSeenAt" TIMESTAMPTZ(3);
DROP TRIGGER keeps_history ON "Registration";
CREATE TRIGGER keeps_history AFTER INSERT OR UPDATE OR DELETE ON "Registration"
  FOR EACH ROW EXECUTE FUNCTION note_history('id',
    'sealedEmail,emailLock,sealedConsentUrl,sealedVerificationUrl,leaseUntil,leaseOwner,versionsSeenAt');

-- What somebody did to a program in the platform's own console.
CREATE TABLE "ForeignChange" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "hostVersion" TEXT,
    "hostDescription" TEXT,
    "hostState" TEXT,
    "hostAt" TIMESTAMPTZ(3),
    "packageId" TEXT,
    "insteadOfId" TEXT,
    "source" TEXT NOT NULL,
    "noticedAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ForeignChange_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ForeignChange_words" CHECK (
      place IN ('TRIAL', 'REVIEW', 'TAKEN_BACK', 'LIVE', 'SERVICE')
      AND kind IN ('UPLOADED', 'SUBMITTED', 'WITHDRAWN', 'RELEASED', 'ROLLED_BACK', 'PAUSED', 'RESUMED')
      AND source IN ('OBSERVED', 'REPORTED', 'SIMULATED')
      AND ("acknowledgedAt" IS NULL) = ("acknowledgedBy" IS NULL)
    ),
    CONSTRAINT "ForeignChange_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- One thing is in a place at a time.
CREATE UNIQUE INDEX "ForeignChange_in_place" ON "ForeignChange"("programId", "platform", "place") WHERE "endedAt" IS NULL;
CREATE INDEX "ForeignChange_programId_platform_noticedAt_idx" ON "ForeignChange"("programId", "platform", "noticedAt");
CREATE INDEX "ForeignChange_accountId_idx" ON "ForeignChange"("accountId");

SELECT keep_history('ForeignChange');
