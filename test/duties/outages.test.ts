import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MeasureTaker } from '../../src/duties/measure-taker.ts';
import { openObligations } from '../../src/duties/open-obligations.ts';
import { endOutage, type OutageTeller, recordOutage } from '../../src/duties/record-outage.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { addDays, civilDateAt, startOfDay } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import type { Outage } from '../../src/policy/outage.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { factsOfVersion } from '../../src/review/facts.ts';
import { LATEST_REFUSALS } from '../../src/store/reads/host-rule-reads.ts';
import { someManifest } from '../support/facts.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const baidu: OutageTeller = { platform: 'BAIDU', label: 'platform:cred_1', keySpace: 'platform:BAIDU' };
const wechat: OutageTeller = { platform: 'WECHAT', label: 'platform:cred_2', keySpace: 'platform:WECHAT' };
const tieba: OutageTeller = {
  platform: 'BAIDU',
  hostId: 'tieba',
  label: 'host:tieba',
  keySpace: 'host:tieba',
};

let shop: Workshop;
let restaurant: Restaurant;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  // An outage of the test before would still count.
  await shop.database.prisma.hostOutage.deleteMany();
  restaurant = await openRestaurant(shop);
});

const now = () => shop.clock.now();
const hoursAgo = (hours: number) => new Date(now().getTime() - hours * HOUR_MS);

/** A fee demanded by both platforms, due in so many days. */
async function oweFee(days: number): Promise<void> {
  await shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    for (const platform of ['WECHAT', 'BAIDU']) {
      await openObligations(records, restaurant.actor.accountId, platform, {
        kind: 'FEE_DEMANDED',
        at: now(),
        subjectId: `fee_${platform}`,
        demandedBy: addDays(civilDateAt(now()), days),
      });
    }
    return done(undefined);
  });
}

const feeOf = (platform: string) =>
  shop.database.prisma.obligation.findFirstOrThrow({
    where: { accountId: restaurant.actor.accountId, kind: 'PAY_FEE', platform },
  });
const timesExtended = async () =>
  shop.database.prisma.event.count({
    where: { subjectId: (await feeOf('BAIDU')).id, type: 'OBLIGATION_EXTENDED' },
  });
const dayDue = async (platform: string) => civilDateAt(new Date((await feeOf(platform)).dueAt.getTime() - 1));

