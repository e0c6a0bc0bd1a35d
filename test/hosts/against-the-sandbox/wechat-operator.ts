import { expect } from '@jest/globals';
import { registration } from '../subjects.ts';
import { type Row, until } from './table.ts';
import { jpeg, NOT_AUTHORISED, revoked } from './wechat-code.ts';
import type { WechatStage } from './wechat-stage.ts';

type WechatRow = Row<WechatStage>;

const component = (name: string) => `/cgi-bin/component/${name}`;
const person = { name: '张三', account: 'zhangsan_wx' };
const trial = { name: '试点餐', account: 'openid-1' };
const guide = { name: 'guide.txt', mediaType: 'text/plain', bytes: Buffer.from('补充说明') };

/** Ten a month. */
const resetTenTimes = async ({ connector }: WechatStage) => {
  for (let n = 0; n < 10; n += 1) await connector.callQuota?.reset();
};
/** A call is refused; its number is what stands behind the words. */
const refusedOnce = async ({ connector, references }: WechatStage) => {
  const words = await connector.templates?.add('1').catch(({ detail }) => String(detail.words));
  references.push(/rid: (\S+)/.exec(String(words))?.[1] ?? '');
};
const newest = ({ sandbox }: WechatStage) => sandbox.state().apps.at(-1)?.app ?? '';

