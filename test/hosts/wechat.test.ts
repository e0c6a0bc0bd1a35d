import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformConnector } from '../../src/hosts/connector.ts';
import type { CredentialVault } from '../../src/hosts/credential-vault.ts';
import { usualLimits } from '../../src/hosts/host-gate.ts';
import { createWechatConnector } from '../../src/hosts/wechat/connector.ts';
import { wechatCodes } from '../../src/hosts/wechat/error-codes.ts';
import { type LiteralHost, loseTheAnswer, startLiteralHost } from '../support/literal-host.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { failureOf, handClock, marked, program, registration } from './subjects.ts';

const ok = { errcode: 0, errmsg: 'ok' };
const no = (errcode: number, more: object = {}) => ({ errcode, errmsg: `no ${errcode} rid: 1-2-3`, ...more });
const componentToken = '/cgi-bin/component/api_component_token';
const authorizerToken = '/cgi-bin/component/api_authorizer_token';
const queryAuth = '/cgi-bin/component/api_query_auth';
const register = '/cgi-bin/component/fastregisterweapp';

let host: LiteralHost;
let vault: CredentialVault;
let clock: ReturnType<typeof handClock>;
let connector: PlatformConnector;

beforeEach(async () => {
  host = await startLiteralHost();
  vault = createMemoryVault();
  clock = handClock();
  connector = open();
  await connector.absorbPush(ticketPush('ticket-1', 1), 'events');
  host.on(componentToken, { component_access_token: 'component-1', expires_in: 7200 });
  host.on(queryAuth, { authorization_info: { ...grant(1), authorizer_appid: 'wxa1' } });
  host.on(authorizerToken, grant(2));
  host.on('/wxa/security/get_code_privacy_info', { ...ok, without_auth_list: [], without_conf_list: [] });
  host.on('/wxa/getversioninfo', { ...ok, exp_info: { exp_desc: marked } });
  host.on('/wxa/get_latest_auditstatus', no(85058, { status: 0 }));
  host.on('/wxa/get_category', {
    ...ok,
    category_list: [
      { first_class: '餐饮服务', second_class: '点餐平台', first_id: 220, second_id: 221 },
      { first_class: '餐饮服务', second_class: '外卖平台', first_id: 220, second_id: 222 },
    ],
  });
});
afterEach(() => host.close());

function open() {
  return createWechatConnector(
    {
      baseUrl: host.url,
      componentAppId: 'wxcomponent',
      componentAppSecret: 'component-secret',
      messageToken: 'token',
      encodingAesKeys: ['A'.repeat(43)],
    },
    vault,
    clock,
  );
}

function grant(n: number) {
  return {
    authorizer_access_token: `access-${n}`,
    authorizer_refresh_token: `refresh-${n}`,
    expires_in: 7200,
  };
}

function ticketPush(ticket: string, at: number) {
  return `<xml><AppId>wxcomponent</AppId><CreateTime>${at}</CreateTime><InfoType><![CDATA[component_verify_ticket]]></InfoType><ComponentVerifyTicket><![CDATA[${ticket}]]></ComponentVerifyTicket></xml>`;
}

const authorized =
  '<xml><AppId>wxcomponent</AppId><InfoType>authorized</InfoType><AuthorizerAppid>wxa1</AuthorizerAppid><AuthorizationCode>code-1</AuthorizationCode></xml>';

function audit(status: number, more: object = {}) {
  host.on('/wxa/get_latest_auditstatus', { ...ok, auditid: 42, status, user_desc: marked, ...more });
}

const bodyOf = (path: string) => JSON.parse(host.requestsTo(path).at(-1)?.body ?? '');

