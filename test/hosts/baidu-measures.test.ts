import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import { measureIn } from '../../src/hosts/baidu/measures.ts';
import type { MeasureTold } from '../../src/hosts/connector.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let restaurant: Restaurant;
let appId: string;
beforeAll(async () => {
  shop = await openWorkshop();
  restaurant = await openRestaurant(shop);
  await restaurant.registered();
  const where = { programId: restaurant.programId, platform: 'BAIDU' };
  appId = (await shop.database.prisma.registration.findFirstOrThrow({ where })).appId ?? '';
});
afterAll(() => shop.close());

const EVENT = { appId: '1', eventTime: '2027-03-10 10:00:00' };
const told = (event: string, more: object = {}): MeasureTold => {
  const found = measureIn({ ...EVENT, event, ...more });
  if (!found) throw new Error(`${event} tells of no measure`);
  return found;
};
const hear = (news: MeasureTold, app = appId) => restaurant.pushes.hearMeasure('BAIDU', app, news);
const measures = (kind: string) =>
  shop.database.prisma.enforcement.findMany({ where: { programId: restaurant.programId, kind } });

describe('what Baidu pushes of its ladder', () => {
  it('is read with its words, whole, however they are spelt (baidu/3.4)', () => {
    expect(told('APP_FORCE_OFFLINE', { reson: '内容违规', illegalFields: ['appName'] })).toEqual({
      act: 'TAKEN',
      measure: 'PROGRAM_OFFLINE',
      ground: 'BREACH_OF_AGREEMENT',
      reference: 'APP_FORCE_OFFLINE 1 2027-03-10 10:00:00',
      words: '内容违规\n["appName"]',
      from: new Date('2027-03-10T02:00:00Z'),
    });
    expect(measureIn({ ...EVENT, event: 'APP_SERVER_PAUSE' })).toBeUndefined();
    expect(measureIn({ ...EVENT, event: 'PACKAGE_AUDIT_PASS' })).toBeUndefined();
  });

  it('takes a program offline once, however often it comes, and its own review of the fix ends it (baidu/3.4)', async () => {
    const forced = told('APP_FORCE_OFFLINE', { reason: '内容违规' });
    expect(await hear(forced)).toBe('MEASURE_TOLD');
    expect(await hear(forced)).toBe('MEASURE_TOLD');
    const [measure, ...more] = await measures('PROGRAM_OFFLINE');
    expect(more).toEqual([]);
    expect(measure).toMatchObject({
      hides: true,
      words: '内容违规',
      takenBy: 'gateway',
      source: 'SIMULATED',
    });
    const fix = { enforcementId: measure?.id ?? '', statement: '已修改', evidenceFileIds: [] };
    granted(await submitRectification(restaurant.deps, restaurant.actor, fix));
    expect(await hear(told('BASE_INFO_OFFLINE_AUDIT_FAIL', { reason: '仍不合规' }))).toBe('MEASURE_TOLD');
    expect(await measures('PROGRAM_OFFLINE')).toMatchObject([{ endedAt: null, contested: false }]);
    expect(await hear(told('BASE_INFO_OFFLINE_AUDIT_SUCCESS'))).toBe('MEASURE_TOLD');
    expect(await measures('PROGRAM_OFFLINE')).toMatchObject([{ endedHow: 'RECTIFICATION' }]);
    expect(await hear(told('BASE_INFO_OFFLINE_AUDIT_SUCCESS'))).toBe('NO_SUCH_MEASURE');
  });

  it('opens a duty with a day of ours where something is to be put right (baidu/2.3, baidu/3.4)', async () => {
    expect(await hear(told('TIME_LIMIT_RECTIFY_NOTIFY', { reason: '类目不符' }))).toBe('MEASURE_TOLD');
    const [measure] = await measures('WARNING');
    const owed = await shop.database.prisma.obligation.findMany({ where: { subjectId: measure?.id ?? '' } });
    expect(owed).toMatchObject([{ kind: 'RECTIFY', state: 'OPEN' }]);
  });

  it('about an app that is nobody’s here does nothing (baidu/3.4)', async () => {
    expect(await hear(told('FLOW_CLOSE_NOTIFY'), '999')).toBe('UNKNOWN_APP');
    expect(await measures('TRAFFIC_OFF')).toEqual([]);
  });
});
