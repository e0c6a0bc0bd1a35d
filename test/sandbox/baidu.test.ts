import { afterEach, describe, expect, it } from '@jest/globals';
import { decryptMessage } from '../../src/kernel/message-crypto.ts';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';

let scene: BaiduScene;
afterEach(() => scene.close());

const OK = { errno: 0, msg: 'success' };
const REST = '/rest/2.0/smartapp';

describe('Baidu sandbox: from ticket to release', () => {
  it('pushes a ticket with capitalised keys and gives a platform token for it', async () => {
    scene = await baiduScene();
    const { message, path, contentType } = await scene.receiver.next('ticket');
    expect({ path, contentType }).toEqual({ path: '/hosts/baidu/events', contentType: 'application/json' });
    expect(message).toEqual({
      Ticket: expect.stringMatching(/^[0-9a-f]{32}$/),
      FromUserName: 'SmartAPP',
      CreateTime: 1772416800,
      MsgType: 'ticket',
      Event: 'push',
    });
    const ask = (client_id: string, ticket: string) =>
      scene.get('/public/2.0/smartapp/auth/tp/token', { client_id, ticket });
    expect(await ask(scene.TP_KEY, String(message.Ticket))).toEqual({
      ...OK,
      data: {
        access_token: expect.stringMatching(/^42\.[0-9a-f]{32}\.2592000\.1775008800\.[\w-]+$/),
        expires_in: 2592000,
        scope: 'smartapp_tp_smtapp_common public',
      },
    });
    expect(await ask('somebody', 'x')).toMatchObject({ errno: 50002 });
    expect(await ask(scene.TP_KEY, 'x')).toMatchObject({ errno: 50003 });
  });

  it('registers on behalf of an administrator who agreed on the page', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const back = await scene.consent(tp, 'user-1');
    const code = back.searchParams.get('authorization_code') ?? '';
    expect(back.origin + back.pathname).toBe('https://gateway.example/back');
    expect(back.searchParams.get('registration')).toBe('7');
    const consented = await scene.receiver.next('REGISTER_AUTH_SUCCESS');
    expect(consented.path).toBe('/hosts/baidu/events');
    expect(consented.message).toEqual({
      tpAppId: 17328232,
      eventTime: '2026-03-02 10:00:00',
      event: 'REGISTER_AUTH_SUCCESS',
      authorizationCode: code,
      createAuthorizationCode: back.searchParams.get('create_authorization_code'),
      userId: 'user-1',
    });

    const answer = await scene.post(`${REST}/account/register`, tp, await scene.papers(tp, code));
    expect(answer).toEqual({ ...OK, data: { customer_id: expect.any(Number) } });
    const { message } = await scene.receiver.next('ACCOUNT_AND_APP_CREATE_AUDIT_PASS');
    expect(message).toMatchObject({
      customerId: (answer.data as { customer_id: number }).customer_id,
      appId: expect.any(Number),
      appKey: expect.any(String),
      examineId: expect.any(Number),
      authorizationCodeExpiresIn: 1800,
    });

    const tokens = await scene.appToken(tp, String(message.authorizationCode));
    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^45\./),
      refresh_token: expect.stringMatching(/^46\./),
      expires_in: 3600,
    });
    const query = { access_token: String(tokens.access_token) };
    expect(await scene.get(`${REST}/app/info`, query)).toMatchObject({
      data: {
        app_id: message.appId,
        app_name: '某某小吃',
        qualification: { satus: 1, status: 1, ad_type: 0, ad_status: 0, type: 2 },
        category: [{ category_id: 2, category_name: '快递', parent: { category_id: 1 } }],
      },
    });
    expect(
      await scene.get(`${REST}/auth/tp/authcodetoapp`, { access_token: tp, authorization_code: code }),
    ).toEqual({
      ...OK,
      data: [{ app_id: message.appId, app_name: '某某小吃', app_key: message.appKey }],
    });
    expect(
      await scene.get(`${REST}/auth/tp/authcodetocustomerid`, { access_token: tp, authorization_code: code }),
    ).toEqual(answer);
  });

  it('uploads, reviews, certifies and releases, field for field as documented', async () => {
    scene = await baiduScene();
    const { token, appId } = await scene.app();
    const query = { access_token: token };
    const id = await scene.upload(token);
    expect(await scene.packages(token)).toEqual([
      {
        version: '1.0.0',
        remark: '',
        msg: '',
        committer: '--',
        status: 3,
        commit_time: '2026/03/02 10:00:00',
        version_desc: 'first',
        package_id: Number(id),
      },
    ]);
    expect(await scene.submit(token, id)).toEqual(OK);
    const passed = await scene.receiver.next('PACKAGE_AUDIT_PASS');
    expect(passed.path).toBe('/hosts/baidu/messages');
    expect(passed.message).toEqual({
      appId,
      tpAppId: 17328232,
      eventTime: '2026-03-02 10:00:00',
      event: 'PACKAGE_AUDIT_PASS',
      packageId: Number(id),
      packageVersion: '1.0.0',
    });
    expect(await scene.release(token, id)).toMatchObject({ errno: 50038 });

    const { data } = await scene.get(`${REST}/auth/paymentCertification`, query);
    const { url } = data as { url: string };
    expect(await (await fetch(url)).text()).toContain('杭州某某餐饮有限公司');
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    const certified = await scene.receiver.next('ADVANCED_AUDIT_CHANGED');
    expect(certified.message).toMatchObject({ appId, adType: 1, adStatus: 1 });
    expect(await scene.get(`${REST}/auth/paymentCertification`, query)).toMatchObject({ errno: 64001 });
    expect(await scene.get(`${REST}/app/info`, query)).toMatchObject({
      data: { qualification: { ad_type: 1, ad_status: 1 } },
    });

    expect(await scene.release(token, id)).toEqual(OK);
    const next = await scene.upload(token, '1.1.0');
    await scene.submit(token, next);
    await scene.receiver.next('PACKAGE_AUDIT_PASS');
    await scene.release(token, next);
    expect(await scene.packages(token)).toMatchObject([
      { status: 1, version: '1.1.0', rollback_version: '1.0.0' },
    ]);
    expect(await scene.get(`${REST}/package/getdetail`, query)).toMatchObject({
      data: { package_id: Number(next) },
    });
  });
});