describe('tokens of WeChat', () => {
  beforeEach(() => connector.absorbPush(authorized, 'events'));

  it('come from the ticket and from the code that were pushed', async () => {
    host.on('/wxa/commit', ok);
    await connector.upload(program);
    expect(bodyOf(componentToken)).toEqual({
      component_appid: 'wxcomponent',
      component_appsecret: 'component-secret',
      component_verify_ticket: 'ticket-1',
    });
    expect(bodyOf(queryAuth)).toEqual({ component_appid: 'wxcomponent', authorization_code: 'code-1' });
    expect(host.requestsTo(queryAuth)[0]?.query).toEqual({ access_token: 'component-1' });
    expect(host.requestsTo('/wxa/commit')[0]?.query).toEqual({ access_token: 'access-1' });
  });

  it('are fetched once for as many calls as may be under way and wait', async () => {
    await Promise.all(
      Array.from({ length: usualLimits.atOnce + usualLimits.waiting }, () =>
        connector.lookUpPackage(program),
      ),
    );
    expect(host.requestsTo(componentToken)).toHaveLength(1);
    expect(host.requestsTo(queryAuth)).toHaveLength(1);
  });

  it('are replaced ten minutes ahead of their end, and shared with other nodes', async () => {
    await connector.lookUpPackage(program);
    clock.advance(6_700_000);
    await Promise.all([connector.lookUpPackage(program), connector.lookUpPackage(program)]);
    expect(host.requestsTo(authorizerToken)).toHaveLength(1);
    expect(bodyOf(authorizerToken)).toMatchObject({ authorizer_refresh_token: 'refresh-1' });
    await open().lookUpPackage(program);
    expect(host.requestsTo(authorizerToken)).toHaveLength(1);
  });

  it('that are replaced early stay in use while the host does not answer', async () => {
    await connector.lookUpPackage(program);
    clock.advance(6_700_000);
    host.on(componentToken, loseTheAnswer);
    host.on(authorizerToken, loseTheAnswer);
    await connector.lookUpPackage(program);
    expect(host.requestsTo('/wxa/getversioninfo').at(-1)?.query).toEqual({ access_token: 'access-1' });
  });

  it('that the host rejects are replaced once, and the act repeated once', async () => {
    host.on('/wxa/commit', no(42001), ok);
    await connector.upload(program);
    expect(host.requestsTo('/wxa/commit').map(({ query }) => query.access_token)).toEqual([
      'access-1',
      'access-2',
    ]);
    host.on('/wxa/commit', no(40001));
    expect((await failureOf(connector.upload(program))).retry).toBe('REFRESH_TOKEN');
    expect(host.requestsTo('/wxa/commit')).toHaveLength(4);
  });

  it('that got lost are won back from the list of authorisers', async () => {
    host.on('/wxa/commit', no(42001), ok);
    host.on(authorizerToken, no(61023), grant(3));
    host.on('/cgi-bin/component/api_get_authorizer_list', {
      total_count: 1,
      list: [{ authorizer_appid: 'wxa1', refresh_token: 'refresh-lost', auth_time: 1 }],
    });
    await connector.upload(program);
    expect(bodyOf(authorizerToken)).toMatchObject({ authorizer_refresh_token: 'refresh-lost' });
  });

  it('are not to be had before a ticket has come in', async () => {
    vault = createMemoryVault();
    expect(await failureOf(open().register(registration))).toMatchObject({
      retry: 'RETRY_LATER',
      retryAfterMs: 600_000,
    });
  });

  it('come from the newest ticket, whatever the order of the pushes', async () => {
    await connector.absorbPush(ticketPush('ticket-3', 3), 'events');
    await connector.absorbPush(ticketPush('ticket-2', 2), 'events');
    await connector.lookUpPackage(program);
    expect(bodyOf(componentToken).component_verify_ticket).toBe('ticket-3');
  });
});

