import { expect } from '@jest/globals';
import { manifest } from '../subjects.ts';
import { NOT_AUTHORISED, revoked } from './baidu-access.ts';
import { jpeg } from './baidu-settings.ts';
import type { BaiduStage } from './baidu-stage.ts';
import type { Row } from './table.ts';

type BaiduRow = Row<BaiduStage>;

const rest = (name: string) => `/rest/2.0/smartapp/${name}`;
const COMPATIBLE = { version: '13.50.0', system: 'ANDROID' } as const;
const web = ({ connector, appId }: BaiduStage) => connector.webPages?.state(appId);
const asked = async ({ connector, sandbox, appId }: BaiduStage) => {
  sandbox.scriptChanges('*', undefined, [{ outcome: 'wait' }]);
  const wish = { name: 'getPhoneNumber', reason: '外卖要联系人', pictures: [jpeg] };
  await connector.guardedInterfaces?.apply(appId, wish);
};
/** Baidu takes the key of the member host for nobody's. */
const stranger = ({ sandbox }: BaiduStage) => {
  const body = { error: 'invalid_client', error_description: 'unknown client id' };
  sandbox.answerNext({ path: '/oauth/2.0/token', body });
};
const STRANGER = { code: 'invalid_client', retry: 'ASK_OPERATOR' };

/** What is asked before anything is changed, how users get to a program, and what a member host asks. */
export const baiduOperator: readonly BaiduRow[] = [
  {
    drives: 'nameCheck.check',
    calls: [rest('app/checknamewithqual')],
    act: ({ connector, appId }) => connector.nameCheck?.check(appId, '官方点餐'),
    answers: { usable: false, words: expect.stringContaining('官方') },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.nameCheck?.check(appId, '点餐助手'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'developerChecks.face',
    calls: [rest('auth/faceauthen')],
    given: ({ sandbox, appId }) => {
      sandbox.setFacts(Number(appId), { certified: false });
      sandbox.scriptChanges('*', undefined, [{ outcome: 'wait' }]);
    },
    act: ({ connector, appId }) => connector.developerChecks?.face?.(appId),
    answers: {
      picture: expect.stringMatching(/^data:image\/png;base64,/),
      until: expect.any(Date),
      state: 'WAITING',
    },
    refused: {
      // Whoever is behind it is known already.
      given: ({ sandbox, appId }) => sandbox.setFacts(Number(appId), { certified: true }),
      act: ({ connector, appId }) => connector.developerChecks?.face?.(appId),
      as: { code: '64001' },
    },
  },
  {
    drives: 'traffic.close',
    calls: [rest('appflow/control')],
    act: ({ connector, appId }) => connector.traffic?.close(appId),
    afterwards: [
      // Twice is as good as once.
      ({ connector, appId }) => connector.traffic?.close(appId),
      undefined,
    ],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.traffic?.close(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'traffic.open',
    calls: [rest('appflow/control')],
    given: ({ connector, appId }) => connector.traffic?.close(appId),
    act: ({ connector, appId }) => connector.traffic?.open(appId),
    refused: {
      // Baidu closed it.
      given: ({ sandbox, appId }) => sandbox.punish(appId, { kind: 'TRAFFIC', reason: '诱导分享' }),
      act: ({ connector, appId }) => connector.traffic?.open(appId),
      as: { code: '110002' },
    },
  },
  {
    drives: 'webPages.state',
    calls: [rest('app/info')],
    act: web,
    answers: 'NEVER_OPENED',
    refused: { given: revoked, act: web, as: NOT_AUTHORISED },
  },
  {
    drives: 'webPages.set',
    calls: [rest('app/modifywebstatus')],
    act: ({ connector, appId }) => connector.webPages?.set(appId, true),
    afterwards: [web, 'ON'],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.webPages?.set(appId, true),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'grades.list',
    calls: [rest('app/grade')],
    act: ({ connector }) => connector.grades?.list(),
    answers: [{ appId: expect.stringMatching(/^\d+$/), grade: '未评级' }],
    refused: {
      given: ({ sandbox }) =>
        sandbox.answerNext({
          path: rest('app/grade'),
          body: { error_code: 6, error_msg: 'No permission to access data' },
        }),
      act: ({ connector }) => connector.grades?.list(),
      as: { code: '6' },
    },
  },
  {
    drives: 'reviewer.faults',
    act: ({ connector }) => connector.reviewer?.faults({ testAccount: { name: 'a', password: 'b' } }),
    answers: [],
    never: 'it asks nobody',
  },
  {
    drives: 'guardedInterfaces.withdraw',
    calls: [rest('app/cancel/mobileauth')],
    given: asked,
    act: ({ connector, appId }) => connector.guardedInterfaces?.withdraw?.(appId, 'getPhoneNumber'),
    afterwards: [
      ({ connector, appId }) => connector.guardedInterfaces?.list(appId),
      [{ name: 'getPhoneNumber', state: 'NOT_ASKED' }],
    ],
    refused: {
      // It was never asked for.
      act: ({ connector, appId }) => connector.guardedInterfaces?.withdraw?.(appId, 'getPhoneNumber'),
      as: { code: '40001' },
    },
  },
  {
    drives: 'categories.lookUp',
    calls: [rest('app/info')],
    act: ({ connector, appId }) =>
      connector.categories?.lookUp(appId, 'ADD', { ids: ['1', '2'], names: ['快递业与邮政', '快递'] }),
    answers: { state: 'IN_FORCE' },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categories?.lookUp(appId, 'ADD', { ids: ['1'], names: [] }),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'memberHost.programs',
    calls: ['/oauth/2.0/token', rest('oss/app/info')],
    act: ({ connector, appId }) => connector.memberHost?.programs([appId]),
    answers: [{ appId: expect.stringMatching(/^\d+$/), name: manifest.name, hostState: expect.any(String) }],
    refused: {
      given: stranger,
      act: ({ connector, appId }) => connector.memberHost?.programs([appId]),
      as: STRANGER,
    },
  },
  {
    drives: 'memberHost.packages',
    calls: [rest('oss/package/get')],
    given: (stage) => stage.released(),
    act: ({ connector, appId }) => connector.memberHost?.packages(appId),
    answers: [{ packageId: expect.any(String), versionNumber: '1.4.0', hostState: '1' }],
    refused: {
      act: ({ connector }) => connector.memberHost?.packages('1'),
      as: { code: '45000' },
    },
  },
  {
    drives: 'memberHost.package',
    calls: [rest('oss/package/getdetail')],
    given: async (stage) => {
      await stage.released();
      const [row] = (await stage.connector.memberHost?.packages(stage.appId)) ?? [];
      stage.references.push(row?.packageId ?? '');
    },
    act: ({ connector, appId, references }) => connector.memberHost?.package(appId, references[0] ?? ''),
    answers: { packageId: expect.any(String), versionNumber: '1.4.0', hostState: '1' },
    refused: {
      act: ({ connector }) => connector.memberHost?.package('1', '2'),
      as: { code: '45000' },
    },
  },
  {
    drives: 'memberHost.compatible',
    calls: [rest('osa/func/applist')],
    act: ({ connector }) => connector.memberHost?.compatible(COMPATIBLE),
    answers: [expect.any(String)],
    refused: {
      given: stranger,
      act: ({ connector }) => connector.memberHost?.compatible(COMPATIBLE),
      as: STRANGER,
    },
  },
];
