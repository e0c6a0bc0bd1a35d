-- A paper that replaces one is handed in again, and verified or declined (baidu/2.5).
ALTER TABLE "Material" DROP CONSTRAINT "Material_state";
ALTER TABLE "Material" ADD CONSTRAINT "Material_state" CHECK (state IN ('EFFECTIVE', 'PENDING', 'DECLINED', 'SUPERSEDED'));
ALTER TABLE "Material" ADD COLUMN "words" TEXT;
ALTER TABLE "Material" ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);
ALTER TABLE "Material" ADD COLUMN "leaseOwner" TEXT;
ALTER TABLE "Material" ADD COLUMN "updatedAt" TIMESTAMPTZ(3);
UPDATE "Material" SET "updatedAt" = "createdAt";
ALTER TABLE "Material" ALTER COLUMN "updatedAt" SET NOT NULL;
CREATE INDEX "Material_state_updatedAt_idx" ON "Material"("state", "updatedAt");

CREATE TABLE "MaterialCheck" (
    "materialId" TEXT NOT NULL,
    "registrationId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "mark" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MaterialCheck_pkey" PRIMARY KEY ("materialId","registrationId")
);

ALTER TABLE "MaterialCheck" ADD CONSTRAINT "MaterialCheck_materialId_fkey" FOREIGN KEY ("materialId") REFERENCES "Material"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MaterialCheck" ADD CONSTRAINT "MaterialCheck_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MaterialCheck" ADD CONSTRAINT "MaterialCheck_state" CHECK (state IN ('IN_REVIEW', 'PASSED', 'NOT_ASKED'));

-- A verification that was passed and is being renewed; the old one counts until then (wechat/3.1, baidu/2.5).
ALTER TABLE "Registration" ADD COLUMN "renewingSince" TIMESTAMPTZ(3);
ALTER TABLE "Registration" ADD COLUMN "renewalMark" TEXT;
