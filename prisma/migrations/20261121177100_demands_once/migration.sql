-- The same name is the same demand. Of those that were taken down more than once, the first has the name.
UPDATE "DeletionDemand" AS later SET "reference" = NULL
WHERE "reference" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "DeletionDemand" AS first
    WHERE first."accountId" = later."accountId" AND first."platform" = later."platform"
      AND first."reference" = later."reference" AND first."id" < later."id"
);
CREATE UNIQUE INDEX "DeletionDemand_once" ON "DeletionDemand"("accountId", "platform", "reference");
