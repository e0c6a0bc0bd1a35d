import { expect } from '@jest/globals';
import { NOT_AUTHORISED, revoked } from './baidu-access.ts';
import type { BaiduStage } from './baidu-stage.ts';
import { type Row, until } from './table.ts';

type BaiduRow = Row<BaiduStage>;

const lookUp = (stage: BaiduStage) => stage.connector.lookUpPackage(stage.version());
const live = (stage: BaiduStage) => stage.sandbox.state().apps[0]?.live;
const two = async (stage: BaiduStage) => {
  await stage.released('sub_1', '1.4.0');
  await stage.released('sub_2', '1.5.0');
};
const second = (stage: BaiduStage) => stage.version('sub_2', '1.5.0');

/** What is uploaded, reviewed and released, and the way back. */
export const baiduCode: readonly BaiduRow[] = [
  {
    drives: 'upload',
    calls: ['/rest/2.0/smartapp/package/upload'],
    act: (stage) => stage.connector.upload(stage.version()),
    afterwards: [
      (stage) =>
        until(
          () => lookUp(stage),
          ({ state }) => state !== 'UPLOADING',
        ),
      { state: 'UPLOADED', reference: expect.stringMatching(/^\d+$/) },
    ],
    refused: {
      act: (stage) => stage.connector.upload({ ...stage.version(), templateId: '8' }),
      as: { retry: 'FIX_INPUT', code: '69006' },
    },
  },
  {
    drives: 'submit',
    calls: ['/rest/2.0/smartapp/package/get', '/rest/2.0/smartapp/package/submitaudit'],
    given: (stage) => stage.uploaded(),
    act: (stage) => stage.connector.submit(stage.version()),
    answers: { reference: expect.stringMatching(/^\d+$/) },
    afterwards: [lookUp, { state: 'IN_REVIEW', reference: expect.any(String) }],
    refused: {
      given: async (stage) => {
        stage.sandbox.setFacts(Number(stage.appId), { nameApproved: false });
        await stage.uploaded();
      },
      act: (stage) => stage.connector.submit(stage.version()),
      as: { code: '69001' },
    },
  },
  {
    drives: 'lookUpPackage',
    way: 'that could not be uploaded',
    calls: ['/rest/2.0/smartapp/package/get'],
    given: async (stage) => {
      stage.sandbox.failUploads(Number(stage.appId), [{ code: 69010, words: '模板解析失败' }]);
      await stage.uploaded();
    },
    act: lookUp,
    answers: { state: 'UPLOAD_FAILED', words: '模板解析失败 (69010)' },
    refused: { given: revoked, act: lookUp, as: NOT_AUTHORISED },
  },
  {
    drives: 'lookUpPackage',
    way: 'that was turned down',
    given: async (stage) => {
      await stage.inReview();
      stage.sandbox.decideReview(stage.appId, { outcome: 'reject', reason: '页面空白' });
    },
    act: lookUp,
    answers: { state: 'REJECTED', reference: expect.any(String), words: '页面空白' },
  },
  {
    drives: 'withdraw',
    calls: ['/rest/2.0/smartapp/package/withdraw'],
    given: (stage) => stage.inReview(),
    act: (stage) => stage.connector.withdraw(stage.version()),
    afterwards: [lookUp, { state: 'UPLOADED', reference: expect.any(String) }],
    refused: {
      given: (stage) => stage.approved(),
      act: (stage) => stage.connector.withdraw(stage.version()),
      as: { code: '40001' },
    },
  },
  {
    drives: 'release',
    calls: ['/rest/2.0/smartapp/package/release'],
    given: (stage) => stage.approved(),
    act: (stage) => stage.connector.release(stage.version()),
    afterwards: [lookUp, { state: 'RELEASED', reference: expect.any(String) }],
    refused: {
      given: async (stage) => {
        await stage.approved();
        stage.sandbox.setFacts(Number(stage.appId), { certified: false });
      },
      act: (stage) => stage.connector.release(stage.version()),
      as: { retry: 'FINAL', code: '50038' },
    },
  },
  {
    drives: 'qrCode',
    way: 'for testers',
    calls: ['/rest/2.0/smartapp/app/qrcode'],
    given: (stage) => stage.uploaded(),
    act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'TESTERS', key: 'sub_1' }),
    answers: { mediaType: 'image/png', bytes: expect.anything() },
    refused: {
      act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'EVERYBODY' }),
      as: { code: '470020' },
    },
  },
  {
    drives: 'qrCode',
    way: 'for everybody',
    given: (stage) => stage.released(),
    act: ({ connector, appId }) => connector.qrCode({ appId, opensFor: 'EVERYBODY' }),
    answers: { mediaType: 'image/png', bytes: expect.anything() },
  },
  {
    drives: 'versions.inPlace',
    calls: ['/rest/2.0/smartapp/package/get'],
    given: async (stage) => {
      await stage.released();
      stage.sandbox.moveClock(60_000);
      stage.sandbox.useConsole(stage.appId, { action: 'UPLOAD', version: '9.9.9', description: 'by hand' });
    },
    act: ({ connector, appId }) => connector.versions?.inPlace(appId),
    answers: {
      trial: { versionNumber: '9.9.9', description: 'by hand', at: expect.any(Date) },
      live: { versionNumber: '1.4.0', description: '新菜单', key: 'sub_1', at: expect.any(Date) },
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.versions?.inPlace(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'rollback.candidates',
    calls: ['/rest/2.0/smartapp/package/get'],
    given: two,
    act: ({ connector, appId }) => connector.rollback?.candidates(appId),
    answers: [{ reference: '1.4.0', versionNumber: '1.4.0' }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.rollback?.candidates(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'rollback.rollBack',
    calls: ['/rest/2.0/smartapp/package/rollback'],
    given: two,
    act: (stage) => stage.connector.rollback?.rollBack(second(stage)),
    afterwards: [
      async (stage) => {
        await until(
          async () => stage.connector.rollback?.lookUp(second(stage)),
          (report) => report?.state === 'ROLLED_BACK',
        );
        return live(stage);
      },
      '1.4.0',
    ],
    refused: {
      // One step back, and no second.
      given: async (stage) => {
        await two(stage);
        stage.sandbox.useConsole(stage.appId, { action: 'ROLL_BACK' });
        await until(
          () => lookUp(stage),
          ({ state }) => state === 'RELEASED',
        );
      },
      act: (stage) => stage.connector.rollback?.rollBack(stage.version()),
      as: { retry: 'FINAL' },
    },
  },
  {
    drives: 'rollback.lookUp',
    calls: ['/rest/2.0/smartapp/package/getdetail'],
    given: two,
    act: (stage) => stage.connector.rollback?.lookUp(stage.version()),
    answers: { state: 'ROLLED_BACK', live: expect.objectContaining({ key: 'sub_2' }) },
    refused: {
      given: revoked,
      act: (stage) => stage.connector.rollback?.lookUp(stage.version()),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'reviewQuota.read',
    calls: ['/rest/2.0/smartapp/package/auditquota'],
    given: (stage) => stage.inReview(),
    act: ({ connector, appId }) => connector.reviewQuota?.read(appId),
    answers: { scope: 'PROGRAM', period: 'WEEK', submissions: { limit: 3, remaining: 2 } },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.reviewQuota?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'submit',
    way: 'once more often than a week allows',
    refused: {
      given: async (stage) => {
        for (const key of ['sub_1', 'sub_2', 'sub_3']) await stage.approved(key);
        await stage.uploaded('sub_4');
      },
      act: (stage) => stage.connector.submit(stage.version('sub_4')),
      as: { retry: 'RETRY_LATER', code: '69013', retryAfterMs: 604_800_000 },
    },
  },
];
