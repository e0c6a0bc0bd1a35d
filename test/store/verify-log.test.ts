import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStream } from '../../src/events/stream.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';
import { createLogChain } from '../../src/store/log-chain.ts';
import { verifyWithin } from '../../src/store/verify-log.ts';
import { all, type Edit, TamperedLog } from '../support/tampering.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

/** How many events the log has, and where it tells that a platform was left; every third pair before had its words. */
const LAST = 24;
const ACT = 21;
const REDACTED = [1, 7, 13, 19];

let shop: Workshop;
let log: TamperedLog;
beforeAll(async () => {
  shop = await openWorkshop();
  log = await TamperedLog.open(shop);
});
afterAll(() => shop.close());

describe('a log that nobody touched', () => {
  it('is valid, up to its head, with what was lawfully redacted', async () => {
    const found = await log.verify();
    expect(found).toMatchObject({
      status: 'VALID',
      verified: LAST,
      redacted: REDACTED.length,
      unchained: 0,
      floor: 0n,
      upTo: BigInt(LAST),
      isComplete: true,
      head: { position: BigInt(LAST), hash: expect.stringMatching(/^c1\.[0-9a-f]{8}\.[\w-]{43}$/) },
    });
    expect(found).not.toHaveProperty('broken');
  });

  it('is valid in parts of any size, each beginning where the one before it ended', async () => {
    for (const limit of [1, 5, 23, 24]) {
      let after = 0n;
      let verified = 0;
      for (let isComplete = false; !isComplete; ) {
        const part = await log.verify({ limit, after });
        expect(part.status).toBe('VALID');
        verified += part.verified;
        after = part.upTo;
        isComplete = part.isComplete;
      }
      expect(verified).toBe(LAST);
    }
  });

  it('of an account in which nothing happened is valid, too', async () => {
    const { accountId } = await shop.newAccount();
    const found = await log.within((client) =>
      verifyWithin(client, createLogChain(shop.cipher), accountId, { after: 0n, limit: 10, anchors: [] }),
    );
    expect(found).toMatchObject({ status: 'VALID', verified: 0, isComplete: true });
  });
});