describe('a version on its way through WeChat', () => {
  beforeEach(() => connector.absorbPush(authorized, 'events'));

  it('is uploaded from its template, with our key in its description', async () => {
    host.on('/wxa/commit', ok);
    await connector.upload(program);
    const [request] = host.requestsTo('/wxa/commit');
    expect(request).toMatchObject({ method: 'POST', contentType: 'application/json' });
    expect(request?.body).toContain('新菜单');
    expect(bodyOf('/wxa/commit')).toEqual({
      template_id: 7,
      ext_json: '{"ext":{"shop":"a"},"extEnable":true,"extAppid":"wxa1"}',
      user_version: '1.4.0',
      user_desc: marked,
    });
  });

  it('keeps its key however long its description is', async () => {
    host.on('/wxa/commit', ok);
    await connector.upload({ ...program, description: '长'.repeat(500) });
    expect(bodyOf('/wxa/commit').user_desc).toMatch(/^长+ \[pf:sub_1\]$/);
    expect(bodyOf('/wxa/commit').user_desc).toHaveLength(200);
  });

  it('is submitted once it is scanned, under its category', async () => {
    host.on('/wxa/submit_audit', { ...ok, auditid: 1234 });
    expect(await connector.submit(program)).toEqual({ reference: '1234' });
    expect(bodyOf('/wxa/submit_audit')).toEqual({
      item_list: [
        {
          first_class: '餐饮服务',
          second_class: '点餐平台',
          first_id: 220,
          second_id: 221,
          title: '点餐小助手',
        },
      ],
      version_desc: marked,
    });
  });

  it('is not submitted while it is scanned, nor uploaded again', async () => {
    host.on('/wxa/security/get_code_privacy_info', no(61039));
    expect(await failureOf(connector.submit(program))).toMatchObject({
      retry: 'WAIT_FOR_HOST',
      code: '61039',
    });
    expect(await connector.lookUpPackage(program)).toEqual({ state: 'UPLOADING', waitMs: 3_000 });
    expect(host.requestsTo('/wxa/submit_audit')).toHaveLength(0);
    expect(host.requestsTo('/wxa/commit')).toHaveLength(0);
  });

  it('is not submitted while another one is on trial', async () => {
    host.on('/wxa/getversioninfo', { ...ok, exp_info: { exp_desc: '别的 [pf:sub_2]' } });
    expect((await failureOf(connector.submit(program))).retry).toBe('FIX_INPUT');
    expect(host.requestsTo('/wxa/submit_audit')).toHaveLength(0);
  });

  it('is not submitted in a category that is not set at WeChat (wechat/2.8)', async () => {
    const failure = await failureOf(connector.submit({ ...program, categoryPath: ['工具', '天气'] }));
    expect(failure).toMatchObject({ retry: 'FIX_INPUT', clause: 'wechat/2.8' });
    expect(failure.words).toContain('餐饮服务 > 外卖平台');
  });

  it.each([
    [0, { state: 'APPROVED', reference: '42' }],
    [1, { state: 'REJECTED', reference: '42', words: '图标<br>空白' }],
    [2, { state: 'IN_REVIEW', reference: '42' }],
    [3, { state: 'WITHDRAWN', reference: '42' }],
    [4, { state: 'DELAYED', reference: '42', words: '图标<br>空白' }],
  ])('with the review status %i is %o', async (status, report) => {
    audit(status, { reason: '图标<br>空白' });
    expect(await connector.lookUpPackage(program)).toEqual(report);
  });

  it('with a status that nobody documents is a question for the operator', async () => {
    audit(9);
    expect((await failureOf(connector.lookUpPackage(program))).retry).toBe('ASK_OPERATOR');
  });

  it('that was never submitted is not taken for approved, though the refusal says status 0', async () => {
    expect(await connector.lookUpPackage(program)).toEqual({ state: 'UPLOADED' });
  });

  it('is not confused with another version of the same program', async () => {
    audit(0, { user_desc: '新菜单 [pf:sub_0]' });
    host.on('/wxa/getversioninfo', { ...ok, release_info: { release_desc: 'x [pf:sub_0]' } });
    expect(await connector.lookUpPackage(program)).toEqual({ state: 'ABSENT' });
  });

  it('is withdrawn only while it is the one in review', async () => {
    host.on('/wxa/undocodeaudit', ok);
    audit(2);
    await connector.withdraw(program);
    expect(host.requestsTo('/wxa/undocodeaudit')[0]?.method).toBe('GET');
    audit(2, { user_desc: 'x [pf:sub_0]' });
    expect((await failureOf(connector.withdraw(program))).retry).toBe('FINAL');
    expect(host.requestsTo('/wxa/undocodeaudit')).toHaveLength(1);
  });

  it('is released with an empty object for a body, and then found live', async () => {
    audit(0);
    host.on('/wxa/release', ok);
    await connector.release(program);
    expect(host.requestsTo('/wxa/release')[0]?.body).toBe('{}');
    const release_info = { release_desc: marked, release_version: '1.4.0' };
    host.on('/wxa/getversioninfo', { ...ok, release_info });
    expect(await connector.lookUpPackage(program)).toEqual({ state: 'RELEASED', reference: '42' });
  });

  it('is in review and live since when WeChat says, where it says an instant', async () => {
    audit(2, { submit_audit_time: 1_767_225_600 });
    expect(await connector.lookUpPackage(program)).toMatchObject({ at: new Date('2026-01-01T00:00:00Z') });
    for (const release_time of [1_767_225_601, 0, -1, 1e20, '1767225601', null]) {
      const release_info = { release_desc: marked, release_version: '1.4.0', release_time };
      host.on('/wxa/getversioninfo', { ...ok, release_info });
      expect(await connector.lookUpPackage(program)).toEqual({
        state: 'RELEASED',
        reference: '42',
        ...(release_time === 1_767_225_601 ? { at: new Date('2026-01-01T00:00:01Z') } : {}),
      });
    }
  });

  it('that is live already counts as released', async () => {
    audit(0);
    host.on('/wxa/release', no(85052));
    await expect(connector.release(program)).resolves.toBeUndefined();
  });

  it('is not released in the place of another that was approved', async () => {
    audit(0, { user_desc: 'x [pf:sub_0]' });
    expect((await failureOf(connector.release(program))).retry).toBe('FINAL');
    expect(host.requestsTo('/wxa/release')).toHaveLength(0);
  });

  it('whose answer gets lost has to be asked after', async () => {
    for (const path of ['/wxa/commit', '/wxa/submit_audit', '/wxa/release', '/wxa/undocodeaudit']) {
      host.on(path, loseTheAnswer);
    }
    expect((await failureOf(connector.upload(program))).mayHaveActed).toBe(true);
    expect((await failureOf(connector.submit(program))).mayHaveActed).toBe(true);
    audit(0);
    expect((await failureOf(connector.release(program))).mayHaveActed).toBe(true);
    audit(2);
    expect((await failureOf(connector.withdraw(program))).mayHaveActed).toBe(true);
  });

  it.each(
    Object.entries(wechatCodes).filter(([code]) => !['40001', '40014', '42001', '42006'].includes(code)),
  )('that is refused with %s is told what that means', async (code, meaning) => {
    const { retry, clause, explanation } = meaning;
    host.on('/wxa/submit_audit', no(Number(code)));
    const failure = await failureOf(connector.submit(program));
    expect(failure.mayHaveActed).toBe(meaning.unsure);
    expect(failure).toMatchObject({
      code,
      retry,
      explanation,
      words: `no ${code} rid: 1-2-3`,
      ...(clause ? { clause } : {}),
    });
  });

  it('that comes too often names the clause (wechat/2.6)', async () => {
    for (const code of [85009, 85085]) {
      host.on('/wxa/submit_audit', no(code));
      expect(await failureOf(connector.submit(program))).toMatchObject({ clause: 'wechat/2.6' });
    }
  });
});

