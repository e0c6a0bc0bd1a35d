-- A member's confidentiality undertaking towards a platform (wechat/4.9). The row outlives the membership: it is no key to it.
CREATE TABLE "Undertaking" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "signedOn" TEXT NOT NULL,
    "validUntil" TEXT,
    "fileId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Undertaking_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Undertaking_accountId_memberId_idx" ON "Undertaking"("accountId", "memberId");

ALTER TABLE "Undertaking" ADD CONSTRAINT "Undertaking_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Undertaking" ADD CONSTRAINT "Undertaking_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Undertaking" ADD CONSTRAINT "Undertaking_days" CHECK ("validUntil" IS NULL OR "validUntil" >= "signedOn");

-- A platform's invitation of a program to a closed test (wechat/7.1, baidu/8.1).
CREATE TABLE "BetaInvitation" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "hostId" TEXT,
    "invitedOn" TEXT NOT NULL,
    "fileId" TEXT,
    "endedOn" TEXT,
    "consentMaterialId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BetaInvitation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "BetaInvitation_programId_idx" ON "BetaInvitation"("programId");
CREATE INDEX "BetaInvitation_accountId_idx" ON "BetaInvitation"("accountId");

ALTER TABLE "BetaInvitation" ADD CONSTRAINT "BetaInvitation_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BetaInvitation" ADD CONSTRAINT "BetaInvitation_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BetaInvitation" ADD CONSTRAINT "BetaInvitation_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BetaInvitation" ADD CONSTRAINT "BetaInvitation_consentMaterialId_fkey" FOREIGN KEY ("consentMaterialId") REFERENCES "Material"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BetaInvitation" ADD CONSTRAINT "BetaInvitation_days" CHECK ("endedOn" IS NULL OR "endedOn" >= "invitedOn");
