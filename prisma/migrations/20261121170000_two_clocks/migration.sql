-- When a review moved, by a push that says so: for the look that will tell where to.
ALTER TABLE "Package" ADD COLUMN "newsAt" TIMESTAMPTZ(3);

-- What was true when, and what had been recorded by when: one entry a change, with the cells that it changed.
-- A cell has, at two instants, the value of the entry that was written last of those that were effective by the
-- one and recorded by the other. So news that come late change what was true since they happened, cell by cell,
-- and nothing of what was known before they came.
CREATE TABLE "RowHistory" (
    "tableName" TEXT NOT NULL,
    "rowId" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT,
    "effectiveAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "cells" JSONB NOT NULL,

    CONSTRAINT "RowHistory_pkey" PRIMARY KEY ("tableName","rowId","sequence")
);
CREATE INDEX "RowHistory_accountId_tableName_programId_idx" ON "RowHistory"("accountId", "tableName", "programId");

ALTER TABLE "RowHistory" ADD CONSTRAINT "RowHistory_order" CHECK ("effectiveAt" <= "recordedAt");

-- Nobody changes what was recorded, but for what has to be forgotten.
CREATE FUNCTION refuse_new_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('paifang.forget', true) = 'on' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION 'the past is append-only';
END $$;
CREATE TRIGGER past_is_append_only BEFORE UPDATE OR DELETE ON "RowHistory"
  FOR EACH ROW EXECUTE FUNCTION refuse_new_past();

CREATE FUNCTION history_row_id(of_row JSONB, key_columns TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  -- Nearly always; the rest costs a query.
  IF key_columns = 'id' THEN
    RETURN of_row ->> 'id';
  END IF;
  RETURN (SELECT string_agg(of_row ->> key.name, '/' ORDER BY key.nth)
          FROM unnest(string_to_array(key_columns, ',')) WITH ORDINALITY AS key (name, nth));
END $$;

CREATE FUNCTION history_program_id(of_table TEXT, of_row JSONB) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN of_row ->> CASE of_table WHEN 'Program' THEN 'id' ELSE 'programId' END;
END $$;

-- Arguments: the columns of the key, and those that are not kept. The gateway says by its own clock when it is, and,
-- where it was told, when it happened (settings of the transaction). Outside it, what is new was recorded when it says
-- that it was created, and for the rest the database's clock counts.
CREATE FUNCTION note_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  key_columns CONSTANT TEXT := TG_ARGV[0];
  not_kept CONSTANT TEXT[] := string_to_array(TG_ARGV[1], ',');
  recorded CONSTANT TIMESTAMPTZ := coalesce(
    nullif(current_setting('paifang.now', true), '')::timestamptz,
    CASE WHEN TG_OP = 'INSERT' THEN (to_jsonb(NEW) ->> 'createdAt')::timestamptz END,
    now());
  told CONSTANT TIMESTAMPTZ := nullif(current_setting('paifang.effective', true), '')::timestamptz;
  before CONSTANT JSONB := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) - not_kept END;
  after CONSTANT JSONB := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) - not_kept END;
  subject CONSTANT JSONB := coalesce(after, before);
  id CONSTANT TEXT := history_row_id(subject, key_columns);
  changed JSONB;
BEGIN
  IF TG_OP = 'INSERT' THEN
    changed := after || '{"#present": true}';
  ELSIF TG_OP = 'DELETE' THEN
    changed := '{"#present": false}';
  ELSE
    -- To be looked at is no change.
    IF before - 'updatedAt' = after - 'updatedAt' THEN
      RETURN NULL;
    END IF;
    SELECT jsonb_object_agg(cell.key, cell.value) INTO changed
    FROM jsonb_each(after) AS cell WHERE cell.value IS DISTINCT FROM before -> cell.key;
  END IF;

  IF current_setting('paifang.forget', true) = 'on' THEN
    IF TG_OP = 'DELETE' THEN
      DELETE FROM "RowHistory" WHERE "tableName" = TG_TABLE_NAME AND "rowId" = id;
      RETURN NULL;
    END IF;
    UPDATE "RowHistory" AS entry SET cells = (
      SELECT jsonb_object_agg(cell.key, coalesce(changed -> cell.key, cell.value)) FROM jsonb_each(entry.cells) AS cell)
    WHERE "tableName" = TG_TABLE_NAME AND "rowId" = id;
  END IF;

  INSERT INTO "RowHistory" ("tableName", "rowId", "accountId", "programId", "effectiveAt", "recordedAt", cells)
  VALUES (TG_TABLE_NAME, id, subject ->> 'accountId', history_program_id(TG_TABLE_NAME, subject),
          least(told, recorded), recorded, changed);
  RETURN NULL;
END $$;

-- Makes a table keep its past from now on. What it holds already begins with the last instant that its rows tell of:
-- how they came to be so was not kept.
CREATE FUNCTION keep_history(of_table TEXT, key_columns TEXT DEFAULT 'id', not_kept TEXT DEFAULT '')
RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'INSERT INTO "RowHistory" ("tableName", "rowId", "accountId", "programId", "effectiveAt", "recordedAt", cells)
     SELECT %1$L, history_row_id(found, %2$L), found ->> ''accountId'', history_program_id(%1$L, found), since, since,
            found - string_to_array(%3$L, '','') || ''{"#present": true}''
     FROM (SELECT found, least(now(), coalesce(
             found ->> ''updatedAt'', found ->> ''revokedAt'', found ->> ''decidedAt'', found ->> ''ruledAt'', found ->> ''createdAt'', found ->> ''chosenAt'',
             found ->> ''openedAt'', found ->> ''submittedAt'', found ->> ''at'')::timestamptz) AS since
           FROM (SELECT to_jsonb(one) AS found FROM %1$I AS one) AS every) AS dated',
    of_table, key_columns, not_kept);
  EXECUTE format(
    'CREATE TRIGGER keeps_history AFTER INSERT OR UPDATE OR DELETE ON %I
     FOR EACH ROW EXECUTE FUNCTION note_history(%L, %L)',
    of_table, key_columns, not_kept);
END $$;

-- A table joins by one line. Not kept: who works on a row, when time comes back to it, and what is sealed but never
-- read of the past.
SELECT keep_history('Program');
SELECT keep_history('Subject', 'accountId');
SELECT keep_history('Acceptance');
SELECT keep_history('Material', 'id', 'leaseUntil,leaseOwner');
SELECT keep_history('Registration', 'id',
  'sealedEmail,emailLock,sealedConsentUrl,sealedVerificationUrl,leaseUntil,leaseOwner');
SELECT keep_history('HostSelection', 'programId,platform');
SELECT keep_history('Version');
SELECT keep_history('Submission');
SELECT keep_history('Package', 'id', 'newsAt,leaseUntil,leaseOwner');
SELECT keep_history('Review');
SELECT keep_history('Distribution');
SELECT keep_history('Obligation', 'id', 'nextStepAt,remindedDaysAhead');
