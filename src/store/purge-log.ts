import type { PlatformExit } from '../review/exit-records.ts';
import type { Prisma } from './generated/client.ts';
import { createLogChain } from './log-chain.ts';
import type { RecordParts } from './record-parts.ts';

/** What in the log's payloads comes from a platform: its words, codes, pages, names and marks. */
const LOGGED = [
  'words',
  'reasonCode',
  'code',
  'url',
  'consentUrl',
  'verificationUrl',
  'appId',
  'reference',
  'hostVersion',
  'hostDescription',
];

interface ToldEvent {
  readonly id: string;
  readonly hash: string | null;
  readonly payload: Readonly<Record<string, Prisma.JsonValue>>;
  readonly payloadSalt: string | null;
  readonly redactedBy: string | null;
}

/**
 * Takes out of an account's events what a platform said in them, and the salts by which it could be guessed from what
 * stands for it in the chain. The events stay, in their places and of their kinds, and a seal says what is left of
 * each, and which exit took the rest. Resolves to those of which nothing had been taken before, as they were: the
 * event that tells of the exit says how many they are.
 */
export async function purgeLog(
  { tx, cipher }: RecordParts,
  { id: exitId, accountId, platform }: PlatformExit,
): Promise<readonly object[]> {
  const chain = createLogChain(cipher);
  const told = await tx.$queryRaw<ToldEvent[]>`
    SELECT id, hash, payload, "payloadSalt", "redactedBy" FROM "Event"
    WHERE "accountId" = ${accountId} AND payload->>'platform' = ${platform} AND payload ?| ${LOGGED}::text[]
      AND EXISTS (SELECT 1 FROM jsonb_each(payload) AS said
                  WHERE said.key = ANY(${LOGGED}::text[]) AND said.value <> 'null'::jsonb)
    ORDER BY "accountPosition"`;
  const left = told.map(({ id, hash, payload: whole, redactedBy: before }) => {
    const kept = Object.entries(whole).filter(([name]) => !LOGGED.includes(name));
    const payload = { ...Object.fromEntries(kept), purged: exitId };
    const redactedBy = before ?? exitId;
    return { id, payload, redactedBy, seal: chain.redactionSealOf({ id, hash, redactedBy, payload }) };
  });
  await tx.$queryRaw`SELECT set_config('paifang.purging', ${accountId}, true)`;
  await tx.$executeRaw`
    UPDATE "Event" AS event
    SET payload = rest.payload, "payloadSalt" = NULL, "redactedBy" = rest."redactedBy", "redactionSeal" = rest.seal
    FROM jsonb_to_recordset(${JSON.stringify(left)}::jsonb) AS rest (id text, payload jsonb, "redactedBy" text, seal text)
    WHERE event.id = rest.id`;
  await tx.$queryRaw`SELECT set_config('paifang.purging', '', true)`;
  return told
    .filter(({ redactedBy }) => redactedBy === null)
    .map(({ id, payload, payloadSalt }) => ({ id, payload, payloadSalt }));
}
