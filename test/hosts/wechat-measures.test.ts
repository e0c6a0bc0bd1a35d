import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAppeal } from '../../src/duties/open-appeal.ts';
import type { MeasureTold } from '../../src/hosts/connector.ts';
import { breachOf, measureNews, PUNISH, RECORD } from '../../src/hosts/wechat/measures.ts';
import { readMessageXml } from '../../src/hosts/wechat/message-xml.ts';
import { createFileStore } from '../../src/store/files.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let restaurant: Restaurant;
let appId: string;
beforeAll(async () => {
  shop = await openWorkshop();
  restaurant = await openRestaurant(shop);
  await restaurant.registered();
  const where = { programId: restaurant.programId, platform: 'WECHAT' };
  appId = (await shop.database.prisma.registration.findFirstOrThrow({ where })).appId ?? '';
});
afterAll(() => shop.close());

const RULE = { rule_name: '《微信小程序平台运营规范》5.1滥用分享行为', rule_url: 'https://mp.example/#_5-1' };
/** The samples of WeChat's page, of one breach each. */
const punishment = (event_type: number, detail: object, more: object = {}) => ({
  punish_id: '13577869',
  appid: 'wx54a8eaa26606test',
  punish_time: String(seconds()),
  illegal_reason: '存在诱导分享行为',
  illegal_content: ['违规内容测试'],
  detail: JSON.stringify(detail),
  ...RULE,
  adjust_guide_url: 'https://mp.example/guide',
  event_type: String(event_type),
  ...more,
});
const seconds = () => Math.floor(shop.clock.now().getTime() / 1000);

function read(event: string, fields: object): readonly MeasureTold[] {
  const news = measureNews(event, fields as Record<string, unknown>, 'wx1');
  if (news.kind !== 'MEASURE_TOLD') throw new Error(`${event} told nothing`);
  return [news.told, ...(news.also ?? [])];
}
const days = (count: number) => new Date((seconds() + count * 86_400) * 1000);
const breach = breachOf({ illegal_reason: '存在诱导分享行为', ...RULE });

describe('what WeChat pushes of a punishment', () => {
  it.each([
    [3, { suspended_days: 1 }, { measure: 'SHORT_TERM', until: 1 }],
    [3, { suspended_days: 31 }, { measure: 'LONG_TERM', until: 31 }],
    [3, { suspended_days: 0 }, { measure: 'PERMANENT' }],
    [4, { banned_days: 3 }, { measure: 'SHORT_TERM', until: 3 }],
    [5, { path: 'pages/a' }, { measure: 'OTHER', functions: ['pages/a'] }],
    [10, { path: 'pages/a' }, { measure: 'OTHER', functions: ['pages/a'] }],
    [4, { banned: 'later' }, { measure: 'OTHER' }],
  ])('event_type %i with %j is read with its term (wechat/2.5)', (type, detail, expected) => {
    const { until, ...rest } = expected as { measure: string; until?: number; functions?: string[] };
    expect(read(PUNISH, punishment(type, detail))).toEqual([
      {
        act: 'TAKEN',
        ground: 'BREACH_OF_AGREEMENT',
        reference: 'wxa_punish_event 13577869',
        from: new Date(seconds() * 1000),
        breach,
        words: [breach, '违规内容测试', JSON.stringify(detail), 'https://mp.example/guide'].join('\n'),
        ...rest,
        ...(until === undefined ? {} : { until: days(until) }),
      },
    ]);
  });

  it('with functions that are banned for different times is one measure for each time (wechat/2.5)', () => {
    const detail = { banned_days: [1, 0, 1], banned_function_names: ['分享朋友圈', '支付', '客服消息接口'] };
    expect(read(PUNISH, punishment(2, detail))).toMatchObject([
      { functions: ['分享朋友圈', '客服消息接口'], until: days(1), reference: 'wxa_punish_event 13577869' },
      { functions: ['支付'], reference: 'wxa_punish_event 13577869 0' },
    ]);
  });

  it('in a form that is not published is kept whole (wechat/2.5)', () => {
    for (const fields of [
      punishment(77, {}),
      punishment(2, {}),
      punishment(3, {}, { punish_time: 'soon' }),
    ]) {
      expect(read(PUNISH, fields)).toEqual([{ act: 'UNREAD', words: `${PUNISH} ${JSON.stringify(fields)}` }]);
    }
  });

  it('is read from XML as from the samples, with several pieces of evidence (wechat/2.5)', () => {
    const xml =
      readMessageXml(`<xml><Event>wxa_punish_event</Event><punish_id>1</punish_id><punish_time>1699801560</punish_time>
      <illegal_content><![CDATA[一]]></illegal_content><illegal_content><![CDATA[二]]></illegal_content>
      <detail><![CDATA[{"suspended_days":1}]]></detail><event_type>3</event_type></xml>`);
    expect(read(PUNISH, xml ?? {})).toMatchObject([
      { measure: 'SHORT_TERM', words: '一\n二\n{"suspended_days":1}' },
    ]);
  });
});

const hear = (told: MeasureTold, app = appId) => restaurant.pushes.hearMeasure('WECHAT', app, told);
const measures = (where: object = {}) =>
  shop.database.prisma.enforcement.findMany({
    where: { programId: restaurant.programId, platform: 'WECHAT', ...where },
    orderBy: { kind: 'asc' },
  });
