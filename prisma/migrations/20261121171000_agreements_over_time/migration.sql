-- Versions of agreements beside those in the code: drafted, then published and not changed any more.
CREATE TABLE "AgreementVersion" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "effectiveFrom" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "draftedBy" TEXT NOT NULL,
    "draftedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedBy" TEXT,
    "publishedAt" TIMESTAMPTZ(3),
    "toldDaysAhead" INTEGER,
    "tellingDaysAhead" INTEGER,
    "tellingAfter" TEXT,
    "nextStepAt" TIMESTAMPTZ(3),

    CONSTRAINT "AgreementVersion_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "AgreementVersion" ADD CONSTRAINT "AgreementVersion_state" CHECK ("state" IN ('DRAFT', 'PUBLISHED'));
ALTER TABLE "AgreementVersion" ADD CONSTRAINT "AgreementVersion_published" CHECK (("publishedAt" IS NOT NULL) = ("state" = 'PUBLISHED'));

CREATE UNIQUE INDEX "AgreementVersion_platform_version_key" ON "AgreementVersion"("platform", "version");
-- Of which accounts are to be told next, the earliest first.
CREATE INDEX "AgreementVersion_nextStepAt_idx" ON "AgreementVersion"("nextStepAt");

-- Decisions cite what was published: it stays as it was, whoever writes.
CREATE FUNCTION keep_published_agreement_version() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ROW(NEW."id", NEW."platform", NEW."version", NEW."state", NEW."effectiveFrom", NEW."content", NEW."publishedBy", NEW."publishedAt")
        IS NOT DISTINCT FROM ROW(OLD."id", OLD."platform", OLD."version", OLD."state", OLD."effectiveFrom", OLD."content", OLD."publishedBy", OLD."publishedAt") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'version % of the agreement of % is published and does not change', OLD."version", OLD."platform";
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER "AgreementVersion_kept" BEFORE UPDATE OR DELETE ON "AgreementVersion"
    FOR EACH ROW WHEN (OLD."state" = 'PUBLISHED') EXECUTE FUNCTION keep_published_agreement_version();

-- An account that does not agree to changed terms, until it accepts them after all.
CREATE TABLE "TermsDecline" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "declinedAt" TIMESTAMPTZ(3) NOT NULL,
    "stopsFrom" TIMESTAMPTZ(3) NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TermsDecline_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "TermsDecline_accountId_platform_idx" ON "TermsDecline"("accountId", "platform");
-- One that stands is enough: declining twice is refused.
CREATE UNIQUE INDEX "TermsDecline_standing" ON "TermsDecline"("accountId", "platform") WHERE "liftedAt" IS NULL;
ALTER TABLE "TermsDecline" ADD CONSTRAINT "TermsDecline_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT keep_history('TermsDecline');

-- Who accepted, and, where use was the acceptance, by which operation.
ALTER TABLE "Acceptance" ADD COLUMN "by" TEXT, ADD COLUMN "operation" TEXT;
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_use" CHECK (("how" = 'BY_USE') = ("operation" IS NOT NULL));
-- Whom to tell of a change: the accounts that have accepted anything of a platform, in the order of their ids.
CREATE INDEX "Acceptance_platform_accountId_idx" ON "Acceptance"("platform", "accountId");
