-- What a platform asks to be deleted (wechat/4.4(5), wechat/4.7, baidu/4.4).
CREATE TABLE "DeletionDemand" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT,
    "platform" TEXT NOT NULL,
    "sealedScope" TEXT NOT NULL,
    "reference" TEXT,
    "demandedBy" TEXT,
    "toldBy" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeletionDemand_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "DeletionDemand" ADD CONSTRAINT "DeletionDemand_toldBy" CHECK ("toldBy" IN ('PLATFORM', 'MEMBER'));
CREATE INDEX "DeletionDemand_accountId_idx" ON "DeletionDemand"("accountId");
CREATE INDEX "DeletionDemand_programId_idx" ON "DeletionDemand"("programId");
ALTER TABLE "DeletionDemand" ADD CONSTRAINT "DeletionDemand_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "DeletionDemand" ADD CONSTRAINT "DeletionDemand_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- That it was done: once for each demand. The document is kept as it was written, and never written again.
CREATE TABLE "DeletionConfirmation" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "demandId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "sealedStatement" TEXT NOT NULL,
    "evidenceFileIds" TEXT[] NOT NULL DEFAULT '{}',
    "confirmedBy" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL,
    "number" TEXT,
    "sealedDocument" TEXT,
    "documentSha256" TEXT,

    CONSTRAINT "DeletionConfirmation_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "DeletionConfirmation" ADD CONSTRAINT "DeletionConfirmation_method" CHECK ("method" IN ('ANONYMISED', 'DELETED'));
ALTER TABLE "DeletionConfirmation" ADD CONSTRAINT "DeletionConfirmation_document" CHECK (
  ("number" IS NULL) = ("sealedDocument" IS NULL) AND ("number" IS NULL) = ("documentSha256" IS NULL));
CREATE UNIQUE INDEX "DeletionConfirmation_demandId_key" ON "DeletionConfirmation"("demandId");
CREATE UNIQUE INDEX "DeletionConfirmation_number_key" ON "DeletionConfirmation"("number");
CREATE INDEX "DeletionConfirmation_accountId_idx" ON "DeletionConfirmation"("accountId");
CREATE INDEX "DeletionConfirmation_platform_id_idx" ON "DeletionConfirmation"("platform", "id");
ALTER TABLE "DeletionConfirmation" ADD CONSTRAINT "DeletionConfirmation_demandId_fkey" FOREIGN KEY ("demandId") REFERENCES "DeletionDemand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The last number given out of each series; its row lock leaves no gaps.
CREATE TABLE "NumberSeries" (
    "name" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "NumberSeries_pkey" PRIMARY KEY ("name")
);

-- Unauthorised access to, or use of, personal data (wechat/4.11).
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT,
    "platforms" TEXT[] NOT NULL,
    "discoveredAt" TIMESTAMPTZ(3) NOT NULL,
    "affected" INTEGER,
    "sealedDetails" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reportedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_state" CHECK ("state" IN ('OPEN', 'CLOSED') AND ("state" = 'CLOSED') = ("closedAt" IS NOT NULL));
CREATE INDEX "Incident_accountId_idx" ON "Incident"("accountId");
CREATE INDEX "Incident_programId_idx" ON "Incident"("programId");
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Incident" ADD CONSTRAINT "Incident_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An account that leaves a platform, and the proof of what the gateway purged (wechat/4.10).
CREATE TABLE "PlatformExit" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "confirmedBy" TEXT NOT NULL,
    "agreementVersion" TEXT NOT NULL,
    "clauses" TEXT[] NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "nextStepAt" TIMESTAMPTZ(3),
    "leftAt" TIMESTAMPTZ(3),
    "returnedAt" TIMESTAMPTZ(3),
    "stillLive" INTEGER NOT NULL,
    "purged" JSONB,
    "backups" TEXT[] NOT NULL,

    CONSTRAINT "PlatformExit_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "PlatformExit" ADD CONSTRAINT "PlatformExit_state" CHECK (
  ("state" = 'LEAVING' AND "leftAt" IS NULL) OR ("state" IN ('LEFT', 'RETURNED') AND "leftAt" IS NOT NULL));
-- Nobody leaves twice at a time.
CREATE UNIQUE INDEX "PlatformExit_once" ON "PlatformExit"("accountId", "platform") WHERE "state" <> 'RETURNED';
CREATE INDEX "PlatformExit_accountId_idx" ON "PlatformExit"("accountId");
CREATE INDEX "PlatformExit_nextStepAt_idx" ON "PlatformExit"("nextStepAt");
ALTER TABLE "PlatformExit" ADD CONSTRAINT "PlatformExit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A program's app id at a platform that was left, sealed for lookup: what the platform still pushes about it is not kept.
CREATE TABLE "LeftProgram" (
    "exitId" TEXT NOT NULL,
    "sealedAppId" TEXT NOT NULL,

    CONSTRAINT "LeftProgram_pkey" PRIMARY KEY ("exitId", "sealedAppId")
);
CREATE INDEX "LeftProgram_sealedAppId_idx" ON "LeftProgram"("sealedAppId");
ALTER TABLE "LeftProgram" ADD CONSTRAINT "LeftProgram_exitId_fkey" FOREIGN KEY ("exitId") REFERENCES "PlatformExit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A registration also ends by leaving.
ALTER TABLE "Registration" DROP CONSTRAINT "Registration_state";
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_state" CHECK (state IN ('REQUESTED', 'REGISTERED', 'REFUSED', 'LEFT'));

-- The log stays append-only but for one thing: the words of a platform that was left are taken out of payloads.
-- Everything else of an event, its place and its kind, cannot be changed by anybody.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('paifang.purging', true) = NEW."accountId"
     AND to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the event log is append-only';
END $$;
