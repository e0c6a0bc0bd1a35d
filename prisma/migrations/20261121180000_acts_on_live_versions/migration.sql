-- What a goal is about besides the package: the share of a staged release, the version to go back to.
ALTER TABLE "Package" ADD COLUMN "goalDetail" JSONB;
-- How many of a hundred users get it, while it is released in stages.
ALTER TABLE "Package" ADD COLUMN "stagedPercentage" INTEGER;
ALTER TABLE "Package" ADD CONSTRAINT "Package_staged" CHECK ("stagedPercentage" BETWEEN 0 AND 100);

ALTER TABLE "Package" DROP CONSTRAINT "Package_axes";
ALTER TABLE "Package" ADD CONSTRAINT "Package_axes" CHECK (
  state IN ('NONE', 'UPLOADING', 'UPLOADED', 'FAILED')
  AND review IN ('NOT_SUBMITTED', 'IN_REVIEW', 'DELAYED', 'APPROVED', 'REJECTED', 'WITHDRAWN')
  AND (goal IS NULL OR goal IN (
    'IN_REVIEW', 'WITHDRAWN', 'RELEASED', 'EXPEDITED', 'STAGED', 'UNSTAGED', 'ROLLED_BACK', 'PAUSED', 'SERVING')));
