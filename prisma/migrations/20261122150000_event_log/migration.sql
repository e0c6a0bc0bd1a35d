-- An event says which version it is about and when it happened where it happened, beside when the gateway learned of it.
-- From here on, an account's events are chained: each holds a keyed digest over the one before it and over itself. Its
-- payload enters by a salted digest, so that what a law or an agreement wants gone can go, and the chain still holds.
ALTER TABLE "Event" ADD COLUMN "versionId" TEXT,
ADD COLUMN "occurredAt" TIMESTAMPTZ(3),
ADD COLUMN "payloadSalt" TEXT,
ADD COLUMN "payloadDigest" TEXT,
ADD COLUMN "hash" TEXT,
ADD COLUMN "redactedBy" TEXT,
ADD COLUMN "redactionSeal" TEXT;

ALTER TABLE "Event" DISABLE TRIGGER event_is_append_only;
UPDATE "Event" SET "occurredAt" = at, "versionId" = payload->>'versionId';
ALTER TABLE "Event" ENABLE TRIGGER event_is_append_only;
ALTER TABLE "Event" ALTER COLUMN "occurredAt" SET NOT NULL;

-- The hash of the last event, the last position that is no longer kept with its hash, and the last from before the
-- chain; a keyed seal over all of them.
ALTER TABLE "StreamHead" ADD COLUMN "hash" TEXT,
ADD COLUMN "chainedAfter" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "floor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "floorHash" TEXT,
ADD COLUMN "seal" TEXT;
UPDATE "StreamHead" SET "chainedAfter" = head WHERE stream LIKE 'account:%';

-- What purges took words out of, and what tells of purges.
CREATE INDEX "Event_redacted" ON "Event"("accountId", "redactedBy") WHERE "redactedBy" IS NOT NULL;
CREATE INDEX "Event_redacting" ON "Event"("accountId", "subjectId") WHERE type = 'PLATFORM_LEFT';

-- The log is appended to and read. Two things may be done to it besides, each by a transaction that says so for one
-- account: a platform's words are taken out of payloads, and events go that are older than what is kept.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  redaction CONSTANT text[] := '{payload,payloadSalt,redactedBy,redactionSeal}';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF current_setting('paifang.purging', true) = OLD."accountId"
       AND to_jsonb(NEW) - redaction = to_jsonb(OLD) - redaction
       AND NEW."payloadSalt" IS NULL AND NEW."redactedBy" = coalesce(OLD."redactedBy", NEW."redactedBy") THEN
      RETURN NEW;
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF current_setting('paifang.retiring', true) = OLD."accountId" THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the event log is append-only';
END $$;
CREATE TRIGGER event_is_never_emptied BEFORE TRUNCATE ON "Event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
