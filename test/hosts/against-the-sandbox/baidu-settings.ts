import { expect } from '@jest/globals';
import { manifest } from '../subjects.ts';
import { NOT_AUTHORISED, revoked } from './baidu-access.ts';
import type { BaiduStage } from './baidu-stage.ts';
import { type Row, until } from './table.ts';

type BaiduRow = Row<BaiduStage>;

export const jpeg = { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff) };

const waits = (stage: BaiduStage) =>
  stage.sandbox.scriptChanges('*', undefined, Array(5).fill({ outcome: 'wait' }));
const papersWait = (stage: BaiduStage) => stage.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);
const decided = async (stage: BaiduStage, what: string, reason: string) => {
  const heard = stage.nextNews('SETTINGS_DECIDED');
  stage.sandbox.decideChange(stage.appId, what, { outcome: 'reject', reason });
  await heard;
};

/** What the program has from the start, with its paper, and two more. */
const courier = { ids: ['1', '2'], names: ['快递业与邮政', '快递'] };
const postal = { ids: ['1', '3'], names: ['快递业与邮政', '邮政'] };
const paper = { ...jpeg, paper: '快递业务经营许可证' };
const chosen = async ({ connector, appId }: BaiduStage) =>
  (await connector.categories?.chosen(appId))?.categories.map(({ names }) => names[1]);
const reviewed = async (stage: BaiduStage, act: () => Promise<unknown> | undefined) => {
  const heard = stage.nextNews('PAPERS_MOVED');
  await act();
  await heard;
};
const withPostal = (stage: BaiduStage) =>
  reviewed(stage, () => stage.connector.categories?.add(stage.appId, postal, []));

