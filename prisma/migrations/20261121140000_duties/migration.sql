-- What an account owes, to whom, by when: one row an obligation. Its terms are those it arose under.
CREATE TABLE "Obligation" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "programId" TEXT,
    "kind" TEXT NOT NULL,
    "clauses" TEXT[] NOT NULL,
    "agreementVersion" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAtFirst" TIMESTAMPTZ(3) NOT NULL,
    "remindDaysAhead" INTEGER[] NOT NULL,
    "remindedDaysAhead" INTEGER,
    "nextStepAt" TIMESTAMPTZ(3),
    "proof" TEXT NOT NULL,
    "overdueBlocks" TEXT[] NOT NULL,
    "everyDays" INTEGER,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "sealedStatement" TEXT,
    "evidenceFileIds" TEXT[] NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Obligation_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_state" CHECK ("state" IN ('SCHEDULED', 'OPEN', 'OVERDUE', 'FULFILLED', 'LAPSED'));
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_proof" CHECK ("proof" IN ('STATEMENT', 'EVIDENCE', 'BY_ACT'));
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_ended" CHECK (("endedAt" IS NULL) = ("state" NOT IN ('FULFILLED', 'LAPSED')));

-- What happened twice is owed once.
CREATE UNIQUE INDEX "Obligation_once" ON "Obligation"("accountId", "platform", "kind", "recipient", "subjectId", "round");
CREATE INDEX "Obligation_programId_idx" ON "Obligation"("programId");
CREATE INDEX "Obligation_subjectId_idx" ON "Obligation"("subjectId");
-- What time does something to next, the earliest first.
CREATE INDEX "Obligation_nextStepAt_idx" ON "Obligation"("nextStepAt");

ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Obligation" ADD CONSTRAINT "Obligation_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What a platform, or the operator of the gateway in its place, signs in with to tell accounts what it demands of them.
CREATE TABLE "PlatformCredential" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PlatformCredential_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "PlatformCredential_platform_idx" ON "PlatformCredential"("platform");
CREATE UNIQUE INDEX "PlatformCredential_tokenHash_key" ON "PlatformCredential"("tokenHash");
