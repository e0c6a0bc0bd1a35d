import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import { loseTheAnswer } from '../support/literal-host.ts';
import { APP_ID, type BaiduWire, no, ok, openBaiduWire, program, row, smartapp } from './baidu-desk.ts';
import { failureOf, marked } from './subjects.ts';

let wire: BaiduWire;
beforeEach(async () => {
  wire = await openBaiduWire();
  await wire.authorise();
  wire.host.on('/file/2.0/smartapp/upload/image', ok('https://b.bdstatic.com/1.png'));
});
afterEach(() => wire.close());

const picture = { name: 'a.png', mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) };
const courier = { ids: ['1', '2'], names: ['快递业与邮政', '快递'] };
const live = row({ status: 1, rollback_version: '1.3.0', commit_time: '2026/03/01 08:00:00' });
const categoryList = ok([
  {
    id: 1,
    category_name: '快递业与邮政',
    sub_items: {
      2: {
        id: '2',
        category_name: '快递',
        need_quali: 1,
        category_quali:
          '{"desc":"","list":[[{"id":1,"must":1,"name":"快递业务经营许可证"}],[{"id":2,"must":1,"name":"备案证明"}]]}',
      },
    },
  },
]);
const info = {
  app_id: 1452365,
  app_name: '点餐小助手',
  app_desc: '在店里点餐',
  photo_addr: '[{"cover":"https://b.bdstatic.com/icon.png"}]',
  status: 1,
  category: [
    {
      category_id: 7,
      category_name: '物流',
      audit_status: 2,
      parent: { category_id: 1, category_name: '快递业与邮政' },
    },
    {
      category_id: '9',
      category_name: '餐饮',
      audit_status: 3,
      reason: '资质不符',
      parent: { category_id: 8, category_name: '美食' },
    },
  ],
  modify_count: {
    name_modify_used: 1,
    name_modify_quota: 5,
    signature_modify_used: '5',
    signature_modify_quota: '5',
    image_modify_quota: 5,
    category_modify_used: 1,
    category_modify_quota: 3,
  },
};

interface Call {
  readonly name: string;
  /** What stands behind `/rest/2.0/smartapp/`. */
  readonly call: string;
  readonly method: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly replies?: object;
  readonly before?: Readonly<Record<string, object>>;
  /** With the token of the gateway, and not of the program. */
  readonly asPlatform?: true;
  ask(connector: PlatformConnector): Promise<unknown> | undefined;
  readonly answer?: unknown;
}

