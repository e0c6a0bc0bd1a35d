import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loseTheAnswer } from '../support/literal-host.ts';
import { failureOf, marked, noon, program } from './subjects.ts';
import { no, ok, openWechatWire, type WechatWire } from './wechat-wire.ts';

let wire: WechatWire;
beforeEach(async () => {
  wire = await openWechatWire();
});
afterEach(() => wire.host.close());

type Connector = WechatWire['connector'];
const appId = 'wxa1';
const picture = { name: 'a.png', mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) };
const asProgram = { token: 'access-1' };
const asComponent = { token: 'component-1' };

interface Call {
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly replies?: object;
  readonly before?: Readonly<Record<string, object>>;
  readonly token?: typeof asProgram;
  ask(connector: Connector): Promise<unknown> | undefined;
  readonly answer?: unknown;
}

const live = {
  release_info: { release_desc: marked, release_version: '1.4.0', release_time: 1_767_225_601 },
};
const approved = {
  '/wxa/getversioninfo': { exp_info: { exp_desc: marked } },
  '/wxa/get_latest_auditstatus': { auditid: 42, status: 0, user_desc: marked },
};

/** Each call as its page has it: what is sent, to the letter, and what is read out of the documented answer. */
const calls: readonly Call[] = [
  {
    name: 'the versions in place',
    method: 'POST',
    path: '/wxa/getversioninfo',
    body: {},
    replies: {
      exp_info: { exp_time: 1_767_225_601, exp_version: '1.4.0', exp_desc: marked },
      release_info: { release_time: 1_767_225_601, release_version: '1.3.0', release_desc: 'by hand' },
    },
    before: { '/wxa/get_latest_auditstatus': no(85058) },
    ask: ({ versions }) => versions?.inPlace(appId),
    answer: {
      trial: {
        versionNumber: '1.4.0',
        description: '新菜单',
        key: 'sub_1',
        at: new Date('2026-01-01T00:00:01Z'),
      },
      live: { versionNumber: '1.3.0', description: 'by hand', at: new Date('2026-01-01T00:00:01Z') },
    },
  },
  {
    name: 'the candidates of a rollback',
    method: 'GET',
    path: '/wxa/revertcoderelease',
    query: { action: 'get_history_version' },
    replies: {
      version_list: [
        { app_version: 3, user_version: '1.3.0', user_desc: '旧菜单 [pf:sub_0]', commit_time: 1_767_225_601 },
      ],
    },
    ask: ({ rollback }) => rollback?.candidates(appId),
    answer: [
      {
        reference: '3',
        versionNumber: '1.3.0',
        description: '旧菜单',
        key: 'sub_0',
        at: new Date('2026-01-01T00:00:01Z'),
      },
    ],
  },
  {
    name: 'a rollback to the version before',
    method: 'GET',
    path: '/wxa/revertcoderelease',
    before: { '/wxa/getversioninfo': live },
    ask: ({ rollback }) => rollback?.rollBack(program),
  },
  {
    name: 'a rollback to a version that is named',
    method: 'GET',
    path: '/wxa/revertcoderelease',
    query: { app_version: '3' },
    before: { '/wxa/getversioninfo': live },
    ask: ({ rollback }) => rollback?.rollBack(program, '3'),
  },
  {
    name: 'a staged release',
    method: 'POST',
    path: '/wxa/grayrelease',
    body: { gray_percentage: 20, support_debuger_first: false, support_experiencer_first: true },
    before: { ...approved, '/wxa/getgrayreleaseplan': { gray_release_plan: { status: 0 } } },
    ask: ({ staging }) => staging?.stage(program, { percentage: 20, testersFirst: true }),
  },
  {
    name: 'the plan of a staged release',
    method: 'GET',
    path: '/wxa/getgrayreleaseplan',
    replies: {
      gray_release_plan: {
        status: 1,
        create_timestamp: 1_767_225_601,
        gray_percentage: 20,
        support_debuger_first: false,
        support_experiencer_first: true,
      },
    },
    ask: ({ staging }) => staging?.plan(appId),
    answer: {
      state: 'RUNNING',
      percentage: 20,
      debuggersFirst: false,
      testersFirst: true,
      startedAt: new Date('2026-01-01T00:00:01Z'),
    },
  },
  {
    name: 'the end of a staged release',
    method: 'GET',
    path: '/wxa/revertgrayrelease',
    before: { '/wxa/getgrayreleaseplan': { gray_release_plan: { status: 1, gray_percentage: 20 } } },
    ask: ({ staging }) => staging?.cancel(program),
  },
  {
    name: 'closing the service',
    method: 'POST',
    path: '/wxa/change_visitstatus',
    body: { action: 'close' },
    ask: ({ service }) => service?.pause(appId),
  },
  {
    name: 'opening the service',
    method: 'POST',
    path: '/wxa/change_visitstatus',
    body: { action: 'open' },
    ask: ({ service }) => service?.resume(appId),
  },
  {
    name: 'the state of the service',
    method: 'POST',
    path: '/wxa/getvisitstatus',
    body: {},
    replies: { status: 0 },
    ask: ({ service }) => service?.state(appId),
    answer: 'PAUSED',
  },
  {
    name: 'the quota of reviews, all four numbers',
    method: 'GET',
    path: '/wxa/queryquota',
    replies: { rest: 7, limit: 20, speedup_rest: 1, speedup_limit: 2 },
    ask: ({ reviewQuota }) => reviewQuota?.read(appId),
    answer: {
      scope: 'GATEWAY',
      period: 'MONTH',
      submissions: { limit: 20, remaining: 7 },
      expedites: { limit: 2, remaining: 1 },
    },
  },
  {
    name: 'expediting a review',
    method: 'POST',
    path: '/wxa/speedupaudit',
    body: { auditid: 42 },
    ask: ({ expedite }) => expedite?.expedite(program, '42'),
  },
  {
    name: 'what the scan of the code found',
    method: 'GET',
    path: '/wxa/security/get_code_privacy_info',
    replies: { without_auth_list: ['wx.getLocation'], without_conf_list: ['wx.chooseAddress'] },
    ask: ({ codeScan }) => codeScan?.read(appId),
    answer: { state: 'DONE', notGranted: ['wx.getLocation'], notDeclared: ['wx.chooseAddress'] },
  },
  {
    name: 'the drafts of templates',
    method: 'GET',
    path: '/wxa/gettemplatedraftlist',
    token: asComponent,
    replies: {
      draft_list: [
        {
          create_time: 1_767_225_601,
          user_version: '2.0',
          user_desc: 'new',
          draft_id: 5,
          source_miniprogram_appid: 'wxdev',
          source_miniprogram: '开发小程序',
          developer: 'somebody',
        },
      ],
    },
    ask: ({ templates }) => templates?.drafts(),
    answer: [
      {
        id: '5',
        versionNumber: '2.0',
        description: 'new',
        createdAt: new Date('2026-01-01T00:00:01Z'),
        source: '开发小程序',
        developer: 'somebody',
      },
    ],
  },
  {
    name: 'making a template of a draft',
    method: 'POST',
    path: '/wxa/addtotemplate',
    token: asComponent,
    body: { draft_id: 5, template_type: 0 },
    ask: ({ templates }) => templates?.add('5'),
    answer: {},
  },
  {
    name: 'the templates',
    method: 'GET',
    path: '/wxa/gettemplatelist',
    token: asComponent,
    replies: {
      template_list: [
        {
          create_time: 1_767_225_601,
          user_version: '2.0',
          user_desc: 'new',
          template_id: 7,
          template_type: 1,
        },
      ],
    },
    ask: ({ templates }) => templates?.list(),
    answer: [
      {
        id: '7',
        versionNumber: '2.0',
        description: 'new',
        createdAt: new Date('2026-01-01T00:00:01Z'),
        kind: 'STANDARD',
      },
    ],
  },
  {
    name: 'deleting a template',
    method: 'POST',
    path: '/wxa/deletetemplate',
    token: asComponent,
    body: { template_id: 7 },
    ask: ({ templates }) => templates?.remove('7'),
  },
  {
    name: 'the testers',
    method: 'POST',
    path: '/wxa/memberauth',
    body: { action: 'get_experiencer' },
    replies: { members: [{ userstr: 'u1' }] },
    ask: ({ testers }) => testers?.list(appId),
    answer: [{ reference: 'u1' }],
  },
  {
    name: 'adding a tester',
    method: 'POST',
    path: '/wxa/bind_tester',
    body: { wechatid: 'zhangsan' },
    replies: { userstr: 'u1' },
    ask: ({ testers }) => testers?.add(appId, 'zhangsan'),
    answer: { reference: 'u1', account: 'zhangsan' },
  },
  {
    name: 'removing a tester by account',
    method: 'POST',
    path: '/wxa/unbind_tester',
    body: { wechatid: 'zhangsan' },
    ask: ({ testers }) => testers?.remove(appId, { account: 'zhangsan' }),
  },
  {
    name: 'removing a tester by what WeChat calls them',
    method: 'POST',
    path: '/wxa/unbind_tester',
    body: { userstr: 'u1' },
    ask: ({ testers }) => testers?.remove(appId, { reference: 'u1' }),
  },
  {
    name: 'removing domains of servers',
    method: 'POST',
    path: '/wxa/modify_domain',
    body: { action: 'delete', requestdomain: ['https://a.example'], tcpdomain: ['tcp://b.example'] },
    ask: ({ domains }) =>
      domains?.change(appId, 'REMOVE', { REQUEST: ['https://a.example'], TCP: ['tcp://b.example'] }),
  },
  {
    name: 'adding a domain of pages',
    method: 'POST',
    path: '/wxa/setwebviewdomain',
    body: { action: 'add', webviewdomain: ['https://a.example'] },
    ask: ({ domains }) => domains?.change(appId, 'ADD', { WEB_VIEW: ['https://a.example'] }),
  },
  {
    name: 'the privacy guideline',
    method: 'POST',
    path: '/cgi-bin/component/getprivacysetting',
    body: { privacy_ver: 1 },
    replies: {
      code_exist: 1,
      privacy_list: ['Location'],
      setting_list: [{ privacy_key: 'Location', privacy_text: '送餐', privacy_label: '位置' }],
      update_time: 1_767_225_601,
      owner_setting: {
        contact_email: 'a@example.com',
        notice_method: '弹窗',
        contact_qq: '10000',
        ext_file_media_id: 'text-1',
        store_region: 1,
        store_expire_timestamp: '30天',
      },
      sdk_privacy_info_list: [
        {
          sdk_name: '地图',
          sdk_biz_name: '某图',
          sdk_list: [{ privacy_key: 'Location', privacy_text: '定位' }],
        },
      ],
    },
    ask: ({ privacy }) => privacy?.read(appId, 'LIVE'),
    answer: {
      isSet: true,
      detected: ['Location'],
      updatedAt: new Date('2026-01-01T00:00:01Z'),
      guideline: {
        items: [{ key: 'Location', purpose: '送餐' }],
        contact: { email: 'a@example.com', qq: '10000' },
        noticeMethod: '弹窗',
        retentionDays: 30,
        textReference: 'text-1',
        storeRegion: 1,
        thirdParties: [{ name: '地图', provider: '某图', items: [{ key: 'Location', purpose: '定位' }] }],
      },
    },
  },
  {
    name: 'writing the privacy guideline of the next version',
    method: 'POST',
    path: '/cgi-bin/component/setprivacysetting',
    body: {
      privacy_ver: 2,
      owner_setting: {
        contact_phone: '13800000000',
        contact_qq: '10000',
        ext_file_media_id: 'text-1',
        store_region: 1,
        notice_method: '弹窗',
        store_expire_timestamp: '30天',
      },
      setting_list: [{ privacy_key: 'Location', privacy_text: '送餐' }],
      sdk_privacy_info_list: [
        {
          sdk_name: '地图',
          sdk_biz_name: '某图',
          sdk_list: [{ privacy_key: 'Location', privacy_text: '定位' }],
        },
      ],
    },
    ask: ({ privacy }) =>
      privacy?.put(appId, {
        items: [{ key: 'Location', purpose: '送餐' }],
        contact: { phone: '13800000000', qq: '10000' },
        noticeMethod: '弹窗',
        retentionDays: 30,
        textReference: 'text-1',
        storeRegion: 1,
        thirdParties: [{ name: '地图', provider: '某图', items: [{ key: 'Location', purpose: '定位' }] }],
      }),
  },
  {
    name: 'the guarded calls',
    method: 'GET',
    path: '/wxa/security/get_privacy_interface',
    replies: {
      interface_list: [
        { api_name: 'wx.getLocation', status: 5 },
        { api_name: 'wx.chooseAddress', status: 4, fail_reason: '用途不明' },
      ],
    },
    ask: ({ guardedInterfaces }) => guardedInterfaces?.list(appId),
    answer: [
      { name: 'wx.getLocation', state: 'GRANTED' },
      { name: 'wx.chooseAddress', state: 'DECLINED', words: '用途不明' },
    ],
  },
  {
    name: 'applying for a guarded call',
    method: 'POST',
    path: '/wxa/security/apply_privacy_interface',
    before: { '/cgi-bin/media/upload': { media_id: 'm1' } },
    body: { api_name: 'wx.getLocation', content: '送餐', pic_list: ['m1'] },
    replies: { audit_id: 9 },
    ask: ({ guardedInterfaces }) =>
      guardedInterfaces?.apply(appId, { name: 'wx.getLocation', reason: '送餐', pictures: [picture] }),
    answer: { reference: '9' },
  },
  {
    name: 'the categories that are offered (wechat/2.8)',
    method: 'GET',
    path: '/cgi-bin/wxopen/getallcategories',
    replies: {
      categories_list: {
        categories: [
          { id: 0, name: 'root', level: 0, father: 0, children: [220] },
          { id: 220, name: '餐饮服务', level: 1, father: 0, children: [221] },
          {
            id: 221,
            name: '点餐平台',
            level: 2,
            father: 220,
            sensitive_type: 1,
            qualify: { exter_list: [{ inner_list: [{ name: '食品经营许可证', url: '' }] }] },
          },
        ],
      },
    },
    ask: ({ categories }) => categories?.offered(appId),
    answer: [
      {
        ids: ['220', '221'],
        names: ['餐饮服务', '点餐平台'],
        needsPapers: true,
        papers: [['食品经营许可证']],
      },
    ],
  },
  {
    name: 'the categories that are set (wechat/2.8)',
    method: 'GET',
    path: '/cgi-bin/wxopen/getcategory',
    replies: {
      categories: [
        {
          first: 220,
          first_name: '餐饮服务',
          second: 221,
          second_name: '点餐平台',
          audit_status: 2,
          audit_reason: '证照不清',
        },
      ],
      limit: 5,
      quota: 4,
      category_limit: 20,
    },
    ask: ({ categories }) => categories?.chosen(appId),
    answer: {
      categories: [
        {
          ids: ['220', '221'],
          names: ['餐饮服务', '点餐平台'],
          review: { state: 'DECLINED', words: '证照不清' },
        },
      ],
      changesLeft: 4,
      mostAtOnce: 20,
    },
  },
  {
    name: 'adding a category with its papers (wechat/2.8)',
    method: 'POST',
    path: '/cgi-bin/wxopen/addcategory',
    before: { '/cgi-bin/media/upload': { media_id: 'm1' } },
    body: { categories: [{ first: 220, second: 221, certicates: [{ key: '食品经营许可证', value: 'm1' }] }] },
    ask: ({ categories }) =>
      categories?.add(appId, { ids: ['220', '221'], names: [] }, [{ ...picture, paper: '食品经营许可证' }]),
  },
  {
    name: 'handing in other papers of a category (wechat/2.8)',
    method: 'POST',
    path: '/cgi-bin/wxopen/modifycategory',
    before: { '/cgi-bin/media/upload': { media_id: 'm1' } },
    body: { first: 220, second: 221, certicates: [{ key: '食品经营许可证', value: 'm1' }] },
    ask: ({ categories }) =>
      categories?.replacePapers(appId, { ids: ['220', '221'], names: [] }, [
        { ...picture, paper: '食品经营许可证' },
      ]),
  },
  {
    name: 'deleting a category',
    method: 'POST',
    path: '/cgi-bin/wxopen/deletecategory',
    body: { first: 220, second: 221 },
    ask: ({ categories }) => categories?.remove(appId, { ids: ['220', '221'], names: [] }),
  },
  {
    name: 'the name, the icon and the introduction',
    method: 'GET',
    path: '/cgi-bin/account/getaccountbasicinfo',
    replies: {
      appid: 'wxa1',
      nickname: '旧名',
      nickname_info: { nickname: '点餐', modify_used_count: 1, modify_quota: 2 },
      head_image_info: { head_image_url: 'https://img.example/1', modify_used_count: 5, modify_quota: 5 },
      signature_info: { signature: '点餐的', modify_used_count: 0, modify_quota: 5 },
    },
    ask: ({ profile }) => profile?.read(appId),
    answer: {
      name: '点餐',
      introduction: '点餐的',
      iconUrl: 'https://img.example/1',
      changesLeft: { NAME: 1, ICON: 0, INTRODUCTION: 5 },
    },
  },
  {
    name: 'another name, that people look at',
    method: 'POST',
    path: '/wxa/setnickname',
    before: { '/cgi-bin/media/upload': { media_id: 'm1' } },
    body: { nick_name: '新点餐', license: 'm1' },
    replies: { wording: '', audit_id: 12345 },
    ask: ({ profile }) => profile?.changeName(appId, '新点餐', [picture]),
    answer: { reference: '12345', review: { state: 'IN_REVIEW' } },
  },
  {
    name: 'how another name stands',
    method: 'POST',
    path: '/wxa/api_wxa_querynickname',
    body: { audit_id: 12345 },
    replies: { nickname: '新点餐', audit_stat: 2, fail_reason: '侵权' },
    ask: ({ profile }) =>
      profile?.lookUp(appId, 'NAME', { asked: true, reference: '12345', value: '新点餐' }),
    answer: { state: 'DECLINED', words: '侵权' },
  },
  ...(
    [
      ['NAME', { asked: true, value: '点餐' }, { state: 'IN_FORCE' }],
      ['NAME', { asked: true, value: '新点餐' }, { state: 'UNKNOWN' }],
      ['INTRODUCTION', { asked: false, value: '介绍' }, { state: 'IN_FORCE' }],
      ['INTRODUCTION', { asked: true, value: '新介绍' }, { state: 'UNKNOWN' }],
    ] as const
  ).map(
    ([part, question, answer]): Call => ({
      name: `how ${part} ${question.value} stands, which has no number`,
      method: 'GET',
      path: '/cgi-bin/account/getaccountbasicinfo',
      replies: { nickname: '点餐', signature_info: { signature: '介绍' } },
      ask: ({ profile }) => profile?.lookUp(appId, part, question),
      answer,
    }),
  ),
  ...(
    [
      ['ADD', '221', 1, { state: 'IN_REVIEW' }],
      ['ADD', '222', 1, { state: 'UNKNOWN' }],
      ['REPLACE_PAPERS', '221', 2, { state: 'DECLINED', words: '证照不清' }],
      ['REMOVE', '221', 3, { state: 'UNKNOWN' }],
      ['REMOVE', '222', 3, { state: 'IN_FORCE' }],
    ] as const
  ).map(
    ([act, second, audit_status, answer]): Call => ({
      name: `${act} of the category 220 > ${second}, where ${audit_status} is what 221 has`,
      method: 'GET',
      path: '/cgi-bin/wxopen/getcategory',
      replies: {
        categories: [
          {
            first: 220,
            first_name: '餐饮服务',
            second: 221,
            second_name: '点餐平台',
            audit_status,
            audit_reason: '证照不清',
          },
        ],
      },
      ask: ({ categories }) => categories?.lookUp(appId, act, { ids: ['220', second], names: [] }),
      answer,
    }),
  ),
  {
    name: 'another introduction',
    method: 'POST',
    path: '/cgi-bin/account/modifysignature',
    body: { signature: '点餐的小程序' },
    ask: ({ profile }) => profile?.changeIntroduction(appId, '点餐的小程序'),
    answer: { review: { state: 'IN_FORCE' } },
  },
  {
    name: 'the lowest base library',
    method: 'POST',
    path: '/cgi-bin/wxopen/getweappsupportversion',
    body: {},
    replies: { now_version: '2.0.0', uv_info: { items: [{ version: '3.1.0', percentage: 80 }] } },
    ask: ({ baseLibrary }) => baseLibrary?.read(appId),
    answer: { minimum: '2.0.0', shares: [{ version: '3.1.0', percentage: 80 }] },
  },
  {
    name: 'another lowest base library',
    method: 'POST',
    path: '/cgi-bin/wxopen/setweappsupportversion',
    body: { version: '2.32.3' },
    ask: ({ baseLibrary }) => baseLibrary?.setMinimum(appId, '2.32.3'),
  },
  {
    name: 'the filing with the authority',
    method: 'GET',
    path: '/wxa/icp/get_icp_entrance_info',
    replies: {
      info: {
        status: 3,
        is_canceling: false,
        audit_data: [{ key_name: '主体名称', error: '不一致', suggest: '请核对' }],
      },
    },
    ask: ({ filing }) => filing?.read(appId),
    answer: {
      state: 'PLATFORM_DECLINED',
      hostState: '3',
      lacks: [],
      isBeingCancelled: false,
      faults: [{ field: '主体名称', words: '不一致', suggestion: '请核对' }],
    },
  },
];

