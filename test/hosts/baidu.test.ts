import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import { baiduCodes } from '../../src/hosts/baidu/error-codes.ts';
import type { PackageRequest, PlatformConnector } from '../../src/hosts/connector.ts';
import type { CredentialVault } from '../../src/hosts/credential-vault.ts';
import { type LiteralHost, loseTheAnswer, startLiteralHost } from '../support/literal-host.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { failureOf, handClock, marked, registration, program as wechatProgram } from './subjects.ts';

const ok = (data?: unknown) => ({ errno: 0, msg: 'success', ...(data === undefined ? {} : { data }) });
const no = (errno: number) => ({ errno, msg: `no ${errno}` });
const tpToken = '/public/2.0/smartapp/auth/tp/token';
const preAuth = '/rest/2.0/smartapp/tp/createpreauthcode';
const oauth = '/rest/2.0/oauth/token';
const retrieve = '/rest/2.0/smartapp/auth/retrieve/authorizationcode';
const image = '/file/2.0/smartapp/upload/image';
const register = '/rest/2.0/smartapp/account/register';
const pkg = (name: string) => `/rest/2.0/smartapp/package/${name}`;
const program: PackageRequest = {
  ...wechatProgram,
  appId: '1452365',
  categoryPath: ['快递业与邮政', '快递'],
};

let host: LiteralHost;
let vault: CredentialVault;
let clock: ReturnType<typeof handClock>;
let connector: PlatformConnector;

beforeEach(async () => {
  host = await startLiteralHost();
  vault = createMemoryVault();
  clock = handClock();
  connector = open();
  await push({ Ticket: 'ticket-1', CreateTime: 1, MsgType: 'ticket', Event: 'push' });
  host.on(tpToken, ok({ access_token: '42.tp', expires_in: 2592000, scope: 'x' }));
  host.on(oauth, grant(1), grant(2), grant(3));
  host.on(preAuth, ok({ pre_auth_code: 'pre-1', expires_in: 1200 }));
});
afterEach(() => host.close());

function open() {
  return createBaiduConnector(
    {
      baseUrl: host.url,
      consentBaseUrl: 'https://smartprogram.baidu.com',
      clientId: 'tpkey',
      tpAppId: '17328232',
      messageToken: 'token',
      encodingAesKeys: ['A'.repeat(43)],
      redirectBaseUrl: 'https://gateway.example',
    },
    vault,
    clock,
  );
}

const grant = (n: number) => ({ access_token: `45.a${n}`, refresh_token: `46.r${n}`, expires_in: 3600 });
const push = (message: object) => connector.absorbPush(JSON.stringify(message), 'events');
const authorised = () => push({ event: 'AUTHORIZED', appId: 1452365, authorizationCode: 'code-1' });
const formOf = (path: string) =>
  Object.fromEntries(new URLSearchParams(host.requestsTo(path).at(-1)?.body ?? ''));
const rows = (...data: object[]) => host.on(pkg('get'), ok(data));
const row = (more: object) => ({ package_id: 55106, version_desc: marked, version: '1.4.0', ...more });