/** Each call as its page has it: what is sent, to the letter, and what is read out of the documented answer. */
const calls: readonly Call[] = [
  {
    name: 'an upload',
    call: 'package/upload',
    method: 'POST',
    form: {
      template_id: '7',
      ext_json: '{"ext":{"shop":"a"},"directCommit":false,"extEnable":true,"extAppid":"1452365"}',
      user_version: '1.4.0',
      user_desc: marked,
    },
    ask: (connector) => connector.upload(program),
  },
  {
    name: 'a submission',
    call: 'package/submitaudit',
    method: 'POST',
    form: { content: marked, package_id: '55106', remark: marked },
    before: { 'package/get': ok([row({ status: 3 })]) },
    ask: (connector) => connector.submit(program),
    answer: { reference: '55106' },
  },
  {
    name: 'a submission with a remark and an account for the reviewer',
    call: 'package/submitaudit',
    method: 'POST',
    form: {
      content: marked,
      package_id: '55106',
      remark: '新增外卖',
      test_account: 'tester',
      test_password: 'p@ss w0rd+',
    },
    before: { 'package/get': ok([row({ status: 3 })]) },
    ask: (connector) =>
      connector.submit({
        ...program,
        forReviewer: { remark: '新增外卖', testAccount: { name: 'tester', password: 'p@ss w0rd+' } },
      }),
    answer: { reference: '55106' },
  },
  {
    name: 'a withdrawal',
    call: 'package/withdraw',
    method: 'POST',
    form: { package_id: '55106' },
    before: { 'package/get': ok([row({ status: 4 })]) },
    ask: (connector) => connector.withdraw(program),
  },
  {
    name: 'a release',
    call: 'package/release',
    method: 'POST',
    form: { package_id: '55106' },
    before: { 'package/get': ok([row({ status: 6 })]) },
    ask: (connector) => connector.release(program),
  },
  {
    name: 'the versions in place',
    call: 'package/get',
    method: 'GET',
    replies: [
      live,
      row({
        package_id: '55107',
        version: '1.5.0',
        version_desc: 'by hand',
        status: 3,
        commit_time: '2026/03/02 08:00:00',
      }),
      row({ package_id: 55105, version: '1.2.0', status: 5, commit_time: '2026/02/01 08:00:00' }),
      {
        version: '1.6.0',
        version_desc: 'x',
        upload_status: 1,
        upload_status_desc: '上传中',
        commit_time: '2026/03/03 08:00:00',
      },
    ],
    ask: ({ versions }) => versions?.inPlace(APP_ID),
    answer: {
      trial: { versionNumber: '1.5.0', description: 'by hand', at: new Date('2026-03-02T00:00:00Z') },
      live: {
        versionNumber: '1.4.0',
        description: '新菜单',
        key: 'sub_1',
        at: new Date('2026-03-01T00:00:00Z'),
      },
    },
  },
  {
    name: 'the candidate of a rollback',
    call: 'package/get',
    method: 'GET',
    replies: [live],
    ask: ({ rollback }) => rollback?.candidates(APP_ID),
    answer: [{ reference: '1.3.0', versionNumber: '1.3.0' }],
  },
  {
    name: 'a rollback, by the package that gives way',
    call: 'package/rollback',
    method: 'POST',
    form: { package_id: '55106' },
    before: { 'package/get': ok([live]) },
    ask: ({ rollback }) => rollback?.rollBack(program, '1.3.0'),
  },
  {
    name: 'how a rollback stands that has just begun',
    call: 'package/getdetail',
    method: 'GET',
    replies: { ...live, status: 8 },
    ask: ({ rollback }) => rollback?.lookUp(program),
    answer: { state: 'ROLLING_BACK' },
  },
  {
    name: 'how a rollback stands that is done',
    call: 'package/getdetail',
    method: 'GET',
    replies: { package_id: 55100, version: '1.3.0', version_desc: '旧菜单 [pf:sub_0]', status: 1 },
    ask: ({ rollback }) => rollback?.lookUp(program),
    answer: { state: 'ROLLED_BACK', live: { versionNumber: '1.3.0', description: '旧菜单', key: 'sub_0' } },
  },
  {
    name: 'a service that is closed',
    call: 'app/pause',
    method: 'POST',
    form: {},
    ask: ({ service }) => service?.pause(APP_ID),
  },
  {
    name: 'a service that is opened again',
    call: 'app/resume',
    method: 'POST',
    form: {},
    ask: ({ service }) => service?.resume(APP_ID),
  },
  ...([-1, 4, 5] as const).map(
    (status): Call => ({
      name: `a service that is closed, by the status ${status}`,
      call: 'app/info',
      method: 'GET',
      replies: { ...info, status },
      ask: ({ service }) => service?.state(APP_ID),
      answer: 'PAUSED',
    }),
  ),
  {
    name: 'a service whose traffic alone is off',
    call: 'app/info',
    method: 'GET',
    replies: { ...info, status: '7' },
    ask: ({ service }) => service?.state(APP_ID),
    answer: 'SERVING',
  },
  {
    name: 'the quota of a week (baidu/2.4)',
    call: 'package/auditquota',
    method: 'GET',
    replies: { quota_type: 2, quota_times: 3, remain_times: 1 },
    ask: ({ reviewQuota }) => reviewQuota?.read(APP_ID),
    answer: { scope: 'PROGRAM', period: 'WEEK', submissions: { limit: 3, remaining: 1 } },
  },
  {
    name: 'a quota without a limit',
    call: 'package/auditquota',
    method: 'GET',
    replies: { quota_type: 2, quota_times: -1, remain_times: '-1' },
    ask: ({ reviewQuota }) => reviewQuota?.read(APP_ID),
    answer: { scope: 'PROGRAM', period: 'WEEK', submissions: { limit: 'UNLIMITED', remaining: 'UNLIMITED' } },
  },
  {
    name: 'the templates',
    call: 'template/gettemplatelist',
    method: 'GET',
    asPlatform: true,
    query: { page: '1', page_size: '50' },
    replies: {
      count: 1,
      list: [
        {
          template_id: 7,
          user_version: '1.0',
          user_desc: '面馆',
          create_time: 1_767_225_600,
          web_status: 1,
        },
      ],
    },
    ask: ({ templates }) => templates?.list(),
    answer: [
      {
        id: '7',
        versionNumber: '1.0',
        description: '面馆',
        createdAt: new Date('2026-01-01T00:00:00Z'),
        kind: 'ORDINARY',
      },
    ],
  },
  {
    name: 'the drafts of templates',
    call: 'template/gettemplatedraftlist',
    method: 'GET',
    asPlatform: true,
    query: { page: '1', page_size: '50' },
    replies: {
      count: 1,
      list: [{ draft_id: '3', user_version: '1.0', user_desc: '面馆', create_time: 'soon' }],
    },
    ask: ({ templates }) => templates?.drafts(),
    answer: [{ id: '3', versionNumber: '1.0', description: '面馆' }],
  },
  {
    name: 'a draft that becomes a template',
    call: 'template/addtotemplate',
    method: 'POST',
    asPlatform: true,
    form: { draft_id: '3', user_desc: '面馆二' },
    replies: { template_id: 8 },
    ask: ({ templates }) => templates?.add('3', '面馆二'),
    answer: { templateId: '8' },
  },
  {
    name: 'a draft that becomes a template under its own description',
    call: 'template/addtotemplate',
    method: 'POST',
    asPlatform: true,
    form: { draft_id: '3', user_desc: '面'.repeat(30) },
    before: {
      'template/gettemplatedraftlist': ok({ count: 1, list: [{ draft_id: 3, user_desc: '面'.repeat(40) }] }),
    },
    ask: ({ templates }) => templates?.add('3'),
    answer: {},
  },
  {
    name: 'a template that is removed',
    call: 'template/deltemplate',
    method: 'POST',
    asPlatform: true,
    form: { template_id: '8' },
    replies: { result: 1 },
    ask: ({ templates }) => templates?.remove('8'),
  },
  {
    name: 'the addresses of servers',
    call: 'app/modifydomain',
    method: 'POST',
    form: { action: 'get' },
    replies: {
      request_domain: 'https://a.example,https://b.example',
      socket_domain: '',
      upload_domain: null,
    },
    before: { 'app/modifywebviewdomain': ok('https://h5.example') },
    ask: ({ domains }) => domains?.read(APP_ID),
    answer: {
      REQUEST: ['https://a.example', 'https://b.example'],
      SOCKET: [],
      UPLOAD: [],
      DOWNLOAD: [],
      WEB_VIEW: ['https://h5.example'],
    },
  },
  {
    name: 'addresses of servers that are set, of the kinds that are named',
    call: 'app/modifydomain',
    method: 'POST',
    form: {
      action: 'set',
      request_domain: 'https://a.example,https://b.example',
      socket_domain: 'wss://a.example',
    },
    ask: ({ domains }) =>
      domains?.change(APP_ID, 'SET', {
        REQUEST: ['https://a.example', 'https://b.example'],
        SOCKET: ['wss://a.example'],
      }),
  },
  {
    name: 'addresses of pages that are taken away',
    call: 'app/modifywebviewdomain',
    method: 'POST',
    form: { action: 'delete', web_view_domain: 'https://h5.example' },
    ask: ({ domains }) => domains?.change(APP_ID, 'REMOVE', { WEB_VIEW: ['https://h5.example'] }),
  },
  {
    name: 'addresses of pages of which none is to be left',
    call: 'app/modifywebviewdomain',
    method: 'POST',
    form: { action: 'delete', web_view_domain: 'https://h5.example,https://h6.example' },
    replies: { web_view_domain: 'https://h5.example,https://h6.example' },
    before: { 'app/modifydomain': ok({}) },
    ask: ({ domains }) => domains?.change(APP_ID, 'SET', { WEB_VIEW: [] }),
  },
  {
    name: 'the categories that there are',
    call: 'app/category/list',
    method: 'GET',
    asPlatform: true,
    query: { category_type: '2' },
    replies: categoryList.data as object,
    ask: ({ categories }) => categories?.offered(APP_ID),
    answer: [{ ...courier, needsPapers: true, papers: [['快递业务经营许可证'], ['备案证明']] }],
  },
  {
    name: 'the categories that are set',
    call: 'app/info',
    method: 'GET',
    replies: info,
    ask: ({ categories }) => categories?.chosen(APP_ID),
    answer: {
      categories: [
        { ids: ['1', '7'], names: ['快递业与邮政', '物流'], review: { state: 'IN_FORCE' } },
        { ids: ['8', '9'], names: ['美食', '餐饮'], review: { state: 'DECLINED', words: '资质不符' } },
      ],
      changesLeft: 2,
      mostAtOnce: 5,
    },
  },
  {
    name: 'a category that is added, with all that stay (baidu/2.6)',
    call: 'app/category/update',
    method: 'POST',
    form: {
      categorys:
        '[{"sub_category_id":7},{"sub_category_id":9},{"sub_category_id":2,"qualis":[{"id":1,"addr":"https://b.bdstatic.com/1.png"}]}]',
    },
    replies: { examine_id: 39079 },
    before: { 'app/info': ok(info), 'app/category/list': categoryList },
    ask: ({ categories }) => categories?.add(APP_ID, courier, [{ ...picture, paper: '快递业务经营许可证' }]),
  },
  {
    name: 'a category that is removed',
    call: 'app/category/update',
    method: 'POST',
    form: { categorys: '[{"sub_category_id":7}]' },
    replies: { examine_id: 39079 },
    before: { 'app/info': ok(info) },
    ask: ({ categories }) => categories?.remove(APP_ID, { ids: ['8', '9'], names: ['美食', '餐饮'] }),
  },
  {
    name: 'the profile, and how often it may still change',
    call: 'app/info',
    method: 'GET',
    replies: info,
    ask: ({ profile }) => profile?.read(APP_ID),
    answer: {
      name: '点餐小助手',
      introduction: '在店里点餐',
      iconUrl: 'https://b.bdstatic.com/icon.png',
      changesLeft: { NAME: 4, ICON: 5, INTRODUCTION: 0 },
    },
  },
  {
    name: 'another name, with proof',
    call: 'app/setnicknamewithqual',
    method: 'POST',
    form: { nick_name: '面馆', qual_materials: '{"others":["https://b.bdstatic.com/1.png"]}' },
    replies: { examine_id: 39079 },
    ask: ({ profile }) => profile?.changeName(APP_ID, '面馆', [picture]),
    answer: { reference: '39079', review: { state: 'IN_REVIEW' } },
  },
  {
    name: 'another picture',
    call: 'app/modifyheadimage',
    method: 'POST',
    form: { image_url: 'https://b.bdstatic.com/1.png' },
    replies: { examine_id: 39079 },
    ask: ({ profile }) => profile?.changeIcon(APP_ID, picture),
    answer: { reference: '39079', review: { state: 'IN_REVIEW' } },
  },
  {
    name: 'another introduction',
    call: 'app/modifysignature',
    method: 'POST',
    form: { signature: '在店里点餐的小程序' },
    replies: {},
    ask: ({ profile }) => profile?.changeIntroduction(APP_ID, '在店里点餐的小程序'),
    answer: { review: { state: 'IN_REVIEW' } },
  },
  ...(
    [
      ['NAME', '面馆', { audit_app_name: '面馆', audit_app_name_status: 1 }, { state: 'IN_REVIEW' }],
      [
        'NAME',
        '面馆',
        { audit_app_name_status: '3', audit_app_name_reason: '名称过泛' },
        { state: 'DECLINED', words: '名称过泛' },
      ],
      ['NAME', '点餐小助手', { audit_app_desc_status: 1 }, { state: 'IN_FORCE' }],
      ['NAME', '面馆', undefined, { state: 'UNKNOWN' }],
      // Somebody else's, from Baidu's console.
      ['NAME', '面馆', { audit_app_name: '粉店', audit_app_name_status: 1 }, { state: 'UNKNOWN' }],
      ['INTRODUCTION', '在店里点餐', undefined, { state: 'IN_FORCE' }],
      ['ICON', undefined, { audit_photo_addr_status: 1 }, { state: 'IN_REVIEW' }],
      ['ICON', undefined, undefined, { state: 'IN_FORCE' }],
    ] as const
  ).map(
    ([part, value, audit_info, answer]): Call => ({
      name: `a change of ${part} to ${value} that is ${answer.state}, by ${JSON.stringify(audit_info)}`,
      call: 'app/info',
      method: 'GET',
      replies: { ...info, ...(audit_info ? { audit_info } : {}) },
      ask: ({ profile }) => profile?.lookUp(APP_ID, part, { asked: true, ...(value ? { value } : {}) }),
      answer,
    }),
  ),
  {
    name: 'a picture that nobody has asked for yet',
    call: 'app/info',
    method: 'GET',
    replies: info,
    ask: ({ profile }) => profile?.lookUp(APP_ID, 'ICON', { asked: false }),
    answer: { state: 'UNKNOWN' },
  },
  ...(
    [
      ['ADD', ['1', '7'], [2, 3], { state: 'IN_FORCE' }],
      ['ADD', ['8', '9'], [2, 3], { state: 'DECLINED', words: '资质不符' }],
      ['ADD', ['1', '2'], [1, 1], { state: 'IN_REVIEW' }],
      ['ADD', ['1', '2'], [2, 3], { state: 'DECLINED', words: '资质不符' }],
      ['ADD', ['1', '2'], [2, 2], { state: 'UNKNOWN' }],
      ['REMOVE', ['1', '7'], [2, 2], { state: 'UNKNOWN' }],
      ['REMOVE', ['1', '7'], [1, 1], { state: 'IN_REVIEW' }],
      ['REMOVE', ['1', '2'], [2, 2], { state: 'IN_FORCE' }],
    ] as const
  ).map(
    ([act, ids, statuses, answer]): Call => ({
      name: `${act} of the category ${ids} that is ${answer.state}, by ${statuses}`,
      call: 'app/info',
      method: 'GET',
      replies: {
        ...info,
        category: info.category.map((one, index) => ({ ...one, audit_status: statuses[index] })),
      },
      ask: ({ categories }) => categories?.lookUp(APP_ID, act, { ids, names: [] }),
      answer,
    }),
  ),
  {
    name: 'the lowest base library',
    call: 'app/getsupportversion',
    method: 'GET',
    replies: { now_version: '2.5.15', items: [{ version: '1.10.15' }] },
    ask: ({ baseLibrary }) => baseLibrary?.read(APP_ID),
    answer: { minimum: '2.5.15', shares: [] },
  },
  {
    name: 'another lowest base library',
    call: 'app/setsupportversion',
    method: 'POST',
    form: { version: '3.30.2' },
    ask: ({ baseLibrary }) => baseLibrary?.setMinimum(APP_ID, '3.30.2'),
  },
  ...(
    [
      [{ status: 0 }, 'NOT_ASKED'],
      [1, 'IN_REVIEW'],
      [{ status: '2' }, 'DECLINED'],
      [{ status: 3 }, 'GRANTED'],
      [{ status: 9 }, 'UNKNOWN'],
    ] as const
  ).map(
    ([replies, state]): Call => ({
      name: `the numbers of users’ phones, which are ${state}`,
      call: 'app/get/mobileauthstatus',
      method: 'GET',
      replies: replies as object,
      ask: ({ guardedInterfaces }) => guardedInterfaces?.list(APP_ID),
      answer: [{ name: 'getPhoneNumber', state }],
    }),
  ),
  {
    name: 'an application for the numbers of users’ phones',
    call: 'app/apply/mobileauth',
    method: 'POST',
    form: {
      reason: '2',
      used_scene: '3',
      scene_desc: '送餐时联系',
      scene_demo: 'https://b.bdstatic.com/1.png',
    },
    ask: ({ guardedInterfaces }) =>
      guardedInterfaces?.apply(APP_ID, { name: 'getPhoneNumber', reason: '送餐时联系', pictures: [picture] }),
    answer: {},
  },
  {
    name: 'what is held against the program (baidu/3.4)',
    call: 'app/violation',
    method: 'GET',
    replies: {
      appId: 1452365,
      problemDetails: [
        {
          taskId: 12,
          status: 0,
          problemDesc: '页面流量封禁-代码包-一般违规',
          problemPath: 'pages/index',
          screenShot: '["https://b.bdstatic.com/s.png"]',
          auditReason: '仍未修改',
          auditShot: 'no JSON',
        },
        { taskId: '13' },
      ],
    },
    ask: ({ violations }) => violations?.list(APP_ID),
    answer: [
      {
        reference: '12',
        words: '页面流量封禁-代码包-一般违规',
        page: 'pages/index',
        pictures: ['https://b.bdstatic.com/s.png'],
        answer: { words: '仍未修改', pictures: [] },
        hostState: '0',
      },
      { reference: '13', words: '', pictures: [] },
    ],
  },
  {
    name: 'whether anything is in force against the program (baidu/3.4)',
    call: 'app/info',
    method: 'GET',
    replies: { app_id: 1452365, status: 1 },
    ask: ({ violations }) => violations?.onRecord(APP_ID),
    answer: { told: [], isFree: true },
  },
  ...(
    [
      [5, { measure: 'PROGRAM_OFFLINE' }],
      [6, { measure: 'WARNING', rectifyWithinDays: 3 }],
      [7, { measure: 'TRAFFIC_OFF' }],
    ] as const
  ).map(
    ([status, measure]): Call => ({
      name: `what is in force against the program by its status ${status} (baidu/3.4)`,
      call: 'app/violation',
      method: 'GET',
      before: { 'app/info': ok({ app_id: 1452365, status }) },
      replies: { problemDetails: [{ taskId: 12, problemDesc: '名称不合规' }, { taskId: 13 }] },
      ask: ({ violations }) => violations?.onRecord(APP_ID),
      answer: {
        told: [
          {
            act: 'TAKEN',
            ground: 'BREACH_OF_AGREEMENT',
            reference: `app/info status ${status}`,
            isStanding: true,
            words: '名称不合规',
            ...measure,
          },
        ],
      },
    }),
  ),
];

