import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loseTheAnswer } from '../support/literal-host.ts';
import { failureOf, registration } from './subjects.ts';
import { no, ok, openWechatWire, type WechatWire } from './wechat-wire.ts';

let wire: WechatWire;
beforeEach(async () => {
  wire = await openWechatWire();
  wire.host.on('/wxa/sec/uploadauthmaterial', { ...ok, type: 'image', mediaid: 'licence-1' });
});
afterEach(() => wire.host.close());

type Connector = WechatWire['connector'];
const appId = 'wxa1';
const asProgram = { token: 'access-1' };
const asComponent = { token: 'component-1' };
const licence = {
  purpose: 'IDENTITY',
  name: 'licence.png',
  mediaType: 'image/png',
  bytes: Uint8Array.of(1, 2, 3),
} as const;
const verification = {
  ...registration,
  appId,
  subject: { ...registration.subject, identityNumber: '91500000MA5U00000X' },
  files: [licence],
};
const { subject } = verification;
const auth_data = {
  customer_type: 1,
  contact_info: { name: subject.representativeName, email: verification.email },
  qualification: 'licence-1',
  account_name: verification.manifest.name,
  account_name_type: 1,
  pay_type: 2,
  third_party_phone: subject.phone,
};
const form = {
  subject: { base_info: { type: 4 } },
  program: { base_info: { comment: '在店里点餐' } },
  papers: { commitment_letter: ['media-1'] },
};
const filed = {
  icp_subject: form.subject,
  icp_applets: form.program,
  icp_materials: form.papers,
};

const records = [
  {
    illegal_record_id: 'record-1',
    create_time: 1_767_225_600,
    illegal_reason: '侵犯商标权',
    illegal_content: ['首页图片'],
    rule_name: '1.1.1',
    rule_url: 'https://rules.example/1',
  },
];
const appeal = {
  kind: 'APPEAL',
  appId,
  key: 'app_1',
  handedIn: false,
  measure: {
    kind: 'WARNING',
    reference: 'wxa_illegal_record record-1',
    words: '侵犯商标权',
    from: new Date('2026-01-01T00:00:01Z'),
  },
  statement: '已获授权',
  evidence: [licence],
  manifest: verification.manifest,
} as const;

interface Call {
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly token?: typeof asProgram;
  readonly replies?: object;
  ask(connector: Connector): Promise<unknown> | undefined;
  readonly answer?: unknown;
  /** Whether a lost answer has to be asked after. */
  readonly acts?: true;
}

