import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answerAppeal } from '../../src/duties/answer-appeal.ts';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import { submitRectification } from '../../src/duties/submit-rectification.ts';
import type { MeasureTold } from '../../src/hosts/connector.ts';
import { createFileStore } from '../../src/store/files.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import type { ScriptedPlatform } from '../support/scripted-platform.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let restaurant: Restaurant;
let baidu: ScriptedPlatform;
let enforcementId: string;
let appId: string;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  restaurant = await openRestaurant(shop);
  await restaurant.registered();
  baidu = restaurant.connectorOf('BAIDU');
  const { prisma } = shop.database;
  const where = { programId: restaurant.programId, platform: 'BAIDU' };
  appId = (await prisma.registration.findFirstOrThrow({ where })).appId ?? '';
  await hear({ act: 'TAKEN', measure: 'PROGRAM_OFFLINE', ground: 'BREACH_OF_AGREEMENT', reference: 'one' });
  enforcementId = (await prisma.enforcement.findFirstOrThrow({ where })).id;
});

const hear = (told: MeasureTold) => restaurant.pushes.hearMeasure('BAIDU', appId, told);
const said = (more: object = {}) => ({ enforcementId, statement: '已改正', evidenceFileIds: [], ...more });
const fix = async (more: object = {}) =>
  granted(await submitRectification(restaurant.deps, restaurant.actor, said(more))).rectificationId;
const appeal = async () => granted(await openAppeal(restaurant.deps, restaurant.actor, said())).appealId;
const rectification = (id: string) => shop.database.prisma.rectification.findUniqueOrThrow({ where: { id } });
const measure = () => shop.database.prisma.enforcement.findUniqueOrThrow({ where: { id: enforcementId } });
const happened = async () =>
  (await shop.eventTypes(restaurant.actor.accountId)).filter((type) => /^(APPEAL|RECTIFICATION)_/.test(type));