describe('Baidu sandbox: tokens', () => {
  it('refuses tokens in the gateway envelope', async () => {
    scene = await baiduScene();
    const { tp, token } = await scene.app();
    const info = (access_token: string) => scene.get(`${REST}/app/info`, { access_token });
    const invalid = { error_code: 110, error_msg: 'Access token invalid or no longer valid' };
    expect(await info('')).toEqual(invalid);
    expect(await info(tp)).toEqual(invalid);
    expect(await scene.get(`${REST}/tp/createpreauthcode`, { access_token: token })).toEqual(invalid);
    scene.clock.forward(3600_000);
    expect(await info(token)).toEqual({ error_code: 111, error_msg: 'Access token expired' });
    expect(await scene.get(`${REST}/nowhere`, { access_token: tp })).toMatchObject({ error_code: 3 });
  });

  it('takes codes and refresh tokens once, and refuses in the OAuth envelope', async () => {
    scene = await baiduScene();
    const { tp, refresh, appId } = await scene.app();
    const renew = (refresh_token: string) =>
      scene.get('/rest/2.0/oauth/token', {
        access_token: tp,
        refresh_token,
        grant_type: 'app_to_tp_refresh_token',
      });
    const renewed = await renew(refresh);
    expect(renewed).toMatchObject({ access_token: expect.stringMatching(/^45\./), expires_in: 3600 });
    expect(await renew(refresh)).toEqual({ error: 'invalid_grant', error_description: expect.any(String) });
    expect(await renew(String(renewed.refresh_token))).toHaveProperty('refresh_token');
    expect(await scene.get('/rest/2.0/oauth/token', { access_token: tp })).toMatchObject({
      error: 'unsupported_grant_type',
    });

    const retrieve = (app_id: string) =>
      scene.post(`${REST}/auth/retrieve/authorizationcode`, tp, { app_id });
    expect(await retrieve('1')).toMatchObject({ errno: 50032 });
    const { data } = await retrieve(String(appId));
    const { authorization_code: code, expires_in: life } = data as Record<string, string>;
    expect(life).toBe(18000);
    expect(await scene.appToken(tp, String(code))).toHaveProperty('access_token');
    expect(await scene.appToken(tp, String(code))).toMatchObject({ error: 'invalid_grant' });
    const late = (await retrieve(String(appId))).data as Record<string, string>;
    scene.clock.forward(18_000_000);
    expect(await scene.appToken(tp, String(late.authorization_code))).toMatchObject({
      error: 'expired_token',
    });
  });

  it('shows the consent page only for a fresh pre-authorisation code', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const { data } = await scene.get(`${REST}/tp/createpreauthcode`, { access_token: tp });
    const { pre_auth_code, expires_in } = data as { pre_auth_code: string; expires_in: number };
    expect(expires_in).toBe(1200);
    const open = async (changes: Record<string, string>) => {
      const fields = {
        client_id: scene.TP_KEY,
        pre_auth_code,
        redirect_uri: 'https://g.example/',
        type: '1',
      };
      const query = new URLSearchParams({ ...fields, ...changes });
      return (await fetch(`${scene.sandbox.url}/mappconsole/tp/authorization?${query}`)).status;
    };
    expect(await open({})).toBe(200);
    expect(await open({ client_id: 'x' })).toBe(400);
    expect(await open({ redirect_uri: 'nowhere' })).toBe(400);
    expect(await open({ type: '2' })).toBe(400);
    scene.clock.forward(1_200_000);
    expect(await open({})).toBe(400);
  });

  it('serves only addresses on its list, where it has one', async () => {
    scene = await baiduScene({ allowedAddresses: ['10.9.8.7'] });
    expect(await scene.get(`${REST}/app/info`)).toMatchObject({ errno: 40008 });
  });
});

