import { expect } from '@jest/globals';
import type { ContestRequest } from '../../../src/hosts/connector.ts';
import { manifest } from '../subjects.ts';
import { NOT_AUTHORISED, revoked } from './baidu-access.ts';
import { jpeg } from './baidu-settings.ts';
import type { BaiduStage } from './baidu-stage.ts';
import type { Row } from './table.ts';

type BaiduRow = Row<BaiduStage>;

const fix = ({ appId }: BaiduStage, kind: string, handedIn = false): ContestRequest => ({
  kind: 'FIX',
  appId,
  key: 'fix_1',
  handedIn,
  measure: { kind, from: new Date() },
  statement: '已整改',
  evidence: [jpeg],
  icon: jpeg,
  manifest,
});
const offline = (stage: BaiduStage) =>
  stage.sandbox.punish(stage.appId, { kind: 'OFFLINE', reason: '名称侵权', offlineReason: 1 });
const trafficOff = (stage: BaiduStage) =>
  stage.sandbox.punish(stage.appId, { kind: 'TRAFFIC', reason: '诱导分享' });
const contestsWait = (stage: BaiduStage) => stage.sandbox.scriptContests('*', [{ outcome: 'wait' }]);

/** How a program is served, of which code, and what is put right after a measure. */
export const baiduService: readonly BaiduRow[] = [
  {
    drives: 'contests.handIn',
    way: 'of a program that was forced offline',
    calls: ['/file/2.0/smartapp/upload/image', '/rest/2.0/smartapp/app/offline/update'],
    given: async (stage) => {
      contestsWait(stage);
      offline(stage);
    },
    act: (stage) => stage.connector.contests.handIn(fix(stage, 'PROGRAM_OFFLINE')),
    answers: { reference: expect.stringMatching(/^\d+$/) },
    afterwards: [
      (stage) => stage.connector.contests.lookUp(fix(stage, 'PROGRAM_OFFLINE', true)),
      { state: 'IN_REVIEW' },
    ],
    refused: {
      // It is not offline.
      act: (stage) => stage.connector.contests.handIn(fix(stage, 'PROGRAM_OFFLINE')),
      as: { code: '40045' },
    },
  },
  {
    drives: 'contests.handIn',
    way: 'of a program whose traffic is off',
    calls: ['/rest/2.0/smartapp/appflow/applyRecovery'],
    given: async (stage) => {
      contestsWait(stage);
      trafficOff(stage);
    },
    act: (stage) => stage.connector.contests.handIn(fix(stage, 'TRAFFIC_OFF')),
    answers: {},
    afterwards: [
      (stage) => stage.sandbox.state().measures[0]?.contest,
      { words: '已整改', state: 'IN_REVIEW' },
    ],
    refused: {
      given: trafficOff,
      act: (stage) =>
        stage.connector.contests.handIn({ ...fix(stage, 'TRAFFIC_OFF'), statement: '改'.repeat(101) }),
      as: { retry: 'FIX_INPUT' },
    },
  },
  {
    drives: 'contests.lookUp',
    way: 'that was turned down',
    calls: ['/rest/2.0/smartapp/app/info'],
    given: async (stage) => {
      contestsWait(stage);
      offline(stage);
      await stage.connector.contests.handIn(fix(stage, 'PROGRAM_OFFLINE'));
      stage.sandbox.decideContest(stage.appId, { outcome: 'reject', reason: '名称仍侵权' });
    },
    act: (stage) => stage.connector.contests.lookUp(fix(stage, 'PROGRAM_OFFLINE', true)),
    answers: { state: 'DECLINED', words: '名称仍侵权' },
    refused: {
      given: revoked,
      act: (stage) => stage.connector.contests.lookUp(fix(stage, 'PROGRAM_OFFLINE')),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'contests.lookUp',
    way: 'that was accepted',
    given: async (stage) => {
      contestsWait(stage);
      offline(stage);
      await stage.connector.contests.handIn(fix(stage, 'PROGRAM_OFFLINE'));
      stage.sandbox.decideContest(stage.appId, { outcome: 'approve' });
    },
    act: (stage) => stage.connector.contests.lookUp(fix(stage, 'PROGRAM_OFFLINE', true)),
    answers: { state: 'ACCEPTED' },
  },
  {
    drives: 'service.pause',
    calls: ['/rest/2.0/smartapp/app/pause'],
    act: ({ connector, appId }) => connector.service?.pause(appId),
    afterwards: [({ connector, appId }) => connector.service?.state(appId), 'PAUSED'],
    refused: {
      given: ({ connector, appId }) => connector.service?.pause(appId),
      act: ({ connector, appId }) => connector.service?.pause(appId),
      as: { code: '40045' },
    },
  },
  {
    drives: 'service.resume',
    calls: ['/rest/2.0/smartapp/app/resume'],
    given: ({ connector, appId }) => connector.service?.pause(appId),
    act: ({ connector, appId }) => connector.service?.resume(appId),
    afterwards: [({ connector, appId }) => connector.service?.state(appId), 'SERVING'],
    refused: {
      given: offline,
      act: ({ connector, appId }) => connector.service?.resume(appId),
      as: { code: '40045' },
    },
  },
  {
    drives: 'service.state',
    calls: ['/rest/2.0/smartapp/app/info'],
    given: offline,
    act: ({ connector, appId }) => connector.service?.state(appId),
    answers: 'PAUSED',
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.service?.state(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'templates.drafts',
    calls: ['/rest/2.0/smartapp/template/gettemplatedraftlist'],
    given: ({ sandbox }) => sandbox.addDraft({ userVersion: '4.0', userDesc: '新版' }),
    act: ({ connector }) => connector.templates?.drafts(),
    answers: [{ id: '1', versionNumber: '4.0', description: '新版', createdAt: expect.any(Date) }],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({
          path: '/rest/2.0/smartapp/template/gettemplatedraftlist',
          status: 502,
          body: '<html>',
        }),
      act: ({ connector }) => connector.templates?.drafts(),
      as: { retry: 'RETRY_NOW' },
    },
  },
  {
    drives: 'templates.add',
    calls: ['/rest/2.0/smartapp/template/addtotemplate'],
    given: ({ sandbox }) => sandbox.addDraft({ userVersion: '4.0', userDesc: '新版' }),
    act: ({ connector }) => connector.templates?.add('1'),
    answers: { templateId: '8' },
    afterwards: [
      async ({ connector }) => (await connector.templates?.list())?.map(({ id }) => id),
      ['7', '8'],
    ],
    refused: {
      act: ({ connector }) => connector.templates?.add('1', '没有这个草稿'),
      as: { retry: 'FIX_INPUT', code: '69006' },
    },
  },
  {
    drives: 'templates.list',
    calls: ['/rest/2.0/smartapp/template/gettemplatelist'],
    act: ({ connector }) => connector.templates?.list(),
    answers: [
      {
        id: '7',
        versionNumber: '3.1',
        description: '点餐',
        createdAt: expect.any(Date),
        kind: 'ORDINARY',
      },
    ],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({
          path: '/rest/2.0/smartapp/template/gettemplatelist',
          body: { error_code: 5, error_msg: 'Unauthorized client IP address' },
        }),
      act: ({ connector }) => connector.templates?.list(),
      as: { retry: 'ASK_OPERATOR', code: '5' },
    },
  },
  {
    drives: 'templates.remove',
    calls: ['/rest/2.0/smartapp/template/deltemplate'],
    act: async ({ connector }) => {
      await connector.templates?.remove('7');
      // It is gone already, which is as well.
      await connector.templates?.remove('7');
    },
    afterwards: [({ connector }) => connector.templates?.list(), []],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({ path: '/rest/2.0/smartapp/template/deltemplate', cut: true }),
      act: ({ connector }) => connector.templates?.remove('7'),
      as: { retry: 'RETRY_NOW' },
    },
  },
  {
    drives: 'baseLibrary.read',
    calls: ['/rest/2.0/smartapp/app/getsupportversion'],
    act: ({ connector, appId }) => connector.baseLibrary?.read(appId),
    answers: { shares: [] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.baseLibrary?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'baseLibrary.setMinimum',
    calls: ['/rest/2.0/smartapp/app/setsupportversion'],
    act: ({ connector, appId }) => connector.baseLibrary?.setMinimum(appId, '3.480.0'),
    afterwards: [
      async ({ connector, appId }) => (await connector.baseLibrary?.read(appId))?.minimum,
      '3.480.0',
    ],
    refused: {
      act: ({ connector, appId }) => connector.baseLibrary?.setMinimum(appId, 'latest'),
      as: { retry: 'FIX_INPUT', code: '470021' },
    },
  },
  {
    drives: 'violations.list',
    calls: ['/rest/2.0/smartapp/app/violation'],
    given: offline,
    act: ({ connector, appId }) => connector.violations?.list(appId),
    answers: [{ reference: expect.any(String), words: '名称侵权', pictures: [], hostState: '0' }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.violations?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'violations.onRecord',
    calls: ['/rest/2.0/smartapp/app/info', '/rest/2.0/smartapp/app/violation'],
    given: offline,
    act: ({ connector, appId }) => connector.violations?.onRecord(appId),
    answers: {
      told: [
        {
          act: 'TAKEN',
          measure: 'PROGRAM_OFFLINE',
          ground: 'BREACH_OF_AGREEMENT',
          reference: 'app/info status 5',
          words: '名称侵权',
          isStanding: true,
        },
      ],
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.violations?.onRecord(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'violations.onRecord',
    way: 'of a program that is free',
    calls: ['/rest/2.0/smartapp/app/info'],
    act: ({ connector, appId }) => connector.violations?.onRecord(appId),
    answers: { told: [], isFree: true },
  },
];