function lay({ before = {}, path, replies }: Call): void {
  for (const [other, answer] of Object.entries(before)) wire.host.on(other, { ...ok, ...answer });
  wire.host.on(path, { ...ok, ...replies });
}

describe('on the wire of WeChat', () => {
  it.each(calls)('$name is asked for and answered as documented', async (call) => {
    lay(call);
    expect(await call.ask(wire.connector)).toEqual(call.answer);
    expect(wire.request(call.path)).toEqual({
      method: call.method,
      query: { ...call.query, ...(call.token ?? asProgram) },
      body: call.body,
    });
  });

  it.each(calls)('$name is refused with the code first, whatever else the answer carries', async (call) => {
    lay(call);
    // A real refusal has zeroed fields beside its code, which read like an answer.
    wire.host.on(call.path, no(48001, { ...call.replies, status: 0 }));
    const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(failure).toMatchObject({
      call: `${call.method} ${call.path}`,
      code: '48001',
      retry: 'ASK_OPERATOR',
      problem: 'NOT_AUTHORISED',
    });
  });

  it.each(calls.filter(({ replies, body }) => replies && !(body && 'draft_id' in body)))(
    '$name that is answered in another form is not believed',
    async (call) => {
      lay(call);
      const broken = Object.fromEntries(Object.keys(call.replies ?? {}).map((field) => [field, [7]]));
      wire.host.on(call.path, { ...ok, ...broken });
      const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
      expect(failure.words).toMatch(/a shape that is not documented|is not documented/);
    },
  );
});

