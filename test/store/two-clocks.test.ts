import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../src/kernel/ids.ts';
import { done } from '../../src/kernel/outcome.ts';
import type { Prisma } from '../../src/store/generated/client.ts';
import { AccountReads } from '../../src/store/reads/account-reads.ts';
import { PastReads } from '../../src/store/reads/past-reads.ts';
import type { DistributionRow } from '../../src/store/reads/read-rows.ts';
import { forgettingThePast, recordAt, trueSince } from '../../src/store/told-time.ts';
import { NOW, someManifest } from '../support/facts.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

const HOSTS = ['tieba', 'iqiyi'] as const;
const LAST = 12;
/** The clock of these tests: a whole number, some minutes after the start. */
const instant = (tick: number) => new Date(NOW.getTime() + tick * 60_000);

interface Cells {
  readonly words?: string | null;
  readonly release?: 'NOT_RELEASED' | 'SUPERSEDED';
}
interface Change {
  readonly hostId: (typeof HOSTS)[number];
  readonly kind: 'PUT' | 'DELETE';
  readonly cells: Cells;
  /** How long after the change before it this one was recorded, and how long after it was true. */
  readonly later: number;
  readonly late: number | undefined;
}
interface Entry {
  readonly hostId: string;
  readonly cells: Cells;
  readonly present?: boolean;
  readonly effective: number;
  readonly recorded: number;
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    hostId: fc.constantFrom(...HOSTS),
    kind: fc.constantFrom('PUT' as const, 'PUT' as const, 'PUT' as const, 'DELETE' as const),
    cells: fc.record(
      {
        words: fc.constantFrom('a', 'b', null),
        release: fc.constantFrom('NOT_RELEASED' as const, 'SUPERSEDED' as const),
      },
      { requiredKeys: [] },
    ),
    later: fc.integer({ min: 0, max: 2 }),
    late: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  }),
  { maxLength: 8 },
);

/** What the model says was there: of each cell what was written last, of all that was effective and recorded. */
function modelled(entries: readonly Entry[], asOf: number, knownAt: number) {
  const visible = entries.filter(({ effective, recorded }) => effective <= asOf && recorded <= knownAt);
  return [...HOSTS].sort().flatMap((hostId) => {
    const own = visible.filter((entry) => entry.hostId === hostId);
    if (!own.findLast(({ present }) => present !== undefined)?.present) return [];
    const last = <Name extends keyof Cells>(name: Name) =>
      own.findLast(({ cells }) => cells[name] !== undefined)?.cells[name];
    return [{ hostId, words: last('words') ?? null, release: last('release') }];
  });
}

const seen = (rows: readonly DistributionRow[]) =>
  rows.map(({ hostId, words, release }) => ({ hostId, words, release }));

/** Makes the changes, and notes for the model what each of them said. */
async function carryOut(plan: readonly Change[]) {
  const { accountId } = await shop.newAccount();
  const program = await addProgram(accountId);
  const there = new Map<string, Required<Cells>>();
  const entries: Entry[] = [];
  let recorded = 1;
  for (const { hostId, kind, cells, later, late } of plan) {
    recorded = Math.min(recorded + later, LAST);
    const effective = late === undefined ? recorded : Math.max(recorded - late, 0);
    const before = there.get(hostId);
    if (kind === 'DELETE' && !before) continue;
    const all = { words: null, release: 'NOT_RELEASED' as const, ...before, ...cells };
    const row = { id: `dist_${program}_${hostId}`, accountId, programId: program, hostId };
    await inTransaction(instant(recorded), late === undefined ? undefined : instant(effective), (tx) =>
      write(tx, kind === 'DELETE' ? 'DELETE' : before ? 'UPDATE' : 'CREATE', row, before ? cells : all),
    );
    if (kind === 'DELETE') there.delete(hostId);
    else there.set(hostId, all);
    entries.push({ hostId, ...saidBy(kind, before, all), effective, recorded });
  }
  return { accountId, program, entries };
}

function write(
  { distribution }: Prisma.TransactionClient,
  how: 'CREATE' | 'UPDATE' | 'DELETE',
  row: { id: string; accountId: string; programId: string; hostId: string },
  cells: Cells,
): Promise<unknown> {
  const { id } = row;
  if (how === 'DELETE') return distribution.delete({ where: { id } });
  if (how === 'UPDATE') return distribution.update({ where: { id }, data: cells });
  const rest = { platform: 'BAIDU', confirmation: 'NOT_NEEDED', release: 'NOT_RELEASED', updatedAt: NOW };
  return distribution.create({ data: { ...rest, ...row, ...cells } });
}

