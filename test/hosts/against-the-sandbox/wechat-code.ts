import { expect } from '@jest/globals';
import type { Row } from './table.ts';
import { until } from './table.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

export const jpeg = { name: 'a.jpg', mediaType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff) };

/** Nothing was asked of WeChat by one who is not, or no longer, allowed to. */
export const revoked = async ({ sandbox, appId, nextNews }: WechatStage) => {
  const ended = nextNews('AUTHORISATION_ENDED');
  sandbox.revoke(appId);
  await ended;
};
export const NOT_AUTHORISED = { retry: 'ASK_OPERATOR', code: '61003' };

const lookUp = (stage: WechatStage) => stage.connector.lookUpPackage(stage.version());

/** What is uploaded, reviewed and released. */
export const wechatCode: readonly WechatRow[] = [
  {
    drives: 'upload',
    calls: ['/wxa/commit'],
    act: (stage) => stage.connector.upload(stage.version()),
    afterwards: [(stage) => stage.sandbox.state().apps[0]?.facts.trial, '1.4.0'],
    refused: {
      act: (stage) => stage.connector.upload({ ...stage.version(), templateId: '8' }),
      as: { retry: 'FIX_INPUT', code: '85014' },
    },
  },
  {
    drives: 'submit',
    calls: ['/wxa/getversioninfo', '/wxa/get_category', '/wxa/submit_audit'],
    given: (stage) => stage.uploaded(),
    act: (stage) => stage.connector.submit(stage.version()),
    answers: { reference: expect.stringMatching(/^\d+$/) },
    afterwards: [
      (stage) => stage.sandbox.state().reviews,
      [expect.objectContaining({ version: '1.4.0', description: '新菜单 [pf:sub_1]', state: 'in review' })],
    ],
    refused: {
      given: async (stage) => {
        await stage.inReview('sub_0', '1.3.0');
        await stage.uploaded();
      },
      act: (stage) => stage.connector.submit(stage.version()),
      as: { retry: 'WAIT_FOR_HOST', code: '85009' },
    },
  },
  {
    drives: 'lookUpPackage',
    way: 'in review',
    calls: ['/wxa/getversioninfo', '/wxa/get_latest_auditstatus'],
    given: (stage) => stage.inReview(),
    act: lookUp,
    answers: { state: 'IN_REVIEW', reference: expect.any(String), at: expect.any(Date) },
    refused: { given: revoked, act: lookUp, as: NOT_AUTHORISED },
  },
  {
    drives: 'lookUpPackage',
    way: 'scanned, and not submitted',
    calls: ['/wxa/getversioninfo', '/wxa/security/get_code_privacy_info'],
    given: (stage) => stage.uploaded(),
    act: lookUp,
    answers: { state: 'UPLOADED' },
  },
  {
    drives: 'lookUpPackage',
    way: 'one before the latest, by its number',
    calls: ['/wxa/get_auditstatus'],
    given: async (stage) => {
      await stage.inReview();
      stage.sandbox.decideReview(stage.appId, { outcome: 'reject', reason: '页面空白' });
      await stage.inReview('sub_2', '1.5.0');
    },
    act: (stage) =>
      stage.connector.lookUpPackage({ ...stage.version(), reference: stage.references[0] ?? '' }),
    answers: { state: 'REJECTED', reference: expect.any(String), words: '页面空白' },
  },
  {
    drives: 'withdraw',
    calls: ['/wxa/undocodeaudit'],
    given: (stage) => stage.inReview(),
    act: (stage) => stage.connector.withdraw(stage.version()),
    afterwards: [lookUp, { state: 'WITHDRAWN', reference: expect.any(String) }],
    refused: {
      // Five a day.
      given: async (stage) => {
        for (let day = 0; day < 5; day += 1) await stage.connector.withdraw(await stage.inReview());
        await stage.inReview();
      },
      act: (stage) => stage.connector.withdraw(stage.version()),
      as: { retry: 'RETRY_LATER', code: '87013' },
    },
  },
  {
    drives: 'release',
    calls: ['/wxa/release'],
    given: (stage) => stage.approved(),
    act: (stage) => stage.connector.release(stage.version()),
    afterwards: [lookUp, { state: 'RELEASED', reference: expect.any(String), at: expect.any(Date) }],
    refused: {
      given: async (stage) => {
        await stage.approved();
        stage.sandbox.punish(stage.appId, { kind: 'OFFLINE', reason: '违规' });
      },
      act: (stage) => stage.connector.release(stage.version()),
      as: { code: '86007' },
    },
  },
  {
    drives: 'qrCode',
    way: 'for testers',
    calls: ['/wxa/get_qrcode'],
    given: (stage) => stage.uploaded(),
    act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'TESTERS' }),
    answers: { mediaType: 'image/jpeg', bytes: expect.anything() },
    refused: {
      act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'EVERYBODY' }),
      as: { code: '41030' },
    },
  },
  {
    drives: 'qrCode',
    way: 'for everybody',
    calls: ['/wxa/getwxacodeunlimit'],
    given: (stage) => stage.released(),
    act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'EVERYBODY' }),
    answers: { mediaType: 'image/jpeg', bytes: expect.anything() },
  },
  {
    drives: 'reviewQuota.read',
    calls: ['/wxa/queryquota'],
    given: (stage) => stage.inReview(),
    act: ({ connector, appId }) => connector.reviewQuota?.read(appId),
    answers: {
      scope: 'GATEWAY',
      period: 'MONTH',
      submissions: { limit: 20, remaining: 19 },
      expedites: { limit: 2, remaining: 2 },
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.reviewQuota?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'reviewMedia.upload',
    calls: ['/wxa/uploadmedia'],
    act: ({ connector, appId }) => connector.reviewMedia?.upload(appId, jpeg),
    answers: { reference: expect.any(String), kind: 'IMAGE', keptUntil: expect.any(Date) },
    refused: {
      act: ({ connector, appId }) => connector.reviewMedia?.upload(appId, { ...jpeg, name: 'a.txt' }),
      as: { retry: 'FIX_INPUT', code: '40005' },
    },
  },
  {
    drives: 'codeScan.read',
    calls: ['/wxa/security/get_code_privacy_info'],
    given: async (stage) => {
      stage.sandbox.setFacts(stage.appId, { undeclaredApis: ['wx.getLocation'] });
      await stage.uploaded();
    },
    act: ({ connector, appId }) =>
      until(
        async () => connector.codeScan?.read(appId),
        (scan) => scan?.state === 'DONE',
      ),
    answers: { state: 'DONE', notGranted: [], notDeclared: ['wx.getLocation'] },
    refused: {
      act: ({ connector, appId }) => connector.codeScan?.read(appId),
      as: { code: '86001' },
    },
  },
];
