-- How an appeal or a fix comes before the platform that took the measure (wechat/2.5, baidu/3.4).
ALTER TABLE "Appeal" ADD COLUMN "handIn" TEXT NOT NULL DEFAULT 'HERE';
ALTER TABLE "Appeal" ADD COLUMN "handInRound" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Appeal" ADD COLUMN "trouble" JSONB;
ALTER TABLE "Appeal" ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);
ALTER TABLE "Appeal" ADD COLUMN "leaseOwner" TEXT;
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_handIn" CHECK ("handIn" IN ('HERE', 'WAITING', 'HANDED_IN', 'TURNED_AWAY', 'IN_CONSOLE', 'BY_NEW_VERSION'));
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_turnedAway" CHECK (("handIn" = 'TURNED_AWAY') <= ("trouble" IS NOT NULL));
ALTER TABLE "Rectification" ADD COLUMN "handIn" TEXT NOT NULL DEFAULT 'HERE';
ALTER TABLE "Rectification" ADD COLUMN "handInRound" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Rectification" ADD COLUMN "trouble" JSONB;
ALTER TABLE "Rectification" ADD COLUMN "reference" TEXT;
ALTER TABLE "Rectification" ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);
ALTER TABLE "Rectification" ADD COLUMN "leaseOwner" TEXT;
ALTER TABLE "Rectification" ADD CONSTRAINT "Rectification_handIn" CHECK ("handIn" IN ('HERE', 'WAITING', 'HANDED_IN', 'TURNED_AWAY', 'IN_CONSOLE', 'BY_NEW_VERSION'));
ALTER TABLE "Rectification" ADD CONSTRAINT "Rectification_turnedAway" CHECK (("handIn" = 'TURNED_AWAY') <= ("trouble" IS NOT NULL));

-- Those that wait, the longest first.
CREATE INDEX "Appeal_handIn_updatedAt_idx" ON "Appeal"("handIn", "updatedAt");
CREATE INDEX "Rectification_handIn_updatedAt_idx" ON "Rectification"("handIn", "updatedAt");