/** What an operator does about the calls, and what is asked before anything is changed. */
export const wechatOperator: readonly WechatRow[] = [
  {
    drives: 'callQuota.read',
    calls: ['/cgi-bin/openapi/quota/get'],
    given: ({ connector }) => connector.templates?.list(),
    act: ({ connector }) => connector.callQuota?.read('/wxa/gettemplatelist'),
    answers: { limit: 'UNLIMITED', used: 1, remaining: 'UNLIMITED' },
    refused: {
      act: ({ connector }) => connector.callQuota?.read(''),
      as: { code: '40097' },
    },
  },
  {
    drives: 'callQuota.reset',
    calls: ['/cgi-bin/clear_quota'],
    given: ({ connector }) => connector.templates?.list(),
    act: ({ connector }) => connector.callQuota?.reset(),
    afterwards: [async ({ connector }) => (await connector.callQuota?.read('/wxa/gettemplatelist'))?.used, 0],
    refused: {
      given: resetTenTimes,
      act: ({ connector }) => connector.callQuota?.reset(),
      as: { code: '48006' },
    },
  },
  {
    drives: 'callQuota.resetBySecret',
    calls: [component('clear_quota/v2')],
    given: ({ connector }) => connector.templates?.list(),
    act: ({ connector }) => connector.callQuota?.resetBySecret(),
    afterwards: [async ({ connector }) => (await connector.callQuota?.read('/wxa/gettemplatelist'))?.used, 0],
    refused: {
      given: resetTenTimes,
      act: ({ connector }) => connector.callQuota?.resetBySecret(),
      as: { code: '48006' },
    },
  },
  {
    drives: 'callQuota.explain',
    calls: ['/cgi-bin/openapi/rid/get'],
    given: refusedOnce,
    act: ({ connector, references }) => connector.callQuota?.explain(references[0] ?? ''),
    answers: {
      at: expect.any(Date),
      path: '/wxa/addtotemplate',
      answer: expect.stringContaining('85064'),
      from: expect.any(String),
    },
    refused: {
      act: ({ connector }) => connector.callQuota?.explain('00000000-00000000-00000000'),
      as: { code: '76001' },
    },
  },
  {
    drives: 'callQuota.startTickets',
    calls: [component('api_start_push_ticket')],
    act: ({ connector }) => connector.callQuota?.startTickets(),
    refused: {
      given: ({ sandbox }) => {
        const body = { errcode: 61004, errmsg: 'access clientip is not registered' };
        sandbox.answerNext({ path: component('api_start_push_ticket'), body });
      },
      act: ({ connector }) => connector.callQuota?.startTickets(),
      as: { retry: 'ASK_OPERATOR', code: '61004' },
    },
  },
  {
    drives: 'nameCheck.check',
    calls: ['/cgi-bin/wxverify/checkwxverifynickname'],
    act: ({ connector, appId }) => connector.nameCheck?.check(appId, '点餐助手'),
    answers: { usable: true },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.nameCheck?.check(appId, '点餐助手'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'categoryLists.offeredTo',
    calls: ['/cgi-bin/wxopen/getcategoriesbytype'],
    act: async ({ connector, appId }) =>
      (await connector.categoryLists?.offeredTo(appId, 'COMPANY'))?.find(
        ({ names }) => names[1] === '食品饮料',
      ),
    answers: expect.objectContaining({ names: ['商家自营', '食品饮料'], needsPapers: true }),
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categoryLists?.offeredTo(appId, 'COMPANY'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'privacyTexts.upload',
    calls: [component('uploadprivacyextfile')],
    act: ({ connector, appId }) => connector.privacyTexts?.upload(appId, guide),
    answers: expect.any(String),
    refused: {
      act: ({ connector, appId }) => connector.privacyTexts?.upload(appId, jpeg),
      as: { retry: 'FIX_INPUT', code: '40005' },
    },
  },
  {
    drives: 'privacy.itemsOf',
    act: ({ connector }) => connector.privacy?.itemsOf({ dataItems: [] }),
    answers: [],
    never: 'it asks nobody',
  },
  {
    drives: 'reviewer.faults',
    act: ({ connector }) => connector.reviewer?.faults({ remark: '新' }),
    answers: [],
    never: 'it asks nobody',
  },
  {
    drives: 'reviewMedia.uploadProof',
    calls: ['/cgi-bin/media/upload'],
    act: ({ connector, appId }) => connector.reviewMedia?.uploadProof(appId, jpeg),
    answers: expect.any(String),
    refused: {
      act: ({ connector, appId }) =>
        connector.reviewMedia?.uploadProof(appId, { ...jpeg, name: 'a.txt', mediaType: 'text/plain' }),
      as: { retry: 'FIX_INPUT', code: '40005' },
    },
  },
  {
    drives: 'pages.list',
    calls: ['/wxa/get_page'],
    given: (stage) => stage.uploaded(),
    act: ({ connector, appId }) => connector.pages?.list(appId),
    answers: ['pages/index', 'pages/order'],
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.pages?.list(appId),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'orderPath.apply',
    calls: ['/wxa/security/applysetorderpathinfo'],
    given: (stage) => stage.sandbox.scriptChanges('*', undefined, [{ outcome: 'wait' }]),
    act: ({ connector, appId }) => connector.orderPath?.apply([appId], 'pages/order'),
    afterwards: [
      ({ connector, appId }) => connector.orderPath?.read(appId, 'IN_REVIEW'),
      { path: 'pages/order', hostState: '1' },
    ],
    refused: {
      act: ({ connector }) => connector.orderPath?.apply(['wxnobody'], 'pages/order'),
      as: { code: '61003' },
    },
  },
  {
    drives: 'orderPath.read',
    calls: ['/wxa/security/getorderpathinfo'],
    given: ({ connector, appId }) => connector.orderPath?.apply([appId], 'pages/order'),
    act: ({ connector, appId }) =>
      until(
        async () => connector.orderPath?.read(appId, 'LIVE'),
        (found) => found !== undefined,
      ),
    answers: { path: 'pages/order', hostState: '4' },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.orderPath?.read(appId, 'LIVE'),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'categories.lookUp',
    calls: ['/cgi-bin/wxopen/getcategory'],
    act: ({ connector, appId }) =>
      connector.categories?.lookUp(appId, 'ADD', { ids: ['1', '2'], names: ['物流服务', '收件/派件'] }),
    answers: { state: 'IN_FORCE' },
    refused: {
      given: revoked,
      act: ({ connector, appId }) => connector.categories?.lookUp(appId, 'ADD', { ids: ['1'], names: [] }),
      as: NOT_AUTHORISED,
    },
  },
  {
    drives: 'trials.register',
    calls: ['/wxa/component/fastregisterbetaweapp'],
    act: ({ connector }) => connector.trials?.register(trial),
    answers: { reference: expect.any(String), url: expect.stringMatching(/^https:/) },
    refused: {
      act: ({ connector }) => connector.trials?.register({ ...trial, account: '' }),
      as: { code: '89253' },
    },
  },
  {
    drives: 'trials.lookUp',
    given: async (stage) => {
      stage.sandbox.scriptRegistrations('*', [{ outcome: 'reject', reason: '未确认', code: 100_003 }]);
      const moved = stage.nextNews('REGISTRATION_MOVED');
      stage.references.push((await stage.connector.trials?.register(trial))?.reference ?? '');
      await moved;
    },
    act: ({ connector, references }) => connector.trials?.lookUp(references[0] ?? ''),
    answers: {
      state: 'REFUSED',
      hostState: '100003',
      words: '未确认',
      meaning: expect.objectContaining({ retry: 'FIX_INPUT' }),
    },
    never: 'it asks nobody: how it went is pushed',
  },
  {
    drives: 'trials.convert',
    calls: ['/wxa/verifybetaweapp'],
    given: async (stage) => {
      const moved = stage.nextNews('REGISTRATION_MOVED');
      await stage.connector.trials?.register(trial);
      await moved;
    },
    act: (stage) => stage.connector.trials?.convert(newest(stage), registration),
    refused: {
      // It is not on trial.
      act: ({ connector, appId }) => connector.trials?.convert(appId, registration),
      as: { code: '40097' },
    },
  },
  {
    drives: 'personalRegistrations.register',
    calls: ['/wxa/component/fastregisterpersonalweapp'],
    act: ({ connector }) => connector.personalRegistrations?.register(person),
    answers: { reference: expect.any(String), url: expect.stringMatching(/^https:/) },
    refused: {
      act: ({ connector }) => connector.personalRegistrations?.register({ ...person, account: '' }),
      as: { code: '89253' },
    },
  },
  {
    drives: 'personalRegistrations.lookUp',
    calls: ['/wxa/component/fastregisterpersonalweapp'],
    given: async ({ connector, references }) => {
      references.push((await connector.personalRegistrations?.register(person))?.reference ?? '');
    },
    act: ({ connector, references }) =>
      until(
        async () => connector.personalRegistrations?.lookUp(references[0] ?? ''),
        (found) => found?.state !== 'WAITING',
      ),
    answers: { state: 'REGISTERED', appId: expect.stringMatching(/^wx/) },
    refused: {
      act: ({ connector }) => connector.personalRegistrations?.lookUp('no such task'),
      as: { code: '89250' },
    },
  },
];