describe('Baidu sandbox: registration', () => {
  it('refuses papers that are missing, foreign or taken', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const code = (await scene.consent(tp, 'user-1')).searchParams.get('authorization_code') ?? '';
    const papers = await scene.papers(tp, code);
    const register = async (changes: Record<string, string>) => {
      return (await scene.post(`${REST}/account/register`, tp, { ...papers, ...changes })).errno;
    };
    expect(await register({ authorization_code: 'x' })).toBe(40001);
    expect(await register({ app_name: '吃' })).toBe(50025);
    expect(await register({ app_desc: '吃' })).toBe(40001);
    expect(await register({ app_avatar: 'https://elsewhere.example/icon.png' })).toBe(47008);
    expect(await register({ app_category: '[{"sub_category_id":2}]' })).toBe(50063);
    expect(await register({ app_category: '[{"sub_category_id":9999}]' })).toBe(50061);
    expect(await register({ org_type: '1' })).toBe(40001);
    expect(await register({ org_type: '4' })).toBe(40001);
    scene.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);
    expect(await register({})).toBe(0);
    expect(await register({})).toBe(50020);
    const other = (await scene.consent(tp, 'user-2')).searchParams.get('authorization_code') ?? '';
    expect(await register({ authorization_code: other })).toBe(50024);
  });

  it('pushes why papers were refused, and takes them again', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const code = (await scene.consent(tp, 'user-1')).searchParams.get('authorization_code') ?? '';
    const papers = await scene.papers(tp, code);
    scene.sandbox.scriptRegistrations('某某小吃', [{ outcome: 'reject', reason: '营业执照不清晰' }]);
    await scene.post(`${REST}/account/register`, tp, papers);
    const { message } = await scene.receiver.next('ACCOUNT_AND_APP_CREATE_AUDIT_FAIL');
    expect(message).toMatchObject({ customerId: expect.any(Number), reason: '营业执照不清晰' });
    expect(message).not.toHaveProperty('appId');
    expect(await scene.post(`${REST}/account/register`, tp, papers)).toMatchObject({ errno: 0 });
    await scene.receiver.next('ACCOUNT_AND_APP_CREATE_AUDIT_PASS');
    expect(await scene.post(`${REST}/account/register`, tp, papers)).toMatchObject({ errno: 50016 });
    const again = await scene.consent(tp, 'user-1');
    expect([...again.searchParams.keys()]).toEqual(['registration', 'create_authorization_code']);
  });

  it('creates a further program for an account that is registered', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const back = await scene.consent(tp, 'user-1');
    const papers = await scene.papers(tp, back.searchParams.get('authorization_code') ?? '');
    const code = back.searchParams.get('create_authorization_code') ?? '';
    const { app_avatar: photo = '', app_category: category = '', app_desc = '' } = papers;
    const create = (app_name: string) =>
      scene.post(`${REST}/app/createbytp`, tp, {
        create_authorization_code: code,
        app_name,
        app_desc,
        photo,
        category,
      });
    expect(await create('某某早点')).toMatchObject({ errno: 50033 });
    await scene.post(`${REST}/account/register`, tp, papers);
    await scene.receiver.next('APP_CATEGORY_AUDIT_PASS');
    expect(await create('某某小吃')).toMatchObject({ errno: 50024 });
    const { data } = await create('某某早点');
    expect(data).toMatchObject({ app_id: expect.any(Number), examine_id: expect.any(Number) });
    const { authorization_code } = data as { authorization_code: string };
    expect(await scene.appToken(tp, authorization_code)).toHaveProperty('refresh_token');
    const query = { access_token: tp, authorization_code: code };
    expect(await scene.get(`${REST}/auth/tp/authcodetoapp`, query)).toMatchObject({
      data: [{ app_name: '某某小吃' }, { app_name: '某某早点' }],
    });
  });

  it('takes pictures of the right form and size', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    expect(await scene.uploadImage(tp, '1')).toEqual({
      ...OK,
      data: expect.stringMatching(/^https:\/\/.+\.png$/),
    });
    expect(await scene.uploadImage(tp, '1', Buffer.from('GIF89a'))).toMatchObject({ errno: 47000 });
    const wide = Buffer.from('89504e470d0a1a0a0000000d494844520000010100000001', 'hex');
    expect(await scene.uploadImage(tp, '1', wide)).toMatchObject({ errno: 47003 });
    expect(await scene.uploadImage(tp, '2', wide)).toMatchObject({ errno: 0 });
    const heavy = Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(5 * 1024 * 1024)]);
    expect(await scene.uploadImage(tp, '2', heavy)).toMatchObject({ errno: 47003 });
  });

  it('lists categories as a tree, papers as JSON in a string', async () => {
    scene = await baiduScene({
      categories: [
        ['美食', '餐饮服务场所', '食品经营许可证'],
        ['美食', '餐厅排队'],
      ],
    });
    const tp = await scene.tpToken();
    const list = (category_type: string) =>
      scene.get(`${REST}/app/category/list`, { access_token: tp, ...(category_type && { category_type }) });
    expect(await list('')).toMatchObject({ errno: 40001 });
    const { data } = await list('2');
    expect(data).toMatchObject([
      { id: 1, category_name: '美食', sub_items: { 2: { id: '2', need_quali: 1 }, 3: { need_quali: '0' } } },
    ]);
    const [{ sub_items }] = data as [{ sub_items: Record<string, { category_quali: string }> }];
    expect(JSON.parse(sub_items['2']?.category_quali ?? '')).toMatchObject({
      list: [[{ id: 1, must: 1, name: '食品经营许可证' }]],
    });
  });
});