const acts: readonly (readonly [string, 'is asked after' | 'is made again'])[] = [
  ['a rollback to the version before', 'is asked after'],
  ['a staged release', 'is asked after'],
  ['the end of a staged release', 'is asked after'],
  ['expediting a review', 'is asked after'],
  ['making a template of a draft', 'is asked after'],
  ['adding a category with its papers (wechat/2.8)', 'is asked after'],
  // Twice is as once: it is simply said again.
  ['closing the service', 'is made again'],
  ['adding a tester', 'is made again'],
  ['writing the privacy guideline of the next version', 'is made again'],
];

describe('an act at WeChat whose answer got lost', () => {
  it.each(acts)('%s %s', async (name, what) => {
    const call = calls.find((one) => one.name === name) as Call;
    lay(call);
    wire.host.on(call.path, loseTheAnswer);
    const { mayHaveActed = false } = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(mayHaveActed).toBe(what === 'is asked after');
  });
});

describe('a rollback at WeChat', () => {
  it('is not asked for where another version is live: it would undo somebody else’s release', async () => {
    wire.host.on('/wxa/getversioninfo', { ...ok, release_info: { release_desc: 'by hand' } });
    expect((await failureOf(wire.connector.rollback?.rollBack(program) ?? Promise.resolve())).retry).toBe(
      'FINAL',
    );
    expect(wire.host.requestsTo('/wxa/revertcoderelease')).toHaveLength(0);
  });

  it('is over as soon as another version is live', async () => {
    wire.host.on(
      '/wxa/getversioninfo',
      { ...ok, ...live },
      { ...ok, release_info: { release_version: '1.3.0', release_desc: '旧菜单 [pf:sub_0]' } },
    );
    expect(await wire.connector.rollback?.lookUp(program)).toEqual({ state: 'LIVE' });
    expect(await wire.connector.rollback?.lookUp(program)).toEqual({
      state: 'ROLLED_BACK',
      live: { versionNumber: '1.3.0', description: '旧菜单', key: 'sub_0' },
    });
  });

  it.each([
    [87011, 'WAIT_FOR_HOST'],
    [87012, 'FINAL'],
  ])('that is refused with %d says what stands against it', async (code, retry) => {
    wire.host.on('/wxa/getversioninfo', { ...ok, ...live });
    wire.host.on('/wxa/revertcoderelease', no(code));
    const failure = await failureOf(wire.connector.rollback?.rollBack(program) ?? Promise.resolve());
    expect(failure).toMatchObject({ code: String(code), retry });
  });
});

