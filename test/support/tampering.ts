import type pg from 'pg';
import { accountStream } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import { createLogChain } from '../../src/store/log-chain.ts';
import { type LogAnchor, type LogVerification, verifyWithin } from '../../src/store/verify-log.ts';
import type { Workshop } from './workshop.ts';

/** What somebody who has the database does to it. */
export type Edit = (client: pg.PoolClient) => Promise<unknown>;

/** An account's log, which can be tampered with and is whole again afterwards. */
export class TamperedLog {
  readonly shop: Workshop;
  readonly accountId: string;

  private constructor(shop: Workshop, accountId: string) {
    this.shop = shop;
    this.accountId = accountId;
  }

  /** An account with 24 events of all forms: at hosts, dated by a host, with words, and with a platform that was left. */
  static async open(shop: Workshop): Promise<TamperedLog> {
    const { accountId } = await shop.newAccount();
    const log = new TamperedLog(shop, accountId);
    for (let n = 0; n < 10; n += 1) await log.append(n);
    await log.leaveWechat();
    await log.append(10);
    return log;
  }

  /** An account of the test's, in which nothing has happened yet. */
  static openFor(shop: Workshop, accountId: string): TamperedLog {
    return new TamperedLog(shop, accountId);
  }

  /** Two events in one transaction. */
  async append(n: number): Promise<void> {
    const { accountId } = this;
    const actor = { accountId, label: `member:mem_${n}` };
    await this.shop.perform({ actor, name: 'test', input: n }, async (records) => {
      records.record({
        type: 'REVIEW_REJECTED',
        programId: 'prog_1',
        versionId: `ver_${n}`,
        subjectId: 'pkg_1',
        source: 'OBSERVED',
        occurredAt: new Date(this.shop.clock.now().getTime() - 60_000 * (n + 1)),
        payload: {
          platform: n % 3 === 0 ? 'WECHAT' : 'BAIDU',
          words: `不行 ${n}`,
          n,
          deep: { b: [1, null], a: 0.1 },
        },
      });
      records.record({ type: 'HOST_CONFIRMED', hostId: 'tieba', payload: { n } });
      return done(undefined);
    });
  }

  async leaveWechat(): Promise<void> {
    const { accountId, shop } = this;
    const actor = { accountId, label: 'member:mem_1' };
    await shop.perform({ actor, name: 'test', input: 'leave' }, async (records) => {
      const startedAt = shop.clock.now();
      const clauses = ['wechat/4.10'] as const;
      const about = { accountId, platform: 'WECHAT', clauses, backups: [], stillLive: 0, startedAt } as const;
      await records.addExit({ ...about, confirmedBy: 'member:mem_1', agreementVersion: '1' });
      const exit = await records.lockExit(accountId, 'WECHAT');
      if (!exit) throw new Error('no exit');
      const purged = await records.purge(exit, true);
      records.record({ type: 'PLATFORM_LEFT', subjectId: exit.id, payload: { platform: 'WECHAT', purged } });
      records.record({ type: 'PROGRAM_CREATED', payload: {} });
      return done(undefined);
    });
  }

  verify(
    options: { limit?: number; after?: bigint; anchors?: readonly LogAnchor[] } = {},
  ): Promise<LogVerification> {
    return this.after(async () => undefined, options);
  }

  /** What is found once it was tampered with; then that is taken back. */
  async after(
    edit: Edit,
    {
      limit = 100_000,
      after = 0n,
      anchors = [],
    }: { limit?: number; after?: bigint; anchors?: readonly LogAnchor[] } = {},
  ): Promise<LogVerification> {
    return this.within(async (client) => {
      await edit(client);
      return verifyWithin(client, createLogChain(this.shop.cipher), this.accountId, {
        limit,
        after,
        anchors,
      });
    });
  }

  /** On a connection on which no trigger stands in the way, and whose changes do not last. */
  async within<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.shop.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      return await work(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** All of the log and its head, as one text. */
  async picture(client: pg.PoolClient): Promise<string> {
    const { rows } = await client.query<{ picture: string }>(
      `SELECT jsonb_build_array(
                (SELECT jsonb_agg(event ORDER BY "accountPosition") FROM "Event" AS event WHERE "accountId" = $1),
                (SELECT to_jsonb(kept) FROM "StreamHead" AS kept WHERE kept.stream = $2))::text AS picture`,
      [this.accountId, accountStream(this.accountId)],
    );
    return rows[0]?.picture ?? '';
  }

  // What can be done to it.

  set(position: number, column: string, value: unknown): Edit {
    return (client) =>
      client.query(`UPDATE "Event" SET "${column}" = $3 WHERE "accountId" = $1 AND "accountPosition" = $2`, [
        this.accountId,
        position,
        value,
      ]);
  }

  setHead(column: string, value: unknown): Edit {
    return (client) =>
      client.query(`UPDATE "StreamHead" SET "${column}" = $2 WHERE stream = $1`, [
        accountStream(this.accountId),
        value,
      ]);
  }

  remove(from: number, to = from): Edit {
    return (client) =>
      client.query('DELETE FROM "Event" WHERE "accountId" = $1 AND "accountPosition" BETWEEN $2 AND $3', [
        this.accountId,
        from,
        to,
      ]);
  }

  removeHead(): Edit {
    return (client) =>
      client.query('DELETE FROM "StreamHead" WHERE stream = $1', [accountStream(this.accountId)]);
  }

  /** Moves what stands at and after a place by so many places. */
  shift(from: number, by: number): Edit {
    return async (client) => {
      // Out of the way first: a place is taken once.
      await client.query(
        `UPDATE "Event" SET "accountPosition" = -"accountPosition" WHERE "accountId" = $1 AND "accountPosition" >= $2`,
        [this.accountId, from],
      );
      await client.query(
        `UPDATE "Event" SET "accountPosition" = -"accountPosition" + $2 WHERE "accountId" = $1 AND "accountPosition" < 0`,
        [this.accountId, by],
      );
    };
  }

  swap(one: number, other: number): Edit {
    return async (client) => {
      await this.set(one, 'accountPosition', -1)(client);
      await this.set(other, 'accountPosition', one)(client);
      await this.set(-1, 'accountPosition', other)(client);
    };
  }

  /** A copy of an event under another id, in a place that is free. */
  copy(from: number, to: number): Edit {
    return (client) =>
      client.query(
        `INSERT INTO "Event" SELECT (jsonb_populate_record(event, jsonb_build_object(
           'id', 'evt_forged_' || $3::text, 'accountPosition', $3::bigint, 'hostId', NULL, 'hostPosition', NULL))).*
         FROM "Event" AS event WHERE "accountId" = $1 AND "accountPosition" = $2`,
        [this.accountId, from, to],
      );
  }
}

/** One after the other. */
export function all(...edits: readonly Edit[]): Edit {
  return async (client) => {
    for (const edit of edits) await edit(client);
  };
}
