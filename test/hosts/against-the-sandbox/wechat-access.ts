import { expect } from '@jest/globals';
import type { PlatformConnector } from '../../../src/hosts/connector.ts';
import { registration } from '../subjects.ts';
import { agreeOn, type Row, until } from './table.ts';
import { NOT_AUTHORISED, revoked } from './wechat-code.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

const register = ({ connector }: WechatStage) => connector.register(registration);
const lookUp = ({ connector }: WechatStage) =>
  until(
    () => connector.lookUpRegistration(registration),
    ({ state }) => state !== 'REQUESTED',
  );
const registered = async (stage: WechatStage) => {
  const moved = stage.nextNews('REGISTRATION_MOVED');
  await register(stage);
  await moved;
};
const verification = ({ appId }: WechatStage) => ({ ...registration, appId });
const versions = ({ connector, appId }: WechatStage) => connector.versions?.inPlace(appId);

const STANDING = {
  admission: 'PASSED',
  verification: 'PASSED',
  permissions: expect.arrayContaining(['18', '30']),
};
async function agreedAt(connector: PlatformConnector, device: 'COMPUTER' | 'PHONE', appId?: string) {
  const asked = { returnTo: 'https://gateway.example/back', device, ...(appId ? { appId } : {}) };
  return agreeOn((await connector.authorisation?.page(asked))?.url ?? '');
}
const codeFrom = async (connector: PlatformConnector) =>
  connector.authorisation?.codeIn(await agreedAt(connector, 'COMPUTER')) ?? '';