describe('a staged release at WeChat', () => {
  const running = (gray_percentage: number) =>
    wire.host.on('/wxa/getgrayreleaseplan', { ...ok, gray_release_plan: { status: 1, gray_percentage } });
  const stage = (percentage: number, more: object = {}) =>
    wire.connector.staging?.stage(program, { percentage, ...more }) ?? Promise.resolve();
  beforeEach(() => {
    for (const [path, answer] of Object.entries(approved)) wire.host.on(path, { ...ok, ...answer });
    wire.host.on('/wxa/grayrelease', ok);
  });

  it('only grows: less is refused before it is sent, with WeChat’s own code for it', async () => {
    running(30);
    expect(await failureOf(stage(20))).toMatchObject({ retry: 'FIX_INPUT', code: '85082' });
    await stage(30);
    expect(wire.host.requestsTo('/wxa/grayrelease')).toHaveLength(0);
    await stage(31);
    expect(wire.request('/wxa/grayrelease').body).toMatchObject({ gray_percentage: 31 });
  });

  it.each([-1, 101, 2.5, 0])('of %d of a hundred is refused before it is sent', async (percentage) => {
    running(0);
    expect(await failureOf(stage(percentage))).toMatchObject({ retry: 'FIX_INPUT', code: '85081' });
    expect(wire.host.requestsTo('/wxa/grayrelease')).toHaveLength(0);
  });

  it('of a version that is not the one approved last is not asked for', async () => {
    wire.host.on('/wxa/get_latest_auditstatus', { ...ok, auditid: 43, status: 0, user_desc: 'by hand' });
    expect((await failureOf(stage(20))).retry).toBe('FINAL');
    expect(wire.host.requestsTo('/wxa/grayrelease')).toHaveLength(0);
  });

  it('that does not run is not cancelled', async () => {
    wire.host.on('/wxa/getgrayreleaseplan', { ...ok, gray_release_plan: { status: 4, gray_percentage: 30 } });
    await wire.connector.staging?.cancel(program);
    expect(wire.host.requestsTo('/wxa/revertgrayrelease')).toHaveLength(0);
  });
});