/** Each call as its page has it: what is sent, to the letter, and what is read out of the documented answer. */
const calls: readonly Call[] = [
  {
    name: 'the check of a face',
    method: 'POST',
    path: '/wxa/icp/create_icp_verifytask',
    body: {},
    replies: { task_id: 'task-1', verify_url: 'https://open.weixin.qq.com/icp' },
    ask: ({ filing }) => filing?.startFaceCheck(appId),
    answer: { reference: 'task-1', url: 'https://open.weixin.qq.com/icp' },
  },
  {
    name: 'how the check of a face went',
    method: 'POST',
    path: '/wxa/icp/query_icp_verifytask',
    body: { task_id: 'task-1' },
    replies: { is_finish: true, face_status: 3, along_with_auth_result: 9 },
    ask: ({ filing }) => filing?.faceCheck(appId, 'task-1'),
    answer: 'PASSED',
  },
  {
    name: 'a filing',
    method: 'POST',
    path: '/wxa/icp/apply_icp_filing',
    body: filed,
    ask: ({ filing }) => filing?.apply(appId, form),
    acts: true,
  },
  {
    name: 'a filing that is taken back',
    method: 'POST',
    path: '/wxa/icp/cancel_apply_icp_filing',
    body: {},
    ask: ({ filing }) => filing?.withdraw(appId),
    acts: true,
  },
  {
    name: 'a filing that is ended',
    method: 'POST',
    path: '/wxa/icp/cancel_icp_filing',
    body: { cancel_type: 3 },
    ask: ({ filing }) => filing?.cancel(appId, 'PROGRAM_HERE'),
    acts: true,
  },
  {
    name: 'what is on file',
    method: 'GET',
    path: '/wxa/icp/get_online_icp_order',
    replies: { icp_subject: { base_info: { name: '某某餐饮有限公司' } } },
    ask: ({ filing }) => filing?.onFile(appId),
    answer: { icp_subject: { base_info: { name: '某某餐饮有限公司' } } },
  },
  ...(
    [
      ['CERTIFICATE_TYPES', '/wxa/icp/query_icp_certificate_types'],
      ['DISTRICTS', '/wxa/icp/query_icp_district_code'],
      ['CONTENT_TYPES', '/wxa/icp/query_icp_nrlx_types'],
      ['SERVICE_TYPES', '/wxa/icp/query_icp_service_content_types'],
      ['SUBJECT_TYPES', '/wxa/icp/query_icp_subject_types'],
    ] as const
  ).map(
    ([list, path]): Call => ({
      name: `the list of ${list}`,
      method: 'GET',
      path,
      replies: { items: [{ type: 1, name: '营业执照' }] },
      ask: ({ filing }) => filing?.choices(appId, list),
      answer: [{ type: 1, name: '营业执照' }],
    }),
  ),
  {
    name: 'a verification that is handed in again',
    method: 'POST',
    path: '/wxa/sec/reauth',
    body: { taskid: 'task-0', auth_data },
    replies: { taskid: 'task-1', auth_url: 'https://mp.weixin.qq.com/task-1' },
    ask: ({ developerChecks }) => developerChecks?.repeat?.(verification, 'task-0'),
    answer: { mark: 'task-1', url: 'https://mp.weixin.qq.com/task-1' },
    acts: true,
  },
  {
    name: 'a verification',
    method: 'POST',
    path: '/wxa/sec/wxaauth',
    body: { auth_data },
    replies: { taskid: 'task-1', auth_url: 'https://mp.weixin.qq.com/task-1' },
    ask: (connector) => connector.startVerification(verification),
    answer: { mark: 'task-1', url: 'https://mp.weixin.qq.com/task-1' },
    acts: true,
  },
  {
    name: 'how a verification went',
    method: 'POST',
    path: '/wxa/sec/queryauth',
    body: { taskid: 'task-1' },
    replies: { task_status: 12, apply_status: 5, fail_reason: '材料不清晰' },
    ask: (connector) => connector.lookUpVerification(appId, 'task-1'),
    answer: { state: 'DECLINED', words: '材料不清晰' },
  },
  {
    name: 'the kinds of developers',
    method: 'POST',
    path: '/wxa/sec/authidentitytree',
    body: {},
    replies: {
      identity_tree_list: [
        {
          identity_id: 1,
          identity_name: '企业',
          node_list: [{ identity_id: 11, identity_name: '企业法人' }],
        },
      ],
    },
    ask: ({ developerChecks }) => developerChecks?.identityKinds?.(appId),
    answer: [{ reference: '1', name: '企业', kinds: [{ reference: '11', name: '企业法人', kinds: [] }] }],
  },
  {
    name: 'a verification together with a filing',
    method: 'POST',
    path: '/wxa/sec/submit_auth_and_icp',
    body: { auth_data, ...filed },
    replies: { procedure_id: 'proc-1', pay_url: 'https://pay.weixin.qq.com/1', hints: [] },
    ask: ({ developerChecks }) => developerChecks?.beginWithFiling?.(verification, form),
    answer: { mark: 'proc-1', url: 'https://pay.weixin.qq.com/1' },
    acts: true,
  },
  {
    name: 'how both went',
    method: 'POST',
    path: '/wxa/sec/query_auth_and_icp',
    body: { procedure_id: 'proc-1' },
    replies: { procedure_status: 25, refill_reason: '', fail_reason: '备注不符' },
    ask: ({ developerChecks }) => developerChecks?.lookUpWithFiling?.(appId, 'proc-1'),
    answer: { state: 'RETURNED', hostState: '25', words: '备注不符' },
  },
  {
    name: 'a page of orders',
    method: 'POST',
    path: '/wxa/security/applysetorderpathinfo',
    body: { batch_req: { path: 'pages/order', appid_list: [appId, 'wxa2'] } },
    token: asComponent,
    ask: ({ orderPath }) => orderPath?.apply([appId, 'wxa2'], 'pages/order'),
    acts: true,
  },
  {
    name: 'the page of orders that is looked at',
    method: 'POST',
    path: '/wxa/security/getorderpathinfo',
    body: { info_type: 1 },
    replies: { msg: { path: 'pages/order', status: 3, reason: '页面打不开' } },
    ask: ({ orderPath }) => orderPath?.read(appId, 'IN_REVIEW'),
    answer: { path: 'pages/order', hostState: '3', words: '页面打不开' },
  },
  {
    name: 'the categories for a kind of developer',
    method: 'POST',
    path: '/cgi-bin/wxopen/getcategoriesbytype',
    body: { verify_type: 1 },
    replies: {
      categories_list: {
        categories: [
          { id: 0, name: 'root', level: 0, father: 0 },
          { id: 1, name: '餐饮服务', level: 1, father: 0 },
          {
            id: 2,
            name: '点餐平台',
            level: 2,
            father: 1,
            sensitive_type: 1,
            qualify: { exter_list: [{ inner_list: [{ name: '增值电信业务许可证' }] }] },
          },
        ],
      },
    },
    ask: ({ categoryLists }) => categoryLists?.offeredTo(appId, 'COMPANY'),
    answer: [
      {
        ids: ['1', '2'],
        names: ['餐饮服务', '点餐平台'],
        needsPapers: true,
        papers: [['增值电信业务许可证']],
      },
    ],
  },
  {
    name: 'whether a name can be had',
    method: 'POST',
    path: '/cgi-bin/wxverify/checkwxverifynickname',
    body: { nick_name: '官方点餐' },
    replies: { hit_condition: true, wording: '需要提供材料' },
    ask: ({ nameCheck }) => nameCheck?.check(appId, '官方点餐'),
    answer: { usable: false, words: '需要提供材料' },
  },
  {
    name: 'the pages of the code',
    method: 'GET',
    path: '/wxa/get_page',
    replies: { page_list: ['pages/index', 'pages/order'] },
    ask: ({ pages }) => pages?.list(appId),
    answer: ['pages/index', 'pages/order'],
  },
  {
    name: 'a program on trial',
    method: 'POST',
    path: '/wxa/component/fastregisterbetaweapp',
    body: { name: '点餐', openid: 'o-1' },
    token: asComponent,
    replies: { unique_id: 'trial-1', authorize_url: 'https://open.weixin.qq.com/trial' },
    ask: ({ trials }) => trials?.register({ name: '点餐', account: 'o-1' }),
    answer: { reference: 'trial-1', url: 'https://open.weixin.qq.com/trial' },
    acts: true,
  },
  {
    name: 'a program on trial that becomes a company’s',
    method: 'POST',
    path: '/wxa/verifybetaweapp',
    body: {
      verify_info: {
        enterprise_name: subject.legalName,
        code: subject.identityNumber,
        code_type: 1,
        legal_persona_wechat: subject.representativeAccount,
        legal_persona_name: subject.representativeName,
        component_phone: subject.phone,
      },
    },
    ask: ({ trials }) => trials?.convert(appId, verification),
    acts: true,
  },
  {
    name: 'a program of a person',
    method: 'POST',
    path: '/wxa/component/fastregisterpersonalweapp',
    query: { action: 'create' },
    body: { idname: '某某', wxuser: 'someone', component_phone: '13800000000' },
    token: asComponent,
    replies: { taskid: 'p-1', authorize_url: 'https://open.weixin.qq.com/p-1', status: 0 },
    ask: ({ personalRegistrations }) =>
      personalRegistrations?.register({ name: '某某', account: 'someone', phone: '13800000000' }),
    answer: { reference: 'p-1', url: 'https://open.weixin.qq.com/p-1' },
    acts: true,
  },
  {
    name: 'how the program of a person stands',
    method: 'POST',
    path: '/wxa/component/fastregisterpersonalweapp',
    query: { action: 'query' },
    body: { taskid: 'p-1' },
    token: asComponent,
    replies: { taskid: 'p-1', authorize_url: '', status: 12, appid: 'wxp1' },
    ask: ({ personalRegistrations }) => personalRegistrations?.lookUp('p-1'),
    answer: { state: 'REGISTERED', appId: 'wxp1' },
  },
  {
    name: 'an appeal',
    method: 'POST',
    path: '/wxa/component/createappeal',
    body: {
      illegal_record_id: 'record-1',
      appeal_materials: [{ reason: '已获授权 [pf:app_1]', proof_material_ids: ['media-9'] }],
    },
    ask: ({ contests }) => contests.handIn(appeal),
    answer: {},
    acts: true,
  },
  {
    name: 'the breaches that an appeal can be against',
    method: 'POST',
    path: '/wxa/getillegalrecords',
    body: { start_time: 1_767_139_201, end_time: 1_767_312_001 },
    replies: { records },
    ask: ({ contests }) => contests.lookUp(appeal),
    answer: { state: 'ABSENT' },
  },
  {
    name: 'the breaches on record, read up on',
    method: 'POST',
    path: '/wxa/getillegalrecords',
    body: {},
    replies: { records },
    ask: ({ violations }) => violations?.list(appId),
    answer: [
      { reference: 'record-1', words: '侵犯商标权\n1.1.1 https://rules.example/1\n首页图片', pictures: [] },
    ],
  },
  {
    name: 'the breaches on record, as their pushes tell them',
    method: 'POST',
    path: '/wxa/getillegalrecords',
    body: {},
    replies: { records },
    ask: ({ violations }) => violations?.onRecord(appId),
    answer: {
      told: [
        {
          act: 'TAKEN',
          measure: 'WARNING',
          ground: 'BREACH_OF_AGREEMENT',
          reference: 'wxa_illegal_record record-1',
          from: new Date('2026-01-01T00:00:00Z'),
          breach: '侵犯商标权\n1.1.1 https://rules.example/1',
          words: '侵犯商标权\n1.1.1 https://rules.example/1\n首页图片',
          isRecord: true,
        },
      ],
    },
  },
  {
    name: 'how an appeal went',
    method: 'POST',
    path: '/wxa/getappealrecords',
    body: { illegal_record_id: 'record-1' },
    replies: {
      records: [
        {
          appeal_record_id: 9,
          appeal_status: 3,
          audit_reason: '证明不足',
          materials: [{ appeal_material: { reason: '已获授权 [pf:app_1]' } }],
        },
      ],
    },
    ask: ({ contests }) => contests.lookUp(appeal),
    answer: { state: 'DECLINED', reference: '9', words: '证明不足' },
  },
  {
    name: 'a new picture of a program',
    method: 'POST',
    path: '/cgi-bin/account/modifyheadimage',
    body: { head_img_media_id: 'media-9', x1: 0, y1: 0, x2: 1, y2: 1 },
    ask: ({ profile }) => profile?.changeIcon(appId, licence),
    answer: { review: { state: 'IN_FORCE' } },
    acts: true,
  },
];