/** Answers what has to be asked first, and the call itself. */
function prepare({ before = {}, call, replies }: Call): void {
  for (const [name, answer] of Object.entries(before)) wire.host.on(smartapp(name), answer);
  wire.host.on(smartapp(call), ok(replies));
}

describe('a call to Baidu', () => {
  it.each(calls)('about $name goes out and is read as its page has it', async (call) => {
    prepare(call);
    expect(await call.ask(wire.connector)).toEqual(call.answer);
    const { method, query, contentType, form } = wire.lastTo(smartapp(call.call));
    const access_token = call.asPlatform ? '42.tp-token' : '45.access-token-1';
    expect({ method, query, form }).toEqual({
      method: call.method,
      query: { access_token, ...call.query },
      form: call.form ?? {},
    });
    expect(contentType).toBe(call.method === 'POST' ? 'application/x-www-form-urlencoded' : '');
  });

  it.each(calls)('about $name says what a refusal means, by each of the three envelopes', async (call) => {
    prepare(call);
    const path = smartapp(call.call);
    const envelopes = [
      [{ error_code: 6, error_msg: 'No permission to access data' }, '6'],
      [no(40007), '40007'],
      [{ error: 'invalid_request', error_description: 'x' }, 'invalid_request'],
    ] as const;
    for (const [envelope, code] of envelopes) {
      wire.host.on(path, envelope);
      expect(await failureOf(call.ask(wire.connector) ?? Promise.resolve())).toMatchObject({
        platform: 'BAIDU',
        call: `${call.method} ${path}`,
        code,
        retry: 'ASK_OPERATOR',
      });
    }
  });

  it.each(calls.filter(({ method }) => method === 'GET'))(
    'about $name that answers in a shape of its own is for the operator',
    async (call) => {
      prepare(call);
      wire.host.on(smartapp(call.call), {
        errno: 0,
        data: {
          list: 7,
          status: {},
          audit_info: 1,
          problemDetails: 3,
          category: 'x',
          now_version: [],
          quota_type: [],
          version: 1,
        },
      });
      const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
      expect(failure).toMatchObject({ retry: 'ASK_OPERATOR', call: `GET ${smartapp(call.call)}` });
    },
  );
});

