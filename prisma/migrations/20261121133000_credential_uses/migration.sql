-- Every use of a credential (baidu/2.1): one row for a credential, a purpose, a node and a minute. Never the secret.
CREATE TABLE "CredentialUse" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CredentialUse_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "CredentialUse_platform_holder_id_idx" ON "CredentialUse"("platform", "holder", "id");

ALTER TABLE "CredentialUse" ADD CONSTRAINT "CredentialUse_uses" CHECK (uses > 0 AND "lastAt" >= "firstAt");

-- What was used stays written as it was; a row only counts on.
CREATE FUNCTION only_count_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW.id, NEW.platform, NEW.holder, NEW.kind, NEW.purpose, NEW.node, NEW."firstAt")
    IS DISTINCT FROM ROW(OLD.id, OLD.platform, OLD.holder, OLD.kind, OLD.purpose, OLD.node, OLD."firstAt")
    OR NEW.uses < OLD.uses OR NEW."lastAt" < OLD."lastAt" THEN
    RAISE EXCEPTION 'the log of credential uses is not rewritten';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credential_use_only_counts_on BEFORE UPDATE ON "CredentialUse" FOR EACH ROW EXECUTE FUNCTION only_count_on();