describe('a fix of a measure that was heard over the wire', () => {
  it('is handed in with the program as it is now, and what there is to show (baidu/3.4)', async () => {
    const file = await createFileStore(shop.database.prisma, shop.cipher, shop.clock).put(
      restaurant.actor.accountId,
      { name: 'proof.png', mediaType: 'image/png', content: Buffer.from('png') },
    );
    const id = await fix({ evidenceFileIds: [file.id] });
    await restaurant.work();
    const [request, ...more] = baidu.contested;
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      kind: 'FIX',
      appId,
      key: `${id}.1`,
      statement: '已改正',
      evidence: [{ name: 'proof.png', mediaType: 'image/png' }],
    });
    expect(request?.manifest.name).toBeTruthy();
    expect(await rectification(id)).toMatchObject({
      handIn: 'HANDED_IN',
      reference: 'contest-1',
      trouble: null,
    });
    expect(await happened()).toEqual(['RECTIFICATION_SUBMITTED', 'RECTIFICATION_HANDED_IN']);
  });

  it('whose answer got lost is asked after, and not handed in twice (baidu/3.4)', async () => {
    baidu.failNext('contest', 'MAY_HAVE_ACTED', true);
    const id = await fix();
    await expect(restaurant.work()).rejects.toThrow('contest');
    expect(await rectification(id)).toMatchObject({ handIn: 'WAITING' });
    await shop.queue.send([{ job: { kind: 'RECTIFICATION', id } }]);
    await restaurant.work();
    expect(baidu.acts.filter((act) => act === 'contest')).toHaveLength(1);
    expect(await rectification(id)).toMatchObject({ handIn: 'HANDED_IN', reference: 'contest-1' });
  });

  it('that the platform refuses says why, is before nobody, and may be said anew (baidu/3.4)', async () => {
    baidu.failNext('contest', 'FINAL', false, '小程序状态不支持此操作');
    const id = await fix();
    await restaurant.work();
    expect(await rectification(id)).toMatchObject({
      state: 'IN_REVIEW',
      handIn: 'TURNED_AWAY',
      trouble: { retry: 'FINAL', call: 'contest', code: '1', words: '小程序状态不支持此操作' },
    });
    expect(await measure()).toMatchObject({ contested: false });
    expect(await fix({ statement: '再次改正' })).toBe(id);
    expect(await measure()).toMatchObject({ contested: true });
    await restaurant.work();
    expect(baidu.contested).toMatchObject([{ statement: '再次改正', key: `${id}.2` }]);
    expect(await rectification(id)).toMatchObject({ handIn: 'HANDED_IN', trouble: null });
    const again = await submitRectification(restaurant.deps, restaurant.actor, said());
    expect(again).toMatchObject({ ok: false, problems: [{ code: 'STATE', currentState: 'IN_REVIEW' }] });
  });

  it('is answered by whoever is asked first: a look ends it as a push does (baidu/3.4)', async () => {
    const id = await fix();
    await restaurant.work();
    baidu.contest = { state: 'ACCEPTED', reference: 'contest-1', words: '通过' };
    await shop.queue.send([{ job: { kind: 'RECTIFICATION', id } }]);
    await restaurant.work();
    expect(await rectification(id)).toMatchObject({ state: 'ACCEPTED', words: '通过' });
    expect(await measure()).toMatchObject({ endedHow: 'RECTIFICATION' });
    expect(await hear({ act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE' })).toBe('NO_SUCH_MEASURE');
  });
});

describe('an appeal against a measure that was heard over the wire', () => {
  it('that was turned away is before nobody, and cannot be decided until it is said anew (baidu/3.4)', async () => {
    baidu.failNext('contest', 'FINAL', false, '小程序状态不支持此操作');
    const appealId = await appeal();
    await restaurant.work();
    const { accountId } = restaurant.actor;
    const deps = { ...restaurant.deps, accountOfAppeal: async () => accountId };
    const platform = { platform: 'BAIDU', source: 'REPORTED', label: 'platform:cred_1' } as const;
    const decide = () => answerAppeal(deps, platform, { appealId, decision: 'UPHOLD', words: '维持' });
    expect(await decide()).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'TURNED_AWAY', path: 'input.appealId' }],
    });
    expect(await appeal()).toBe(appealId);
    await restaurant.work();
    expect(granted(await decide())).toEqual({ appealId });
  });

  it('and a fix go out by one call where traffic is off: one of the two at a time, and none is lost (baidu/3.4)', async () => {
    await hear({ act: 'TAKEN', measure: 'TRAFFIC_OFF', ground: 'BREACH_OF_AGREEMENT', reference: 'two' });
    const where = { programId: restaurant.programId, kind: 'TRAFFIC_OFF' };
    enforcementId = (await shop.database.prisma.enforcement.findFirstOrThrow({ where })).id;
    await appeal();
    await restaurant.work();
    expect(await submitRectification(restaurant.deps, restaurant.actor, said())).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'APPEAL_OPEN' }],
    });
    expect(baidu.contested).toHaveLength(1);
    await hear({ act: 'FIX_DECLINED', measure: 'TRAFFIC_OFF', words: '不予恢复' });
    await fix();
    expect(await openAppeal(restaurant.deps, restaurant.actor, said())).toMatchObject({
      ok: false,
      problems: [{ code: 'STATE', currentState: 'FIX_OPEN' }],
    });
  });

  it('for which no call is documented is on record as made elsewhere, and nothing is called (baidu/3.4)', async () => {
    baidu.contest = { state: 'NO_CALL', instead: 'IN_CONSOLE' };
    const id = await appeal();
    await restaurant.work();
    const row = await shop.database.prisma.appeal.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: 'OPENED', handIn: 'IN_CONSOLE', trouble: null });
    expect(baidu.acts).not.toContain('contest');
    expect(await happened()).toEqual(['APPEAL_OPENED', 'APPEAL_WITHOUT_CALL']);
  });

  it('that went the way of a fix is decided by the answer to it (baidu/3.4)', async () => {
    const id = await appeal();
    await restaurant.work();
    expect(await hear({ act: 'FIX_DECLINED', measure: 'PROGRAM_OFFLINE', words: '不予恢复' })).toBe(
      'MEASURE_TOLD',
    );
    const row = await shop.database.prisma.appeal.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: 'UPHELD', words: '不予恢复' });
    expect(await measure()).toMatchObject({ endedAt: null, contested: false });
  });
});
