-- The host that an obligation is owed to or about, where it is one of several.
ALTER TABLE "Obligation" ADD COLUMN "hostId" TEXT;

-- When a platform, or one host of it, was out, and why. What depends on it has as much more time.
CREATE TABLE "HostOutage" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "hostId" TEXT,
    "cause" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedBy" TEXT,

    CONSTRAINT "HostOutage_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "HostOutage" ADD CONSTRAINT "HostOutage_cause" CHECK ("cause" IN ('MAINTENANCE', 'FORCE_MAJEURE', 'MISUSE', 'FAILURE'));
ALTER TABLE "HostOutage" ADD CONSTRAINT "HostOutage_order" CHECK ("until" IS NULL OR "until" > "from");
ALTER TABLE "HostOutage" ADD CONSTRAINT "HostOutage_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "HostOutage_platform_id_idx" ON "HostOutage"("platform", "id");

-- A platform wants to be shown how personal data are treated.
CREATE TABLE "AuditRequest" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "programId" TEXT,
    "sealedScope" TEXT NOT NULL,
    "dueOn" TEXT,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditRequest_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "AuditRequest" ADD CONSTRAINT "AuditRequest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AuditRequest" ADD CONSTRAINT "AuditRequest_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "AuditRequest_accountId_idx" ON "AuditRequest"("accountId");
CREATE INDEX "AuditRequest_programId_idx" ON "AuditRequest"("programId");

-- An end user uses a right of theirs to their data. Who it is, and what they wrote, is sealed.
CREATE TABLE "RightsRequest" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "receivedOn" TEXT NOT NULL,
    "dueOn" TEXT,
    "sealedUser" TEXT NOT NULL,
    "sealedWords" TEXT,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RightsRequest_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "RightsRequest" ADD CONSTRAINT "RightsRequest_right" CHECK ("right" IN ('ACCESS', 'COPY', 'CORRECTION', 'DELETION', 'RESTRICTION', 'WITHDRAWAL', 'EXPLANATION'));
ALTER TABLE "RightsRequest" ADD CONSTRAINT "RightsRequest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RightsRequest" ADD CONSTRAINT "RightsRequest_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "RightsRequest_accountId_idx" ON "RightsRequest"("accountId");
CREATE INDEX "RightsRequest_programId_idx" ON "RightsRequest"("programId");