/** What a change says of a row: whether it is there, and the cells that it changed. */
function saidBy(
  kind: Change['kind'],
  before: Required<Cells> | undefined,
  after: Required<Cells>,
): Pick<Entry, 'cells' | 'present'> {
  if (kind === 'DELETE') return { cells: {}, present: false };
  if (!before) return { cells: after, present: true };
  const { words, release } = after;
  return {
    cells: {
      ...(words === before.words ? {} : { words }),
      ...(release === before.release ? {} : { release }),
    },
  };
}

function inTransaction(
  now: Date,
  effective: Date | undefined,
  change: (tx: Prisma.TransactionClient) => Promise<unknown>,
): Promise<void> {
  return shop.database.prisma.$transaction(async (tx) => {
    await recordAt(tx, now);
    await trueSince(tx, effective, () => change(tx));
  });
}

async function addProgram(accountId: string, at = instant(0)): Promise<string> {
  const id = newId('prog', NOW);
  const manifest = someManifest({ name: id }) as unknown as Prisma.InputJsonObject;
  await inTransaction(at, undefined, (tx) =>
    tx.program.create({ data: { id, accountId, name: id, manifest, createdAt: at } }),
  );
  return id;
}

const past = (accountId: string, asOf: number, knownAt: number) =>
  new PastReads(shop.database.pool, accountId, { asOf: instant(asOf), knownAt: instant(knownAt) });