/** What a program is called, shows, stands under, may speak to and may call. */
export const baiduSettings: readonly BaiduRow[] = [
  {
    drives: 'domains.read',
    calls: ['/rest/2.0/smartapp/app/modifydomain', '/rest/2.0/smartapp/app/modifywebviewdomain'],
    act: ({ connector, appId }) => connector.domains?.read(appId),
    answers: { REQUEST: [], SOCKET: [], UPLOAD: [], DOWNLOAD: [], WEB_VIEW: [] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.domains?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'domains.change',
    calls: ['/rest/2.0/smartapp/app/modifydomain', '/rest/2.0/smartapp/app/modifywebviewdomain'],
    given: ({ connector, appId }) =>
      connector.domains?.change(appId, 'SET', {
        REQUEST: ['https://a.shop.example'],
        SOCKET: ['wss://shop.example'],
        WEB_VIEW: ['https://shop.example'],
      }),
    act: async ({ connector, appId }) => {
      await connector.domains?.change(appId, 'ADD', { REQUEST: ['https://b.shop.example'] });
      await connector.domains?.change(appId, 'REMOVE', { REQUEST: ['https://a.shop.example'] });
      await connector.domains?.change(appId, 'SET', { WEB_VIEW: [] });
    },
    afterwards: [
      ({ connector, appId }) => connector.domains?.read(appId),
      {
        REQUEST: ['https://b.shop.example'],
        SOCKET: ['wss://shop.example'],
        UPLOAD: [],
        DOWNLOAD: [],
        WEB_VIEW: [],
      },
    ],
    refused: {
      act: ({ connector, appId }) =>
        connector.domains?.change(appId, 'ADD', { REQUEST: ['https://other.example'] }),
      as: { retry: 'ASK_OPERATOR', code: '470016' },
    },
  },
  {
    drives: 'domains.change',
    way: 'of one that is no address',
    refused: {
      act: ({ connector, appId }) => connector.domains?.change(appId, 'ADD', { REQUEST: ['shop.example'] }),
      as: { retry: 'FIX_INPUT', code: '470014' },
    },
  },
  {
    drives: 'domains.change',
    way: 'that takes away what is not there',
    refused: {
      act: ({ connector, appId }) =>
        connector.domains?.change(appId, 'REMOVE', { REQUEST: ['https://a.shop.example'] }),
      as: { retry: 'FIX_INPUT', code: '470017' },
    },
  },
  {
    drives: 'guardedInterfaces.list',
    calls: ['/rest/2.0/smartapp/app/get/mobileauthstatus'],
    act: ({ connector, appId }) => connector.guardedInterfaces?.list(appId),
    answers: [{ name: 'getPhoneNumber', state: 'NOT_ASKED' }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.guardedInterfaces?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'guardedInterfaces.apply',
    calls: ['/file/2.0/smartapp/upload/image', '/rest/2.0/smartapp/app/apply/mobileauth'],
    given: waits,
    act: ({ connector, appId }) =>
      connector.guardedInterfaces?.apply(appId, {
        name: 'getPhoneNumber',
        reason: '外卖要联系人',
        pictures: [jpeg],
      }),
    answers: {},
    afterwards: [
      async (stage) => {
        await decided(stage, 'mobile-auth', '用途不明');
        return stage.connector.guardedInterfaces?.list(stage.appId);
      },
      [{ name: 'getPhoneNumber', state: 'DECLINED' }],
    ],
    refused: {
      act: ({ connector, appId }) =>
        connector.guardedInterfaces?.apply(appId, { name: 'getPhoneNumber', reason: '外卖要联系人' }),
      as: { retry: 'FIX_INPUT' },
    },
  },
  {
    drives: 'categories.offered',
    calls: ['/rest/2.0/smartapp/app/category/list'],
    act: async ({ connector, appId }) =>
      (await connector.categories?.offered(appId))?.find(({ names }) => names[1] === '快递'),
    answers: { ...courier, needsPapers: true, papers: [['快递业务经营许可证']] },
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({ path: '/rest/2.0/smartapp/app/category/list', body: { errno: 500, msg: 'x' } }),
      act: ({ connector, appId }) => connector.categories?.offered(appId),
      as: { retry: 'RETRY_LATER', code: '500' },
    },
  },
  {
    drives: 'categories.chosen',
    calls: ['/rest/2.0/smartapp/app/info'],
    act: ({ connector, appId }) => connector.categories?.chosen(appId),
    answers: {
      categories: [{ ...courier, review: { state: 'IN_FORCE' } }],
      changesLeft: 3,
      mostAtOnce: 5,
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categories?.chosen(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'categories.add',
    calls: ['/rest/2.0/smartapp/app/category/update'],
    act: withPostal,
    afterwards: [chosen, ['快递', '邮政']],
    refused: {
      given: async (stage) => {
        papersWait(stage);
        await stage.connector.categories?.add(stage.appId, postal, []);
      },
      act: ({ connector, appId }) => connector.categories?.add(appId, postal, []),
      as: { code: '45003' },
    },
  },
  {
    drives: 'categories.add',
    way: 'that is in no list',
    refused: {
      act: ({ connector, appId }) => connector.categories?.add(appId, { ids: ['1', '999'], names: [] }, []),
      as: { retry: 'FIX_INPUT' },
    },
  },
  {
    drives: 'categories.replacePapers',
    calls: ['/file/2.0/smartapp/upload/image', '/rest/2.0/smartapp/app/category/update'],
    given: papersWait,
    act: ({ connector, appId }) => connector.categories?.replacePapers(appId, courier, [paper]),
    afterwards: [
      ({ connector, appId }) => connector.categories?.chosen(appId),
      expect.objectContaining({
        categories: [{ ...courier, review: { state: 'IN_REVIEW' } }],
        changesLeft: 2,
      }),
    ],
    refused: {
      act: ({ connector, appId }) => connector.categories?.replacePapers(appId, courier, []),
      as: { retry: 'FIX_INPUT', clause: 'baidu/2.5' },
    },
  },
  {
    drives: 'categories.remove',
    calls: ['/rest/2.0/smartapp/app/category/update'],
    given: withPostal,
    act: (stage) => reviewed(stage, () => stage.connector.categories?.remove(stage.appId, courier)),
    afterwards: [chosen, ['邮政']],
    refused: {
      // The last one stays.
      act: ({ connector, appId }) => connector.categories?.remove(appId, courier),
      as: { retry: 'FIX_INPUT', clause: 'baidu/2.6' },
    },
  },
  {
    drives: 'profile.read',
    calls: ['/rest/2.0/smartapp/app/info'],
    act: ({ connector, appId }) => connector.profile?.read(appId),
    answers: {
      name: manifest.name,
      introduction: '沙箱里已有的小程序',
      changesLeft: { NAME: 5, ICON: 5, INTRODUCTION: 5 },
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.profile?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'profile.changeName',
    calls: ['/file/2.0/smartapp/upload/image', '/rest/2.0/smartapp/app/setnicknamewithqual'],
    given: waits,
    act: ({ connector, appId }) => connector.profile?.changeName(appId, '点餐助手', [jpeg]),
    answers: { reference: expect.stringMatching(/^\d+$/), review: { state: 'IN_REVIEW' } },
    afterwards: [
      ({ connector, appId }) => connector.profile?.lookUp(appId, 'NAME', { asked: true, value: '点餐助手' }),
      { state: 'IN_REVIEW' },
    ],
    refused: {
      given: ({ sandbox }) => sandbox.authorize({ appName: '点餐助手' }),
      act: ({ connector, appId }) => connector.profile?.changeName(appId, '点餐助手', []),
      as: { retry: 'FIX_INPUT', code: '50024' },
    },
  },
  {
    drives: 'profile.changeIcon',
    calls: ['/file/2.0/smartapp/upload/image', '/rest/2.0/smartapp/app/modifyheadimage'],
    act: ({ connector, appId }) => connector.profile?.changeIcon(appId, jpeg),
    answers: { reference: expect.any(String), review: { state: 'IN_REVIEW' } },
    afterwards: [
      async ({ connector, appId }) => {
        const shown = await until(
          async () => connector.profile?.read(appId),
          (profile) => Boolean(profile?.iconUrl),
        );
        return shown?.changesLeft.ICON;
      },
      4,
    ],
    refused: {
      act: ({ connector, appId }) =>
        connector.profile?.changeIcon(appId, { ...jpeg, bytes: Uint8Array.of(1, 2, 3) }),
      as: { retry: 'FIX_INPUT', code: '47000' },
    },
  },
  {
    drives: 'profile.changeIntroduction',
    calls: ['/rest/2.0/smartapp/app/modifysignature'],
    given: waits,
    act: ({ connector, appId }) => connector.profile?.changeIntroduction(appId, '附近的小吃点餐'),
    answers: { reference: expect.any(String), review: { state: 'IN_REVIEW' } },
    refused: {
      given: async (stage) => {
        waits(stage);
        await stage.connector.profile?.changeIntroduction(stage.appId, '附近的小吃点餐');
      },
      act: ({ connector, appId }) => connector.profile?.changeIntroduction(appId, '附近的小吃外卖'),
      as: { code: '50052' },
    },
  },
  {
    drives: 'profile.lookUp',
    calls: ['/rest/2.0/smartapp/app/info'],
    given: async (stage) => {
      waits(stage);
      await stage.connector.profile?.changeIntroduction(stage.appId, '附近的小吃点餐');
      await decided(stage, 'desc', '含广告词');
    },
    act: ({ connector, appId }) =>
      connector.profile?.lookUp(appId, 'INTRODUCTION', { asked: true, value: '附近的小吃点餐' }),
    answers: { state: 'DECLINED', words: '含广告词' },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.profile?.lookUp(appId, 'NAME', { asked: true }),
      as: NOT_AUTHORISED,
    },
  },
];