const told = (event: string, fields: object) => read(event, fields)[0] as MeasureTold;
const record = (more: object = {}) => ({
  illegal_record_id: '3_24911818',
  create_time: String(seconds()),
  illegal_reason: '存在诱导分享行为',
  ...RULE,
  ...more,
});
const appealed = (appeal_status: number, more: object = {}) => ({
  appeal_record_id: '4111001',
  appeal_from: '1',
  appeal_status: String(appeal_status),
  ...more,
});

describe('what WeChat told', () => {
  it('of a record is a warning until the punishment of that breach is told of, in either order (wechat/0.1, wechat/2.5)', async () => {
    expect(await hear(told(RECORD, record()))).toBe('MEASURE_TOLD');
    expect(await measures()).toMatchObject([{ kind: 'WARNING', endedAt: null, clauses: ['wechat/0.1'] }]);
    expect(await hear(told(PUNISH, punishment(3, { suspended_days: 7 })))).toBe('MEASURE_TOLD');
    expect(await measures()).toMatchObject([
      { kind: 'SHORT_TERM', endedAt: null, hides: true, clauses: ['wechat/2.5'], until: days(7) },
      { kind: 'WARNING', endedHow: 'PLATFORM' },
    ]);
    expect(await hear(told(RECORD, record({ illegal_record_id: '3_2' })))).toBe('MEASURE_TOLD');
    expect(await measures()).toHaveLength(2);
    await hear(told(RECORD, record({ illegal_record_id: '3_3', illegal_reason: '别的' })));
    expect(await measures()).toHaveLength(3);
  });

  it('of an appeal of ours closes it: it stands, or it ends the measure (wechat/2.5)', async () => {
    const [measure] = await measures({ kind: 'SHORT_TERM' });
    const bare = { enforcementId: measure?.id ?? '', statement: '并无诱导', evidenceFileIds: [] as string[] };
    const files = createFileStore(shop.database.prisma, shop.cipher, shop.clock);
    const filed = async (mediaType: string) =>
      (
        await files.put(restaurant.actor.accountId, {
          name: 'proof',
          mediaType,
          content: Buffer.from(mediaType),
        })
      ).id;
    for (const evidenceFileIds of [[], [await filed('application/pdf')]]) {
      const refused = await openAppeal(restaurant.deps, restaurant.actor, { ...bare, evidenceFileIds });
      expect(refused).toMatchObject({ ok: false, problems: [{ path: 'input.evidenceFileIds' }] });
    }
    const input = { ...bare, evidenceFileIds: [await filed('image/png')] };
    const { appealId } = granted(await openAppeal(restaurant.deps, restaurant.actor, input));
    await restaurant.work();
    const scripted = restaurant.connectorOf('WECHAT');
    expect(scripted.contested).toMatchObject([
      { kind: 'APPEAL', statement: '并无诱导', key: `${appealId}.1`, measure: { kind: 'SHORT_TERM' } },
    ]);
    const appeal = () => shop.database.prisma.appeal.findUniqueOrThrow({ where: { id: appealId } });
    expect(await appeal()).toMatchObject({ handIn: 'HANDED_IN', reference: 'contest-1' });

    const answer = (status: number, said: object = {}) =>
      told('wxa_appeal_record', appealed(status, { appeal_record_id: 'contest-1', ...said }));
    expect(await hear(answer(1))).toBe('MEASURE_TOLD');
    expect(await appeal()).toMatchObject({ state: 'OPENED' });
    expect(await hear(answer(3, { audit_reason: '证据不足' }))).toBe('MEASURE_TOLD');
    expect(await appeal()).toMatchObject({ state: 'UPHELD', words: '证据不足' });
    expect(await hear(answer(2))).toBe('MEASURE_TOLD');
    expect(await appeal()).toMatchObject({ state: 'UPHELD' });
    expect(await measures({ kind: 'SHORT_TERM' })).toMatchObject([{ endedAt: null }]);
  });

  it('of an appeal that was won in the console ends the only measure, and is shown where there are several (wechat/2.5)', async () => {
    const won = told('wxa_appeal_record', appealed(2, { appeal_record_id: '9', appeal_from: '0' }));
    expect(await hear(won)).toBe('UNREAD');
    const [other] = await measures({ reference: 'wxa_illegal_record 3_3' });
    await shop.database.prisma.enforcement.update({
      where: { id: other?.id ?? '' },
      data: { endedAt: shop.clock.now(), endedHow: 'PLATFORM' },
    });
    expect(await hear(won)).toBe('MEASURE_TOLD');
    expect(await measures({ kind: 'SHORT_TERM' })).toMatchObject([{ endedHow: 'APPEAL' }]);
  });

  it('in a form that is not published is shown in the log, whole, and holds nothing up (wechat/2.5)', async () => {
    const before = await measures();
    expect(await hear(told(PUNISH, punishment(77, { what: 'ever' })))).toBe('UNREAD');
    expect(await measures()).toEqual(before);
    const [event] = await shop.database.prisma.event.findMany({
      where: { type: 'MEASURE_UNREAD', accountId: restaurant.actor.accountId },
      orderBy: { accountPosition: 'desc' },
    });
    expect(event).toMatchObject({ programId: restaurant.programId, source: 'SIMULATED' });
    expect(JSON.stringify(event?.payload)).toContain('ever');
  });

  it('late of a warning whose day has passed is taken without the day (wechat/0.1)', async () => {
    const late = punishment(1, { warned_type: 1, rectify_deadline: 1_699_796_571, warned_ban_days: [3] });
    expect(await hear(told(PUNISH, { ...late, punish_id: '5' }))).toBe('MEASURE_TOLD');
    expect(await measures({ reference: 'wxa_punish_event 5' })).toMatchObject([{ rectifyBy: null }]);
  });
});
