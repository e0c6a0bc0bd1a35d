-- What platforms tell accounts: a sending, the notice as each account has it, and its way by each channel.
CREATE TABLE "NoticeSending" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "agreementVersion" TEXT,
    "channels" TEXT[],
    "requiredChannels" TEXT[],
    "toAccountId" TEXT,
    "sentBy" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "reachedAccountId" TEXT,
    "fannedOutAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeSending_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "sendingId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "agreementVersion" TEXT,
    "requiredChannels" TEXT[],
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),
    "readBy" TEXT,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "NoticeDelivery" (
    "id" TEXT NOT NULL,
    "noticeId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "lastAttemptAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "failure" TEXT,
    "obligationId" TEXT,
    "words" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseOwner" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeDelivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "NoticeAddress" (
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealedAddress" TEXT NOT NULL,
    "sealedMasked" TEXT NOT NULL,
    "putBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeAddress_pkey" PRIMARY KEY ("accountId","kind")
);

-- A fee for reviews that a platform demands.
CREATE TABLE "Fee" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "programId" TEXT,
    "clause" TEXT NOT NULL,
    "agreementVersion" TEXT NOT NULL,
    "amountFen" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "reference" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "demandedAt" TIMESTAMPTZ(3) NOT NULL,
    "demandedBy" TEXT NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "paidBy" TEXT,
    "paymentReference" TEXT,
    "evidenceFileIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "confirmedAt" TIMESTAMPTZ(3),
    "waivedAt" TIMESTAMPTZ(3),
    "invoiceRequestedAt" TIMESTAMPTZ(3),
    "sealedInvoiceData" TEXT,
    "invoiceNumber" TEXT,
    "invoiceFileId" TEXT,
    "invoicedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Fee_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "NoticeSending_platform_agreementVersion_idx" ON "NoticeSending"("platform", "agreementVersion");

CREATE INDEX "NoticeSending_fannedOutAt_idx" ON "NoticeSending"("fannedOutAt");

CREATE INDEX "Notice_accountId_id_idx" ON "Notice"("accountId", "id");

CREATE UNIQUE INDEX "Notice_sendingId_accountId_key" ON "Notice"("sendingId", "accountId");

CREATE INDEX "NoticeDelivery_accountId_idx" ON "NoticeDelivery"("accountId");

CREATE INDEX "NoticeDelivery_nextAttemptAt_idx" ON "NoticeDelivery"("nextAttemptAt");

CREATE UNIQUE INDEX "NoticeDelivery_noticeId_channel_key" ON "NoticeDelivery"("noticeId", "channel");

CREATE INDEX "Fee_accountId_state_idx" ON "Fee"("accountId", "state");

CREATE INDEX "Fee_programId_idx" ON "Fee"("programId");

CREATE UNIQUE INDEX "Fee_accountId_platform_reference_key" ON "Fee"("accountId", "platform", "reference");

ALTER TABLE "Notice" ADD CONSTRAINT "Notice_sendingId_fkey" FOREIGN KEY ("sendingId") REFERENCES "NoticeSending"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Notice" ADD CONSTRAINT "Notice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "NoticeAddress" ADD CONSTRAINT "NoticeAddress_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Fee" ADD CONSTRAINT "Fee_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Fee" ADD CONSTRAINT "Fee_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "NoticeSending" ADD CONSTRAINT "NoticeSending_kind" CHECK ("kind" IN ('AGREEMENT_CHANGE', 'MEASURE', 'GENERAL'));
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_channel" CHECK ("channel" IN ('COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS', 'EMAIL'));
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_state" CHECK ("state" IN ('PENDING', 'SENT', 'DELIVERED', 'FAILED'));
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_sent" CHECK (("sentAt" IS NOT NULL) = ("state" IN ('SENT', 'DELIVERED')));
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_tried" CHECK (("nextAttemptAt" IS NOT NULL) = ("state" = 'PENDING'));
ALTER TABLE "NoticeAddress" ADD CONSTRAINT "NoticeAddress_kind" CHECK ("kind" IN ('PHONE', 'EMAIL'));
ALTER TABLE "Fee" ADD CONSTRAINT "Fee_state" CHECK ("state" IN ('DEMANDED', 'PAID', 'INVOICED', 'WAIVED'));
ALTER TABLE "Fee" ADD CONSTRAINT "Fee_amount" CHECK ("amountFen" > 0 AND "currency" = 'CNY');
ALTER TABLE "Fee" ADD CONSTRAINT "Fee_paid" CHECK (("paidAt" IS NOT NULL) = ("state" IN ('PAID', 'INVOICED')));
ALTER TABLE "Fee" ADD CONSTRAINT "Fee_invoiced" CHECK (("invoicedAt" IS NOT NULL) = ("state" = 'INVOICED'));