describe('a version on its way through Baidu', () => {
  beforeEach(authorised);

  it('is uploaded as a form, with our key in its description, and never submitted by that', async () => {
    host.on(pkg('upload'), ok());
    await connector.upload(program);
    expect(host.requestsTo(pkg('upload'))[0]).toMatchObject({
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      query: { access_token: '45.a1' },
    });
    expect(formOf(pkg('upload'))).toEqual({
      template_id: '7',
      ext_json: '{"ext":{"shop":"a"},"directCommit":false,"extEnable":true,"extAppid":"1452365"}',
      user_version: '1.4.0',
      user_desc: marked,
    });
  });

  it.each([
    ['ABSENT', { version_desc: 'x [pf:sub_0]', status: 1 }, {}],
    ['UPLOADING', { package_id: undefined, upload_status: 1 }, {}],
    [
      'UPLOAD_FAILED',
      { upload_status: 3, upload_err_msg: '模板解析错误', upload_err_code: 69010 },
      { words: '模板解析错误 (69010)' },
    ],
    ['UPLOADED', { status: 3 }, { reference: '55106' }],
    ['IN_REVIEW', { status: 4 }, { reference: '55106' }],
    ['REJECTED', { status: 5, msg: '类目不符' }, { reference: '55106', words: '类目不符' }],
    ['APPROVED', { status: 6 }, { reference: '55106' }],
    ['RELEASED', { status: 1 }, { reference: '55106' }],
    ['RELEASED', { status: 8 }, { reference: '55106' }],
  ])('is %s where the list of packages says %o', async (state, said, more) => {
    rows(row(said));
    expect(await connector.lookUpPackage(program)).toEqual({ state, ...more });
  });

  it('that was uploaded twice is reported by the package that got further', async () => {
    rows(row({ package_id: 1, status: 3 }), row({ package_id: 2, status: 4 }), row({ upload_status: 3 }));
    expect(await connector.lookUpPackage(program)).toEqual({ state: 'IN_REVIEW', reference: '2' });
  });

  it('is submitted, withdrawn and released by the id of its package', async () => {
    rows(row({ status: 3 }));
    for (const name of ['submitaudit', 'withdraw', 'release']) host.on(pkg(name), ok());
    expect(await connector.submit(program)).toEqual({ reference: '55106' });
    await connector.withdraw(program);
    await connector.release(program);
    expect(formOf(pkg('submitaudit'))).toEqual({ content: marked, package_id: '55106', remark: marked });
    expect(formOf(pkg('withdraw'))).toEqual({ package_id: '55106' });
    expect(formOf(pkg('release'))).toEqual({ package_id: '55106' });
  });

  it('is not submitted before it is uploaded', async () => {
    rows();
    expect((await failureOf(connector.submit(program))).retry).toBe('FIX_INPUT');
    rows(row({ package_id: undefined, upload_status: 1 }));
    expect(await failureOf(connector.submit(program))).toMatchObject({
      retry: 'RETRY_LATER',
      retryAfterMs: 3_000,
    });
  });

  it('whose answer gets lost has to be asked after', async () => {
    rows(row({ status: 3 }));
    for (const name of ['upload', 'submitaudit', 'withdraw', 'release']) host.on(pkg(name), loseTheAnswer);
    for (const call of ['upload', 'submit', 'withdraw', 'release'] as const) {
      expect((await failureOf(connector[call](program))).mayHaveActed).toBe(true);
    }
  });

  it.each(Object.entries(baiduCodes).filter(([code]) => !['110', '111', '44002', '44003'].includes(code)))(
    'that is refused with %s is told what that means',
    async (code, meaning) => {
      const { clause, retry } = meaning;
      rows(row({ status: 3 }));
      host.on(
        pkg('submitaudit'),
        /^\d+$/.test(code) ? no(Number(code)) : { error: code, error_description: '' },
      );
      const failure = await failureOf(connector.submit(program));
      expect(failure.mayHaveActed).toBe(meaning.unsure);
      expect(failure).toMatchObject({ code, retry, ...(clause ? { clause } : {}) });
    },
  );

  it('names the clause behind a quota (baidu/2.4), a verification (baidu/2.2) and a category (baidu/2.6)', () => {
    expect(baiduCodes['69013']?.clause).toBe('baidu/2.4');
    expect(baiduCodes['50038']?.clause).toBe('baidu/2.2');
    for (const code of ['69001', '69002', '69003']) expect(baiduCodes[code]?.clause).toBe('baidu/2.6');
  });
});