describe('while Baidu is out (baidu/8.2)', () => {
  it('nothing that is owed to it becomes overdue, and what is owed to WeChat does', async () => {
    await oweFee(1);
    const day = civilDateAt(now());
    const { outageId } = granted(
      await recordOutage({ ...shop }, baidu, { cause: 'FAILURE', from: hoursAgo(1) }),
    );
    for (let hour = 0; hour < 5 * 24; hour += 1) {
      await shop.letPass(HOUR_MS);
      const { state, dueAt } = await feeOf('BAIDU');
      expect(state).toBe('OPEN');
      // No verdict finds it overdue meanwhile, either.
      expect(dueAt.getTime()).toBeGreaterThan(now().getTime());
    }
    expect(await feeOf('WECHAT')).toMatchObject({ state: 'OVERDUE' });
    granted(await endOutage({ ...shop }, baidu, { outageId }));
    await shop.letPass(0);
    expect((await feeOf('BAIDU')).dueAtFirst).toEqual(startOfDay(addDays(day, 2)));
    expect(await timesExtended()).toBeGreaterThan(0);
    await shop.letPass(3 * DAY_MS);
    expect(await feeOf('BAIDU')).toMatchObject({ state: 'OVERDUE' });
  });

  it('what has become overdue before it was told is open again', async () => {
    await oweFee(1);
    const from = now();
    await shop.letPass(2 * DAY_MS);
    expect(await feeOf('BAIDU')).toMatchObject({ state: 'OVERDUE' });
    granted(await recordOutage({ ...shop }, baidu, { cause: 'FORCE_MAJEURE', from, until: now() }));
    await shop.letPass(0);
    expect(await feeOf('BAIDU')).toMatchObject({ state: 'OPEN' });
    expect(await feeOf('WECHAT')).toMatchObject({ state: 'OVERDUE' });
  });

  it('time is given once for what overlaps, and not taken back by an end that is told late', async () => {
    await oweFee(10);
    const from = now();
    await shop.letPass(2 * DAY_MS);
    const both = [{ cause: 'FAILURE', from, until: now() }] as const;
    const told = [];
    for (const one of [...both, ...both])
      told.push(granted(await recordOutage({ ...shop }, baidu, one)).outageId);
    expect(new Set(told).size).toBe(1);
    const other = { ...both[0], cause: 'MAINTENANCE' } as const;
    expect(told).not.toContain(granted(await recordOutage({ ...shop }, baidu, other)).outageId);
    await shop.letPass(0);
    expect(await timesExtended()).toBe(1);
    const due = await dayDue('BAIDU');
    expect(due).toBe(addDays(civilDateAt(now()), 10));
    const { outageId } = granted(await recordOutage({ ...shop }, baidu, { cause: 'FAILURE', from: now() }));
    await shop.letPass(DAY_MS);
    const until = new Date(now().getTime() - DAY_MS + HOUR_MS);
    granted(await endOutage({ ...shop }, baidu, { outageId, until }));
    await shop.letPass(0);
    expect((await dayDue('BAIDU')) >= due).toBe(true);
  });

  it('of one of its hosts, nothing that is owed to Baidu itself has more time (baidu/8.2, baidu/3.6)', async () => {
    await oweFee(1);
    granted(await recordOutage({ ...shop }, tieba, { cause: 'MAINTENANCE', from: hoursAgo(3) }));
    await shop.letPass(3 * DAY_MS);
    expect(await feeOf('BAIDU')).toMatchObject({ state: 'OVERDUE' });
  });

  it('of one of its hosts, what that host ordered to be put right has more time, and at another host has not (baidu/8.2, baidu/3.6)', async () => {
    const { accountId } = restaurant.actor;
    const orderOf = async (hostId: string) => {
      const taker: MeasureTaker = { platform: 'BAIDU', hostId, label: `host:${hostId}`, source: 'REPORTED' };
      const measure = granted(
        await takeMeasure({ ...shop }, taker, {
          accountId,
          programId: restaurant.programId,
          hostId,
          kind: 'TAKEN_OFFLINE',
          ground: 'HOST_RULES',
          scope: 'DISTRIBUTION',
          rectifyBy: addDays(civilDateAt(now()), 1),
        }),
      );
      return () =>
        shop.database.prisma.obligation.findFirstOrThrow({
          where: { kind: 'RECTIFY', subjectId: measure.enforcementId },
        });
    };
    const [atTieba, atIqiyi] = [await orderOf('tieba'), await orderOf('iqiyi')];
    expect(await atTieba()).toMatchObject({ recipient: 'HOST', hostId: 'tieba', clauses: ['baidu/3.6'] });
    const day = civilDateAt(now());
    granted(await recordOutage({ ...shop }, tieba, { cause: 'FAILURE', from: now() }));
    await shop.letPass(5 * DAY_MS);
    expect(await atIqiyi()).toMatchObject({ recipient: 'HOST', hostId: 'iqiyi', state: 'OVERDUE' });
    const more = await atTieba();
    expect(more.state).toBe('OPEN');
    expect(more.dueAt > startOfDay(addDays(day, 5))).toBe(true);
  });

  it('what Baidu itself ordered to be put right is owed to Baidu, and waits for Baidu (baidu/8.2, baidu/3.4)', async () => {
    const { accountId } = restaurant.actor;
    const taker: MeasureTaker = { platform: 'BAIDU', label: 'platform:cred_1', source: 'REPORTED' };
    const rectifyBy = addDays(civilDateAt(now()), 1);
    const warning = { kind: 'WARNING', ground: 'BREACH_OF_AGREEMENT', scope: 'ACCOUNT' } as const;
    granted(await takeMeasure({ ...shop }, taker, { accountId, ...warning, rectifyBy }));
    const owed = await shop.database.prisma.obligation.findMany({ where: { accountId, kind: 'RECTIFY' } });
    expect(owed).toMatchObject([
      { recipient: 'PLATFORM', hostId: null, clauses: ['baidu/2.3', 'baidu/3.4'] },
    ]);
    granted(await recordOutage({ ...shop }, tieba, { cause: 'FAILURE', from: now() }));
    await shop.letPass(3 * DAY_MS);
    const after = await shop.database.prisma.obligation.findMany({ where: { accountId, kind: 'RECTIFY' } });
    expect(after).toMatchObject([{ state: 'OVERDUE' }]);
  });

  it('a host’s refusal is not counted against the developer (baidu/8.2, baidu/3.6)', async () => {
    const refusals = async () =>
      (await shop.database.pool.query(LATEST_REFUSALS, [[restaurant.programId]])).rows.length;
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    const { prisma } = shop.database;
    const owner = { accountId: restaurant.actor.accountId, programId: restaurant.programId };
    const registration = await prisma.registration.findFirstOrThrow({
      where: { ...owner, platform: 'BAIDU' },
    });
    const at = now();
    await prisma.submission.create({
      data: { id: `sub_${versionId}`, ...owner, versionId, declaration: {}, createdAt: at },
    });
    const pack = { id: `pkg_${versionId}`, ...owner, versionId, submissionId: `sub_${versionId}` };
    await prisma.package.create({
      data: {
        ...pack,
        registrationId: registration.id,
        platform: 'BAIDU',
        hostIds: ['tieba'],
        state: 'UPLOADED',
        review: 'APPROVED',
        submittedAt: at,
        updatedAt: at,
      },
    });
    await prisma.review.create({
      data: {
        id: `rev_${versionId}`,
        ...owner,
        packageId: pack.id,
        platform: 'BAIDU',
        hostId: 'tieba',
        reviewer: 'HOST',
        state: 'REFUSED',
        source: 'REPORTED',
        openedAt: at,
        decidedAt: at,
      },
    });
    expect(await refusals()).toBe(1);
    granted(await recordOutage({ ...shop }, tieba, { cause: 'FAILURE', from: hoursAgo(1) }));
    expect(await refusals()).toBe(0);
  });
});

