import { expect } from '@jest/globals';
import type { Row } from './table.ts';
import { jpeg, NOT_AUTHORISED, revoked } from './wechat-code.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

/** Whoever looks at changes waits for a decision. */
export const waits = (stage: WechatStage) =>
  stage.sandbox.scriptChanges('*', undefined, Array(5).fill({ outcome: 'wait' }));

const guideline = {
  items: [{ key: 'Location', purpose: '查找附近门店' }],
  contact: { email: 'owner@example.com' },
  noticeMethod: '弹窗',
  retentionDays: 30,
  thirdParties: [{ name: '地图', provider: '腾讯', items: [{ key: 'Location', purpose: '定位' }] }],
};

/** What a program may speak to and may call, and what it says of data. */
export const wechatSettings: readonly WechatRow[] = [
  {
    drives: 'domains.read',
    calls: ['/wxa/modify_domain', '/wxa/setwebviewdomain'],
    act: ({ connector, appId }) => connector.domains?.read(appId),
    answers: { REQUEST: [], SOCKET: [], UPLOAD: [], DOWNLOAD: [], UDP: [], TCP: [], WEB_VIEW: [] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.domains?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'domains.change',
    calls: ['/wxa/modify_domain', '/wxa/setwebviewdomain'],
    given: ({ connector, appId }) =>
      connector.domains?.change(appId, 'SET', {
        REQUEST: ['https://a.example'],
        SOCKET: ['wss://a.example'],
      }),
    act: async ({ connector, appId }) => {
      await connector.domains?.change(appId, 'ADD', {
        REQUEST: ['https://b.example'],
        WEB_VIEW: ['https://c.example'],
      });
      await connector.domains?.change(appId, 'REMOVE', { REQUEST: ['https://a.example'] });
    },
    afterwards: [
      ({ connector, appId }) => connector.domains?.read(appId),
      expect.objectContaining({
        REQUEST: ['https://b.example'],
        SOCKET: ['wss://a.example'],
        WEB_VIEW: ['https://c.example'],
      }),
    ],
    refused: {
      act: ({ connector, appId }) => connector.domains?.change(appId, 'ADD', { REQUEST: ['b.example'] }),
      as: { code: '40097' },
    },
  },
  {
    drives: 'privacy.read',
    calls: ['/cgi-bin/component/getprivacysetting'],
    given: async (stage) => {
      stage.sandbox.setFacts(stage.appId, { detectedPrivacy: ['Location'] });
      await stage.uploaded();
    },
    act: ({ connector, appId }) => connector.privacy?.read(appId, 'LIVE'),
    answers: { isSet: false, detected: ['Location'] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.privacy?.read(appId, 'NEXT'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'privacy.put',
    calls: ['/cgi-bin/component/setprivacysetting'],
    act: ({ connector, appId }) => connector.privacy?.put(appId, guideline),
    afterwards: [
      ({ connector, appId }) => connector.privacy?.read(appId, 'NEXT'),
      { isSet: true, guideline, detected: [], updatedAt: expect.any(Date) },
    ],
    refused: {
      act: ({ connector, appId }) => connector.privacy?.put(appId, { ...guideline, contact: {} }),
      as: { retry: 'FIX_INPUT', code: '86069' },
    },
  },
  {
    drives: 'guardedInterfaces.list',
    calls: ['/wxa/security/get_privacy_interface'],
    given: ({ sandbox, appId }) => sandbox.setFacts(appId, { unauthorisedApis: ['wx.getLocation'] }),
    act: ({ connector, appId }) => connector.guardedInterfaces?.list(appId),
    answers: [{ name: 'wx.getLocation', state: 'NOT_ASKED' }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.guardedInterfaces?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'guardedInterfaces.apply',
    calls: ['/cgi-bin/media/upload', '/wxa/security/apply_privacy_interface'],
    given: waits,
    act: ({ connector, appId }) =>
      connector.guardedInterfaces?.apply(appId, {
        name: 'wx.getLocation',
        reason: '附近门店',
        pictures: [jpeg],
      }),
    answers: { reference: expect.any(String) },
    afterwards: [
      async (stage) => {
        const decided = stage.nextNews('SETTINGS_DECIDED');
        stage.sandbox.decideChange(stage.appId, 'privacy-api', { outcome: 'reject', reason: '用途不明' });
        await decided;
        return stage.connector.guardedInterfaces?.list(stage.appId);
      },
      [{ name: 'wx.getLocation', state: 'DECLINED', words: '用途不明' }],
    ],
    refused: {
      given: async (stage) => {
        waits(stage);
        await stage.connector.guardedInterfaces?.apply(stage.appId, {
          name: 'wx.getLocation',
          reason: '附近',
        });
      },
      act: ({ connector, appId }) =>
        connector.guardedInterfaces?.apply(appId, { name: 'wx.getLocation', reason: '附近' }),
      as: { code: '40097' },
    },
  },
];