describe('a registration at WeChat', () => {
  const pushed = (status: number, more = '') =>
    `<xml><AppId>wxcomponent</AppId><InfoType>notify_third_fasteregister</InfoType><status>${status}</status><msg><![CDATA[法人不符]]></msg>${more}<info><name><![CDATA[杭州示例科技有限公司]]></name><code><![CDATA[91330100MA27XXXX1X]]></code><code_type>1</code_type><legal_persona_wechat><![CDATA[zhangsan_wx]]></legal_persona_wechat><legal_persona_name><![CDATA[张三]]></legal_persona_name></info></xml>`;

  it('sends the company and its legal representative', async () => {
    host.on(register, ok);
    expect(await connector.register(registration)).toEqual({});
    expect(host.requestsTo(register)[0]?.query).toEqual({ action: 'create', access_token: 'component-1' });
    expect(bodyOf(register)).toEqual({
      name: '杭州示例科技有限公司',
      code: '91330100MA27XXXX1X',
      code_type: 1,
      legal_persona_wechat: 'zhangsan_wx',
      legal_persona_name: '张三',
      component_phone: '13800000000',
    });
  });

  it('is found again by what the push repeats, and exchanges its code', async () => {
    host.on(register, ok, no(89251));
    host.on('/cgi-bin/component/api_get_authorizer_info', {
      authorizer_info: { verify_type_info: { id: -1 } },
      authorization_info: {
        authorizer_appid: 'wxa1',
        func_info: [{ funcscope_category: { id: 18 } }, { funcscope_category: { id: 30 } }],
      },
    });
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'ABSENT' });
    await connector.register(registration);
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
    const push = pushed(0, '<appid>wxa1</appid><auth_code>code-1</auth_code>');
    expect(await connector.absorbPush(push, 'events')).toEqual({
      kind: 'REGISTRATION_MOVED',
      registrationId: 'reg_1',
      appId: 'wxa1',
    });
    expect(await connector.lookUpRegistration(registration)).toEqual({
      state: 'REGISTERED',
      appId: 'wxa1',
      admission: 'PASSED',
      verification: 'NONE',
      permissions: ['18', '30'],
    });
    expect(bodyOf(queryAuth).authorization_code).toBe('code-1');
  });

  it('that WeChat refuses keeps its words, until it is asked for again', async () => {
    host.on(register, ok);
    await connector.register(registration);
    await connector.absorbPush(pushed(-1), 'events');
    const refusal = { code: '-1', retry: 'FIX_INPUT', clause: 'wechat/2.7' };
    expect(await connector.lookUpRegistration(registration)).toMatchObject({
      state: 'REFUSED',
      words: '法人不符',
      refusal,
    });
    await connector.register(registration);
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
  });

  it('is absent again for a later attempt, though the words about the first are kept', async () => {
    host.on(register, ok, ok, no(89251));
    await connector.register(registration);
    await connector.absorbPush(pushed(-1), 'events');
    const again = { ...registration, attempt: 2 };
    expect(await connector.lookUpRegistration(again)).toEqual({ state: 'ABSENT' });
    expect(await connector.lookUpRegistration(registration)).toMatchObject({ state: 'REFUSED' });
    await connector.register(again);
    expect(await connector.lookUpRegistration(again)).toEqual({ state: 'REQUESTED' });
    await connector.absorbPush(pushed(-1), 'events');
    expect(await connector.lookUpRegistration(again)).toMatchObject({ state: 'REFUSED', words: '法人不符' });
  });

  it('whose answer got lost is not made twice', async () => {
    host.on(register, loseTheAnswer, no(89251), no(89249));
    expect((await failureOf(connector.register(registration))).mayHaveActed).toBe(true);
    expect(await connector.lookUpRegistration(registration)).toEqual({ state: 'REQUESTED' });
    expect(await connector.register(registration)).toEqual({});
  });

  it('waits while WeChat registers another program of the same company', async () => {
    host.on(register, ok, no(89249));
    await connector.register(registration);
    const second = { ...registration, registrationId: 'reg_2' };
    expect((await failureOf(connector.register(second))).retry).toBe('WAIT_FOR_HOST');
    const push = pushed(0, '<appid>wxa1</appid><auth_code>code-1</auth_code>');
    expect(await connector.absorbPush(push, 'events')).toMatchObject({ registrationId: 'reg_1' });
  });

  it('with a code of an impossible length is not sent (wechat/2.7)', async () => {
    const subject = { ...registration.subject, identityNumber: '123' };
    expect(await failureOf(connector.register({ ...registration, subject }))).toMatchObject({
      retry: 'FIX_INPUT',
      clause: 'wechat/2.7',
    });
  });

  it('is verified in the console of WeChat where it is no company (wechat/3.1)', async () => {
    const subject = { ...registration.subject, identityNumber: '53330100MA27XXXX1X' };
    expect(
      await failureOf(connector.startVerification({ ...registration, subject, appId: 'wxa1' })),
    ).toMatchObject({ retry: 'FINAL', clause: 'wechat/3.1' });
  });
});

