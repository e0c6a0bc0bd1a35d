import { expect } from '@jest/globals';
import type { PaperRequest, PlatformConnector } from '../../../src/hosts/connector.ts';
import { registration as subject } from '../subjects.ts';
import type { BaiduStage } from './baidu-stage.ts';
import { agreeOn, type Row, until } from './table.ts';

type BaiduRow = Row<BaiduStage>;

/** Another program than the one that is there from the start: names are taken once. */
const registration = { ...subject, manifest: { ...subject.manifest, name: '面馆点餐' } };

/** The program's owner has taken the permission back. */
export const revoked = async ({ sandbox, appId, nextNews }: BaiduStage) => {
  const ended = nextNews('AUTHORISATION_ENDED');
  sandbox.revoke(Number(appId));
  await ended;
};
export const NOT_AUTHORISED = { retry: 'ASK_OPERATOR', code: '50032' };

const rows = ({ connector, appId }: BaiduStage) => connector.versions?.inPlace(appId);
const register = ({ connector }: BaiduStage) => connector.register(registration);
const agreed = async (stage: BaiduStage) =>
  stage.connector.absorbConsent(registration.registrationId, await stage.agree(registration));
const lookUp = ({ connector }: BaiduStage) =>
  until(
    () => connector.lookUpRegistration(registration),
    ({ state }) => state !== 'REQUESTED',
  );
const registered = async (stage: BaiduStage) => {
  await agreed(stage);
  await register(stage);
  await lookUp(stage);
};
/** The account is there: what its owner agrees to from now on is that programs are created in it. */
const hasAnAccount = async (stage: BaiduStage) => {
  await registered(stage);
  await stage.forget();
  await agreed(stage);
};
const another = { ...registration, manifest: { ...registration.manifest, name: '外卖小助手' } };

const verification = ({ appId }: BaiduStage) => ({ ...registration, appId });
const paper = (stage: BaiduStage, purpose: 'QUALIFICATION' | 'IDENTITY' = 'QUALIFICATION') =>
  ({
    ...verification(stage),
    paper: registration.files.find((file) => file.purpose === purpose),
  }) as PaperRequest;
const waits = (stage: BaiduStage) => stage.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);

async function missed({ connector }: BaiduStage, from: Date, till = new Date()) {
  const found: string[] = [];
  for await (const { pushes } of connector.missedPushes?.between(from, till) ?? []) {
    found.push(...pushes.map(({ event }) => event));
  }
  return found;
}

const STANDING = {
  admission: 'PASSED',
  verification: 'PASSED',
  permissions: ['基本信息设置权限', '开发管理权限'],
};
async function agreedOnPage({ authorisation }: PlatformConnector) {
  const asked = { returnTo: 'https://gateway.example/back', device: 'COMPUTER' } as const;
  return agreeOn((await authorisation?.page(asked))?.url ?? '');
}
const codeFrom = async (connector: PlatformConnector) =>
  connector.authorisation?.codeIn(await agreedOnPage(connector)) ?? '';

