import type { NewEvent } from '../events/event.ts';
import { accountOf, accountStream, hostStream, type StreamId } from '../events/stream.ts';
import { newId } from '../kernel/ids.ts';
import type { Prisma } from './generated/client.ts';
import {
  digestOfPayload,
  type HeadUnderSeal,
  type LinkedColumns,
  type LogChain,
  newSalt,
  type SealedHead,
} from './log-chain.ts';

/**
 * Gives events their places, chains them, and stores them: the last statements of a transaction. The heads of all
 * streams are raised in one statement, in the order of their names, so two transactions never wait for each other's
 * streams; their row locks are held until the commit, so places appear in the order of commits, and each event
 * is chained to the one before it. Resolves to the streams.
 */
export async function appendEvents(
  tx: Prisma.TransactionClient,
  chain: LogChain,
  events: readonly NewEvent[],
  now: Date,
): Promise<StreamId[]> {
  if (events.length === 0) return [];
  const heads = await raiseHeads(tx, events);
  const rows = events.map((event) => heads.place(rowOf(event, now), chain));
  await write(tx, rows, heads.sealed(chain));
  return [...new Set(events.flatMap(streamsOf))];
}

function streamsOf({ accountId, hostId }: NewEvent): StreamId[] {
  return hostId === undefined ? [accountStream(accountId)] : [accountStream(accountId), hostStream(hostId)];
}

type NewRow = Omit<LinkedColumns, 'accountPosition' | 'hostPosition'> & {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly payloadSalt: string;
};

type PlacedRow = NewRow & LinkedColumns & { readonly hash: string };

function rowOf(event: NewEvent, now: Date): NewRow {
  const { type, accountId, payload, source, actor, occurredAt } = event;
  const { hostId = null, programId = null, versionId = null, subjectId = null } = event;
  const payloadSalt = newSalt();
  return {
    ...{ id: newId('evt', now), type, accountId, hostId, programId, versionId, subjectId, source, actor },
    // What is told of the future is known now.
    occurredAt: occurredAt && occurredAt < now ? occurredAt : now,
    at: now,
    payload,
    payloadSalt,
    payloadDigest: digestOfPayload(payloadSalt, payload),
  };
}

/** A head as it is locked: its position is raised already, all else is as it was. */
interface RaisedHead extends HeadUnderSeal {
  readonly stream: StreamId;
}

async function raiseHeads(tx: Prisma.TransactionClient, events: readonly NewEvent[]): Promise<Heads> {
  const counts = new Map<StreamId, number>();
  for (const stream of events.flatMap(streamsOf)) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  const raised = await tx.$queryRaw<RaisedHead[]>`
    INSERT INTO "StreamHead" (stream, head)
    SELECT stream, n FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) AS grown (stream, n)
    ORDER BY stream
    ON CONFLICT (stream) DO UPDATE SET head = "StreamHead".head + EXCLUDED.head
    RETURNING stream, head, hash, "chainedAfter", floor, "floorHash", seal`;
  return new Heads(raised, counts);
}

/** The streams of one transaction, as its events take their places in them. */
class Heads {
  readonly #before: ReadonlyMap<StreamId, RaisedHead>;
  readonly #positions: Map<StreamId, bigint>;
  readonly #hashes: Map<StreamId, string | null>;

  constructor(raised: readonly RaisedHead[], counts: ReadonlyMap<StreamId, number>) {
    const before = raised.map((head) => ({
      ...head,
      head: head.head - BigInt(counts.get(head.stream) ?? 0),
    }));
    this.#before = new Map(before.map((head) => [head.stream, head]));
    this.#positions = new Map(before.map(({ stream, head }) => [stream, head]));
    this.#hashes = new Map(before.map(({ stream, hash }) => [stream, hash]));
  }

  place(row: NewRow, chain: LogChain): PlacedRow {
    const stream = accountStream(row.accountId);
    const placed = {
      ...row,
      accountPosition: this.#next(stream),
      hostPosition: row.hostId === null ? null : this.#next(hostStream(row.hostId)),
    };
    const hash = chain.linkOf(this.#hashes.get(stream) ?? null, placed);
    this.#hashes.set(stream, hash);
    return { ...placed, hash };
  }

  #next(stream: StreamId): bigint {
    const place = (this.#positions.get(stream) ?? 0n) + 1n;
    this.#positions.set(stream, place);
    return place;
  }

  /** The accounts' streams as they are now. */
  sealed(chain: LogChain): readonly { stream: StreamId; hash: string | null; seal: string | null }[] {
    return [...this.#before.values()]
      .filter(({ stream }) => accountOf(stream) !== undefined)
      .map((before) => {
        const { stream } = before;
        const head = this.#positions.get(stream) ?? before.head;
        const hash = this.#hashes.get(stream) ?? null;
        return { stream, hash, seal: sealAfter(chain, before, { ...before, head, hash }) };
      });
  }
}

/**
 * The seal of a stream that has changed. A seal that did not fit before is left as it is and never fits again: what was
 * done to the stream is not sealed over by the next event.
 */
export function sealAfter(chain: LogChain, before: HeadUnderSeal, after: SealedHead): string | null {
  return chain.checkHead(before) === 'HOLDS' ? chain.sealOf(after) : before.seal;
}

async function write(
  tx: Prisma.TransactionClient,
  rows: readonly PlacedRow[],
  heads: ReturnType<Heads['sealed']>,
): Promise<void> {
  const asText = (_name: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  await tx.$executeRaw`
    WITH logged AS (
      INSERT INTO "Event" (id, "accountId", "accountPosition", "hostId", "hostPosition", type, "programId", "versionId",
        "subjectId", payload, "payloadSalt", "payloadDigest", source, actor, "occurredAt", at, hash)
      SELECT id, "accountId", "accountPosition", "hostId", "hostPosition", type, "programId", "versionId",
        "subjectId", payload, "payloadSalt", "payloadDigest", source, actor, "occurredAt", at, hash
      FROM jsonb_to_recordset(${JSON.stringify(rows, asText)}::jsonb) AS event (
        id text, "accountId" text, "accountPosition" bigint, "hostId" text, "hostPosition" bigint, type text,
        "programId" text, "versionId" text, "subjectId" text, payload jsonb, "payloadSalt" text, "payloadDigest" text,
        source text, actor text, "occurredAt" timestamptz(3), at timestamptz(3), hash text))
    UPDATE "StreamHead" AS head SET hash = grown.hash, seal = grown.seal
    FROM unnest(${heads.map(({ stream }) => stream)}::text[], ${heads.map(({ hash }) => hash)}::text[],
      ${heads.map(({ seal }) => seal)}::text[]) AS grown (stream, hash, seal)
    WHERE head.stream = grown.stream`;
}