describe('the news in a push of WeChat', () => {
  const event = (name: string, more = '') =>
    `<xml><ToUserName>gh_1</ToUserName><MsgType>event</MsgType><Event>${name}</Event>${more}</xml>`;

  it.each(['weapp_audit_success', 'weapp_audit_fail', 'weapp_audit_delay'])(
    'about a review (%s) names the program in its address',
    async (name) => {
      expect(await connector.absorbPush(event(name), 'wxa1')).toEqual({
        kind: 'REVIEW_MOVED',
        appId: 'wxa1',
      });
    },
  );

  it('about a verification names the program inside', async () => {
    const message = '<xml><InfoType>notify_3rd_wxa_auth</InfoType><appid>wxa1</appid></xml>';
    expect(await connector.absorbPush(message, 'events')).toEqual({
      kind: 'VERIFICATION_MOVED',
      appId: 'wxa1',
    });
  });

  it('that is unknown is kept', async () => {
    expect(await connector.absorbPush(event('something_new'), 'wxa1')).toEqual({
      kind: 'OTHER',
      appId: 'wxa1',
    });
    expect(await connector.absorbPush('not xml', 'events')).toEqual({ kind: 'OTHER' });
  });
});

describe('a QR code of WeChat (wechat/2.2)', () => {
  const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
  const draws = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(JPEG);
  };
  beforeEach(() => connector.absorbPush(authorized, 'events'));

  it('is that of the trial version for testers, and for everybody the one that is not limited in number', async () => {
    host.on('/wxa/get_qrcode', draws);
    host.on('/wxa/getwxacodeunlimit', draws);
    const image = { mediaType: 'image/jpeg', bytes: JPEG };
    expect(await connector.qrCode({ appId: 'wxa1', opensFor: 'TESTERS' })).toEqual(image);
    expect(host.requestsTo('/wxa/getwxacodeunlimit')).toHaveLength(0);
    expect(await connector.qrCode({ appId: 'wxa1', opensFor: 'EVERYBODY' })).toEqual(image);
    expect(host.requestsTo('/wxa/getwxacodeunlimit')[0]?.query).toEqual({ access_token: 'access-1' });
    expect(bodyOf('/wxa/getwxacodeunlimit')).toEqual({ scene: 'paifang', env_version: 'release' });
  });

  it('is there from the registration on, before anything is uploaded', async () => {
    host.on('/wxa/get_qrcode', no(86001));
    host.on('/wxa/getwxacodeunlimit', draws);
    expect((await connector.qrCode({ appId: 'wxa1', opensFor: 'TESTERS' })).bytes).toEqual(JPEG);
    expect(bodyOf('/wxa/getwxacodeunlimit')).toEqual({
      scene: 'paifang',
      env_version: 'trial',
      check_path: false,
    });
  });

  it('is asked for once more with another token where WeChat does not know the first any more', async () => {
    host.on('/wxa/get_qrcode', no(40001), draws);
    expect((await connector.qrCode({ appId: 'wxa1', opensFor: 'TESTERS' })).bytes).toEqual(JPEG);
    expect(host.requestsTo('/wxa/get_qrcode')).toHaveLength(2);
  });

  it('that is refused is told in the words of WeChat', async () => {
    host.on('/wxa/get_qrcode', no(48001));
    const failure = await failureOf(connector.qrCode({ appId: 'wxa1', opensFor: 'TESTERS' }));
    expect(failure).toMatchObject({ code: '48001', words: 'no 48001 rid: 1-2-3' });
  });
});