describe('what Baidu would refuse, or do otherwise than was meant,', () => {
  const refused = async (ask: (connector: PlatformConnector) => Promise<unknown> | undefined) => {
    const failure = await failureOf(ask(wire.connector) ?? Promise.resolve());
    expect(failure.words).toMatch(/^not called: /);
    return failure;
  };
  const rollBack = (to?: string) => refused(({ rollback }) => rollback?.rollBack(program, to));

  it('is not called: a rollback of what users do not get, to what is not before it, or to nothing', async () => {
    wire.host.on(smartapp('package/get'), ok([row({ version_desc: 'by hand', status: 1 })]));
    expect(await rollBack()).toMatchObject({ retry: 'FIX_INPUT' });
    wire.host.on(smartapp('package/get'), ok([live]));
    expect((await rollBack('1.2.0')).words).toContain('Baidu goes back to 1.3.0 only, and not to 1.2.0');
    wire.host.on(smartapp('package/get'), ok([row({ status: 1 })]));
    expect(await rollBack()).toMatchObject({ retry: 'FINAL' });
    expect(wire.host.requestsTo(smartapp('package/rollback'))).toHaveLength(0);
  });

  it('is not called: a rollback that is under way', async () => {
    wire.host.on(smartapp('package/get'), ok([{ ...live, status: 8 }]));
    await wire.connector.rollback?.rollBack(program);
    expect(wire.host.requestsTo(smartapp('package/rollback'))).toHaveLength(0);
  });

  it('is not called: an introduction that is too short or too long, a Chinese character counting as two', async () => {
    for (const words of ['在店里点', 'nine char', '面'.repeat(29)]) {
      expect(await refused(({ profile }) => profile?.changeIntroduction(APP_ID, words))).toMatchObject({
        retry: 'FIX_INPUT',
      });
    }
    expect(wire.host.requestsTo(smartapp('app/modifysignature'))).toHaveLength(0);
  });

  it('is not called: a sixth category, none at all, and one that is not on the list (baidu/2.6)', async () => {
    const five = Array.from({ length: 5 }, (_, n) => ({ category_id: 10 + n, audit_status: 2 }));
    wire.host.on(smartapp('app/category/list'), categoryList);
    wire.host.on(smartapp('app/info'), ok({ ...info, category: five }));
    const paper = { ...picture, paper: '备案证明' };
    const sixth = await refused(({ categories }) => categories?.add(APP_ID, courier, [paper]));
    expect(sixth).toMatchObject({ retry: 'FIX_INPUT', clause: 'baidu/2.6' });
    wire.host.on(smartapp('app/info'), ok({ ...info, category: five.slice(0, 1) }));
    await refused(({ categories }) => categories?.remove(APP_ID, { ids: ['1', '10'], names: [] }));
    await refused(({ categories }) => categories?.add(APP_ID, { ids: ['1', '99'], names: ['?'] }, []));
    await refused(({ categories }) => categories?.add(APP_ID, courier, []));
    expect(wire.host.requestsTo(smartapp('app/category/update'))).toHaveLength(0);
  });

  it('is not called: a template without a description, or under too long a one', async () => {
    wire.host.on(smartapp('template/gettemplatedraftlist'), ok({ count: 0, list: [] }));
    await refused(({ templates }) => templates?.add('3'));
    await refused(({ templates }) => templates?.add('3', '面'.repeat(31)));
    expect(wire.host.requestsTo(smartapp('template/addtotemplate'))).toHaveLength(0);
  });

  it('is not called: an application for a call that nobody can ask for, or without a reason', async () => {
    const apply = (name: string, reason: string) =>
      refused(({ guardedInterfaces }) => guardedInterfaces?.apply(APP_ID, { name, reason }));
    await apply('getLocation', 'x');
    await apply('getPhoneNumber', '');
    await apply('getPhoneNumber', 'x'.repeat(501));
  });
});

