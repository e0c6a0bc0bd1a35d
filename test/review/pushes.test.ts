import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accountStream } from '../../src/events/stream.ts';
import type { MeasureTold, PushNews, VerifiedPush } from '../../src/hosts/connector.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import { replayDeadLetter } from '../../src/review/dead-letters.ts';
import { applyPushes, receivePush } from '../../src/review/pushes.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { DeadLetterBox } from '../../src/store/dead-letters.ts';
import { LEASE_MS } from '../../src/store/lease.ts';
import { MOST_ATTEMPTS } from '../../src/store/pushes.ts';
import { pushesToNoEffect } from '../../src/store/reads/push-reads.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  place = await openRestaurant(shop);
  await place.registered();
});
afterAll(() => shop.close());

const push = (body: string) => ({ address: 'messages', query: {}, body });

describe('a push', () => {
  it('is stored and queued before it is acknowledged', async () => {
    const answer = await receivePush(place.pushes, 'WECHAT', push('signed stored'));
    expect(answer).toEqual({ acknowledgement: 'success', isNew: true });
    const stored = await shop.database.prisma.hostPush.findMany({ where: { key: 'signed stored' } });
    expect(stored).toMatchObject([{ platform: 'WECHAT', event: 'scripted', appliedAt: null }]);
    expect(stored[0]?.sealedMessage).not.toContain('signed stored');
    expect(shop.queue.jobs).toEqual([{ kind: 'PUSH', id: 'WECHAT/messages' }]);
  });

  it('that is delivered again is acknowledged again, and is one push', async () => {
    for (let n = 0; n < 3; n += 1) await receivePush(place.pushes, 'WECHAT', push('signed twice'));
    expect(await shop.database.prisma.hostPush.count({ where: { key: 'signed twice' } })).toBe(1);
    expect(shop.queue.jobs).toHaveLength(1);
  });

  it('that is not signed is refused, and nothing of it is kept', async () => {
    const before = await shop.database.prisma.hostPush.count();
    await expect(receivePush(place.pushes, 'WECHAT', push('forged'))).rejects.toMatchObject({
      name: 'PushRefused',
      status: 403,
    });
    expect(await shop.database.prisma.hostPush.count()).toBe(before);
  });

  it('about a review makes us ask the platform, and decides nothing by itself', async () => {
    const wechat = place.connectorOf('WECHAT');
    const versionId = await place.version('1.0.0');
    const input = { versionId, hostIds: ['wechat'], absentContent: allContent };
    const { results } = granted(await submitForReview(place.deps, place.actor, input));
    await place.work();
    const id = results[0]?.packageId ?? '';
    wechat.news = { kind: 'REVIEW_MOVED', appId: `WECHAT-${place.programId}` };

    await receivePush(place.pushes, 'WECHAT', push(`signed lie ${id}`));
    await place.work();
    expect(await shop.database.prisma.package.findUnique({ where: { id } })).toMatchObject({
      review: 'IN_REVIEW',
    });

    wechat.reports.set(id, { state: 'APPROVED', reference: 'audit' });
    await receivePush(place.pushes, 'WECHAT', push(`signed truth ${id}`));
    await place.work();
    expect(await shop.database.prisma.package.findUnique({ where: { id } })).toMatchObject({
      review: 'APPROVED',
    });
  });

  it('about something the gateway does not know is kept, with what came of it', async () => {
    await receivePush(place.pushes, 'BAIDU', push('signed unknown'));
    await place.work();
    expect(await shop.database.prisma.hostPush.findFirst({ where: { key: 'signed unknown' } })).toMatchObject(
      { outcome: 'OTHER', appliedAt: shop.clock.now() },
    );
  });

  it('about a setting is told to the account once, however often it is applied', async () => {
    const wechat = place.connectorOf('WECHAT');
    const appId = `WECHAT-${place.programId}`;
    const decision = { appId, setting: 'NAME', accepted: false, subject: '新点餐', words: '侵权' } as const;
    wechat.news = { kind: 'SETTINGS_DECIDED', decisions: [decision, { ...decision, appId: 'not-ours' }] };
    await receivePush(place.pushes, 'WECHAT', push(`signed name ${place.programId}`));
    const [job] = shop.queue.jobs;
    await place.work();
    if (job) await shop.queue.send([{ job }]);
    await place.work();
    const types = await shop.eventTypes(place.actor.accountId);
    expect(types.filter((type) => type === 'SETTING_DECIDED')).toHaveLength(1);
  });

  it('about a setting keeps the platform’s own number and state, word for word', async () => {
    const appId = `WECHAT-${place.programId}`;
    const said = { hostState: '9', reference: '77' };
    const decision = { appId, setting: 'ORDER_PATH', words: '审核', ...said } as const;
    place.connectorOf('WECHAT').news = { kind: 'SETTINGS_DECIDED', decisions: [decision] };
    await receivePush(place.pushes, 'WECHAT', push(`signed path ${place.programId}`));
    await place.work();
    const events = await shop.log.readAfter(accountStream(place.actor.accountId), 0n, 1_000);
    const told = events.find(({ type }) => type === 'SETTING_DECIDED');
    expect(told?.payload).toMatchObject({ setting: 'ORDER_PATH', accepted: null, words: '审核', ...said });
  });

  it('about a permission that was taken back is told to the account', async () => {
    const appId = `WECHAT-${place.programId}`;
    place.connectorOf('WECHAT').news = { kind: 'AUTHORISATION_ENDED', appId };
    await receivePush(place.pushes, 'WECHAT', push(`signed gone ${place.programId}`));
    await place.work();
    expect(await shop.eventTypes(place.actor.accountId)).toContain('AUTHORISATION_ENDED');
  });
});

