-- Since when the owner of a program lets the gateway act for it, for what, and whether that is over.
ALTER TABLE "Registration"
  ADD COLUMN "authorisedSince" TIMESTAMPTZ(3),
  ADD COLUMN "authorisationEndedAt" TIMESTAMPTZ(3),
  ADD COLUMN "permissions" TEXT[] NOT NULL DEFAULT '{}';


-- Links with which the owner of an existing program brings it in, or authorises it anew. Each serves once, and for a time.
CREATE TABLE "AuthorisationLink" (
  "id" TEXT NOT NULL,
  "accountId" TEXT NOT NULL,
  "programId" TEXT NOT NULL,
  "platform" TEXT NOT NULL,
  "tokenLock" TEXT NOT NULL,
  "pageLocks" TEXT[] NOT NULL DEFAULT '{}',
  "sealedEmail" TEXT,
  "askedBy" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "redeemedAt" TIMESTAMPTZ(3),
  "codeLock" TEXT,

  CONSTRAINT "AuthorisationLink_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "AuthorisationLink_tokenLock_key" ON "AuthorisationLink"("tokenLock");
CREATE INDEX "AuthorisationLink_programId_idx" ON "AuthorisationLink"("programId");
CREATE INDEX "AuthorisationLink_pageLocks_idx" ON "AuthorisationLink" USING GIN ("pageLocks");
ALTER TABLE "AuthorisationLink" ADD CONSTRAINT "AuthorisationLink_programId_fkey"
  FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
