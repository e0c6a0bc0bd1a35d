-- What platforms and hosts have done against accounts and programs: one row a measure. Its terms are those it was taken under.
CREATE TABLE "Enforcement" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "programId" TEXT,
    "hostId" TEXT,
    "kind" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "functions" TEXT[] NOT NULL,
    "clauses" TEXT[] NOT NULL,
    "agreementVersion" TEXT NOT NULL,
    "holdsUp" TEXT[] NOT NULL,
    "hides" BOOLEAN NOT NULL,
    "rectifiable" BOOLEAN NOT NULL,
    "takenByHost" BOOLEAN NOT NULL,
    "reference" TEXT,
    "words" TEXT,
    "source" TEXT NOT NULL,
    "takenBy" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "rectifyBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "endedHow" TEXT,
    "endedBy" TEXT,
    "endWords" TEXT,
    "contested" BOOLEAN NOT NULL DEFAULT false,
    "nextStepAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Enforcement_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_ground" CHECK ("ground" <> '');
ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_dates" CHECK ("until" IS NULL OR "until" > "from");
ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_ended" CHECK (("endedAt" IS NULL) = ("endedHow" IS NULL));
ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_endedHow" CHECK ("endedHow" IN ('DATE', 'PLATFORM', 'HOST', 'APPEAL', 'RECTIFICATION'));

-- What was pushed or told twice under one number was done once.
CREATE UNIQUE INDEX "Enforcement_once" ON "Enforcement"("platform", "accountId", "reference");
CREATE INDEX "Enforcement_accountId_platform_idx" ON "Enforcement"("accountId", "platform");
CREATE INDEX "Enforcement_programId_idx" ON "Enforcement"("programId");
CREATE INDEX "Enforcement_hostId_idx" ON "Enforcement"("hostId");
CREATE INDEX "Enforcement_nextStepAt_idx" ON "Enforcement"("nextStepAt");

ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Enforcement" ADD CONSTRAINT "Enforcement_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "Appeal" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "enforcementId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sealedStatement" TEXT NOT NULL,
    "evidenceFileIds" TEXT[] NOT NULL,
    "openedBy" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT,
    "words" TEXT,
    "source" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_state" CHECK ("state" IN ('OPENED', 'ANSWERED', 'UPHELD', 'OVERTURNED'));
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_decided" CHECK (("decidedAt" IS NULL) = ("state" IN ('OPENED', 'ANSWERED')));
CREATE INDEX "Appeal_enforcementId_idx" ON "Appeal"("enforcementId");
CREATE INDEX "Appeal_accountId_idx" ON "Appeal"("accountId");
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_enforcementId_fkey" FOREIGN KEY ("enforcementId") REFERENCES "Enforcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "Rectification" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "enforcementId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sealedStatement" TEXT NOT NULL,
    "evidenceFileIds" TEXT[] NOT NULL,
    "submittedBy" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT,
    "source" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Rectification_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Rectification" ADD CONSTRAINT "Rectification_state" CHECK ("state" IN ('IN_REVIEW', 'ACCEPTED', 'DECLINED'));
ALTER TABLE "Rectification" ADD CONSTRAINT "Rectification_decided" CHECK (("decidedAt" IS NULL) = ("state" = 'IN_REVIEW'));
CREATE INDEX "Rectification_enforcementId_idx" ON "Rectification"("enforcementId");
CREATE INDEX "Rectification_accountId_idx" ON "Rectification"("accountId");
ALTER TABLE "Rectification" ADD CONSTRAINT "Rectification_enforcementId_fkey" FOREIGN KEY ("enforcementId") REFERENCES "Enforcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