describe('the past of a table', () => {
  it('is, at any two instants, what was written last of what was effective and recorded by them', async () => {
    const tick = fc.integer({ min: 0, max: LAST });
    await fc.assert(
      fc.asyncProperty(changes, fc.array(fc.tuple(tick, tick), { minLength: 1 }), async (plan, asked) => {
        const { accountId, program, entries } = await carryOut(plan);
        for (const [asOf, knownAt] of asked) {
          const rows = await past(accountId, asOf, knownAt).by('Distribution', 'programId', [program]);
          expect(seen(rows)).toEqual(modelled(entries, asOf, knownAt));
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('is the present at the present, however late and in whatever order it was learned', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (plan) => {
        const { accountId, program } = await carryOut(plan);
        const present = new AccountReads(shop.database.pool, accountId);
        const now = await present.by('Distribution', 'programId', [program]);
        const then = await past(accountId, LAST, LAST).by('Distribution', 'programId', [program]);
        expect(seen(then)).toEqual(seen(now));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('is found by every key that a row had, and by none that it has lost', async () => {
    const { accountId } = await shop.newAccount();
    const program = await addProgram(accountId);
    const version = { accountId, programId: program, description: '', settings: {}, templates: {} };
    const id = newId('ver', NOW);
    await inTransaction(instant(1), undefined, (tx) =>
      tx.version.create({ data: { id, ...version, number: '1.0.0', createdAt: instant(1) } }),
    );
    await inTransaction(instant(3), undefined, (tx) =>
      tx.version.update({ where: { id }, data: { number: '1.0.1' } }),
    );
    const numbered = async (number: string, at: number) =>
      (await past(accountId, at, at).by('Version', 'number', [number])).map((row) => row.id);
    expect(await numbered('1.0.0', 0)).toEqual([]);
    expect(await numbered('1.0.0', 2)).toEqual([id]);
    expect(await numbered('1.0.0', 3)).toEqual([]);
    expect(await numbered('1.0.1', 3)).toEqual([id]);
  });

  it('knows nothing of other accounts', async () => {
    const { accountId } = await shop.newAccount();
    const stranger = await shop.newAccount();
    const program = await addProgram(accountId);
    expect(await past(accountId, 5, 5).by('Program', 'id', [program])).toHaveLength(1);
    expect(await past(stranger.accountId, 5, 5).by('Program', 'id', [program])).toEqual([]);
  });

  it('does not grow by being looked at, nor keep what nobody may read of it', async () => {
    const { accountId } = await shop.newAccount();
    const program = await addProgram(accountId);
    const id = newId('reg', NOW);
    const checks = { state: 'REQUESTED', admission: 'NONE', verification: 'NONE' };
    const times = { createdAt: instant(1), updatedAt: instant(1) };
    const own = { id, accountId, programId: program, platform: 'WECHAT', sealedEmail: 'sealed' };
    await inTransaction(instant(1), undefined, (tx) =>
      tx.registration.create({ data: { ...own, ...checks, ...times, sealedConsentUrl: 'sealed' } }),
    );
    const { registration, rowHistory } = shop.database.prisma;
    await registration.update({
      where: { id },
      data: { leaseUntil: instant(2), leaseOwner: 'job', updatedAt: instant(2), sealedConsentUrl: 'another' },
    });
    const entries = await rowHistory.findMany({ where: { rowId: id } });
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries[0]?.cells)).not.toContain('sealed');
  });

  it('is changed by nobody', async () => {
    const { accountId } = await shop.newAccount();
    await addProgram(accountId);
    const { rowHistory } = shop.database.prisma;
    await expect(rowHistory.deleteMany({ where: { accountId } })).rejects.toThrow('append-only');
    await expect(rowHistory.updateMany({ where: { accountId }, data: { cells: {} } })).rejects.toThrow(
      'append-only',
    );
    expect(await rowHistory.count({ where: { accountId } })).toBe(1);
  });

  it('has the instant of the act, by the clock of the gateway', async () => {
    const actor = await shop.newAccount();
    await shop.perform({ actor, name: 'test', input: {} }, async (records) =>
      done(await records.addProgram(actor.accountId, someManifest({ name: actor.accountId }))),
    );
    const entries = await shop.database.prisma.rowHistory.findMany({ where: { accountId: actor.accountId } });
    expect(entries).toMatchObject([{ effectiveAt: shop.clock.now(), recordedAt: shop.clock.now() }]);
  });
});

describe('a table that joins later', () => {
  it('does so by one line, with the rows that it has, and tells of them since the instant that they name', async () => {
    const { pool } = shop.database;
    const { accountId } = await shop.newAccount();
    await pool.query(`CREATE TABLE "Errand" (
      "accountId" text, number int, "programId" text, words text, secret text, "createdAt" timestamptz, "updatedAt" timestamptz,
      PRIMARY KEY ("accountId", number))`);
    const add = `INSERT INTO "Errand" VALUES ($1, $2, 'prog_1', 'heard', 'x', $3, $4)`;
    await pool.query(add, [accountId, 1, '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z']);
    await pool.query(`SELECT keep_history('Errand', 'accountId,number', 'secret')`);
    await pool.query(add, [accountId, 2, '2020-03-01T00:00:00Z', '2020-03-01T00:00:00Z']);
    await pool.query(`UPDATE "Errand" SET words = 'settled' WHERE number = 1`);
    const entries = await shop.database.prisma.rowHistory.findMany({
      where: { accountId },
      orderBy: { sequence: 'asc' },
    });
    expect(entries).toMatchObject([
      {
        tableName: 'Errand',
        rowId: `${accountId}/1`,
        programId: 'prog_1',
        effectiveAt: new Date('2020-02-01T00:00:00Z'),
        recordedAt: new Date('2020-02-01T00:00:00Z'),
        cells: { '#present': true, number: 1, words: 'heard' },
      },
      { rowId: `${accountId}/2`, cells: { '#present': true } },
      { rowId: `${accountId}/1`, cells: { words: 'settled' } },
    ]);
    expect(JSON.stringify(entries.map(({ cells }) => cells))).not.toContain('secret');
    expect(entries[2]?.cells).toEqual({ words: 'settled' });
    await pool.query('DROP TABLE "Errand"');
  });
});

describe('what has to be forgotten', () => {
  async function withWords(...words: readonly string[]) {
    const plan = words.map((word) => ({
      hostId: 'tieba' as const,
      kind: 'PUT' as const,
      cells: { words: word },
      later: 1,
      late: undefined,
    }));
    return carryOut(plan);
  }

  it('is gone at all times when it is deleted', async () => {
    const { accountId, program } = await withWords('a', 'b');
    await inTransaction(instant(5), undefined, (tx) =>
      forgettingThePast(tx, () => tx.distribution.deleteMany({ where: { programId: program } })),
    );
    for (const at of [2, 3, 5]) {
      expect(await past(accountId, at, at).by('Distribution', 'programId', [program])).toEqual([]);
    }
    const where = { accountId, tableName: 'Distribution' };
    expect(await shop.database.prisma.rowHistory.count({ where })).toBe(0);
  });

  it('has its new value at all times when it is changed, and nothing else of the row moves', async () => {
    const { accountId, program } = await withWords('a', 'b');
    await inTransaction(instant(5), undefined, (tx) =>
      forgettingThePast(tx, () =>
        tx.distribution.updateMany({ where: { programId: program }, data: { words: null } }),
      ),
    );
    for (const at of [2, 3, 5]) {
      const rows = await past(accountId, at, at).by('Distribution', 'programId', [program]);
      expect(seen(rows)).toEqual([{ hostId: 'tieba', words: null, release: 'NOT_RELEASED' }]);
    }
    expect(await past(accountId, 1, 1).by('Distribution', 'programId', [program])).toEqual([]);
    const kept = await shop.database.prisma.rowHistory.findMany({ where: { accountId } });
    expect(JSON.stringify(kept.map(({ cells }) => cells))).not.toMatch(/"words":"[ab]"/);
  });
});
