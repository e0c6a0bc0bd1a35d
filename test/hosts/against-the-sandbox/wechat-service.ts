import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { ContestRequest, MeasureTold } from '../../../src/hosts/connector.ts';
import { manifest } from '../subjects.ts';
import type { Row } from './table.ts';
import { jpeg, NOT_AUTHORISED, revoked } from './wechat-code.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

/** A program is punished, and what the push tells of it is what is appealed against. */
async function punished(stage: WechatStage): Promise<ContestRequest> {
  const heard = stage.nextNews('MEASURE_TOLD');
  stage.sandbox.punish(stage.appId, { kind: 'OFFLINE', reason: '诱导分享', push: 'PUNISHMENT' });
  const { told } = (await heard) as { readonly told: Extract<MeasureTold, { act: 'TAKEN' }> };
  return {
    kind: 'APPEAL',
    appId: stage.appId,
    key: 'app_1',
    handedIn: false,
    measure: {
      kind: told.measure,
      reference: told.reference ?? '',
      words: told.words ?? '',
      from: told.from ?? new Date(),
    },
    statement: '并无诱导',
    evidence: [jpeg],
    manifest,
  };
}

function contestOf({ contests: [contest] }: WechatStage): ContestRequest {
  if (!contest) throw new Error('nothing was punished');
  return contest;
}

/** A breach is put on record; what its push tells. */
async function recorded(stage: WechatStage): Promise<MeasureTold> {
  const heard = stage.nextNews('MEASURE_TOLD');
  stage.sandbox.punish(stage.appId, { kind: 'OFFLINE', reason: '诱导分享', push: 'RECORD' });
  return ((await heard) as { readonly told: MeasureTold }).told;
}