describe('Baidu sandbox: guards of packages', () => {
  it('shows a package without id and status while it is uploaded', async () => {
    scene = await baiduScene({ uploadAfterMs: 60_000 });
    const { token } = await scene.app();
    const upload = async (changes: Record<string, string>) => {
      const body = {
        template_id: '754',
        ext_json: '{"extEnable":true}',
        user_version: '1',
        user_desc: 'd',
        ...changes,
      };
      return scene.post(`${REST}/package/upload`, token, body);
    };
    expect(await upload({ template_id: '1' })).toMatchObject({ errno: 69006 });
    expect(await upload({ ext_json: '{' })).toMatchObject({ errno: 69004 });
    expect(await upload({ ext_json: '{"extEnable":true,"extAppid":"1"}' })).toMatchObject({ errno: 40001 });
    expect(await upload({ user_version: '' })).toMatchObject({ errno: 40001 });
    expect(await upload({})).toEqual(OK);
    expect(await scene.packages(token)).toEqual([
      {
        version: '1',
        commit_time: '2026/03/02 10:00:00',
        version_desc: 'd',
        upload_status: 1,
        upload_status_desc: '上传中',
      },
    ]);
  });

  it('takes fields from the query as well', async () => {
    scene = await baiduScene();
    const { token } = await scene.app();
    const id = await scene.upload(token);
    const query = new URLSearchParams({ access_token: token, package_id: id, content: 'c', remark: 'r' });
    const response = await fetch(`${scene.sandbox.url}${REST}/package/submitaudit?${query}`, {
      method: 'POST',
    });
    expect(await response.json()).toEqual(OK);
  });

  it('submits what is complete, known, allowed and within the week', async () => {
    scene = await baiduScene({ weeklyQuota: 2 });
    const { token, appId } = await scene.app();
    const id = await scene.upload(token);
    expect(await scene.submit(token, '1')).toMatchObject({ errno: 69005 });
    expect(await scene.post(`${REST}/package/submitaudit`, token, { package_id: id })).toMatchObject({
      errno: 40001,
    });
    const gates = [
      [false, false, 69003],
      [false, true, 69001],
      [true, false, 69002],
    ] as const;
    for (const [nameApproved, categoryApproved, errno] of gates) {
      scene.sandbox.setFacts(appId, { nameApproved, categoryApproved });
      expect(await scene.submit(token, id)).toMatchObject({ errno });
    }
    await scene.control('/sandbox/apps/facts', { appId, nameApproved: true, categoryApproved: true });
    scene.sandbox.scriptReviews('*', [{ outcome: 'wait' }, { outcome: 'wait' }]);
    expect(await scene.submit(token, id)).toEqual(OK);
    expect(await scene.submit(token, id)).toMatchObject({ errno: 50052 });
    const withdraw = () => scene.post(`${REST}/package/withdraw`, token, { package_id: id });
    expect(await withdraw()).toEqual(OK);
    expect(await withdraw()).toMatchObject({ errno: 40001 });
    expect(await scene.packages(token)).toMatchObject([{ status: 3 }]);
    await scene.submit(token, id);
    await withdraw();
    expect(await scene.submit(token, id)).toMatchObject({ errno: 69013 });
    expect(await scene.get(`${REST}/package/auditquota`, { access_token: token })).toEqual({
      ...OK,
      data: { quota_type: 2, quota_times: 2, remain_times: 0 },
    });
  });

  it('does not release what is not approved, even of a certified subject', async () => {
    scene = await baiduScene();
    const { token, appId } = await scene.app();
    scene.sandbox.setFacts(appId, { certified: true });
    scene.sandbox.scriptReviews(String(appId), [{ outcome: 'reject', reason: '名称过长。' }]);
    const id = await scene.upload(token);
    await scene.submit(token, id);
    const { message } = await scene.receiver.next('PACKAGE_AUDIT_FAIL');
    expect(message).toMatchObject({ reason: '名称过长。', packageId: Number(id) });
    expect(await scene.release(token, id)).toMatchObject({ errno: 40001 });
    expect(await scene.packages(token)).toMatchObject([{ status: 5, msg: '名称过长。' }]);
    expect(await scene.release(token, '1')).toMatchObject({ errno: 69005 });
  });

  it('submits straight after the upload when ext_json says so', async () => {
    scene = await baiduScene();
    const { token } = await scene.app();
    await scene.upload(token, '1.0.0', { directCommit: true });
    await scene.receiver.next('PACKAGE_AUDIT_PASS');
  });
});

