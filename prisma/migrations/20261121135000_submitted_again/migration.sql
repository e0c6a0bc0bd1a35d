-- A version that was taken back or rolled back may be handed in once more: that is another package of it.
ALTER TABLE "Package" ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1;
DROP INDEX "Package_versionId_platform_key";
CREATE UNIQUE INDEX "Package_versionId_platform_attempt_key" ON "Package"("versionId", "platform", "attempt");
