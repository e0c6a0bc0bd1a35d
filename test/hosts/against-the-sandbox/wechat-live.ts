import { expect } from '@jest/globals';
import type { Row } from './table.ts';
import { NOT_AUTHORISED, revoked } from './wechat-code.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

const live = (stage: WechatStage) => stage.sandbox.state().apps[0]?.live;

/** What is done with versions that are in review, approved or public. */
export const wechatLive: readonly WechatRow[] = [
  {
    drives: 'versions.inPlace',
    calls: ['/wxa/getversioninfo', '/wxa/get_latest_auditstatus'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      stage.sandbox.useConsole(stage.appId, { action: 'UPLOAD', version: '9.9.9', description: 'by hand' });
    },
    act: ({ connector, appId }) => connector.versions?.inPlace(appId),
    answers: {
      trial: { versionNumber: '9.9.9', description: 'by hand', at: expect.any(Date) },
      live: { versionNumber: '1.4.0', description: '新菜单', key: 'sub_1', at: expect.any(Date) },
      review: {
        versionNumber: '1.4.0',
        description: '新菜单',
        key: 'sub_1',
        at: expect.any(Date),
        reference: expect.any(String),
        state: 'APPROVED',
      },
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.versions?.inPlace(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'rollback.candidates',
    calls: ['/wxa/revertcoderelease'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.released('sub_2', '1.5.0');
    },
    act: ({ connector, appId }) => connector.rollback?.candidates(appId),
    answers: [
      {
        reference: '1',
        versionNumber: '1.4.0',
        description: '新菜单',
        key: 'sub_1',
        at: expect.any(Date),
      },
    ],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.rollback?.candidates(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'rollback.rollBack',
    way: 'to the version before',
    calls: ['/wxa/getversioninfo', '/wxa/revertcoderelease'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.released('sub_2', '1.5.0');
    },
    act: (stage) => stage.connector.rollback?.rollBack(stage.version('sub_2', '1.5.0')),
    afterwards: [live, '1.4.0'],
    refused: {
      given: (stage) => stage.released(),
      act: (stage) => stage.connector.rollback?.rollBack(stage.version()),
      as: { retry: 'FINAL', code: '87012' },
    },
  },
  {
    drives: 'rollback.rollBack',
    way: 'to one that is named',
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.released('sub_2', '1.5.0');
      await stage.released('sub_3', '1.6.0');
    },
    act: (stage) => stage.connector.rollback?.rollBack(stage.version('sub_3', '1.6.0'), '1'),
    afterwards: [live, '1.4.0'],
    refused: {
      given: async (stage) => {
        await stage.released('sub_1', '1.4.0');
        await stage.released('sub_2', '1.5.0');
        await stage.approved('sub_3', '1.6.0');
        await stage.connector.staging?.stage(stage.version('sub_3', '1.6.0'), { percentage: 5 });
      },
      act: (stage) => stage.connector.rollback?.rollBack(stage.version('sub_2', '1.5.0'), '1'),
      as: { code: '87011' },
    },
  },
  {
    drives: 'rollback.lookUp',
    calls: ['/wxa/getversioninfo'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.released('sub_2', '1.5.0');
      stage.sandbox.useConsole(stage.appId, { action: 'ROLL_BACK' });
    },
    act: (stage) => stage.connector.rollback?.lookUp(stage.version('sub_2', '1.5.0')),
    answers: { state: 'ROLLED_BACK', live: expect.objectContaining({ key: 'sub_1' }) },
    refused: {
      given: revoked,
      act: (stage) => stage.connector.rollback?.lookUp(stage.version()),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'staging.stage',
    calls: ['/wxa/grayrelease'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.approved('sub_2', '1.5.0');
    },
    act: (stage) => stage.connector.staging?.stage(stage.version('sub_2', '1.5.0'), { percentage: 20 }),
    afterwards: [
      ({ connector, appId }) => connector.staging?.plan(appId),
      expect.objectContaining({ state: 'RUNNING', percentage: 20 }),
    ],
    refused: {
      // Nothing is live yet.
      given: (stage) => stage.approved(),
      act: (stage) => stage.connector.staging?.stage(stage.version(), { percentage: 20 }),
      as: { code: '85079' },
    },
  },
  {
    drives: 'staging.stage',
    way: 'to everybody, which is a release',
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.approved('sub_2', '1.5.0');
      await stage.connector.staging?.stage(stage.version('sub_2', '1.5.0'), { percentage: 50 });
    },
    act: (stage) => stage.connector.staging?.stage(stage.version('sub_2', '1.5.0'), { percentage: 100 }),
    afterwards: [live, '1.5.0'],
  },
  {
    drives: 'staging.plan',
    calls: ['/wxa/getgrayreleaseplan'],
    act: ({ connector, appId }) => connector.staging?.plan(appId),
    answers: { state: 'NONE', percentage: 0, debuggersFirst: false, testersFirst: false },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.staging?.plan(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'staging.cancel',
    calls: ['/wxa/revertgrayrelease'],
    given: async (stage) => {
      await stage.released('sub_1', '1.4.0');
      await stage.approved('sub_2', '1.5.0');
      await stage.connector.staging?.stage(stage.version('sub_2', '1.5.0'), { percentage: 20 });
    },
    act: (stage) => stage.connector.staging?.cancel(stage.version('sub_2', '1.5.0')),
    afterwards: [
      ({ connector, appId }) => connector.staging?.plan(appId),
      expect.objectContaining({ state: 'NONE' }),
    ],
    refused: {
      given: revoked,
      act: (stage) => stage.connector.staging?.cancel(stage.version()),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'expedite.expedite',
    calls: ['/wxa/speedupaudit'],
    given: (stage) => stage.inReview(),
    act: (stage) => stage.connector.expedite?.expedite(stage.version(), stage.references[0] ?? ''),
    afterwards: [
      ({ connector, appId }) => connector.reviewQuota?.read(appId),
      expect.objectContaining({ expedites: { limit: 2, remaining: 1 } }),
    ],
    refused: {
      given: (stage) => stage.approved(),
      act: (stage) => stage.connector.expedite?.expedite(stage.version(), stage.references[0] ?? ''),
      as: { code: '89402' },
    },
  },
];