/** How the gateway gets to be allowed to call, hears of it, and how programs and their developers come to be. */
export const wechatAccess: readonly WechatRow[] = [
  {
    drives: 'readPush',
    act: (stage) => {
      const news = stage.nextNews('CREDENTIALS');
      stage.sandbox.pushTicket();
      return news;
    },
    answers: { kind: 'CREDENTIALS' },
    refused: {
      act: ({ connector }) => {
        const body = '<xml><Encrypt>AAAA</Encrypt></xml>';
        return connector.readPush({ address: 'events', query: {}, body }, new Date());
      },
      as: { name: 'PushRefused', status: 403 },
    },
  },
  {
    drives: 'urlCheck',
    act: ({ sandbox }) => sandbox.checkUrl('events'),
    answers: { passed: true, reply: expect.stringMatching(/^200 \d+$/) },
    refused: {
      act: ({ connector }) => {
        const query = { signature: '', timestamp: '1', nonce: '2', echostr: '3' };
        return connector.urlCheck?.({ address: 'events', query, body: '' }, new Date());
      },
      as: { name: 'PushRefused', status: 403 },
    },
  },
  {
    drives: 'absorbPush',
    act: (stage) => {
      const news = stage.nextNews('AUTHORISATION_ENDED');
      stage.sandbox.revoke(stage.appId);
      return news;
    },
    answers: { kind: 'AUTHORISATION_ENDED', appId: expect.any(String), at: expect.any(Date) },
    // What it took over is that nothing may be asked any more.
    refused: { given: revoked, act: versions, as: NOT_AUTHORISED },
  },
  {
    drives: 'absorbConsent',
    refused: {
      act: ({ connector }) => connector.absorbConsent('reg_1', { state: 'x', auth_code: 'y' }),
      as: { name: 'PushRefused', status: 403 },
    },
  },
  {
    drives: 'versions.inPlace',
    way: 'with tokens that have expired',
    calls: [
      '/cgi-bin/component/api_component_token',
      '/cgi-bin/component/api_query_auth',
      '/cgi-bin/component/api_authorizer_token',
    ],
    act: async (stage) => {
      await stage.forget();
      const again = stage.nextNews('AUTHORISED');
      stage.sandbox.authorize({ appid: stage.appId, nickName: '点餐', sets: [18, 30] });
      await again;
      await versions(stage);
      stage.sandbox.expireTokens();
      return versions(stage);
    },
    answers: {},
  },
  {
    drives: 'versions.inPlace',
    way: 'with a refresh token that got lost',
    calls: ['/cgi-bin/component/api_get_authorizer_list', '/cgi-bin/component/api_authorizer_token'],
    given: (stage) => stage.forget(),
    act: versions,
    answers: {},
  },
  {
    drives: 'authorisation.page',
    way: 'with a computer',
    calls: ['/cgi-bin/component/api_create_preauthcode', '/cgi-bin/componentloginpage'],
    act: ({ connector }) => agreedAt(connector, 'COMPUTER'),
    answers: { auth_code: expect.any(String), expires_in: '600' },
    afterwards: [({ sandbox }) => sandbox.state().apps.length, 2],
    refused: {
      given: ({ sandbox }) => {
        const body = { errcode: 61004, errmsg: 'access clientip is not registered' };
        sandbox.answerNext({ path: '/cgi-bin/component/api_create_preauthcode', body });
      },
      act: ({ connector }) => agreedAt(connector, 'COMPUTER'),
      as: { retry: 'ASK_OPERATOR', code: '61004' },
    },
  },
  {
    drives: 'authorisation.page',
    way: 'on a phone, for one program alone',
    calls: ['/wxaopen/safe/bindcomponent'],
    act: ({ connector, appId }) => agreedAt(connector, 'PHONE', appId),
    answers: { auth_code: expect.any(String), expires_in: '600' },
    afterwards: [({ sandbox }) => sandbox.state().apps.length, 1],
  },
  {
    drives: 'authorisation.codeIn',
    act: async ({ connector }) => connector.authorisation?.codeIn(await agreedAt(connector, 'COMPUTER')),
    answers: expect.stringMatching(/./),
    never: 'it asks nobody',
  },
  {
    drives: 'authorisation.redeem',
    calls: ['/cgi-bin/component/api_query_auth', '/cgi-bin/component/api_get_authorizer_info'],
    act: async ({ connector }) => connector.authorisation?.redeem(await codeFrom(connector)),
    answers: { appId: expect.stringMatching(/^wx/), ...STANDING },
    refused: {
      given: async ({ connector, references }) => {
        references.push(await codeFrom(connector));
        await connector.authorisation?.redeem(references[0] ?? '');
      },
      // A code serves once.
      act: ({ connector, references }) => connector.authorisation?.redeem(references[0] ?? ''),
      as: { code: '61009' },
    },
  },
  {
    drives: 'authorisation.read',
    calls: ['/cgi-bin/component/api_get_authorizer_info'],
    act: ({ connector, appId }) => connector.authorisation?.read(appId),
    answers: { appId: expect.stringMatching(/^wx/), ...STANDING },
    refused: {
      act: ({ connector }) => connector.authorisation?.read('wxnobody'),
      as: { retry: 'ASK_OPERATOR', code: '40013' },
    },
  },
  {
    drives: 'register',
    calls: ['/cgi-bin/component/fastregisterweapp'],
    act: register,
    answers: {},
    afterwards: [lookUp, expect.objectContaining({ state: 'REGISTERED', verification: 'NONE' })],
    refused: {
      given: async (stage) => {
        stage.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);
        await register(stage);
      },
      act: ({ connector }) => connector.register({ ...registration, registrationId: 'reg_2' }),
      as: { code: '89249' },
    },
  },
  {
    drives: 'lookUpRegistration',
    way: 'that went through',
    calls: ['/cgi-bin/component/api_query_auth', '/cgi-bin/component/api_get_authorizer_info'],
    given: registered,
    act: lookUp,
    answers: {
      state: 'REGISTERED',
      appId: expect.stringMatching(/^wx/),
      ...STANDING,
      verification: 'NONE',
      permissions: ['18', '30', '76', '86', '156', '198'],
    },
    refused: {
      given: async (stage) => {
        await registered(stage);
        const ended = stage.nextNews('AUTHORISATION_ENDED');
        stage.sandbox.revoke(stage.sandbox.state().apps.at(-1)?.app ?? '');
        await ended;
      },
      act: lookUp,
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'lookUpRegistration',
    way: 'that a person has yet to agree to',
    calls: [],
    given: async (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);
      await register(stage);
    },
    act: ({ connector }) => connector.lookUpRegistration(registration),
    answers: { state: 'REQUESTED' },
  },
  {
    drives: 'lookUpRegistration',
    way: 'that was turned down',
    given: (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '法人不符', code: 103 }]);
      return registered(stage);
    },
    act: lookUp,
    answers: {
      state: 'REFUSED',
      words: '法人不符',
      refusal: expect.objectContaining({ code: '103', retry: 'FIX_INPUT' }),
    },
  },
  {
    drives: 'startVerification',
    calls: ['/wxa/sec/uploadauthmaterial', '/wxa/sec/wxaauth'],
    act: (stage) => stage.connector.startVerification(verification(stage)),
    answers: { mark: expect.any(String), url: expect.stringMatching(/^https:/) },
    refused: {
      given: revoked,
      act: (stage) => stage.connector.startVerification(verification(stage)),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'lookUpVerification',
    way: 'that was turned down',
    calls: ['/wxa/sec/queryauth'],
    given: async (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '执照已过期' }]);
      const moved = stage.nextNews('VERIFICATION_MOVED');
      stage.references.push((await stage.connector.startVerification(verification(stage))).mark);
      await moved;
    },
    act: ({ connector, appId, references }) => connector.lookUpVerification(appId, references[0] ?? ''),
    answers: { state: 'DECLINED', words: '执照已过期' },
    refused: {
      act: ({ connector, appId }) => connector.lookUpVerification(appId, 'no such task'),
      as: { code: '40097' },
    },
  },
  {
    drives: 'lookUpVerification',
    way: 'that passed',
    given: async (stage) => {
      const moved = stage.nextNews('VERIFICATION_MOVED');
      stage.references.push((await stage.connector.startVerification(verification(stage))).mark);
      await moved;
    },
    act: ({ connector, appId, references }) => connector.lookUpVerification(appId, references[0] ?? ''),
    answers: { state: 'PASSED' },
  },
];