/** How the gateway gets to be allowed to call, hears of it, and how programs and their developers come to be. */
export const baiduAccess: readonly BaiduRow[] = [
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
        const body = JSON.stringify({ Nonce: '1', TimeStamp: '1', Encrypt: 'AAAA', MsgSignature: 'no' });
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
        const query = { signature: '', timestamp: '1', nonce: '2', echoStr: '3' };
        return connector.urlCheck?.({ address: 'events', query, body: '' }, new Date());
      },
      as: { name: 'PushRefused', status: 403 },
    },
  },
  {
    drives: 'absorbPush',
    act: (stage) => {
      const news = stage.nextNews('AUTHORISATION_ENDED');
      stage.sandbox.revoke(Number(stage.appId));
      return news;
    },
    answers: { kind: 'AUTHORISATION_ENDED', appId: expect.any(String), at: expect.any(Date) },
    // What it took over is that nothing may be asked any more.
    refused: { given: revoked, act: rows, as: NOT_AUTHORISED },
  },
  {
    drives: 'missedPushes.between',
    calls: ['/rest/2.0/smartapp/pushmsg/getmsg'],
    given: (stage) => {
      stage.sandbox.losePushes(1);
      stage.sandbox.punish(stage.appId, { kind: 'WARNING', reason: '类目不符' });
    },
    act: (stage) => missed(stage, new Date()),
    answers: ['TIME_LIMIT_RECTIFY_NOTIFY'],
    refused: {
      given: ({ sandbox }) => {
        const body = { error_code: 6, error_msg: 'no permission' };
        sandbox.answerNext({ path: '/rest/2.0/smartapp/pushmsg/getmsg', body });
      },
      act: (stage) => missed(stage, new Date()),
      as: { retry: 'ASK_OPERATOR', code: '6' },
    },
  },
  {
    drives: 'missedPushes.between',
    way: 'after three days, by the times that are asked for',
    calls: ['/rest/2.0/smartapp/pushmsg/getmsg'],
    given: (stage) => {
      stage.sandbox.losePushes(1);
      stage.sandbox.punish(stage.appId, { kind: 'WARNING', reason: '类目不符' });
      stage.sandbox.moveClock(2 * 86_400_000);
    },
    // After such a pause what did arrive is asked for, too: we may have been put back to a backup.
    act: async (stage) => {
      const renewed = stage.nextNews('CREDENTIALS');
      stage.sandbox.pushTicket();
      await renewed;
      const now = Date.now() + 2 * 86_400_000;
      return (await missed(stage, new Date(now - 3 * 86_400_000), new Date(now))).sort();
    },
    answers: expect.arrayContaining(['AUTHORIZED', 'TIME_LIMIT_RECTIFY_NOTIFY']),
  },
  {
    drives: 'versions.inPlace',
    way: 'with tokens that have expired',
    calls: ['/public/2.0/smartapp/auth/tp/token', '/rest/2.0/oauth/token'],
    act: async (stage) => {
      await rows(stage);
      stage.sandbox.expireTokens();
      return rows(stage);
    },
    answers: {},
  },
  {
    drives: 'versions.inPlace',
    way: 'with a refresh token that got lost',
    calls: ['/rest/2.0/smartapp/auth/retrieve/authorizationcode', '/rest/2.0/oauth/token'],
    given: (stage) => stage.forget(),
    act: rows,
    answers: {},
  },
  {
    drives: 'authorisation.page',
    calls: ['/rest/2.0/smartapp/tp/createpreauthcode', '/mappconsole/tp/authorization'],
    act: ({ connector }) => agreedOnPage(connector),
    answers: { authorization_code: expect.any(String), expires_in: expect.any(String) },
    afterwards: [({ sandbox }) => sandbox.state().apps.length, 2],
    refused: {
      given: ({ sandbox }) => {
        const body = { errno: 40008, msg: 'IP不在白名单' };
        sandbox.answerNext({ path: '/rest/2.0/smartapp/tp/createpreauthcode', body });
      },
      act: ({ connector }) => agreedOnPage(connector),
      as: { retry: 'ASK_OPERATOR', code: '40008' },
    },
  },
  {
    drives: 'authorisation.codeIn',
    act: async ({ connector }) => connector.authorisation?.codeIn(await agreedOnPage(connector)),
    answers: expect.stringMatching(/./),
    never: 'it asks nobody',
  },
  {
    drives: 'authorisation.redeem',
    calls: ['/rest/2.0/oauth/token', '/rest/2.0/smartapp/app/info'],
    act: async ({ connector }) => connector.authorisation?.redeem(await codeFrom(connector)),
    answers: { appId: expect.stringMatching(/^\d+$/), ...STANDING },
    refused: {
      given: async ({ connector, references }) => {
        references.push(await codeFrom(connector));
        await connector.authorisation?.redeem(references[0] ?? '');
      },
      // A code serves once.
      act: ({ connector, references }) => connector.authorisation?.redeem(references[0] ?? ''),
      as: { code: 'invalid_grant' },
    },
  },
  {
    drives: 'authorisation.read',
    calls: ['/rest/2.0/smartapp/app/info'],
    act: ({ connector, appId }) => connector.authorisation?.read(appId),
    answers: { appId: expect.stringMatching(/^\d+$/), ...STANDING },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.authorisation?.read(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'absorbConsent',
    calls: ['/rest/2.0/smartapp/tp/createpreauthcode'],
    act: agreed,
    afterwards: [({ connector }) => connector.lookUpRegistration(registration), { state: 'ABSENT' }],
    refused: {
      act: async (stage) => {
        const { state: _, ...forged } = await stage.agree(registration);
        await stage.connector.absorbConsent(registration.registrationId, forged);
      },
      as: { name: 'PushRefused', status: 403 },
    },
  },
  {
    drives: 'register',
    way: 'with an account',
    calls: [
      '/file/2.0/smartapp/upload/image',
      '/rest/2.0/smartapp/app/category/list',
      '/rest/2.0/smartapp/account/register',
    ],
    given: agreed,
    act: register,
    answers: {},
    afterwards: [lookUp, expect.objectContaining({ state: 'REGISTERED', admission: 'PASSED' })],
    refused: {
      given: async (stage) => {
        stage.sandbox.authorize({ appName: another.manifest.name });
        await agreed(stage);
      },
      act: ({ connector }) => connector.register(another),
      as: { retry: 'FIX_INPUT', code: '50024' },
    },
  },
  {
    drives: 'register',
    way: 'with an answer that got lost',
    calls: ['/rest/2.0/smartapp/auth/tp/authcodetocustomerid'],
    given: async (stage) => {
      waits(stage);
      await agreed(stage);
      stage.sandbox.answerNext({ path: '/rest/2.0/smartapp/account/register', cut: true, acts: true });
      await register(stage).catch(() => undefined);
    },
    act: register,
    answers: {},
    afterwards: [({ connector }) => connector.lookUpRegistration(registration), { state: 'REQUESTED' }],
  },
  {
    drives: 'register',
    way: 'of a further program of an account',
    calls: ['/rest/2.0/smartapp/app/createbytp'],
    given: hasAnAccount,
    act: ({ connector }) => connector.register(another),
    answers: {},
    afterwards: [
      ({ connector }) => connector.lookUpRegistration(another),
      expect.objectContaining({ state: 'REGISTERED' }),
    ],
  },
  {
    drives: 'lookUpRegistration',
    way: 'that went through without a push',
    calls: ['/rest/2.0/smartapp/auth/tp/authcodetoapp', '/rest/2.0/smartapp/app/info'],
    given: async (stage) => {
      await agreed(stage);
      stage.sandbox.losePushes(3);
      await register(stage);
    },
    act: lookUp,
    answers: {
      state: 'REGISTERED',
      appId: expect.stringMatching(/^\d+$/),
      ...STANDING,
      verification: 'NONE',
      permissions: ['基本信息设置权限', '开发管理权限'],
    },
    refused: {
      given: async (stage) => {
        await registered(stage);
        const ended = stage.nextNews('AUTHORISATION_ENDED');
        stage.sandbox.revoke(Number(stage.sandbox.state().apps.at(-1)?.app));
        await ended;
      },
      act: lookUp,
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'lookUpRegistration',
    way: 'that was turned down',
    given: (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '资质不清晰' }]);
      return registered(stage);
    },
    act: lookUp,
    answers: { state: 'REFUSED', words: '资质不清晰' },
  },
  {
    drives: 'startVerification',
    calls: ['/rest/2.0/smartapp/app/info', '/rest/2.0/smartapp/auth/paymentCertification'],
    given: ({ sandbox, appId }) => sandbox.setFacts(Number(appId), { certified: false }),
    act: (stage) => stage.connector.startVerification(verification(stage)),
    answers: { mark: expect.any(String), url: expect.stringMatching(/payment/) },
    refused: {
      act: (stage) => stage.connector.startVerification(verification(stage)),
      as: { retry: 'FINAL', code: '64001' },
    },
  },
  {
    drives: 'lookUpVerification',
    calls: ['/rest/2.0/smartapp/app/info'],
    given: async (stage) => {
      stage.sandbox.setFacts(Number(stage.appId), { certified: false });
      const { url, mark } = await stage.connector.startVerification(verification(stage));
      stage.references.push(mark);
      const moved = stage.nextNews('VERIFICATION_MOVED');
      await fetch(url, { method: 'POST' });
      await moved;
    },
    act: ({ connector, appId, references }) => connector.lookUpVerification(appId, references[0] ?? ''),
    answers: { state: 'PASSED' },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.lookUpVerification(appId, 'any'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'papers.handIn',
    way: 'a qualification',
    calls: [
      '/file/2.0/smartapp/upload/image',
      '/rest/2.0/smartapp/app/category/list',
      '/rest/2.0/smartapp/app/category/update',
    ],
    given: waits,
    act: (stage) => stage.connector.papers?.handIn(paper(stage)),
    answers: { mark: 'category' },
    afterwards: [
      (stage) => stage.connector.papers?.lookUp(paper(stage), 'category'),
      { state: 'IN_REVIEW', mark: 'category' },
    ],
    refused: {
      // Three changes of categories, and no more.
      given: async (stage) => {
        for (let change = 0; change < 3; change += 1) {
          const moved = stage.nextNews('PAPERS_MOVED');
          await stage.connector.papers?.handIn(paper(stage));
          await moved;
        }
      },
      act: (stage) => stage.connector.papers?.handIn(paper(stage)),
      as: { retry: 'FINAL', code: '47007' },
    },
  },
  {
    drives: 'papers.handIn',
    way: 'of who the developer is, while no verification is due',
    act: (stage) => stage.connector.papers?.handIn(paper(stage, 'IDENTITY')),
    answers: { mark: expect.any(String) },
  },
  {
    drives: 'papers.lookUp',
    calls: ['/rest/2.0/smartapp/app/info'],
    given: async (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '证照过期' }]);
      const moved = stage.nextNews('PAPERS_MOVED');
      await stage.connector.papers?.handIn(paper(stage));
      await moved;
    },
    act: (stage) => stage.connector.papers?.lookUp(paper(stage), 'category'),
    answers: { state: 'DECLINED', words: '证照过期' },
    refused: {
      given: revoked,
      act: (stage) => stage.connector.papers?.lookUp(paper(stage), 'category'),
      as: NOT_AUTHORISED,
    },
  },
];