/** How a program is served, to whom, of which code; where it is filed; and what is said against a measure. */
export const wechatService: readonly WechatRow[] = [
  {
    drives: 'violations.list',
    calls: ['/wxa/getillegalrecords'],
    given: recorded,
    act: ({ connector, appId }) => connector.violations?.list(appId),
    answers: [{ reference: expect.any(String), words: expect.stringMatching(/^诱导分享\n/), pictures: [] }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.violations?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'violations.onRecord',
    calls: ['/wxa/getillegalrecords'],
    // What the list says is what the push said, with its number.
    act: async (stage) => {
      const told = [await recorded(stage)];
      const onRecord = await stage.connector.violations?.onRecord(stage.appId);
      return isDeepStrictEqual(onRecord, { told }) ? 'as pushed' : onRecord;
    },
    answers: 'as pushed',
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.violations?.onRecord(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'contests.handIn',
    calls: ['/wxa/getillegalrecords', '/cgi-bin/media/upload', '/wxa/component/createappeal'],
    given: async (stage) => {
      stage.sandbox.scriptContests('*', [{ outcome: 'wait' }]);
      stage.contests.push(await punished(stage));
    },
    act: (stage) => stage.connector.contests.handIn(contestOf(stage)),
    answers: {},
    afterwards: [
      (stage) => stage.connector.contests.lookUp(contestOf(stage)),
      { state: 'IN_REVIEW', reference: expect.any(String) },
    ],
    refused: {
      // It is looked at already.
      given: async (stage) => {
        stage.sandbox.scriptContests('*', [{ outcome: 'wait' }]);
        stage.contests.push(await punished(stage));
        await stage.connector.contests.handIn(contestOf(stage));
      },
      act: (stage) => stage.connector.contests.handIn(contestOf(stage)),
      as: { code: '40097' },
    },
  },
  {
    drives: 'contests.lookUp',
    calls: ['/wxa/getillegalrecords', '/wxa/getappealrecords'],
    given: async (stage) => {
      stage.sandbox.scriptContests('*', [{ outcome: 'wait' }]);
      stage.contests.push(await punished(stage));
      await stage.connector.contests.handIn(contestOf(stage));
      stage.sandbox.decideContest(stage.appId, { outcome: 'reject', reason: '证据不足' });
    },
    act: (stage) => stage.connector.contests.lookUp(contestOf(stage)),
    answers: { state: 'DECLINED', reference: expect.any(String), words: '证据不足' },
    refused: {
      given: async (stage) => {
        stage.contests.push(await punished(stage));
        await revoked(stage);
      },
      act: (stage) => stage.connector.contests.lookUp(contestOf(stage)),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'service.pause',
    calls: ['/wxa/change_visitstatus'],
    act: ({ connector, appId }) => connector.service?.pause(appId),
    afterwards: [({ connector, appId }) => connector.service?.state(appId), 'PAUSED'],
    refused: {
      given: ({ connector, appId }) => connector.service?.pause(appId),
      act: ({ connector, appId }) => connector.service?.pause(appId),
      as: { code: '85021' },
    },
  },
  {
    drives: 'service.resume',
    calls: ['/wxa/change_visitstatus'],
    given: ({ connector, appId }) => connector.service?.pause(appId),
    act: ({ connector, appId }) => connector.service?.resume(appId),
    afterwards: [({ connector, appId }) => connector.service?.state(appId), 'SERVING'],
    refused: {
      given: ({ sandbox, appId }) => sandbox.punish(appId, { kind: 'OFFLINE', reason: '违规' }),
      act: ({ connector, appId }) => connector.service?.resume(appId),
      as: { code: '85021' },
    },
  },
  {
    drives: 'service.state',
    calls: ['/wxa/getvisitstatus'],
    given: ({ sandbox, appId }) => sandbox.punish(appId, { kind: 'OFFLINE', reason: '违规' }),
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
    calls: ['/wxa/gettemplatedraftlist'],
    given: ({ sandbox }) =>
      sandbox.addDraft({ userVersion: '4.0', userDesc: '新版', pages: ['pages/index'] }),
    act: ({ connector }) => connector.templates?.drafts(),
    answers: [
      {
        id: '1',
        versionNumber: '4.0',
        description: '新版',
        createdAt: expect.any(Date),
        source: 'sandbox',
        developer: 'sandbox',
      },
    ],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({ path: '/wxa/gettemplatedraftlist', status: 502, body: '<html>' }),
      act: ({ connector }) => connector.templates?.drafts(),
      as: { retry: 'RETRY_NOW' },
    },
  },
  {
    drives: 'templates.add',
    calls: ['/wxa/addtotemplate'],
    given: ({ sandbox }) =>
      sandbox.addDraft({ userVersion: '4.0', userDesc: '新版', pages: ['pages/index'] }),
    act: ({ connector }) => connector.templates?.add('1'),
    answers: {},
    afterwards: [
      async ({ connector }) => (await connector.templates?.list())?.map(({ id }) => id),
      ['7', '8'],
    ],
    refused: { act: ({ connector }) => connector.templates?.add('1'), as: { code: '85064' } },
  },
  {
    drives: 'templates.list',
    calls: ['/wxa/gettemplatelist'],
    act: ({ connector }) => connector.templates?.list(),
    answers: [
      {
        id: '7',
        versionNumber: '3.1',
        description: '点餐',
        createdAt: expect.any(Date),
        source: 'sandbox',
        kind: 'ORDINARY',
      },
    ],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({ path: '/wxa/gettemplatelist', body: { errcode: -1, errmsg: 'x' } }),
      act: ({ connector }) => connector.templates?.list(),
      as: { retry: 'RETRY_LATER', code: '-1' },
    },
  },
  {
    drives: 'templates.remove',
    calls: ['/wxa/deletetemplate'],
    act: async ({ connector }) => {
      await connector.templates?.remove('7');
      // It is gone already, which is as well.
      await connector.templates?.remove('7');
    },
    afterwards: [({ connector }) => connector.templates?.list(), []],
    refused: {
      given: ({ sandbox }) => sandbox.answerNext({ path: '/wxa/deletetemplate', cut: true }),
      act: ({ connector }) => connector.templates?.remove('7'),
      as: { mayHaveActed: true },
    },
  },
  {
    drives: 'testers.list',
    calls: ['/wxa/memberauth'],
    given: ({ connector, appId }) => connector.testers?.add(appId, 'lisi_wx'),
    act: ({ connector, appId }) => connector.testers?.list(appId),
    answers: [{ reference: expect.any(String) }],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.testers?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'testers.add',
    calls: ['/wxa/bind_tester'],
    act: ({ connector, appId }) => connector.testers?.add(appId, 'lisi_wx'),
    answers: { account: 'lisi_wx', reference: expect.any(String) },
    afterwards: [async ({ connector, appId }) => (await connector.testers?.list(appId))?.length, 1],
    refused: {
      given: ({ connector, appId }) => connector.testers?.add(appId, 'lisi_wx'),
      act: ({ connector, appId }) => connector.testers?.add(appId, 'lisi_wx'),
      as: { code: '85004' },
    },
  },
  {
    drives: 'testers.remove',
    way: 'one who is gone already, by what WeChat calls them',
    given: async ({ connector, appId, references }) => {
      references.push((await connector.testers?.add(appId, 'lisi_wx'))?.reference ?? '');
      await connector.testers?.remove(appId, { reference: references[0] ?? '' });
    },
    act: ({ connector, appId, references }) =>
      connector.testers?.remove(appId, { reference: references[0] ?? '' }),
    afterwards: [({ connector, appId }) => connector.testers?.list(appId), []],
    refused: {
      act: ({ connector, appId }) => connector.testers?.remove(appId, { account: 'nobody' }),
      as: { retry: 'FIX_INPUT', code: '40097' },
    },
  },
  {
    drives: 'testers.remove',
    calls: ['/wxa/unbind_tester'],
    given: async ({ connector, appId }) => {
      await connector.testers?.add(appId, 'lisi_wx');
      await connector.testers?.add(appId, 'wangwu_wx');
    },
    act: async ({ connector, appId }) => {
      await connector.testers?.remove(appId, { account: 'lisi_wx' });
      const [left] = (await connector.testers?.list(appId)) ?? [];
      await connector.testers?.remove(appId, { reference: left?.reference ?? '' });
    },
    afterwards: [({ connector, appId }) => connector.testers?.list(appId), []],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.testers?.remove(appId, { account: 'lisi_wx' }),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'baseLibrary.read',
    calls: ['/cgi-bin/wxopen/getweappsupportversion'],
    act: ({ connector, appId }) => connector.baseLibrary?.read(appId),
    answers: {
      shares: [
        { version: '3.7.0', percentage: 71.5 },
        { version: '3.0.0', percentage: 28.5 },
      ],
    },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.baseLibrary?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'baseLibrary.setMinimum',
    calls: ['/cgi-bin/wxopen/setweappsupportversion'],
    act: ({ connector, appId }) => connector.baseLibrary?.setMinimum(appId, '3.0.0'),
    afterwards: [
      async ({ connector, appId }) => (await connector.baseLibrary?.read(appId))?.minimum,
      '3.0.0',
    ],
    refused: {
      act: ({ connector, appId }) => connector.baseLibrary?.setMinimum(appId, 'latest'),
      as: { retry: 'FIX_INPUT', code: '85015' },
    },
  },
  {
    drives: 'filing.read',
    calls: ['/wxa/icp/get_icp_entrance_info'],
    act: ({ connector, appId }) => connector.filing?.read(appId),
    answers: { state: 'FILED', hostState: '6', lacks: [], isBeingCancelled: false, faults: [] },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.filing?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
];