describe('a registration at Baidu', () => {
  const customer = '/rest/2.0/smartapp/auth/tp/authcodetocustomerid';
  const apps = '/rest/2.0/smartapp/auth/tp/authcodetoapp';
  const passed = {
    event: 'ACCOUNT_AND_APP_CREATE_AUDIT_PASS',
    customerId: 133,
    appId: 1452365,
    tpAppId: 17328232,
    authorizationCode: 'code-1',
  };

  beforeEach(() => {
    host.on(
      image,
      ok('https://b.bdstatic.com/1.png'),
      ok('https://b.bdstatic.com/2.png'),
      ok('https://b.bdstatic.com/3.png'),
    );
    host.on(register, ok({ customer_id: 133 }));
    host.on(apps, ok([]));
    host.on(customer, ok({ customer_id: 133 }));
    host.on(
      '/rest/2.0/smartapp/app/category/list',
      ok([
        {
          id: 1,
          category_name: '快递业与邮政',
          sub_items: {
            2: {
              id: '2',
              category_name: '快递',
              need_quali: 1,
              category_quali:
                '{"desc":"","list":[[{"id":9,"must":1,"name":"其他"}],[{"id":1,"must":1,"name":"快递业务经营许可证"}]]}',
            },
          },
        },
      ]),
    );
  });
  /** The state that the page of this registration carries through Baidu. */
  async function stateFor(registrationId = 'reg_1'): Promise<string> {
    const { consentUrl } = await connector.register({ ...registration, registrationId });
    const back = new URL(new URL(consentUrl ?? '').searchParams.get('redirect_uri') ?? '');
    return back.searchParams.get('state') ?? '';
  }
  const consent = async () => {
    const query = { state: await stateFor(), authorization_code: 'reg-code', expires_in: '0' };
    await connector.absorbConsent('reg_1', query);
  };

  it('begins with the page on which its owner agrees', async () => {
    const { consentUrl } = await connector.register(registration);
    const url = new URL(consentUrl ?? '');
    expect(url.origin + url.pathname).toBe('https://smartprogram.baidu.com/mappconsole/tp/authorization');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'tpkey',
      redirect_uri: expect.stringMatching(
        /^https:\/\/gateway\.example\/hosts\/baidu\/consent\/reg_1\?state=[\w-]{22}$/,
      ),
      pre_auth_code: 'pre-1',
      type: '1',
      user_id: 'reg_1',
    });
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'ABSENT' });
  });

  it('sends pictures first, then the organisation, its category and the papers for it', async () => {
    await consent();
    expect(await connector.register(registration)).toEqual({});
    const [icon] = host.requestsTo(image);
    expect(icon?.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(icon?.body).toMatch(/name="multipartFile"; filename="icon.jpg"\r\nContent-Type: image\/jpeg/);
    expect(icon?.query).toEqual({ access_token: '42.tp' });
    expect(formOf(register)).toEqual({
      authorization_code: 'reg-code',
      app_name: '点餐小助手',
      app_desc: '在店里点餐，也可以在家里点餐的小程序',
      app_avatar: 'https://b.bdstatic.com/1.png',
      app_category: '[{"sub_category_id":2,"qualis":[{"id":1,"addr":"https://b.bdstatic.com/3.png"}]}]',
      org_name: '杭州示例科技有限公司',
      org_code: '91330100MA27XXXX1X',
      org_license: 'https://b.bdstatic.com/2.png',
      org_type: '3',
      org_sub_type: '2',
    });
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
  });

  it('also takes the code from the push that carries our id', async () => {
    const message = { event: 'REGISTER_AUTH_SUCCESS', userId: 'reg_1', authorizationCode: 'reg-code' };
    expect(await push(message)).toEqual({ kind: 'REGISTRATION_MOVED', registrationId: 'reg_1' });
    expect(await connector.register(registration)).toEqual({});
  });

  it('is registered once the push has passed, with its admission and its verification', async () => {
    await consent();
    await connector.register(registration);
    expect(await push(passed)).toEqual({
      kind: 'REGISTRATION_MOVED',
      registrationId: 'reg_1',
      appId: '1452365',
    });
    const info = '/rest/2.0/smartapp/app/info';
    host.on(
      info,
      ok({
        qualification: { satus: 1, ad_type: 0, ad_status: 0 },
        auth_info: [{ scope_name: '开发管理权限', type: 0 }],
      }),
      ok({ qualification: { status: 2, ad_type: 1, ad_status: 1 } }),
    );
    const report = { state: 'REGISTERED', appId: '1452365' };
    expect(await connector.lookUpRegistration(registration)).toEqual({
      ...report,
      admission: 'PASSED',
      verification: 'NONE',
      permissions: ['开发管理权限'],
    });
    expect(await connector.lookUpRegistration(registration)).toEqual({
      ...report,
      admission: 'PENDING',
      verification: 'PASSED',
      permissions: [],
    });
  });

  it('is found though the push of its outcome got lost', async () => {
    await consent();
    await connector.register(registration);
    host.on(apps, ok([{ app_id: 1452365, app_name: '点餐小助手', app_key: 'k' }]));
    host.on(retrieve, ok({ authorization_code: 'code-2', expires_in: 18000 }));
    host.on('/rest/2.0/smartapp/app/info', ok({ qualification: { status: 1 } }));
    expect(await connector.lookUpRegistration(registration)).toMatchObject({ state: 'REGISTERED' });
  });

  it('that Baidu refuses keeps its words, until it is sent again', async () => {
    await consent();
    await connector.register(registration);
    await push({ event: ' ACCOUNT_AND_APP_CREATE_AUDIT_FAIL', customerId: 133, reson: '名称过长' });
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REFUSED', words: '名称过长' });
    await connector.register(registration);
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
  });

  it('whose answer got lost is not made twice', async () => {
    await consent();
    host.on(register, loseTheAnswer, no(50020));
    expect((await failureOf(connector.register(registration))).mayHaveActed).toBe(true);
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
    expect(await connector.register(registration)).toEqual({});
    await push(passed);
    host.on('/rest/2.0/smartapp/app/info', ok({ qualification: { status: 1 } }));
    expect(await connector.lookUpRegistration(registration)).toMatchObject({ appId: '1452365' });
  });

  it('creates a program for an owner who has an account already', async () => {
    const state = await stateFor();
    await connector.absorbConsent('reg_1', { state, create_authorization_code: 'create-code' });
    const create = '/rest/2.0/smartapp/app/createbytp';
    host.on(create, ok({ app_id: 1452365, app_key: 'k', examine_id: 1, authorization_code: 'code-1' }));
    host.on('/rest/2.0/smartapp/app/info', ok({ qualification: { status: 1, ad_status: 1 } }));
    await connector.register(registration);
    expect(formOf(create)).toMatchObject({
      create_authorization_code: 'create-code',
      photo: 'https://b.bdstatic.com/1.png',
    });
    expect(await connector.lookUpRegistration(registration)).toMatchObject({ verification: 'PASSED' });
  });

  it('names the papers that a category asks for and that are not on file (baidu/2.5)', async () => {
    await consent();
    const files = registration.files.filter(({ purpose }) => purpose !== 'QUALIFICATION');
    const failure = await failureOf(connector.register({ ...registration, files }));
    expect(failure).toMatchObject({ retry: 'FIX_INPUT', clause: 'baidu/2.5' });
    expect(failure.words).toContain('其他 or 快递业务经营许可证');
    expect(host.requestsTo(register)).toHaveLength(0);
  });

  it('refuses a return from the consent page that brings no code', async () => {
    const empty = connector.absorbConsent('reg_1', { state: await stateFor() });
    await expect(empty).rejects.toMatchObject({ name: 'PushRefused', status: 400 });
    expect(await connector.register(registration)).toHaveProperty('consentUrl');
  });

  it('takes a return from any of its own pages, and none from the page of another', async () => {
    const state = await stateFor();
    expect(await stateFor()).toBe(state);
    const other = await stateFor('reg_2');
    expect(other).not.toBe(state);
    const come = (query: Readonly<Record<string, string>>) =>
      connector.absorbConsent('reg_1', { authorization_code: 'reg-code', ...query });
    for (const wrong of [{ state: other }, { state: '' }, {}]) {
      await expect(come(wrong)).rejects.toMatchObject({ name: 'PushRefused', status: 403 });
    }
    expect(await connector.register(registration)).toHaveProperty('consentUrl');
    await come({ state });
    expect(await connector.register(registration)).toEqual({});
  });

  it('keeps a consent that came by push whatever comes in at the address of the page', async () => {
    await push({ event: 'REGISTER_AUTH_SUCCESS', userId: 'reg_1', authorizationCode: 'reg-code' });
    const forged = connector.absorbConsent('reg_1', { state: 'x', authorization_code: 'theirs' });
    await expect(forged).rejects.toMatchObject({ status: 403 });
    await connector.register(registration);
    expect(formOf(register)).toMatchObject({ authorization_code: 'reg-code' });
  });

  it('is sent again for a later attempt, whose refusal may overtake the answer', async () => {
    await consent();
    await connector.register(registration);
    const refused = { event: 'ACCOUNT_AND_APP_CREATE_AUDIT_FAIL', customerId: 133 };
    await push({ ...refused, reason: '名称过长' });
    const again = { ...registration, attempt: 2 };
    host.on(register, loseTheAnswer);
    expect((await failureOf(connector.register(again))).mayHaveActed).toBe(true);
    // The customer of the first attempt does not pass for an answer to the second.
    expect(await connector.lookUpRegistration(again)).toEqual({ state: 'ABSENT' });
    await push({ ...refused, reason: '类目不符' });
    expect(await connector.lookUpRegistration(again)).toEqual({ state: 'REFUSED', words: '类目不符' });
  });

  it('goes on to the page for corporate payment', async () => {
    await authorised();
    host.on('/rest/2.0/smartapp/auth/paymentCertification', ok({ url: 'https://pay.example/x' }));
    host.on('/rest/2.0/smartapp/app/info', ok({ qualification: { status: 1, ad_status: 0 } }));
    const begun = await connector.startVerification({ ...registration, appId: '1452365' });
    expect(begun).toEqual({ url: 'https://pay.example/x', mark: '1/0/0/' });
  });
});