describe('Baidu sandbox: pushes', () => {
  it('keeps pushes that nobody took, to be fetched', async () => {
    scene = await baiduScene();
    const { tp, token, appId } = await scene.app();
    const id = await scene.upload(token);
    await scene.control('/sandbox/pushes', { lose: 1 });
    await scene.submit(token, id);
    const fetchFailed = () => scene.get(`${REST}/pushmsg/getmsg`, { access_token: tp, push_type: '2' });
    let answer = await fetchFailed();
    while ((answer.data as { count: number }).count === 0) answer = await fetchFailed();
    const { list } = answer.data as { list: { content: string; status: number }[] };
    expect(list[0]?.status).toBe(2);
    expect(JSON.parse(decryptMessage(list[0]?.content ?? '', scene.KEY).message)).toMatchObject({
      event: 'PACKAGE_AUDIT_PASS',
      appId,
    });
    const start = String(Date.parse('2026-01-01') / 1000);
    const early = await scene.get(`${REST}/pushmsg/getmsg`, { access_token: tp, start });
    expect(early).toMatchObject({ errno: 40001 });
    expect(scene.receiver.left()).not.toContain('PACKAGE_AUDIT_PASS');
  });

  it('can misspell as the samples do, and leave out what was not sent in 2020', async () => {
    scene = await baiduScene({ pushStyle: 'MISSPELLED' });
    const rejected = await scene.app();
    scene.sandbox.scriptReviews('*', [{ outcome: 'reject', reason: '不符' }]);
    await scene.submit(rejected.token, await scene.upload(rejected.token));
    const { message } = await scene.receiver.next('PACKAGE_AUDIT_FAIL');
    expect(message).toMatchObject({ event: ' PACKAGE_AUDIT_FAIL', reson: '不符' });
    await scene.close();

    scene = await baiduScene({ pushStyle: '2020' });
    const approved = await scene.app();
    await scene.submit(approved.token, await scene.upload(approved.token));
    const old = await scene.receiver.next('PACKAGE_AUDIT_PASS');
    expect(Object.keys(old.message)).toEqual(['appId', 'tpAppId', 'eventTime', 'event']);
  });

  it('waits for a reviewer, and a delay goes unsaid', async () => {
    scene = await baiduScene();
    const { token, appId } = await scene.app();
    scene.sandbox.scriptReviews(String(appId), [{ outcome: 'delay', afterwards: { outcome: 'wait' } }]);
    await scene.submit(token, await scene.upload(token));
    expect(await scene.packages(token)).toMatchObject([{ status: 4 }]);
    const decided = await scene.control('/sandbox/reviews/decide', {
      app: String(appId),
      outcome: 'approve',
    });
    expect(decided).toEqual({ ok: true });
    await scene.receiver.next('PACKAGE_AUDIT_PASS');
    expect(await (await fetch(`${scene.sandbox.url}/sandbox/`)).text()).toContain('approved');
  });

  it('logs calls and pushes without secrets, and tells a mistaken script what is wrong', async () => {
    scene = await baiduScene();
    const { tp, token, refresh } = await scene.app();
    const pages = await Promise.all(
      ['/sandbox/calls', '/sandbox/pushes', '/sandbox/'].map(async (path) => {
        return (await fetch(`${scene.sandbox.url}${path}`)).text();
      }),
    );
    for (const secret of [tp, token, refresh]) expect(pages.join()).not.toContain(secret);
    expect(await scene.control('/sandbox/reviews', { app: '1', outcomes: [{ outcome: 'perhaps' }] })).toEqual(
      {
        error: expect.stringContaining('outcomes/0'),
      },
    );
    expect(await scene.control('/sandbox/apps/facts', { appId: 1 })).toEqual({
      error: expect.stringContaining('knows no program 1'),
    });
  });
});

describe('Baidu sandbox: QR codes', () => {
  it('are PNG pictures of a package, as wide as was asked for at most', async () => {
    scene = await baiduScene();
    const { token } = await scene.app();
    const draw = async (query: Record<string, string>) => {
      const search = new URLSearchParams({ access_token: token, ...query });
      const answer = await fetch(`${scene.sandbox.url}/rest/2.0/smartapp/app/qrcode?${search}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const isPicture = answer.headers.get('content-type') === 'image/png';
      return isPicture ? bytes : (JSON.parse(bytes.toString('utf8')) as { errno: number }).errno;
    };
    expect(await draw({})).toBe(470020);
    expect(await draw({ package_id: '1' })).toBe(470019);
    const package_id = await scene.upload(token);
    expect(await draw({ package_id, width: '199' })).toBe(470018);
    const drawn = await draw({ package_id, width: '430' });
    if (!Buffer.isBuffer(drawn)) throw new Error(`refused with ${drawn}`);
    expect(drawn.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(drawn.readUInt32BE(16)).toBeGreaterThan(200);
    expect(drawn.readUInt32BE(16)).toBeLessThanOrEqual(430);
  });
});