describe('pushes of one program', () => {
  const about = (key: string): VerifiedPush => ({ key, message: key, event: 'scripted', about: appId() });
  const appId = () => `WECHAT-${place.programId}`;
  const lane = () => `WECHAT/${appId()}`;
  /** What was applied, in the order in which it was; the test says which fail. */
  let applied: string[];
  let fails: (message: string) => Error | undefined;

  beforeEach(() => {
    applied = [];
    fails = () => undefined;
    place.connectorOf('WECHAT').absorbPush = async (message?: string) => {
      const failure = fails(message ?? '');
      if (failure) throw failure;
      applied.push(message ?? '');
      return { kind: 'OTHER', appId: appId() };
    };
  });

  const store = async (...keys: string[]) => {
    for (const key of keys)
      await place.pushes.storePush('WECHAT', 'messages', about(`${place.programId} ${key}`));
  };
  const seen = () => applied.map((message) => message.replace(`${place.programId} `, ''));
  const apply = () => applyPushes(place.pushes, lane());
  const letters = () =>
    new DeadLetterBox(shop.database.prisma, shop.cipher, shop.clock).list(100, place.actor.accountId);

  it('are applied in the order in which they were stored, each once, though several workers are at it', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `n${n}`);
    await store(...keys);
    await Promise.all([apply(), apply(), apply()]);
    await apply();
    expect(seen()).toEqual(keys);
  });

  it('that come in all at once are all stored, and each once', async () => {
    const keys = Array.from({ length: 250 }, (_, n) => about(`${place.programId} at once ${n % 125}`));
    const fresh = await Promise.all(keys.map((push) => place.pushes.storePush('WECHAT', 'messages', push)));
    expect(fresh.filter(Boolean)).toHaveLength(125);
    expect(await shop.database.prisma.hostPush.count({ where: { lane: lane() } })).toBe(125);
  });

  it('are stored though one among them cannot be', async () => {
    const bad = { ...about('no row can have this'), event: 'a\u0000b' };
    const answers = await Promise.allSettled(
      [about('good 1'), bad, about('good 2')].map((push) =>
        place.pushes.storePush('WECHAT', 'messages', push),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('wait behind one that fails, and go on once it succeeds', async () => {
    await store('first', 'second');
    fails = (message) => (message.endsWith('first') ? new Error('not yet') : undefined);
    await expect(apply()).rejects.toThrow('not yet');
    expect(seen()).toEqual([]);
    fails = () => undefined;
    await apply();
    expect(seen()).toEqual(['first', 'second']);
  });

  it('go on without one that fails again and again, which is kept with the reason, and can be tried once more', async () => {
    await store('broken', 'sound');
    fails = (message) => (message.endsWith('broken') ? new Error('no such field: info') : undefined);
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) await expect(apply()).rejects.toThrow('no such field');
    await apply();
    expect(seen()).toEqual(['sound']);
    const [letter] = await letters();
    expect(letter).toMatchObject({ kind: 'PUSH', reason: 'no such field: info', programId: place.programId });

    fails = () => undefined;
    shop.queue.jobs.length = 0;
    granted(await replayDeadLetter(place.deps, place.actor, { deadLetterId: letter?.id ?? '' }));
    expect(shop.queue.jobs).toEqual([{ kind: 'PUSH', id: lane() }]);
    await place.work();
    expect(seen()).toEqual(['sound', 'broken']);
    expect(await letters()).toEqual([]);
  });

  it('wait for a host that does not answer for as long as it takes, which kills none of them', async () => {
    await store('patient');
    const detail = { platform: 'WECHAT', retry: 'RETRY_NOW', call: 'c', words: 'busy' } as const;
    fails = () => new HostError(detail);
    for (let n = 0; n < 3 * MOST_ATTEMPTS; n += 1) await expect(apply()).rejects.toThrow('busy');
    expect(await letters()).toEqual([]);
    fails = () => undefined;
    await apply();
    expect(seen()).toEqual(['patient']);
  });

  it('of a worker that died are taken up by another within thirty seconds, and not before', async () => {
    await store('stranded');
    expect(await place.pushes.claimLane(lane())).toBeDefined();
    expect(await apply()).toEqual({ lookAgainInMs: expect.any(Number) });
    expect(seen()).toEqual([]);
    shop.clock.advance(LEASE_MS + 1);
    expect(LEASE_MS).toBeLessThan(30_000);
    await apply();
    expect(seen()).toEqual(['stranded']);
  });

  it('that are stored by a process which dies before it tells the queue are found all the same', async () => {
    await store('forgotten');
    shop.queue.jobs.length = 0;
    expect(await place.waitingLanes()).toContainEqual({ kind: 'PUSH', id: lane() });
    await apply();
    expect(await place.waitingLanes()).not.toContainEqual({ kind: 'PUSH', id: lane() });
  });

  it('of another account are nobody else’s dead letters', async () => {
    await store('broken');
    fails = () => new Error('broken');
    for (let n = 1; n < MOST_ATTEMPTS; n += 1) await apply().catch(() => {});
    await apply();
    const [letter] = await letters();
    const stranger = await shop.newAccount();
    const refused = await replayDeadLetter(place.deps, stranger, { deadLetterId: letter?.id ?? '' });
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'NOT_FOUND' }] });
  });
});

