import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { VerifiedPush } from '../../src/hosts/connector.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';
import { LEFT_APP } from '../../src/store/left-apps.ts';
import { PushInbox } from '../../src/store/push-inbox.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { NOW } from '../support/facts.ts';

const clock = { now: () => NOW };
const cipher = createFieldCipher([randomBytes(32)]);
const push = (key: string, more: Partial<VerifiedPush> = {}): VerifiedPush => ({
  key,
  message: key,
  event: 'scripted',
  ...more,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

let statements: number;
let fault: Error | undefined;
let told: string[][];
let inbox: PushInbox;

beforeEach(async () => {
  await database.prisma.hostPush.deleteMany();
  statements = 0;
  fault = undefined;
  told = [];
  const watched = {
    query: async (...asked: unknown[]) => {
      statements += 1;
      if (fault) throw fault;
      return (database.intake.query as (...asked: unknown[]) => Promise<unknown>)(...asked);
    },
  };
  inbox = new PushInbox(watched as unknown as pg.Pool, cipher, clock, (lanes) => told.push([...lanes]));
});

const storedKeys = async () =>
  (await database.prisma.hostPush.findMany({ orderBy: { sequence: 'asc' } })).map(({ key }) => key);

/** An account leaves WeChat with this program; resolves to what makes it come back. */
async function leave(appId: string): Promise<() => Promise<unknown>> {
  const accountId = newId('acct', NOW);
  const { prisma } = database;
  await prisma.account.create({ data: { id: accountId, sealedName: '', slug: accountId, createdAt: NOW } });
  const id = newId('exit', NOW);
  const said = { agreementVersion: '1', confirmedBy: 'x', clauses: [], stillLive: 0, backups: [] };
  await prisma.platformExit.create({
    data: { id, accountId, platform: 'WECHAT', state: 'LEFT', startedAt: NOW, leftAt: NOW, ...said },
  });
  const sealedAppId = cipher.sealForLookup(LEFT_APP, appId);
  await prisma.leftProgram.create({ data: { exitId: id, sealedAppId } });
  return () => prisma.platformExit.update({ where: { id }, data: { state: 'RETURNED' } });
}

describe('the inbox of pushes', () => {
  it('stores what comes in together in one statement, in the order in which it came', async () => {
    await inbox.store('WECHAT', 'wx0', push('first'));
    const before = statements;
    const keys = Array.from({ length: 200 }, (_, n) => `n${n}`);
    const fresh = await Promise.all(keys.map((key, n) => inbox.store('WECHAT', `wx${n}`, push(key))));
    expect(statements - before).toBe(1);
    expect(fresh).not.toContain(false);
    expect(await storedKeys()).toEqual(['first', ...keys]);
    expect(told.at(-1)).toHaveLength(200);
  });

  it('puts together what comes in while a statement is under way', async () => {
    await inbox.store('WECHAT', 'wx0', push('first'));
    const before = statements;
    const early = inbox.store('WECHAT', 'wx1', push('early'));
    await new Promise(setImmediate);
    await Promise.all([early, ...['b', 'c', 'd'].map((key) => inbox.store('WECHAT', 'wx1', push(key)))]);
    expect(statements - before).toBe(2);
    expect(await storedKeys()).toEqual(['first', 'early', 'b', 'c', 'd']);
  });

  it('takes none on where the database cannot be had, asks it once, and takes them when they come again', async () => {
    await inbox.store('WECHAT', 'wx0', push('first'));
    const before = statements;
    fault = new Error('Connection terminated unexpectedly');
    const send = () =>
      Promise.allSettled(['a', 'b', 'c'].map((key) => inbox.store('WECHAT', 'wx1', push(key))));
    expect((await send()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(statements - before).toBe(1);
    fault = undefined;
    expect(await send()).toEqual(Array(3).fill({ status: 'fulfilled', value: true }));
    expect(await send()).toEqual(Array(3).fill({ status: 'fulfilled', value: false }));
    expect(await storedKeys()).toEqual(['first', 'a', 'b', 'c']);
  });

  it('keeps nothing of a program from the moment that its account has left, and everything once it is back', async () => {
    const about = (key: string) => inbox.store('WECHAT', 'events', push(`${key} of wx-gone`));
    expect(await about('before')).toBe(true);
    const comeBack = await leave('wx-gone');
    const after = await Promise.all([
      about('after'),
      inbox.store('WECHAT', 'wx-gone', push('at its address')),
      inbox.store('WECHAT', 'wx-here', push('of another')),
      inbox.store('BAIDU', 'messages', push('of another platform, wx-gone')),
    ]);
    expect(after).toEqual([false, false, true, true]);
    await comeBack();
    expect(await about('again')).toBe(true);
    expect(await storedKeys()).toEqual([
      'before of wx-gone',
      'of another',
      'of another platform, wx-gone',
      'again of wx-gone',
    ]);
  });

  it('lets work go on when nothing waits, and makes it wait until what came in is stored', async () => {
    await inbox.lull();
    const order: string[] = [];
    const stored = inbox.store('WECHAT', 'wx1', push('a')).then(() => order.push('stored'));
    await inbox.lull();
    order.push('work');
    await stored;
    expect(order).toEqual(['stored', 'work']);
  });
});

describe('on a PostgreSQL server', () => {
  const onServer = process.env.PAIFANG_TEST_DATABASE_URL ? it : it.skip;

  onServer('pushes are stored though all other connections are taken', async () => {
    const { pool, intake } = database;
    const taken = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
    try {
      expect(await new PushInbox(intake, cipher, clock, () => {}).store('WECHAT', 'wx1', push('a'))).toBe(
        true,
      );
    } finally {
      for (const client of taken) client.release();
    }
  });
});
