-- A person's answer to what no rule can judge. Never changed but for being revoked, once.
CREATE TABLE "Ruling" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "citations" JSONB NOT NULL,
    "category" TEXT[],
    "answer" TEXT NOT NULL,
    "sealedNote" TEXT NOT NULL,
    "fileId" TEXT,
    "validUntil" TEXT,
    "ruledBy" TEXT NOT NULL,
    "ruledAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedBy" TEXT,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Ruling_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Ruling_programId_idx" ON "Ruling"("programId");
CREATE INDEX "Ruling_accountId_idx" ON "Ruling"("accountId");

ALTER TABLE "Ruling" ADD CONSTRAINT "Ruling_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Ruling" ADD CONSTRAINT "Ruling_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Ruling" ADD CONSTRAINT "Ruling_answer" CHECK (answer IN ('IN_ORDER', 'NOT_IN_ORDER'));
ALTER TABLE "Ruling" ADD CONSTRAINT "Ruling_revoked" CHECK (("revokedAt" IS NULL) = ("revokedBy" IS NULL));
