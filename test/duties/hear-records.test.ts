import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MeasureTold } from '../../src/hosts/connector.ts';
import { HostError } from '../../src/hosts/host-error.ts';
import type { MeasureTaken } from '../../src/hosts/push-news.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

type Platform = 'WECHAT' | 'BAIDU';

let shop: Workshop;
let place: Restaurant;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.queue.jobs.length = 0;
  place = await openRestaurant(shop);
  await place.registered();
  const versionId = await place.version('1.0.0');
  const input = { versionId, hostIds: ['wechat', 'baiduboxapp'], absentContent: allContent };
  granted(await submitForReview(place.deps, place.actor, input));
  await place.work();
});

const appIdAt = (platform: Platform) => `${platform}-${place.programId}`;

/** The gateway looks at what the platform has of the program, as it does now and then. */
async function look(platform: Platform): Promise<void> {
  const where = { programId: place.programId, platform };
  const { id } = await shop.database.prisma.registration.findFirstOrThrow({ where });
  await shop.queue.send([{ job: { kind: 'VERSIONS', id } }]);
  await place.work();
}

let count = 0;
/** A push comes in, and is applied. */
async function push(platform: Platform, told: MeasureTold): Promise<void> {
  const appId = appIdAt(platform);
  place.connectorOf(platform).absorbPush = async () => ({ kind: 'MEASURE_TOLD', appId, told });
  const key = `push ${place.programId} ${count++}`;
  await place.pushes.storePush(platform, appId, { key, message: key, event: 'scripted', about: appId });
  await place.work();
}

const measures = (platform: Platform) =>
  shop.database.prisma.enforcement.findMany({
    where: { programId: place.programId, platform },
    orderBy: { id: 'asc' },
  });
const taken = async () =>
  (await shop.eventTypes(place.actor.accountId)).filter((type) => type === 'MEASURE_TAKEN').length;

const BREACH = '存在诱导分享行为\n5.1';
const base = () => ({
  act: 'TAKEN' as const,
  ground: 'BREACH_OF_AGREEMENT',
  from: shop.clock.now(),
  breach: BREACH,
  words: `${BREACH}\n首页`,
});
const record = (): MeasureTaken => ({
  ...base(),
  measure: 'WARNING',
  reference: 'wxa_illegal_record 1',
  isRecord: true,
});
const punishment = (): MeasureTaken => ({
  ...base(),
  measure: 'SHORT_TERM',
  reference: 'wxa_punish_event 1',
  until: new Date(shop.clock.now().getTime() + 86_400_000),
});

describe('a breach on record that no push told of', () => {
  it('is heard with the next look, once, and its push says nothing new (wechat/2.5)', async () => {
    const breach = record();
    place.connectorOf('WECHAT').onRecord = { told: [breach] };
    shop.clock.advance(60_000);
    await look('WECHAT');
    await look('WECHAT');
    await push('WECHAT', breach);
    expect(await measures('WECHAT')).toMatchObject([
      { kind: 'WARNING', reference: breach.reference, from: breach.from, takenBy: 'gateway', endedAt: null },
    ]);
    expect(await taken()).toBe(1);
  });

  it('is known where its push came in first (wechat/2.5)', async () => {
    const breach = record();
    await push('WECHAT', breach);
    place.connectorOf('WECHAT').onRecord = { told: [breach] };
    await look('WECHAT');
    expect(await taken()).toBe(1);
  });

  it('says nothing new where its punishment is known, nor once that is over (wechat/2.5)', async () => {
    await push('WECHAT', punishment());
    place.connectorOf('WECHAT').onRecord = { told: [record()] };
    await look('WECHAT');
    await shop.letPass(2 * 86_400_000);
    await look('WECHAT');
    expect(await measures('WECHAT')).toMatchObject([{ kind: 'SHORT_TERM', endedHow: 'DATE' }]);
  });

  it('is over once its punishment is told, however late that is (wechat/2.5)', async () => {
    const punished = punishment();
    place.connectorOf('WECHAT').onRecord = { told: [record()] };
    await look('WECHAT');
    shop.clock.advance(60_000);
    await push('WECHAT', punished);
    expect(await measures('WECHAT')).toMatchObject([
      { kind: 'WARNING', endedHow: 'PLATFORM' },
      { kind: 'SHORT_TERM', endedAt: null },
    ]);
  });

  it('that cannot be asked for keeps no look from being taken (wechat/2.5)', async () => {
    const words = 'api unauthorized';
    const wechat = place.connectorOf('WECHAT');
    wechat.onRecord = new HostError({ platform: 'WECHAT', retry: 'ASK_OPERATOR', call: 'POST x', words });
    const looks = wechat.looks;
    await look('WECHAT');
    expect(wechat.looks).toBe(looks + 1);
    expect(await measures('WECHAT')).toEqual([]);
  });
});

describe('a measure that is in force, of which no push told', () => {
  const standing: MeasureTaken = {
    act: 'TAKEN',
    ground: 'BREACH_OF_AGREEMENT',
    measure: 'PROGRAM_OFFLINE',
    reference: 'app/info status 5',
    words: '名称不合规',
    isStanding: true,
  };
  const forced = (): MeasureTaken => ({
    act: 'TAKEN',
    ground: 'BREACH_OF_AGREEMENT',
    measure: 'PROGRAM_OFFLINE',
    reference: `APP_FORCE_OFFLINE ${shop.clock.now().toISOString()}`,
    from: shop.clock.now(),
  });
  const standsThere = (...told: MeasureTaken[]) => {
    place.connectorOf('BAIDU').onRecord = told.length > 0 ? { told } : { told, isFree: true };
  };

  it('is found with the next look, and is one, though its push comes in after all (baidu/3.4)', async () => {
    const late = forced();
    shop.clock.advance(60_000);
    standsThere(standing);
    await look('BAIDU');
    await look('BAIDU');
    await push('BAIDU', late);
    expect(await measures('BAIDU')).toMatchObject([
      { kind: 'PROGRAM_OFFLINE', hides: true, words: '名称不合规', from: shop.clock.now(), endedAt: null },
    ]);
    expect(await taken()).toBe(1);
  });

  it('is the one on file where its push came in first (baidu/3.4)', async () => {
    await push('BAIDU', forced());
    standsThere(standing);
    await look('BAIDU');
    expect(await taken()).toBe(1);
  });

  it('is over once the platform says that the program is free, and can be found again (baidu/3.4)', async () => {
    const late = forced();
    standsThere(standing);
    await look('BAIDU');
    shop.clock.advance(60_000);
    standsThere();
    await look('BAIDU');
    expect(await measures('BAIDU')).toMatchObject([{ endedHow: 'PLATFORM', endedAt: shop.clock.now() }]);
    // What it was told by comes in last of all, and is of the one that is over.
    await push('BAIDU', late);
    expect(await measures('BAIDU')).toHaveLength(1);
    shop.clock.advance(60_000);
    standsThere(standing);
    await look('BAIDU');
    expect(await measures('BAIDU')).toMatchObject([{ endedHow: 'PLATFORM' }, { endedAt: null }]);
  });

  it('that was pushed is not ended by a look: its fix is (baidu/3.4)', async () => {
    await push('BAIDU', forced());
    standsThere();
    await look('BAIDU');
    expect(await measures('BAIDU')).toMatchObject([{ endedAt: null }]);
    shop.clock.advance(60_000);
    await push('BAIDU', { act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE', at: shop.clock.now() });
    expect(await measures('BAIDU')).toMatchObject([{ endedHow: 'RECTIFICATION' }]);
  });
});