describe('what was changed', () => {
  const columns: readonly (readonly [string, unknown])[] = [
    ['id', 'evt_other'],
    ['type', 'REVIEW_APPROVED'],
    ['hostId', 'iqiyi'],
    ['hostPosition', 999],
    ['programId', 'prog_2'],
    ['programId', null],
    ['versionId', 'ver_other'],
    ['versionId', null],
    ['subjectId', 'pkg_2'],
    ['payload', { platform: 'BAIDU', words: '很好' }],
    ['payload', {}],
    ['payloadSalt', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['payloadDigest', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['payloadDigest', null],
    ['source', 'REPORTED'],
    ['actor', 'member:mem_other'],
    ['occurredAt', '2020-01-01T00:00:00Z'],
    ['at', '2020-01-01T00:00:00Z'],
    ['hash', null],
    ['hash', 'c1'],
    ['redactedBy', 'exit_1'],
    ['redactionSeal', 'c1.00000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ];
  it.each(columns)('is found: %s to %j', async (column, value) => {
    const found = await log.after(log.set(5, column, value));
    expect(found).toMatchObject({
      status: 'BROKEN',
      verified: 4,
      broken: { fault: 'ALTERED', position: 5n },
    });
  });

  it('is found where it is what is left of a redacted event', async () => {
    const found = await log.after(log.set(7, 'payload', { platform: 'WECHAT', n: 99 }));
    expect(found.broken).toMatchObject({ fault: 'ALTERED', position: 7n });
  });

  it('is found where it was moved to another account', async () => {
    const other = await shop.newAccount();
    const found = await log.after(log.set(5, 'accountId', other.accountId));
    expect(found.broken).toMatchObject({ fault: 'MISSING', position: 5n });
  });

  it('is told with the id of what stands there', async () => {
    const { broken } = await log.after(log.set(5, 'id', 'evt_other'));
    expect(broken).toEqual({ fault: 'ALTERED', position: 5n, eventId: 'evt_other' });
  });

  it('and made to name another master key is told as of an unknown key', async () => {
    const found = await log.after(log.set(5, 'hash', `c1.00000000.${'A'.repeat(43)}`));
    expect(found.broken).toMatchObject({ fault: 'UNKNOWN_KEY', position: 5n });
  });
});

describe('what is gone', () => {
  it.each([1, 2, 12, 23])('is found: the event at %d', async (position) => {
    const found = await log.after(log.remove(position));
    expect(found).toMatchObject({
      verified: position - 1,
      broken: { fault: 'MISSING', position: BigInt(position) },
    });
  });

  it('is found though the rest moved up and the head was lowered', async () => {
    const found = await log.after(all(log.remove(5), log.shift(6, -1), log.setHead('head', LAST - 1)));
    expect(found.broken).toMatchObject({ fault: 'ALTERED', position: 5n });
  });

  it.each([1, 3, 24])('from the end is found: the last %d', async (count) => {
    const found = await log.after(log.remove(LAST - count + 1, LAST));
    expect(found.broken).toMatchObject({ fault: 'TRUNCATED', position: BigInt(LAST - count + 1) });
  });

  it('from the end is found though the head was set back to what is left', async () => {
    const found = await log.after(async (client) => {
      await log.remove(LAST)(client);
      const { rows } = await client.query(
        'SELECT hash FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = $2',
        [log.accountId, LAST - 1],
      );
      await all(log.setHead('head', LAST - 1), log.setHead('hash', rows[0].hash))(client);
    });
    expect(found.broken).toMatchObject({ fault: 'TRUNCATED', position: BigInt(LAST) });
  });

  it('from the beginning is found though the head says that it was no longer to be kept', async () => {
    const found = await log.after(async (client) => {
      const { rows } = await client.query(
        'SELECT hash FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = 3',
        [log.accountId],
      );
      await all(log.remove(1, 3), log.setHead('floor', 3), log.setHead('floorHash', rows[0].hash))(client);
    });
    expect(found.broken).toMatchObject({ fault: 'TRUNCATED' });
  });

  it('is found where it is the head', async () => {
    expect((await log.after(log.removeHead())).broken).toMatchObject({ fault: 'TRUNCATED', position: 1n });
  });

  it.each([
    ['head', LAST + 1],
    ['head', LAST - 1],
    ['hash', null],
    ['chainedAfter', 3],
    ['floor', 1],
    ['floorHash', 'c1'],
    ['seal', null],
    ['seal', 'c1'],
  ])('or otherwise in the head is found: its %s', async (column, value) => {
    const found = await log.after(log.setHead(column, value));
    expect(found).toMatchObject({ status: 'BROKEN' });
  });

  it('with head and all is not found in the database, but by an anchor', async () => {
    const { head } = await log.verify();
    const anchor = { position: head.position, hash: head.hash ?? '' };
    const everything = all(log.remove(1, LAST), log.removeHead());
    expect(await log.after(everything)).toMatchObject({ status: 'VALID', verified: 0 });
    expect((await log.after(everything, { anchors: [anchor] })).broken).toMatchObject({
      fault: 'TRUNCATED',
      position: 1n,
    });
  });

  it('by an older state of the whole log that was put back is found by an anchor, also once it has gone on', async () => {
    const other = await TamperedLog.open(shop);
    const early = await other.verify();
    const { rows } = await shop.database.pool.query('SELECT seal FROM "StreamHead" WHERE stream = $1', [
      accountStream(other.accountId),
    ]);
    await other.append(98);
    const { head } = await other.verify();
    const anchor = { position: head.position, hash: head.hash ?? '' };
    const back = all(
      other.remove(Number(early.head.position) + 1, 100),
      other.setHead('head', String(early.head.position)),
      other.setHead('hash', early.head.hash),
      other.setHead('seal', rows[0].seal),
    );
    expect(await other.after(back)).toMatchObject({ status: 'VALID' });
    expect((await other.after(back, { anchors: [anchor] })).broken).toMatchObject({ fault: 'TRUNCATED' });
    // Another event in the place of the one that the anchor knows.
    const forked = { position: 3n, hash: `c1.00000000.${'A'.repeat(43)}` };
    expect((await other.after(back, { anchors: [forked] })).broken).toMatchObject({
      fault: 'FORKED',
      position: 3n,
    });
    expect(
      await other.after(back, { anchors: [{ position: early.head.position, hash: early.head.hash ?? '' }] }),
    ).toMatchObject({ status: 'VALID' });
  });

  it('stays found when the log goes on: the next event does not seal over it', async () => {
    const other = await TamperedLog.open(shop);
    const last = Number((await other.verify()).head.position);
    const { pool } = shop.database;
    const client = await pool.connect();
    await client.query('SET session_replication_role = replica');
    await other.remove(last)(client);
    const { rows } = await client.query(
      'SELECT hash FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = $2',
      [other.accountId, last - 1],
    );
    await all(other.setHead('head', last - 1), other.setHead('hash', rows[0].hash))(client);
    await client.query('SET session_replication_role = DEFAULT');
    client.release();
    await other.append(99);
    expect(await other.verify()).toMatchObject({ status: 'BROKEN', broken: { fault: 'TRUNCATED' } });
  });
});

describe('what was moved or put in', () => {
  it.each([
    [3, 4],
    [1, 24],
    [6, 15],
  ])('is found: %d and %d have changed places', async (one, other) => {
    const found = await log.after(log.swap(one, other));
    expect(found).toMatchObject({ verified: one - 1, broken: { fault: 'REORDERED', position: BigInt(one) } });
  });

  it('is found: a copy of another event, from which on all moved', async () => {
    const found = await log.after(all(log.shift(9, 1), log.copy(3, 9), log.setHead('head', LAST + 1)));
    expect(found.broken).toMatchObject({ fault: 'INSERTED', position: 9n, eventId: 'evt_forged_9' });
  });

  it('is found beyond the head, and before the first event', async () => {
    for (const place of [LAST + 1, 0]) {
      expect((await log.after(log.copy(3, place))).broken).toMatchObject({ fault: 'INSERTED' });
    }
  });
});

describe('a redaction', () => {
  const emptied = (position: number, exit: string | null): Edit =>
    all(
      log.set(position, 'payload', { platform: 'BAIDU' }),
      log.set(position, 'payloadSalt', null),
      log.set(position, 'redactedBy', exit),
    );

  it('without an act is found', async () => {
    for (const exit of [null, 'exit_that_never_was']) {
      const found = await log.after(emptied(5, exit));
      expect(found.broken).toMatchObject({ fault: 'REDACTED_WITHOUT_ACT', position: 5n });
    }
  });

  it('that names an act which did not do it is found', async () => {
    const { rows } = await shop.database.pool.query(
      'SELECT "redactedBy" AS exit, "redactionSeal" AS seal FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = 7',
      [log.accountId],
    );
    const [{ exit, seal }] = rows;
    expect((await log.after(emptied(5, exit))).broken).toMatchObject({
      fault: 'REDACTED_WITHOUT_ACT',
      position: 5n,
    });
    const sealed = all(emptied(5, exit), log.set(5, 'redactionSeal', seal));
    expect((await log.after(sealed)).broken).toMatchObject({ fault: 'ALTERED', position: 5n });
  });

  it('whose act is gone or tells of another one is found', async () => {
    expect((await log.after(log.remove(ACT))).broken).toMatchObject({
      fault: 'REDACTED_WITHOUT_ACT',
      position: 1n,
    });
    const other = await log.after(log.set(ACT, 'subjectId', 'exit_other'));
    expect(other.broken).toMatchObject({ fault: 'REDACTED_WITHOUT_ACT', position: 1n });
  });

  it('that was undone from a backup is found by its act', async () => {
    const other = await shop.newAccount();
    const before = TamperedLog.openFor(shop, other.accountId);
    for (let n = 0; n < 4; n += 1) await before.append(n);
    const { rows } = await shop.database.pool.query(
      'SELECT payload, "payloadSalt" FROM "Event" WHERE "accountId" = $1 AND "accountPosition" = 1',
      [other.accountId],
    );
    await before.leaveWechat();
    expect(await before.verify()).toMatchObject({ status: 'VALID', redacted: 2 });
    const undone = all(
      before.set(1, 'payload', rows[0].payload),
      before.set(1, 'payloadSalt', rows[0].payloadSalt),
      before.set(1, 'redactedBy', null),
      before.set(1, 'redactionSeal', null),
    );
    expect((await before.after(undone)).broken).toMatchObject({ fault: 'ALTERED', position: 9n });
  });

  it('leaves nothing by which what was said could be guessed', async () => {
    const { rows } = await shop.database.pool.query(
      `SELECT to_jsonb(event)::text AS text FROM "Event" AS event WHERE "accountId" = $1 AND "accountPosition" = ANY($2)`,
      [log.accountId, REDACTED],
    );
    expect(rows).toHaveLength(REDACTED.length);
    for (const { text } of rows) {
      expect(text).not.toContain('不行');
      expect(JSON.parse(text)).toMatchObject({ payloadSalt: null, payload: { platform: 'WECHAT' } });
    }
  });
});

describe('events from before the chain', () => {
  it('are told as such, and what came after them is chained', async () => {
    const old = await shop.newAccount();
    const plain = TamperedLog.openFor(shop, old.accountId);
    await plain.append(1);
    const client = await shop.database.pool.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(
      `UPDATE "Event" SET hash = NULL, "payloadSalt" = NULL, "payloadDigest" = NULL WHERE "accountId" = $1`,
      [old.accountId],
    );
    await client.query(
      `UPDATE "StreamHead" SET hash = NULL, seal = NULL, "chainedAfter" = head WHERE stream = $1`,
      [accountStream(old.accountId)],
    );
    await client.query('SET session_replication_role = DEFAULT');
    client.release();
    expect(await plain.verify()).toMatchObject({ status: 'UNCHAINED', verified: 0, unchained: 2 });
    await plain.append(2);
    expect(await plain.verify()).toMatchObject({ status: 'VALID', verified: 2, unchained: 2 });
    const later = await plain.after(plain.setHead('chainedAfter', 4));
    expect(later.status).toBe('BROKEN');
  });
});

describe('a master key that was replaced', () => {
  it('leaves the old links verifiable for as long as it is among the previous ones', async () => {
    const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const before = createLogChain(createFieldCipher([oldKey]));
    const after = createLogChain(createFieldCipher([newKey, oldKey]));
    const without = createLogChain(createFieldCipher([newKey]));
    const event = {
      ...{ id: 'evt_1', accountId: 'acct_1', accountPosition: 1n, hostId: null, hostPosition: null },
      ...{ type: 'SUBMITTED', programId: null, versionId: null, subjectId: null, payloadDigest: 'd' },
      ...{ source: 'GATEWAY', actor: 'gateway', occurredAt: new Date(0), at: new Date(0) },
    };
    const hash = before.linkOf(null, event);
    expect(after.checkLink(hash, null, event)).toBe('HOLDS');
    expect(after.checkLink(hash, null, { ...event, type: 'RELEASED' })).toBe('BROKEN');
    expect(without.checkLink(hash, null, event)).toBe('UNKNOWN_KEY');
    expect(after.linkOf(null, event)).not.toBe(hash);
  });
});
