import type pg from 'pg';
import { ACCOUNT_STREAMS, accountStream } from '../events/stream.ts';
import type { PurgedRows } from '../review/exit-records.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { createLogChain, type HeadUnderSeal, type LogChain } from './log-chain.ts';
import {
  type ChainRow,
  checkRow,
  type LogBreak,
  type LogFault,
  type Redactions,
  type WalkPlace,
  whyBroken,
} from './log-walk.ts';

/** Events read at once. */
const PAGE = 1_000;
/** How far around a broken link is looked for the event that belongs there. */
const LOOK_AROUND = 10_000;

/** A place of a log that was noted down elsewhere, with the hash that the event there had. */
export interface LogAnchor {
  readonly position: bigint;
  readonly hash: string;
}

export interface VerifyOptions {
  /** The place up to which an earlier call has come; 0: the beginning. */
  readonly after: bigint;
  /** How many events to look at, at most. */
  readonly limit: number;
  readonly anchors: readonly LogAnchor[];
}

/** What came of looking at a log, or at the next part of it. */
export interface LogVerification {
  /** UNCHAINED: there are events, and none of them is chained: they are older than the chain. */
  readonly status: 'VALID' | 'BROKEN' | 'UNCHAINED';
  readonly broken?: LogBreak;
  /** How many events hold. */
  readonly verified: number;
  /** How many of these have had a platform's words taken out by an act that the log tells of. */
  readonly redacted: number;
  /** How many are from before the chain. */
  readonly unchained: number;
  /** The last position that is no longer kept. */
  readonly floor: bigint;
  /** The last position that was looked at. */
  readonly upTo: bigint;
  readonly isComplete: boolean;
  /** The end of the log: who notes it down can tell later whether the log still goes through it. */
  readonly head: { readonly position: bigint; readonly hash: string | null };
}

/** Every account of which there is anything to verify: also those whose head somebody removed. */
export async function accountsWithLogs(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ accountId: string }>(
    `SELECT substr(stream, $1::int) AS "accountId" FROM "StreamHead" WHERE stream LIKE $2
     UNION SELECT "accountId" FROM "Event" ORDER BY 1`,
    [ACCOUNT_STREAMS.length + 1, `${ACCOUNT_STREAMS}%`],
  );
  return rows.map(({ accountId }) => accountId);
}

type Reader = Pick<pg.ClientBase, 'query'>;

/** Looks at an account's log, or at a part of it, as it was at one instant. What is appended meanwhile does not matter. */
export async function verifyLog(
  pool: pg.Pool,
  cipher: Pick<FieldCipher, 'macs'>,
  accountId: string,
  options: VerifyOptions,
): Promise<LogVerification> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return await verifyWithin(client, createLogChain(cipher), accountId, options);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}

/** The same, on a connection that sees one state of the database throughout. */
export async function verifyWithin(
  client: Reader,
  chain: LogChain,
  accountId: string,
  { after, limit, anchors }: VerifyOptions,
): Promise<LogVerification> {
  const head = await readHead(client, accountId);
  const verification = new Verification(client, chain, accountId, head);
  await verification.walk(after, limit);
  await verification.checkEnds(anchors);
  return verification.result();
}

interface HeadRow extends HeadUnderSeal {
  /** Whether there are events where, by the head, there can be none. */
  readonly hasMore: boolean;
}

class Verification {
  readonly #client: Reader;
  readonly #chain: LogChain;
  readonly #accountId: string;
  readonly #head: HeadRow;
  #place: WalkPlace = { position: 0n, hash: null };
  #broken: LogBreak | undefined;
  #verified = 0;
  #redacted = 0;
  #unchained = 0;

  constructor(client: Reader, chain: LogChain, accountId: string, head: HeadRow) {
    this.#client = client;
    this.#chain = chain;
    this.#accountId = accountId;
    this.#head = head;
  }

