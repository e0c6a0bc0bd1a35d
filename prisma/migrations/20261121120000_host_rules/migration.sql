-- A host's own rules, one row a version; rows are added and never changed.
CREATE TABLE "HostRuleSet" (
    "hostId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "effectiveFrom" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "publishedBy" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HostRuleSet_pkey" PRIMARY KEY ("hostId","version")
);

ALTER TABLE "HostRuleSet" ADD CONSTRAINT "HostRuleSet_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the host's rules found when its review was opened: advice to whoever decides.
ALTER TABLE "Review" ADD COLUMN "findings" JSONB;

-- Refusals of a host are counted for each program.
CREATE INDEX "Review_programId_hostId_state_idx" ON "Review"("programId", "hostId", "state");
