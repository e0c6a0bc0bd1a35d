-- What users have keeps a release axis of its own when another version is handed in after it: it can be paused, rolled
-- back and opened again meanwhile. So does what a part of them has.
ALTER TABLE "Distribution" ADD COLUMN "liveRelease" TEXT;
ALTER TABLE "Distribution" ADD COLUMN "stagedPackageId" TEXT;
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_stagedPackageId_fkey" FOREIGN KEY ("stagedPackageId") REFERENCES "Package"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_live" CHECK ("liveRelease" IN ('RELEASED', 'PAUSED', 'ROLLING_BACK'));

-- Where a live version stood when the next one took its place's axis is in the past of the row; what was done to it since
-- was not kept, since nothing could be done from here.
WITH left_by AS (
  SELECT live.id, (
    SELECT before.cells ->> 'release' FROM "RowHistory" AS before
    WHERE before."tableName" = 'Distribution' AND before."rowId" = live.id AND before.cells ? 'release'
      AND before.sequence < (
        SELECT min(after.sequence) FROM "RowHistory" AS after
        WHERE after."tableName" = 'Distribution' AND after."rowId" = live.id
          AND after.cells ? 'packageId' AND after.cells ->> 'packageId' IS DISTINCT FROM live."livePackageId"
          AND after.sequence > (
            SELECT max(own.sequence) FROM "RowHistory" AS own
            WHERE own."tableName" = 'Distribution' AND own."rowId" = live.id
              AND own.cells ->> 'packageId' = live."livePackageId"))
    ORDER BY before.sequence DESC LIMIT 1) AS release
  FROM "Distribution" AS live
  WHERE live."livePackageId" IS NOT NULL AND live."livePackageId" IS DISTINCT FROM live."packageId")
UPDATE "Distribution" AS distribution
SET "liveRelease" = CASE left_by.release WHEN 'PAUSED' THEN 'PAUSED' ELSE 'RELEASED' END
FROM left_by WHERE left_by.id = distribution.id;

-- Of what a part of the users had, the share is kept by its package: nothing has taken it back.
UPDATE "Distribution" AS distribution SET "stagedPackageId" = staged.id
FROM "Package" AS staged
WHERE staged."programId" = distribution."programId" AND staged.platform = distribution.platform
  AND staged."stagedPercentage" IS NOT NULL AND distribution."hostId" = ANY (staged."hostIds")
  AND distribution."packageId" IS DISTINCT FROM staged.id
  AND staged.id = (
    SELECT latest.id FROM "Package" AS latest
    WHERE latest."programId" = staged."programId" AND latest.platform = staged.platform
      AND latest."stagedPercentage" IS NOT NULL
    ORDER BY latest."submittedAt" DESC LIMIT 1);