describe('a submission that failed while the platform was out (baidu/8.2, baidu/2.4)', () => {
  const submitted = new Date('2027-03-10T00:00:00Z');
  const facts = async (state: 'FAILED' | 'UPLOADED', outages: readonly Outage[]) => {
    const pack = { id: 'pkg_1', versionId: 'ver_0', attempt: 1, state, submittedAt: submitted } as const;
    const nothing = async () => [];
    const records = {
      acceptances: nothing,
      materials: nothing,
      obligationsOwed: nothing,
      rulings: nothing,
      openForeignChanges: nothing,
      subject: async () => undefined,
      registration: async () => undefined,
      packagesOf: async () => [{ ...pack, review: 'NOT_SUBMITTED' as const }],
      distributionsOf: nothing,
      withdrawalsOf: nothing,
      outages: async () => outages,
      leftAt: async () => undefined,
      feesUnpaid: nothing,
      measuresAgainst: nothing,
      variantOf: async () => variantOf('BAIDU'),
      noticeComplete: async () => undefined,
      standingDecline: async () => undefined,
    };
    const program = { id: 'prog_1', accountId: 'acct_1', manifest: someManifest() };
    const version = { id: 'ver_1', number: '1.0.0', templates: {} };
    return (await factsOfVersion(records, program, version, 'BAIDU')).facts.earlierSubmissions;
  };
  const out = { platform: 'BAIDU', from: new Date('2027-03-09T00:00:00Z') };

  it('is not counted among the submissions; any other is', async () => {
    expect(await facts('FAILED', [])).toEqual([submitted]);
    expect(await facts('FAILED', [out])).toEqual([]);
    expect(await facts('FAILED', [{ ...out, until: submitted }])).toEqual([submitted]);
    expect(await facts('UPLOADED', [out])).toEqual([submitted]);
  });
});

describe('an outage that is told wrongly', () => {
  const from = () => hoursAgo(2);
  it('is not recorded of a platform whose agreement has no such clause (no clause of WeChat’s; baidu/8.2)', async () => {
    const refused = refusedWith(await recordOutage({ ...shop }, wechat, { cause: 'FAILURE', from: from() }));
    expect(refused).toMatchObject([{ code: 'INVALID_INPUT', path: 'input' }]);
    expect(await shop.database.prisma.hostOutage.count()).toBe(0);
  });

  it('is refused with what is wrong: the end before the beginning, or what has not been yet', async () => {
    const faults = [
      [{ from: from(), until: hoursAgo(3) }, 'input.until'],
      [{ from: from(), until: from() }, 'input.until'],
      [{ from: hoursAgo(-1) }, 'input.from'],
      [{ from: from(), until: hoursAgo(-1) }, 'input.until'],
      [{ from: from(), hostId: 'wechat' }, 'input.hostId'],
    ] as const;
    for (const [input, path] of faults) {
      const outcome = await recordOutage({ ...shop }, baidu, { cause: 'FAILURE', ...input });
      expect(refusedWith(outcome)).toMatchObject([{ path }]);
    }
    const foreign = { cause: 'FAILURE', from: from(), hostId: 'kugou' } as const;
    expect(refusedWith(await recordOutage({ ...shop }, tieba, foreign))).toMatchObject([
      { code: 'NOT_FOUND', path: 'input.hostId' },
    ]);
  });

  it('is ended once, by who speaks for it; for others it is not there', async () => {
    const { outageId } = granted(await recordOutage({ ...shop }, baidu, { cause: 'FAILURE', from: from() }));
    for (const teller of [wechat, tieba]) {
      expect(refusedWith(await endOutage({ ...shop }, teller, { outageId }))).toMatchObject([
        { code: 'NOT_FOUND', path: 'input.outageId' },
      ]);
    }
    granted(await endOutage({ ...shop }, baidu, { outageId }));
    expect(refusedWith(await endOutage({ ...shop }, baidu, { outageId }))).toMatchObject([
      { code: 'STATE', currentState: 'OVER' },
    ]);
  });

  it('is recorded once under one key', async () => {
    const input = { cause: 'FAILURE', from: from() } as const;
    const first = granted(await recordOutage({ ...shop }, baidu, input, 'outage-1'));
    expect(granted(await recordOutage({ ...shop }, baidu, input, 'outage-1'))).toEqual(first);
    expect(await shop.database.prisma.hostOutage.count()).toBe(1);
  });
});
