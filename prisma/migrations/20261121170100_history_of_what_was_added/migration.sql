-- What a person ruled, who undertook to keep a secret, and which program is under a closed test have a past, too; with the
-- undertakings the memberships that they end with. A check of a paper says whose it is: what is kept is kept by account.
ALTER TABLE "MaterialCheck" ADD COLUMN "accountId" TEXT;
UPDATE "MaterialCheck" AS checked SET "accountId" = paper."accountId"
  FROM "Material" AS paper WHERE paper.id = checked."materialId";
ALTER TABLE "MaterialCheck" ALTER COLUMN "accountId" SET NOT NULL;

SELECT keep_history('Ruling');
SELECT keep_history('Member');
SELECT keep_history('Undertaking');
SELECT keep_history('BetaInvitation');
SELECT keep_history('MaterialCheck', 'materialId,registrationId');