function lay({ path, replies }: Call): void {
  wire.host.on('/wxa/getillegalrecords', { ...ok, records });
  wire.host.on('/wxa/getappealrecords', { ...ok, records: [] });
  wire.host.on('/cgi-bin/media/upload', { ...ok, media_id: 'media-9' });
  wire.host.on(path, { ...ok, ...replies });
}

describe('on the wire of WeChat, for developers and their programs', () => {
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
    wire.host.on(call.path, no(48001, { ...call.replies, status: 0 }));
    const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(failure).toMatchObject({
      call: `${call.method} ${call.path}`,
      code: '48001',
      problem: 'NOT_AUTHORISED',
    });
  });

  it.each(calls)('$name whose answer got lost is asked after where it acts', async (call) => {
    lay(call);
    wire.host.on(call.path, loseTheAnswer);
    const failure = await failureOf(call.ask(wire.connector) ?? Promise.resolve());
    expect(failure.mayHaveActed === true).toBe(call.acts === true);
  });

  it('a paper of a filing goes up with the field that it is for, and comes back as it is', async () => {
    const upload = '/wxa/icp/upload_icp_media';
    wire.host.on(upload, { ...ok, type: 'image', media_id: 'icp-1', created_at: 1 });
    expect(await wire.connector.filing?.upload(appId, 'commitment_letter', licence)).toBe('icp-1');
    const [sent] = wire.host.requestsTo(upload);
    expect(sent?.contentType).toMatch(/^multipart\/form-data/);
    for (const [field, value] of [
      ['type', 'image'],
      ['icp_order_field', 'commitment_letter'],
    ])
      expect(sent?.body).toMatch(new RegExp(`name="${field}"\\r\\n\\r\\n${value}\\r\\n`));
    expect(sent?.body).toContain('name="media"; filename="licence.png"');

    const media = '/wxa/icp/get_icp_media';
    wire.host.on(media, (response) => {
      response.setHeader('content-type', 'image/jpeg');
      response.end(Buffer.from('ffd8ffe000104a46494600', 'hex'));
    });
    expect(await wire.connector.filing?.download(appId, 'icp-1')).toMatchObject({ mediaType: 'image/jpeg' });
    expect(wire.request(media)).toMatchObject({ method: 'GET', query: { media_id: 'icp-1', ...asProgram } });
  });

  it('a filing that is refused is explained field by field', async () => {
    wire.host.on(
      '/wxa/icp/apply_icp_filing',
      no(86202, {
        hints: [
          { errcode: 86302, err_field: 'icp_subject.base_info', errmsg: '证件图片与文字不符' },
          { errcode: 1, err_field: 'icp_applets.base_info.comment', errmsg: '字数不足' },
        ],
      }),
    );
    const failure = await failureOf(wire.connector.filing?.apply(appId, form) ?? Promise.resolve());
    expect(failure).toMatchObject({ code: '86202', retry: 'FIX_INPUT' });
    expect(failure.words.split('\n').slice(1)).toEqual([
      'icp_subject.base_info: 证件图片与文字不符',
      'icp_applets.base_info.comment: 字数不足',
    ]);
  });

  it('a text of a guideline goes up as a file, and no other kind of file does', async () => {
    const path = '/cgi-bin/component/uploadprivacyextfile';
    wire.host.on(path, { ...ok, ext_file_media_id: 'ext-1' });
    const text = { name: 'more.txt', mediaType: 'text/plain', bytes: Buffer.from('更多说明') };
    const upload = (file: typeof text) =>
      wire.connector.privacyTexts?.upload(appId, file) ?? Promise.resolve('');
    expect(await upload(text)).toBe('ext-1');
    expect(wire.host.requestsTo(path)[0]?.body).toContain('name="file"; filename="more.txt"');
    expect(await failureOf(upload({ ...text, mediaType: 'text/html' }))).toMatchObject({ code: '40005' });
    const long = { ...text, bytes: Buffer.alloc(100 * 1024 + 1) };
    expect(await failureOf(upload(long))).toMatchObject({ code: '40006' });
    expect(wire.host.requestsTo(path)).toHaveLength(1);
  });

  it.each([
    [0, { state: 'WAITING', url: 'https://open.weixin.qq.com/p-1' }],
    [103, { state: 'REFUSED', hostState: '103', meaning: { retry: 'FIX_INPUT' } }],
    [1003, { state: 'REFUSED', hostState: '1003', meaning: { retry: 'FINAL', problem: 'QUOTA_USED' } }],
    [100_003, { state: 'REFUSED', hostState: '100003', meaning: { retry: 'FIX_INPUT' } }],
    [2_000, { state: 'REFUSED', hostState: '2000' }],
  ])('the program of a person with the status %i is %j', async (status, expected) => {
    wire.host.on('/wxa/component/fastregisterpersonalweapp', {
      ...ok,
      status,
      authorize_url: 'https://open.weixin.qq.com/p-1',
    });
    expect(await wire.connector.personalRegistrations?.lookUp('p-1')).toMatchObject(expected);
  });

  const about = (type: string, status: number, more: string) =>
    wire.connector.absorbPush(
      `<xml><AppId>wxcomponent</AppId><CreateTime>1</CreateTime><InfoType>${type}</InfoType><status>${status}</status>${more}</xml>`,
      'events',
    );

  it('a program of a person that is refused is told in the words that were pushed about that person', async () => {
    const path = '/wxa/component/fastregisterpersonalweapp';
    wire.host.on(path, { ...ok, taskid: 'p-1', authorize_url: 'https://open.weixin.qq.com/p-1' });
    await wire.connector.personalRegistrations?.register({ name: '某某', account: 'someone' });
    const push = (wxuser: string, words: string) =>
      about(
        'notify_third_fasteregister',
        1003,
        `<msg>${words}</msg><info><wxuser>${wxuser}</wxuser><idname>某某</idname></info>`,
      );
    expect(await push('someone', '已达上限')).toEqual({ kind: 'REGISTRATION_MOVED', registrationId: 'p-1' });
    expect(await push('another', '不是此人')).toEqual({ kind: 'REGISTRATION_MOVED' });
    wire.host.on(path, { ...ok, status: 1003 });
    expect(await wire.connector.personalRegistrations?.lookUp('p-1')).toMatchObject({
      state: 'REFUSED',
      words: '已达上限',
    });
  });

  it.each([
    ['is there', 0, '<appid>wxt1</appid><msg>OK</msg>', { state: 'REGISTERED', appId: 'wxt1' }],
    [
      'was refused',
      100_002,
      '',
      {
        state: 'REFUSED',
        hostState: '100002',
        words: expect.stringContaining('face'),
        meaning: { retry: 'FIX_INPUT' },
      },
    ],
  ])('a program on trial waits until it is pushed that it %s', async (_what, status, more, stands) => {
    expect(await wire.connector.trials?.lookUp('trial-1')).toEqual({ state: 'WAITING' });
    const info = '<info><unique_id>trial-1</unique_id><name>点餐</name></info>';
    const news = await about('notify_third_fastregisterbetaapp', status, more + info);
    expect(news).toMatchObject({ kind: 'REGISTRATION_MOVED' });
    expect(await wire.connector.trials?.lookUp('trial-1')).toMatchObject(stands);
  });

  it('that a program on trial became a company’s, or did not, has its verification looked at', async () => {
    const news = await about('notify_third_fastverifybetaapp', -1, '<appid>wxt1</appid>');
    expect(news).toEqual({ kind: 'VERIFICATION_MOVED', appId: 'wxt1' });
  });

  it('a check of a face that has a state of its own is not taken for one that is known', async () => {
    wire.host.on('/wxa/icp/query_icp_verifytask', { ...ok, face_status: 7 });
    const failure = await failureOf(wire.connector.filing?.faceCheck(appId, 't') ?? Promise.resolve());
    expect(failure.words).toContain('7');
  });

  it('there is no page of orders where WeChat names none', async () => {
    wire.host.on('/wxa/security/getorderpathinfo', { ...ok, msg: { path: '', status: 0 } });
    expect(await wire.connector.orderPath?.read(appId, 'LIVE')).toBeUndefined();
  });
});