describe('the answers of Baidu', () => {
  it('about templates are read page by page', async () => {
    const page = (from: number, length: number) =>
      Array.from({ length }, (_, n) => ({ template_id: from + n }));
    wire.host.on(
      smartapp('template/gettemplatelist'),
      ok({ count: 51, list: page(1, 50) }),
      ok({ count: 51, list: page(51, 1) }),
    );
    expect(await wire.connector.templates?.list()).toHaveLength(51);
    const pages = wire.host.requestsTo(smartapp('template/gettemplatelist')).map(({ query }) => query.page);
    expect(pages).toEqual(['1', '2']);
  });

  it('that nothing is online make a rollback one that is done', async () => {
    wire.host.on(smartapp('package/getdetail'), no(69005));
    expect(await wire.connector.rollback?.lookUp(program)).toEqual({ state: 'ROLLED_BACK' });
  });

  it('that name a quota of another period are for the operator', async () => {
    wire.host.on(smartapp('package/auditquota'), ok({ quota_type: 1, quota_times: 3, remain_times: 1 }));
    expect(await failureOf(wire.connector.reviewQuota?.read(APP_ID) ?? Promise.resolve())).toMatchObject({
      retry: 'ASK_OPERATOR',
      words: 'quota_type 1 is not documented (2, a week, is)',
    });
  });

  it.each(
    calls.filter(({ method, call }) => method === 'POST' && !/deltemplate|setsupportversion/.test(call)),
  )('to $name that get lost have to be asked after, unless it can be repeated', async (call) => {
    prepare(call);
    wire.host.on(smartapp(call.call), loseTheAnswer);
    const { mayHaveActed = false } = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    const harmless =
      ['get', 'set'].includes(call.form?.action ?? '') || call.name.endsWith('none is to be left');
    expect(mayHaveActed).toBe(!harmless);
  });

  it('that repeat the password of a test account are told without it', async () => {
    wire.host.on(smartapp('package/get'), ok([row({ status: 3 })]));
    wire.host.on(smartapp('package/submitaudit'), (response) =>
      response.writeHead(502).end('bad gateway for p@ss-w0rd-of-tests'),
    );
    const forReviewer = { testAccount: { name: 'tester', password: 'p@ss-w0rd-of-tests' } };
    const failure = await failureOf(wire.connector.submit({ ...program, forReviewer }));
    expect(failure.mayHaveActed).toBe(true);
    expect(failure.words).toContain('[hidden]');
    expect(failure.words).not.toContain('p@ss');
  });
});