describe('pushes of measures and of their fixes', () => {
  const day = (count: number) => new Date(shop.clock.now().getTime() - (30 - count) * 86_400_000);
  const taken = (from: Date): MeasureTold => ({
    act: 'TAKEN',
    measure: 'TRAFFIC_OFF',
    ground: 'BREACH_OF_AGREEMENT',
    reference: `off ${from.toISOString()}`,
    from,
  });
  const accepted = (at?: Date): MeasureTold => ({
    act: 'FIX_ACCEPTED',
    measure: 'TRAFFIC_OFF',
    ...(at ? { at } : {}),
  });
  const appId = () => `BAIDU-${place.programId}`;
  let told: Record<string, MeasureTold>;

  beforeEach(() => {
    told = { first: taken(day(1)), fixed: accepted(day(2)), second: taken(day(3)) };
    place.connectorOf('BAIDU').absorbPush = async (message = '') => {
      const measure = told[message];
      return measure ? { kind: 'MEASURE_TOLD', appId: appId(), told: measure } : { kind: 'OTHER' };
    };
  });

  /** Comes in, and is applied before the next does. */
  async function comesIn(message: string): Promise<void> {
    const key = `${place.programId} ${message}`;
    await place.pushes.storePush('BAIDU', appId(), { key, message, event: 'scripted', about: appId() });
    await place.work();
  }
  const measures = () =>
    shop.database.prisma.enforcement.findMany({
      where: { programId: place.programId },
      orderBy: { from: 'asc' },
      select: { from: true, endedAt: true, endedHow: true },
    });
  const outcomeOf = async (message: string) =>
    (
      await shop.database.prisma.hostPush.findFirstOrThrow({
        where: { key: `${place.programId} ${message}` },
      })
    ).outcome;

  it.each([
    [['first', 'fixed', 'second']],
    [['first', 'second', 'fixed']],
    [['second', 'first', 'fixed']],
    [['second', 'fixed', 'first']],
    [['fixed', 'first', 'second']],
    [['fixed', 'second', 'first']],
  ])(
    'that come in as %j end the one that the fix was of, and not the one that came after it (baidu/3.4)',
    async (order) => {
      for (const message of order) await comesIn(message);
      expect(await measures()).toEqual([
        { from: day(1), endedAt: day(2), endedHow: 'RECTIFICATION' },
        { from: day(3), endedAt: null, endedHow: null },
      ]);
      expect(await outcomeOf('fixed')).toBe('MEASURE_TOLD');
    },
  );

  it('end two measures each by its own fix, though the later fix is told first (baidu/3.4)', async () => {
    told.again = accepted(day(4));
    for (const message of ['first', 'second', 'again', 'fixed']) await comesIn(message);
    expect(await measures()).toMatchObject([{ endedAt: day(2) }, { endedAt: day(4) }]);
  });

  it('are of the instant at which they came in, where the platform names none (baidu/3.4)', async () => {
    const { from: _, ...undated } = told.first as MeasureTold & { readonly from: Date };
    told = { first: undated, fixed: accepted() };
    await comesIn('fixed');
    shop.clock.advance(1_000);
    await comesIn('first');
    expect(await measures()).toMatchObject([{ from: shop.clock.now(), endedAt: null }]);
    expect(await outcomeOf('fixed')).toBe('NO_SUCH_MEASURE');
  });
});

