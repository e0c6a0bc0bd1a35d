import { describe } from '@jest/globals';
import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import { createWechatConnector } from '../../src/hosts/wechat/connector.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { startBaiduSandbox } from '../../src/sandbox/baidu/server.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { startWechatSandbox } from '../../src/sandbox/wechat/server.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { type Desk, itKeepsTheConnectorContract, type LosableCall } from './connector-contract.ts';
import { openPushReceiver } from './push-receiver.ts';
import { program, registration } from './subjects.ts';

const secrets = { messageToken: 'token', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const encodingAesKeys = [secrets.encodingAesKey] as const;
const atOnce = { reviewAfterMs: 0, registrationAfterMs: 0, ticketEveryMs: 0 };
const template = { templateId: 7, userVersion: '1.0', userDesc: 'a template' };

type Paths = Readonly<Record<LosableCall, string>>;

/** These desks ask as fast as they can; how fast a gateway may is another test's. */
const limits = { timeoutMs: 3_000, perSecond: 100_000 };

/** What both sandboxes are told in the same way. Reviews wait for a decision. */
function controlOf(sandbox: SandboxControl, paths: Paths) {
  sandbox.scriptReviews('*', Array(4).fill({ outcome: 'wait' }));
  return {
    refuseNextRegistration: (reason: string) =>
      sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason }]),
    decide: (appId: string, outcome: 'approve' | 'reject', reason?: string) =>
      sandbox.decideReview(appId, { outcome, ...(reason ? { reason } : {}) }),
    loseAnswer: (call: LosableCall) => sandbox.answerNext({ path: paths[call], cut: true, acts: true }),
    expireTokens: () => sandbox.expireTokens(),
  };
}

async function openWechatDesk(): Promise<Desk> {
  const receiver = await openPushReceiver(systemClock);
  const identity = { componentAppId: 'wxcomponent', componentAppSecret: 'component-secret' };
  const sandbox = await startWechatSandbox({
    ...identity,
    ...secrets,
    ...atOnce,
    port: 0,
    clock: systemClock,
    pushBaseUrl: receiver.url,
    scanAfterMs: 0,
    templates: [{ ...template, pages: ['pages/index'] }],
  });
  const config = { ...identity, baseUrl: sandbox.url, messageToken: secrets.messageToken, encodingAesKeys };
  const connector = createWechatConnector(config, createMemoryVault(), systemClock, { limits });
  const ticketIn = receiver.nextNews('CREDENTIALS');
  receiver.serve(connector);
  await ticketIn;
  const paths: Paths = {
    register: '/cgi-bin/component/fastregisterweapp',
    upload: '/wxa/commit',
    submit: '/wxa/submit_audit',
    withdraw: '/wxa/undocodeaudit',
    release: '/wxa/release',
  };
  return {
    ...controlOf(sandbox, paths),
    connector,
    registration,
    versionOf: (appId, key) => ({ ...program, appId, key }),
    asksForConsent: false,
    agree: async () => {},
    verify: () => {},
    timesDone: (call) => (call === 'register' ? sandbox.state().apps.length : sandbox.state().reviews.length),
    nextNews: receiver.nextNews,
    close: async () => {
      await sandbox.close();
      await receiver.close();
    },
  };
}

async function openBaiduDesk(): Promise<Desk> {
  const receiver = await openPushReceiver(systemClock);
  const sandbox = await startBaiduSandbox({
    ...secrets,
    ...atOnce,
    port: 0,
    clock: systemClock,
    pushBaseUrl: receiver.url,
    tpKey: 'tpkey',
    tpAppId: 17328232,
    uploadAfterMs: 0,
    baseInfoAfterMs: 0,
    templates: [template],
  });
  const config = {
    baseUrl: sandbox.url,
    consentBaseUrl: sandbox.url,
    clientId: 'tpkey',
    tpAppId: '17328232',
    messageToken: secrets.messageToken,
    encodingAesKeys,
    redirectBaseUrl: receiver.url,
  };
  const connector = createBaiduConnector(config, createMemoryVault(), systemClock, { limits });
  const ticketIn = receiver.nextNews('CREDENTIALS');
  receiver.serve(connector);
  await ticketIn;
  const paths: Paths = {
    register: '/rest/2.0/smartapp/account/register',
    upload: '/rest/2.0/smartapp/package/upload',
    submit: '/rest/2.0/smartapp/package/submitaudit',
    withdraw: '/rest/2.0/smartapp/package/withdraw',
    release: '/rest/2.0/smartapp/package/release',
  };
  return {
    ...controlOf(sandbox, paths),
    connector,
    registration,
    versionOf: (appId, key) => ({ ...program, appId, key }),
    asksForConsent: true,
    async agree(consentUrl) {
      const page = new URL(consentUrl);
      const form = { method: 'POST', body: page.searchParams, redirect: 'manual' } as const;
      const response = await fetch(page.origin + page.pathname, form);
      const back = new URL(response.headers.get('location') ?? '');
      const registrationId = back.pathname.split('/').at(-1) ?? '';
      await connector.absorbConsent(registrationId, Object.fromEntries(back.searchParams));
    },
    verify: (appId) => sandbox.setFacts(Number(appId), { certified: true }),
    timesDone: (call) =>
      call === 'register'
        ? sandbox.state().apps.length
        : sandbox.state().reviews.filter(({ open }) => open).length,
    nextNews: receiver.nextNews,
    close: async () => {
      await sandbox.close();
      await receiver.close();
    },
  };
}

describe('the connector of WeChat', () => itKeepsTheConnectorContract(openWechatDesk));
describe('the connector of Baidu', () => itKeepsTheConnectorContract(openBaiduDesk));