  result(): LogVerification {
    const { head, hash, floor } = this.#head;
    const isUnchained = this.#verified === 0 && this.#unchained > 0;
    const status = this.#broken ? 'BROKEN' : isUnchained ? 'UNCHAINED' : 'VALID';
    return {
      status,
      ...(this.#broken ? { broken: this.#broken } : {}),
      verified: this.#verified,
      redacted: this.#redacted,
      unchained: this.#unchained,
      floor,
      upTo: this.#place.position,
      isComplete: this.#broken !== undefined || this.#place.position === head,
      head: { position: head, hash },
    };
  }

  async walk(after: bigint, limit: number): Promise<void> {
    const { head, floor } = this.#head;
    await this.#startAfter(after > floor ? after : floor);
    const redactions = await readRedactions(this.#client, this.#accountId, floor);
    for (let left = limit; left > 0 && !this.#broken && this.#place.position < head; ) {
      const rows = await this.#rowsAfter(this.#place.position, Math.min(PAGE, left));
      if (rows.length === 0) this.#breakAt('TRUNCATED', this.#place.position + 1n);
      for (const row of rows) {
        if (this.#broken) break;
        await this.#take(row, redactions);
      }
      left -= rows.length;
    }
  }

  /** The hash of the event before the first that is looked at; an earlier call has seen that it holds. */
  async #startAfter(position: bigint): Promise<void> {
    const { floor, floorHash, chainedAfter } = this.#head;
    if (position === floor) {
      this.#place = { position, hash: floorHash };
      return;
    }
    const hash = await this.#hashAt(position);
    if (hash === undefined || (hash === null && position > chainedAfter)) this.#breakAt('MISSING', position);
    this.#place = { position, hash: hash ?? null };
  }

  async #take(row: ChainRow, redactions: Redactions): Promise<void> {
    const { accountPosition: position, hash, redactedBy, id } = row;
    if (position <= this.#head.chainedAfter) {
      if (position !== this.#place.position + 1n) this.#breakAt('MISSING', this.#place.position + 1n);
      else if (hash !== null) this.#breakAt('ALTERED', position, id);
      else this.#unchained += 1;
    } else {
      const before = position === this.#head.chainedAfter + 1n ? { ...this.#place, hash: null } : this.#place;
      const found = checkRow(this.#chain, before, row, redactions);
      if (found === 'MISSING') this.#breakAt(found, this.#place.position + 1n);
      else if (found === 'LINK_BROKEN') this.#breakAt(await this.#whyBroken(before), position, id);
      else if (found !== 'HOLDS') this.#breakAt(found, position, id);
      else this.#verified += 1;
      if (found === 'HOLDS' && redactedBy !== null) this.#redacted += 1;
    }
    if (!this.#broken) this.#place = { position, hash };
  }

  async #whyBroken(before: WalkPlace): Promise<LogFault> {
    return whyBroken(this.#chain, before, await this.#rowsAfter(before.position, LOOK_AROUND));
  }

  /** Whether the log begins and ends where its sealed head says, and still goes through the anchors. */
  async checkEnds(anchors: readonly LogAnchor[]): Promise<void> {
    if (this.#broken) return;
    const { head, hash, hasMore, seal, chainedAfter } = this.#head;
    const end = head + 1n;
    const isRemoved = seal === null && head === 0n && hasMore;
    const sealed = isRemoved ? 'BROKEN' : this.#chain.checkHead(this.#head);
    if (sealed !== 'HOLDS') return this.#breakAt(sealed === 'BROKEN' ? 'TRUNCATED' : sealed, end);
    if (hasMore) return this.#breakAt('INSERTED', end);
    const isAtEnd = this.#place.position === head;
    if (isAtEnd && head > chainedAfter && this.#place.hash !== hash) return this.#breakAt('TRUNCATED', end);
    for (const anchor of anchors) await this.#checkAnchor(anchor);
  }

  async #checkAnchor({ position, hash }: LogAnchor): Promise<void> {
    const { head, floor, floorHash } = this.#head;
    if (this.#broken || position < floor) return;
    if (position > head) return this.#breakAt('TRUNCATED', head + 1n);
    const now = position === floor ? floorHash : await this.#hashAt(position);
    if (now !== hash) this.#breakAt('FORKED', position);
  }

  #breakAt(fault: LogFault, position: bigint, eventId?: string): void {
    this.#broken = { fault, position, ...(eventId === undefined ? {} : { eventId }) };
  }

  /** Undefined where no event stands there. */
  async #hashAt(position: bigint): Promise<string | null | undefined> {
    const { rows } = await this.#client.query<{ hash: string | null }>(
      'SELECT hash FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = $2',
      [this.#accountId, String(position)],
    );
    return rows[0]?.hash;
  }

  /**
   * Positions have no holes, so that a page lies between two of them: whatever the planner makes of that, it reads no more.
   * Where the table has no statistics yet it may collect and sort all that is within the bounds, for each page. Behind a hole that is as large as a page, what comes next is looked for.
   */
  async #rowsAfter(position: bigint, limit: number): Promise<readonly ChainRow[]> {
    const { head } = this.#head;
    const end = position + BigInt(limit);
    const rows = await this.#rowsBetween(position, end < head ? end : head, limit);
    return rows.length === 0 && end < head ? this.#rowsBetween(end, head, limit) : rows;
  }

  async #rowsBetween(position: bigint, end: bigint, limit: number): Promise<readonly ChainRow[]> {
    const { rows } = await this.#client.query<Written>(
      `SELECT id, "accountId", "accountPosition", "hostId", "hostPosition", type, "programId", "versionId", "subjectId",
              payload, "payloadSalt", "payloadDigest", source, actor, "occurredAt", at, hash, "redactedBy", "redactionSeal"
       FROM "Event" WHERE "accountId" = $1 AND "accountPosition" > $2 AND "accountPosition" <= $3
       ORDER BY "accountPosition" LIMIT $4`,
      [this.#accountId, String(position), String(end), limit],
    );
    return rows.map(readRow);
  }
}

type Written = Omit<ChainRow, 'accountPosition' | 'hostPosition'> & {
  readonly accountPosition: string;
  readonly hostPosition: string | null;
};

function readRow(row: Written): ChainRow {
  return {
    ...row,
    accountPosition: BigInt(row.accountPosition),
    hostPosition: row.hostPosition === null ? null : BigInt(row.hostPosition),
  };
}

async function readHead(client: Reader, accountId: string): Promise<HeadRow> {
  const stream = accountStream(accountId);
  const { rows } = await client.query<
    Record<'head' | 'chainedAfter' | 'floor', string> & Omit<HeadRow, 'head'>
  >(
    `SELECT coalesce(stream.head, 0) AS head, hash, coalesce("chainedAfter", 0) AS "chainedAfter",
            coalesce(floor, 0) AS floor, "floorHash", seal,
            EXISTS (SELECT 1 FROM "Event" WHERE "accountId" = $1 AND "accountPosition" <= coalesce(floor, 0))
            OR EXISTS (SELECT 1 FROM "Event" WHERE "accountId" = $1 AND "accountPosition" > coalesce(stream.head, 0))
            AS "hasMore"
     FROM (SELECT) AS one LEFT JOIN "StreamHead" AS stream ON stream.stream = $2`,
    [accountId, stream],
  );
  const [row] = rows;
  if (!row) throw new Error('a row of its own has no row');
  const { head, chainedAfter, floor, ...rest } = row;
  return { ...rest, stream, head: BigInt(head), chainedAfter: BigInt(chainedAfter), floor: BigInt(floor) };
}

/** What the log tells of purges. Those that a platform's words were taken out by are few: an account leaves a platform. */
async function readRedactions(client: Reader, accountId: string, floor: bigint): Promise<Redactions> {
  const acts = await client.query<{ exit: string; position: string; payload: unknown }>(
    `SELECT "subjectId" AS exit, "accountPosition" AS position, payload
     FROM "Event" WHERE "accountId" = $1 AND type = 'PLATFORM_LEFT' AND "subjectId" IS NOT NULL`,
    [accountId],
  );
  const found = await client.query<{ exit: string; rows: string }>(
    `SELECT "redactedBy" AS exit, count(*) AS rows FROM "Event"
     WHERE "accountId" = $1 AND "redactedBy" IS NOT NULL GROUP BY "redactedBy"`,
    [accountId],
  );
  return {
    acts: new Map(
      acts.rows.map(({ exit, position, payload }) => [
        exit,
        { position: BigInt(position), rows: rowsToldOf(payload) },
      ]),
    ),
    found: new Map(found.rows.map(({ exit, rows }) => [exit, Number(rows)])),
    isPartial: floor > 0n,
  };
}

/** How many events an exit says it took words out of. Somebody may have changed what it says: that is found at its place. */
function rowsToldOf(payload: unknown): number {
  const purged = (payload as { readonly purged?: unknown } | null | undefined)?.purged;
  const told: readonly (Partial<PurgedRows> | null)[] = Array.isArray(purged) ? purged : [];
  return told.find((one) => one?.kind === 'LOG_WORDS')?.rows ?? 0;
}
