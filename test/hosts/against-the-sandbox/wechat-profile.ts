import { expect } from '@jest/globals';
import { numberCategories, usualCategoryPaths } from '../../../src/sandbox/wechat/categories.ts';
import { manifest } from '../subjects.ts';
import type { Row } from './table.ts';
import { jpeg, NOT_AUTHORISED, revoked } from './wechat-code.ts';
import { waits } from './wechat-settings.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

const names = ['餐饮服务', '点餐平台'];
/** By the sandbox's numbers, which follow the order of its list. */
const category = { ids: idsOf(names), names };
const paper = { ...jpeg, paper: '增值电信业务经营许可证' };
/** A program starts with every category. */
const without = ({ connector, appId }: WechatStage) => connector.categories?.remove(appId, category);
const chosen = async ({ connector, appId }: WechatStage) =>
  (await connector.categories?.chosen(appId))?.categories.find(({ ids }) => ids[1] === category.ids[1])
    ?.review;

function idsOf(path: readonly string[]): readonly string[] {
  const found = numberCategories(usualCategoryPaths).find((one) => one.path.join() === path.join());
  return (found?.ids ?? []).map(String);
}

/** What a program is called, shows, and stands under. */
export const wechatProfile: readonly WechatRow[] = [
  {
    drives: 'categories.offered',
    calls: ['/cgi-bin/wxopen/getallcategories'],
    act: async ({ connector, appId }) =>
      (await connector.categories?.offered(appId))?.find(({ names }) => names[1] === '食品饮料'),
    answers: {
      ids: [expect.any(String), expect.any(String)],
      names: ['商家自营', '食品饮料'],
      needsPapers: true,
      papers: [['食品经营许可证'], ['食品生产许可证']],
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categories?.offered(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'categories.chosen',
    calls: ['/cgi-bin/wxopen/getcategory'],
    act: async ({ connector, appId }) => {
      const { categories = [], ...counts } = (await connector.categories?.chosen(appId)) ?? {};
      return { ...counts, first: categories[0] };
    },
    answers: {
      changesLeft: 5,
      mostAtOnce: 20,
      first: { ids: ['1', '2'], names: ['物流服务', '收件/派件'], review: { state: 'IN_FORCE' } },
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categories?.chosen(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'categories.remove',
    calls: ['/cgi-bin/wxopen/deletecategory'],
    act: without,
    afterwards: [chosen, undefined],
    refused: {
      act: ({ connector, appId }) => connector.categories?.remove(appId, { ids: ['1', '1'], names: [] }),
      as: { code: '53303' },
    },
  },
  {
    drives: 'categories.add',
    calls: ['/cgi-bin/media/upload', '/cgi-bin/wxopen/addcategory'],
    given: async (stage) => {
      await without(stage);
      waits(stage);
    },
    act: ({ connector, appId }) => connector.categories?.add(appId, category, [paper]),
    afterwards: [chosen, { state: 'IN_REVIEW' }],
    refused: {
      given: without,
      act: ({ connector, appId }) => connector.categories?.add(appId, category, []),
      as: { retry: 'FIX_INPUT', code: '53311' },
    },
  },
  {
    drives: 'categories.replacePapers',
    calls: ['/cgi-bin/wxopen/modifycategory'],
    given: async (stage) => {
      await without(stage);
      waits(stage);
      await stage.connector.categories?.add(stage.appId, category, [paper]);
      const decided = stage.nextNews('SETTINGS_DECIDED');
      stage.sandbox.decideChange(stage.appId, 'category', { outcome: 'reject', reason: '证照过期' });
      await decided;
    },
    act: ({ connector, appId }) => connector.categories?.replacePapers(appId, category, [paper]),
    afterwards: [chosen, { state: 'IN_REVIEW' }],
    refused: {
      // Only of what was turned down.
      act: async ({ connector, appId }) => {
        const { ids } = (await connector.categories?.chosen(appId))?.categories[0] ?? { ids: [] };
        await connector.categories?.replacePapers(appId, { ids, names: [] }, [paper]);
      },
      as: { code: '53307' },
    },
  },
  {
    drives: 'profile.read',
    calls: ['/cgi-bin/account/getaccountbasicinfo'],
    act: ({ connector, appId }) => connector.profile?.read(appId),
    answers: { name: manifest.name, changesLeft: { NAME: 2, ICON: 5, INTRODUCTION: 5 } },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.profile?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'profile.changeName',
    way: 'that is looked at',
    calls: ['/cgi-bin/media/upload', '/wxa/setnickname'],
    given: waits,
    act: ({ connector, appId }) => connector.profile?.changeName(appId, '点餐助手', [jpeg]),
    answers: { reference: expect.stringMatching(/^\d+$/), review: { state: 'IN_REVIEW' } },
    refused: {
      given: async (stage) => {
        waits(stage);
        await stage.connector.profile?.changeName(stage.appId, '点餐助手', []);
      },
      act: ({ connector, appId }) => connector.profile?.changeName(appId, '点餐大师', []),
      as: { code: '91019' },
    },
  },
  {
    drives: 'profile.changeName',
    way: 'that nobody has to look at',
    calls: ['/wxa/setnickname'],
    given: ({ sandbox, appId }) => sandbox.setFacts(appId, { verified: false }),
    act: ({ connector, appId }) => connector.profile?.changeName(appId, '点餐助手', []),
    answers: { review: { state: 'IN_FORCE' } },
    afterwards: [async ({ connector, appId }) => (await connector.profile?.read(appId))?.name, '点餐助手'],
  },
  {
    drives: 'profile.lookUp',
    calls: ['/wxa/api_wxa_querynickname'],
    given: async (stage) => {
      waits(stage);
      const asked = await stage.connector.profile?.changeName(stage.appId, '点餐助手', []);
      stage.references.push(asked?.reference ?? '');
      const decided = stage.nextNews('SETTINGS_DECIDED');
      stage.sandbox.decideChange(stage.appId, 'nickname', { outcome: 'reject', reason: '名称不妥' });
      await decided;
    },
    act: ({ connector, appId, references }) =>
      connector.profile?.lookUp(appId, 'NAME', { asked: true, reference: references[0] ?? '' }),
    answers: { state: 'DECLINED', words: '名称不妥' },
    refused: {
      act: ({ connector, appId }) =>
        connector.profile?.lookUp(appId, 'NAME', { asked: true, reference: '1' }),
      as: { code: '40097' },
    },
  },
  {
    drives: 'profile.changeIcon',
    calls: ['/cgi-bin/media/upload', '/cgi-bin/account/modifyheadimage'],
    act: ({ connector, appId }) => connector.profile?.changeIcon(appId, jpeg),
    answers: { review: { state: 'IN_FORCE' } },
    afterwards: [
      ({ connector, appId }) => connector.profile?.read(appId),
      expect.objectContaining({
        iconUrl: expect.stringMatching(/^https:/),
        changesLeft: expect.objectContaining({ ICON: 4 }),
      }),
    ],
    refused: {
      act: ({ connector, appId }) =>
        connector.profile?.changeIcon(appId, { ...jpeg, name: 'a.pdf', mediaType: 'application/pdf' }),
      as: { retry: 'FIX_INPUT', code: '40005' },
    },
  },
  {
    drives: 'profile.changeIntroduction',
    calls: ['/cgi-bin/account/modifysignature'],
    act: ({ connector, appId }) => connector.profile?.changeIntroduction(appId, '附近的小吃点餐'),
    answers: { review: { state: 'IN_FORCE' } },
    afterwards: [
      async ({ connector, appId }) => (await connector.profile?.read(appId))?.introduction,
      '附近的小吃点餐',
    ],
    refused: {
      act: ({ connector, appId }) => connector.profile?.changeIntroduction(appId, '短'),
      as: { retry: 'FIX_INPUT', code: '53201' },
    },
  },
];
