import { ACCOUNT_STREAMS, hostStream } from '../events/stream.ts';
import type { Clock } from '../kernel/clock.ts';
import { sealAfter } from './append-events.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import { createLogChain, type HeadUnderSeal, type LogChain } from './log-chain.ts';

const DAY_MS = 86_400_000;
/** Accounts found at once, and events removed in one transaction: neither is long in anybody's way. */
const ACCOUNTS = 100;
const BATCH = 1_000;

export interface EventRetention {
  /** Removes what is older than what is kept; resolves to how many events went. */
  removeExpired(): Promise<number>;
}

/**
 * Keeps an account's events for so many days, and removes them from the oldest on. The head keeps the hash of the last
 * that went, under its seal, so that the chain is verified from there; readers whose place is before it are told of a
 * gap. What an active webhook has still to be told stays until it was: one that fails is stopped after days, and one that
 * is paused or stopped is told of a gap. Nothing else in the gateway reads the log of the past: what is owed, held up or
 * public is in tables of its own. A log that has been tampered with is left as it is: it is evidence.
 */
export function createEventRetention(
  prisma: PrismaClient,
  cipher: Pick<FieldCipher, 'macs'>,
  clock: Clock,
  days: number,
): EventRetention {
  const chain = createLogChain(cipher);
  return {
    async removeExpired() {
      const before = new Date(clock.now().getTime() - days * DAY_MS);
      let removed = 0;
      for (let after = '', more = true; more; ) {
        const streams = await streamsWithExpired(prisma, before, after);
        for (const stream of streams) removed += await removeOf(prisma, chain, stream, before);
        after = streams.at(-1) ?? '';
        more = streams.length === ACCOUNTS;
      }
      return removed;
    },
  };
}

/** The accounts whose first event is older than that. */
async function streamsWithExpired(prisma: PrismaClient, before: Date, after: string): Promise<string[]> {
  const found = await prisma.$queryRaw<{ stream: string }[]>`
    SELECT head.stream FROM "StreamHead" AS head
    JOIN "Event" AS event ON event."accountId" = substr(head.stream, ${ACCOUNT_STREAMS.length + 1}::int)
      AND event."accountPosition" = head.floor + 1
    WHERE head.stream LIKE ${`${ACCOUNT_STREAMS}%`} AND head.stream > ${after} AND event.at < ${before}
    ORDER BY head.stream LIMIT ${ACCOUNTS}`;
  return found.map(({ stream }) => stream);
}

/** All of one account, a batch at a time. */
async function removeOf(
  prisma: PrismaClient,
  chain: LogChain,
  stream: string,
  before: Date,
): Promise<number> {
  let removed = 0;
  for (let last = BATCH; last === BATCH; removed += last) {
    last = await prisma.$transaction((tx) => removeBatch(tx, chain, stream, before));
  }
  return removed;
}

interface OldEvent {
  readonly accountPosition: bigint;
  readonly hostId: string | null;
  readonly hostPosition: bigint | null;
  readonly hash: string | null;
  readonly at: Date;
}

/** Heads are locked as writers lock them: the account's first, then those of hosts in the order of their names. */
async function removeBatch(
  tx: Prisma.TransactionClient,
  chain: LogChain,
  stream: string,
  before: Date,
): Promise<number> {
  const [head] = await tx.$queryRaw<HeadUnderSeal[]>`
    SELECT stream, head, hash, "chainedAfter", floor, "floorHash", seal FROM "StreamHead"
    WHERE stream = ${stream} FOR UPDATE`;
  if (!head || chain.checkHead(head) !== 'HOLDS') return 0;
  const accountId = stream.slice(ACCOUNT_STREAMS.length);
  const oldest = await tx.$queryRaw<OldEvent[]>`
    SELECT "accountPosition", "hostId", "hostPosition", hash, at FROM "Event"
    WHERE "accountId" = ${accountId} AND "accountPosition" > ${head.floor}
    ORDER BY "accountPosition" LIMIT ${BATCH}`;
  const isNeeded = await neededByWebhooks(tx, stream, oldest);
  // From the floor on without a hole: what stands behind one that is missing is evidence.
  const kept = oldest.findIndex(
    (event, n) =>
      event.at >= before || event.accountPosition !== head.floor + BigInt(n + 1) || isNeeded(event),
  );
  const going = kept === -1 ? oldest : oldest.slice(0, kept);
  const last = going.at(-1);
  if (!last) return 0;
  await raiseHostFloors(tx, going);
  await tx.$queryRaw`SELECT set_config('paifang.retiring', ${accountId}, true)`;
  await tx.$executeRaw`
    DELETE FROM "Event" WHERE "accountId" = ${accountId} AND "accountPosition" <= ${last.accountPosition}`;
  await tx.$queryRaw`SELECT set_config('paifang.retiring', '', true)`;
  const { accountPosition: floor, hash: floorHash } = last;
  const seal = sealAfter(chain, head, { ...head, floor, floorHash });
  await tx.$executeRaw`
    UPDATE "StreamHead" SET floor = ${floor}, "floorHash" = ${floorHash}, seal = ${seal} WHERE stream = ${stream}`;
  return going.length;
}

/** Which events an active webhook, of the account or of a host, has not been told of yet. */
async function neededByWebhooks(
  tx: Prisma.TransactionClient,
  stream: string,
  events: readonly OldEvent[],
): Promise<(event: OldEvent) => boolean> {
  const hosts = new Set(events.flatMap(({ hostId }) => (hostId === null ? [] : [hostStream(hostId)])));
  const found = await tx.$queryRaw<{ stream: string; place: bigint }[]>`
    SELECT stream, min(least(position, "replayPosition", (
      SELECT min(delivery.position) - 1 FROM "WebhookDelivery" AS delivery
      WHERE delivery."endpointId" = endpoint.id AND delivery.state = 'PENDING' AND delivery.kind = 'EVENT'))) AS place
    FROM "WebhookEndpoint" AS endpoint
    WHERE state = 'ACTIVE' AND stream = ANY(${[stream, ...hosts]}::text[]) GROUP BY stream`;
  const places = new Map(found.map((one) => [one.stream, one.place]));
  const isAfter = (of: string, position: bigint) => position > (places.get(of) ?? position);
  return ({ accountPosition, hostId, hostPosition }) =>
    isAfter(stream, accountPosition) ||
    (hostId !== null && hostPosition !== null && isAfter(hostStream(hostId), hostPosition));
}

/** A host's stream is told as gone up to the last of its events that goes, though some before it may still be kept. */
async function raiseHostFloors(tx: Prisma.TransactionClient, going: readonly OldEvent[]): Promise<void> {
  const floors = new Map<string, bigint>();
  for (const { hostId, hostPosition } of going) {
    if (hostId === null || hostPosition === null) continue;
    const stream = hostStream(hostId);
    if (hostPosition > (floors.get(stream) ?? 0n)) floors.set(stream, hostPosition);
  }
  if (floors.size === 0) return;
  const streams = [...floors.keys()];
  await tx.$queryRaw`
    SELECT stream FROM "StreamHead" WHERE stream = ANY(${streams}::text[]) ORDER BY stream FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE "StreamHead" AS head SET floor = greatest(head.floor, gone.floor)
    FROM unnest(${streams}::text[], ${[...floors.values()].map(String)}::text[]::bigint[]) AS gone (stream, floor)
    WHERE head.stream = gone.stream`;
}