describe('a push that names nothing that is known here', () => {
  const foreign = 'wx-of-somebody-else';
  const unknown: readonly [string, PushNews][] = [
    ['a review of a program', { kind: 'REVIEW_MOVED', appId: foreign }],
    [
      'settings of programs',
      {
        kind: 'SETTINGS_DECIDED',
        decisions: [
          { appId: foreign, setting: 'NAME', accepted: true },
          { appId: `${foreign}-2`, setting: 'ORDER_PATH' },
        ],
      },
    ],
    ['a registration', { kind: 'REGISTRATION_MOVED', registrationId: 'reg_of_nobody' }],
    ['a program that was registered', { kind: 'REGISTRATION_MOVED', appId: foreign }],
    ['a company', { kind: 'REGISTRATION_MOVED' }],
    ['a verification', { kind: 'VERIFICATION_MOVED', appId: foreign, due: { state: 'DUE' } }],
    ['a permission', { kind: 'AUTHORISATION_ENDED', appId: foreign }],
  ];

  it.each(unknown)('but %s is kept, and shown', async (what, news) => {
    place.connectorOf('WECHAT').news = news;
    const key = `signed foreign ${what}`;
    await receivePush(place.pushes, 'WECHAT', push(key));
    await place.work();
    const kept = await shop.database.prisma.hostPush.findFirstOrThrow({ where: { key } });
    expect(kept).toMatchObject({ outcome: 'UNKNOWN_APP', appliedAt: shop.clock.now() });
    const shown = await pushesToNoEffect(shop.database.pool, 1_000);
    expect(shown).toContainEqual(expect.objectContaining({ id: kept.id, outcome: 'UNKNOWN_APP' }));
  });

  it('is told apart from one that names a registration of ours, by its number or by its program', async () => {
    const where = { programId: place.programId, platform: 'WECHAT' };
    const { id, appId } = await shop.database.prisma.registration.findFirstOrThrow({ where });
    for (const about of [{ registrationId: id }, { appId: appId ?? '' }]) {
      place.connectorOf('WECHAT').news = { kind: 'REGISTRATION_MOVED', ...about };
      const key = `signed ours ${JSON.stringify(about)}`;
      await receivePush(place.pushes, 'WECHAT', push(key));
      await place.work();
      expect(await shop.database.prisma.hostPush.findFirst({ where: { key } })).toMatchObject({
        outcome: 'REGISTRATION_MOVED',
      });
    }
  });
});