describe('domains at WeChat', () => {
  it('of kinds that nobody spoke of stay as they are, though `set` replaces all', async () => {
    const now = { requestdomain: ['https://a.example'], uploaddomain: ['https://u.example'] };
    wire.host.on('/wxa/modify_domain', { ...ok, ...now }, ok);
    await wire.connector.domains?.change(appId, 'ADD', {
      REQUEST: ['https://b.example', 'https://a.example'],
    });
    const [read, write] = wire.host.requestsTo('/wxa/modify_domain').map(({ body }) => JSON.parse(body));
    expect(read).toEqual({ action: 'get' });
    expect(write).toEqual({
      action: 'set',
      requestdomain: ['https://a.example', 'https://b.example'],
      wsrequestdomain: [],
      uploaddomain: ['https://u.example'],
      downloaddomain: [],
      udpdomain: [],
      tcpdomain: [],
    });
  });
});

describe('a file for the reviewers of WeChat', () => {
  it('is uploaded as the field `media`, and is kept for three days', async () => {
    wire.host.on('/wxa/uploadmedia', { ...ok, type: 'image', mediaid: 'm1' });
    expect(await wire.connector.reviewMedia?.upload(appId, picture)).toEqual({
      reference: 'm1',
      kind: 'IMAGE',
      keptUntil: new Date(noon.getTime() + 3 * 86_400_000),
    });
    expect(wire.request('/wxa/uploadmedia').body).toContain('name="media"; filename="a.png"');
  });

  it.each([
    ['text/plain', 1, '40005'],
    ['image/png', 2 * 1024 * 1024 + 1, '40006'],
    ['video/mp4', 10 * 1024 * 1024 + 1, '40006'],
  ])('of type %s and %d bytes is refused before it is sent', async (mediaType, size, code) => {
    const file = { name: 'f', mediaType, bytes: new Uint8Array(size) };
    const failure = await failureOf(wire.connector.reviewMedia?.upload(appId, file) ?? Promise.resolve());
    expect(failure).toMatchObject({ retry: 'FIX_INPUT', code });
    expect(wire.host.requestsTo('/wxa/uploadmedia')).toHaveLength(0);
  });
});