describe('a QR code of Baidu', () => {
  const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');
  const path = '/rest/2.0/smartapp/app/qrcode';
  const about = { appId: '1452365', key: 'sub_1' };
  beforeEach(async () => {
    await authorised();
    host.on(path, (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
    });
  });

  it('is of the package last handed in for testers, and of the one online for everybody', async () => {
    rows(row({ status: 4 }));
    expect(await connector.qrCode({ ...about, opensFor: 'TESTERS' })).toEqual({
      mediaType: 'image/png',
      bytes: PNG,
    });
    await connector.qrCode({ ...about, opensFor: 'EVERYBODY' });
    const width = { access_token: '45.a1', width: '430' };
    expect(host.requestsTo(path).map(({ query }) => query)).toEqual([
      { ...width, package_id: '55106' },
      width,
    ]);
  });

  it('is not asked for where Baidu has no package to draw it for', async () => {
    rows();
    const failure = await failureOf(connector.qrCode({ ...about, opensFor: 'TESTERS' }));
    expect(failure).toMatchObject({ retry: 'FIX_INPUT', words: expect.stringContaining('not called') });
    expect(host.requestsTo(path)).toHaveLength(0);
  });

  it('that is refused is told in the words of Baidu', async () => {
    host.on(path, no(470020));
    const failure = await failureOf(connector.qrCode({ ...about, opensFor: 'EVERYBODY' }));
    expect(failure).toMatchObject({ retry: 'FINAL', code: '470020', words: 'no 470020' });
  });
});
