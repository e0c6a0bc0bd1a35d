-- That a platform was left, and come back to, has a past: operations were refused since then, and not before. What is known
-- of it already, its own columns date. Not kept: what went, which is proof and not past, and when time comes back to it.
INSERT INTO "RowHistory" ("tableName", "rowId", "accountId", "effectiveAt", "recordedAt", cells)
SELECT 'PlatformExit', found.id, found."accountId", moved.at, moved.at,
       to_jsonb(found) - '{purged,nextStepAt}'::text[]
         || jsonb_build_object('#present', true, 'state', moved.state,
              'leftAt', CASE WHEN moved.state <> 'LEAVING' THEN found."leftAt" END,
              'returnedAt', CASE WHEN moved.state = 'RETURNED' THEN found."returnedAt" END)
FROM "PlatformExit" AS found CROSS JOIN LATERAL (VALUES
  (1, 'LEAVING', found."startedAt"), (2, 'LEFT', found."leftAt"), (3, 'RETURNED', found."returnedAt")) AS moved (nth, state, at)
WHERE moved.at IS NOT NULL
ORDER BY found.id, moved.nth;
SELECT keep_history('PlatformExit', 'id', 'nextStepAt,purged');