describe('the scan of code at WeChat', () => {
  it('that runs is waited for: nothing is committed again, since that would begin it anew', async () => {
    wire.host.on('/wxa/getversioninfo', { ...ok, exp_info: { exp_desc: marked } });
    wire.host.on('/wxa/security/get_code_privacy_info', no(61039));
    expect(await wire.connector.codeScan?.read(appId)).toEqual({ state: 'RUNNING' });
    expect(await failureOf(wire.connector.submit(program))).toMatchObject({
      retry: 'WAIT_FOR_HOST',
      retryAfterMs: 60_000,
    });
    expect(wire.host.requestsTo('/wxa/commit')).toHaveLength(0);
  });
});

describe('what is submitted to WeChat', () => {
  beforeEach(() => {
    wire.host.on('/wxa/getversioninfo', { ...ok, exp_info: { exp_desc: marked } });
    wire.host.on('/wxa/security/get_code_privacy_info', ok);
    wire.host.on('/wxa/get_category', {
      ...ok,
      category_list: [{ first_class: '餐饮服务', second_class: '点餐平台', first_id: 220, second_id: 221 }],
    });
    wire.host.on('/wxa/submit_audit', { ...ok, auditid: 42 });
  });

  const noFiles = { pictures: [], videos: [], feedback: { words: '' } };

  it('has every field of its page, each in its form', async () => {
    const forReviewer = {
      pages: [{ path: 'pages/index', title: '首页', tags: ['点餐', '外卖'] }, { path: 'pages/cart' }],
      pictures: ['p1', 'p2'],
      videos: ['v1'],
      feedback: { words: '已修改', files: ['f1', 'f2'] },
      userContent: {
        scenes: ['IMAGE', 'AUDIO', 'OTHER'],
        otherScene: '评价',
        methods: ['HOST_INTERFACE', 'PEOPLE'],
        hasAuditTeam: true,
        description: '先审后发',
      },
      orderPath: 'pages/orders',
      guardedCallsUnused: false,
      remark: '新增外卖',
    } as const;
    expect(wire.connector.reviewer?.faults({ ...forReviewer, ...noFiles })).toEqual([]);
    await wire.connector.submit({ ...program, forReviewer });
    const category = { first_class: '餐饮服务', second_class: '点餐平台', first_id: 220, second_id: 221 };
    expect(wire.request('/wxa/submit_audit').body).toEqual({
      item_list: [
        { ...category, address: 'pages/index', title: '首页', tag: '点餐 外卖' },
        { ...category, address: 'pages/cart', title: '点餐小助手' },
      ],
      version_desc: `新增外卖 [pf:${program.key}]`,
      preview_info: { video_id_list: ['v1'], pic_id_list: ['p1', 'p2'] },
      feedback_info: '已修改',
      feedback_stuff: 'f1|f2',
      ugc_declare: {
        scene: [2, 5],
        other_scene_desc: '评价',
        method: [1, 3],
        has_audit_team: 1,
        audit_desc: '先审后发',
      },
      order_path: 'pages/orders',
    });
  });

  it.each([
    [{}, undefined],
    [{ guardedCallsUnused: false }, undefined],
    [{ guardedCallsUnused: true }, true],
  ])(
    'declares guarded calls unused where its developer says so, and never by itself (%j)',
    async (forReviewer, said) => {
      const manifest = { ...program.manifest, dataItems: [], collectsNoData: true };
      await wire.connector.submit({ ...program, manifest, forReviewer });
      const body = wire.request('/wxa/submit_audit').body as { readonly privacy_api_not_use?: boolean };
      expect(body.privacy_api_not_use).toBe(said);
    },
  );

  it.each([
    [{ userContent: { scenes: ['OTHER'] as const, methods: [], hasAuditTeam: false } }, '85094'],
    [{ pages: Array(6).fill({ path: 'p' }) }, '85023'],
    [{ pages: [{ path: 'p', title: '长'.repeat(33) }] }, '85011'],
    [{ pages: [{ path: 'p', tags: Array(11).fill('t') }] }, '85006'],
    [{ pages: [{ path: 'p', tags: ['two words'] }] }, '85006'],
    [{ feedback: { words: '长'.repeat(201) } }, undefined],
    [{ feedback: { words: 'x', files: Array(6).fill('f') } }, undefined],
    [
      { userContent: { scenes: [], methods: [], hasAuditTeam: false, description: '长'.repeat(257) } },
      '85094',
    ],
  ])('is refused before it is sent where it does not fit (%#)', async (forReviewer, code) => {
    const failure = await failureOf(wire.connector.submit({ ...program, forReviewer }));
    expect(failure.retry).toBe('FIX_INPUT');
    expect(failure.code).toBe(code);
    expect(wire.host.requestsTo('/wxa/submit_audit')).toHaveLength(0);
  });
});

describe('what a program declares of data', () => {
  const item = (key: string, name: string, sensitivity: string, purpose: string) =>
    ({
      ...program.manifest.dataItems[0],
      key,
      name,
      sensitivity,
      purpose,
    }) as (typeof program.manifest.dataItems)[number];

  it('wechat/4.4(2): comes to WeChat’s own kinds by its key, else by its class, else by its own name', () => {
    const dataItems = [
      item('album', '相册', 'NONE', '上传照片'),
      item('contactPhone', '联系电话', 'PHONE_NUMBER', '联系顾客'),
      item('riderPhone', '骑手电话', 'PHONE_NUMBER', '联系骑手'),
      item('place', '送餐位置', 'LOCATION', '送餐'),
      item('taste', '口味', 'NONE', '推荐'),
    ];
    expect(wire.connector.privacy?.itemsOf({ dataItems })).toEqual([
      { key: 'Album', purpose: '上传照片' },
      { key: 'PhoneNumber', purpose: '联系顾客；联系骑手' },
      { key: 'Location', purpose: '送餐' },
      { key: '口味', purpose: '推荐' },
    ]);
  });
});

describe('what the reviewers of WeChat are to be shown', () => {
  const file = (name: string, mediaType: string, bytes = 1) => ({ name, mediaType, bytes });

  it.each([
    ['a picture of another kind', { pictures: [file('a.pdf', 'application/pdf')] }, 'pictures[0]', '40005'],
    ['a picture among videos', { videos: [file('a.png', 'image/png')] }, 'videos[0]', '40005'],
    ['too large a picture', { pictures: [file('a.png', 'image/png', 2_097_153)] }, 'pictures[0]', '40006'],
    ['too large a video', { videos: [file('a.mp4', 'video/mp4', 10_485_761)] }, 'videos[0]', '40006'],
    [
      'a video as proof',
      { feedback: { words: 'x', files: [file('a.mp4', 'video/mp4')] } },
      'feedback.files[0]',
      '40005',
    ],
    ['too long a remark', { remark: '长'.repeat(151) }, 'remark', undefined],
  ])('is known before it is uploaded: %s', (_what, notes, field, code) => {
    const faults = wire.connector.reviewer?.faults(notes) ?? [];
    expect(faults).toEqual([expect.objectContaining({ field })]);
    expect(faults[0]?.code).toBe(code);
    expect(faults[0]?.message['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('fits up to the limits', () => {
    const pictures = [file('a.gif', 'image/gif', 2_097_152)];
    const videos = [file('a.mp4', 'video/mp4', 10_485_760)];
    expect(wire.connector.reviewer?.faults({ pictures, videos })).toEqual([]);
  });
});

describe('a review at WeChat that another has followed since', () => {
  beforeEach(() => {
    wire.host.on('/wxa/getversioninfo', ok);
    wire.host.on('/wxa/get_latest_auditstatus', { ...ok, auditid: 43, status: 2, user_desc: 'by hand' });
  });

  it('is asked for by its number', async () => {
    wire.host.on('/wxa/get_auditstatus', { ...ok, status: 1, reason: '类目不符', screenshot: 'a|b' });
    expect(await wire.connector.lookUpPackage({ ...program, reference: '42' })).toEqual({
      state: 'REJECTED',
      reference: '42',
      words: '类目不符',
    });
    expect(wire.request('/wxa/get_auditstatus')).toEqual({
      method: 'POST',
      query: asProgram,
      body: { auditid: 42 },
    });
  });

  it('and is another program’s is not approved, though the refusal has `status` 0', async () => {
    wire.host.on('/wxa/get_auditstatus', no(85012, { status: 0, reason: '', screenshot: '' }));
    expect(await wire.connector.lookUpPackage({ ...program, reference: '42' })).toEqual({ state: 'ABSENT' });
  });

  it('is not released, since `release` would publish the other', async () => {
    wire.host.on('/wxa/get_auditstatus', { ...ok, status: 0 });
    const failure = await failureOf(wire.connector.release({ ...program, reference: '42' }));
    expect(failure.retry).toBe('FINAL');
    expect(wire.host.requestsTo('/wxa/release')).toHaveLength(0);
  });
});

describe('what WeChat pushes about settings of a program', () => {
  const push = (fields: string, address = 'wxa1') =>
    wire.connector.absorbPush(`<xml><CreateTime>1767225601</CreateTime>${fields}</xml>`, address);
  const at = new Date('2026-01-01T00:00:01Z');

  it.each([
    [
      'a name that was turned down',
      '<Event>wxa_nickname_audit</Event><ret>2</ret><nickname>新点餐</nickname><reason>侵权</reason>',
      { setting: 'NAME', accepted: false, subject: '新点餐', words: '侵权', at },
    ],
    [
      'a category that passed',
      '<Event>wxa_category_audit</Event><ret>3</ret><first>220</first><second>221</second><reason></reason>',
      { setting: 'CATEGORY', accepted: true, subject: '220 > 221', at },
    ],
    [
      'a guarded call, whose state is asked for',
      '<Event>wxa_privacy_apply</Event><result_info><api_name>wx.getLocation</api_name><audit_id>77</audit_id><status>9</status><audit_time>1767225601</audit_time><reason>用途</reason></result_info>',
      {
        setting: 'GUARDED_INTERFACE',
        subject: 'wx.getLocation',
        words: '用途',
        at,
        hostState: '9',
        reference: '77',
      },
    ],
  ])('%s', async (_, fields, decision) => {
    expect(await push(fields)).toEqual({
      kind: 'SETTINGS_DECIDED',
      decisions: [{ appId: 'wxa1', ...decision }],
    });
  });

  it('one event about the pages of orders of several programs', async () => {
    const list = (appid: string) =>
      `<list><appid>${appid}</appid><audit_id>1</audit_id><status>4</status><reason>r</reason></list>`;
    const event = '<InfoType>order_path_audit_result_notify</InfoType>';
    expect(await push(`${event}${list('wxa1')}${list('wxa2')}`, 'events')).toEqual({
      kind: 'SETTINGS_DECIDED',
      decisions: ['wxa1', 'wxa2'].map((appId) => ({
        ...{ appId, setting: 'ORDER_PATH', words: 'r' },
        ...{ hostState: '4', reference: '1' },
      })),
    });
  });

  it('the filing with the authority', async () => {
    const filed =
      '<InfoType>notify_apply_icpfiling_result</InfoType><authorizer_appid>wxa1</authorizer_appid><beian_status>6</beian_status>';
    expect(await push(filed, 'events')).toEqual({
      kind: 'SETTINGS_DECIDED',
      decisions: [{ appId: 'wxa1', setting: 'FILING', hostState: '6' }],
    });
    const face =
      '<InfoType>notify_icpfiling_verify_result</InfoType><verify_appid>wxa1</verify_appid><result>2</result>';
    expect(await push(face, 'events')).toMatchObject({ decisions: [{ setting: 'FILING', accepted: false }] });
  });

  it('that name no program are kept as they are', async () => {
    expect(await push('<Event>wxa_nickname_audit</Event><ret>3</ret>', 'events')).toEqual({ kind: 'OTHER' });
  });
});

describe('a permission that a program’s owner takes back', () => {
  const event = (type: string, more = '') =>
    wire.connector.absorbPush(
      `<xml><AppId>wxcomponent</AppId><InfoType>${type}</InfoType><AuthorizerAppid>wxa1</AuthorizerAppid>${more}</xml>`,
      'events',
    );
  const quota = () => wire.connector.reviewQuota?.read(appId) ?? Promise.resolve();
  beforeEach(() => {
    wire.host.on('/wxa/queryquota', { ...ok, rest: 7, limit: 20, speedup_rest: 1, speedup_limit: 2 });
    wire.host.on('/cgi-bin/component/api_get_authorizer_list', { total_count: 0, list: [] });
  });

  it('ends its tokens: nothing is called for it any more', async () => {
    await quota();
    expect(await event('unauthorized')).toEqual({ kind: 'AUTHORISATION_ENDED', appId: 'wxa1' });
    expect(await failureOf(quota())).toMatchObject({ code: '61003', retry: 'ASK_OPERATOR' });
    expect(wire.host.requestsTo('/wxa/queryquota')).toHaveLength(1);
  });

  it('and gives again is used again', async () => {
    await quota();
    await event('unauthorized');
    await event('authorized', '<AuthorizationCode>code-2</AuthorizationCode>');
    await quota();
    const codes = wire.host
      .requestsTo('/cgi-bin/component/api_query_auth')
      .map(({ body }) => JSON.parse(body));
    expect(codes.map(({ authorization_code }) => authorization_code)).toEqual(['code-1', 'code-2']);
  });
});

describe('how often calls may be made, for an operator', () => {
  const desk = () => {
    const { callQuota } = wire.connector;
    if (!callQuota) throw new Error('WeChat has such calls');
    return callQuota;
  };

  it('is asked for by the path', async () => {
    const path = '/cgi-bin/openapi/quota/get';
    wire.host.on(path, { ...ok, quota: { daily_limit: 1000, used: 7, remain: 993 } });
    expect(await desk().read('/wxa/commit')).toEqual({ limit: 1000, used: 7, remaining: 993 });
    expect(wire.request(path)).toEqual({
      method: 'POST',
      query: asComponent,
      body: { cgi_path: '/wxa/commit' },
    });
  });

  it('begins anew, of the gateway or of one program', async () => {
    const path = '/cgi-bin/clear_quota';
    wire.host.on(path, ok);
    await desk().reset();
    expect(wire.request(path)).toEqual({
      method: 'POST',
      query: asComponent,
      body: { appid: 'wxcomponent' },
    });
    await desk().reset(appId);
    expect(JSON.parse(wire.host.requestsTo(path).at(-1)?.body ?? '')).toEqual({ appid: appId });
  });

  it('begins anew without a token', async () => {
    const path = '/cgi-bin/component/clear_quota/v2';
    wire.host.on(path, ok);
    await desk().resetBySecret();
    expect(wire.request(path)).toEqual({
      method: 'POST',
      query: { token: '' },
      body: { appid: 'wxcomponent', component_appid: 'wxcomponent', appsecret: 'component-secret' },
    });
  });

  it('begins anew ten times a month, and the refusal does not show the secret', async () => {
    wire.host.on(
      '/cgi-bin/component/clear_quota/v2',
      no(48006, { errmsg: 'forbid to clear component-secret' }),
    );
    const failure = await failureOf(desk().resetBySecret());
    expect(failure).toMatchObject({ code: '48006' });
    expect(JSON.stringify(failure)).not.toContain('component-secret');
  });

  it('what was refused is remembered, without what it carried', async () => {
    const path = '/cgi-bin/openapi/rid/get';
    wire.host.on(path, {
      ...ok,
      request: {
        invoke_time: 1_767_225_601,
        cost_in_ms: 3,
        request_url: '/wxa/commit?access_token=secret-1',
        request_body: '{"ext_json":"secret-2"}',
        response_body: '{"errcode":85014}',
        client_ip: '203.0.113.9',
      },
    });
    expect(await desk().explain('1-2-3')).toEqual({
      at: new Date('2026-01-01T00:00:01Z'),
      path: '/wxa/commit',
      answer: '{"errcode":85014}',
      from: '203.0.113.9',
    });
    expect(wire.request(path)).toEqual({ method: 'POST', query: asComponent, body: { rid: '1-2-3' } });
  });

  it('tickets that do not come in are asked for, with the secret under its other name', async () => {
    const path = '/cgi-bin/component/api_start_push_ticket';
    wire.host.on(path, ok);
    await desk().startTickets();
    expect(wire.request(path)).toEqual({
      method: 'POST',
      query: { token: '' },
      body: { component_appid: 'wxcomponent', component_secret: 'component-secret' },
    });
  });
});
