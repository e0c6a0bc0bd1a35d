import { afterEach, describe, expect, it } from '@jest/globals';
import { askUntil } from './receiver.ts';
import { COMMIT, COMPANY, type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

const RID = /^.+ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

describe('WeChat sandbox: from ticket to release', () => {
  it('registers a company, uploads, reviews and releases, word for word as documented', async () => {
    scene = await wechatScene();
    const { receiver, post, get, COMPONENT } = scene;
    const component = await scene.componentToken();

    expect(
      await post(`/cgi-bin/component/fastregisterweapp?action=create&access_token=${component}`, COMPANY),
    ).toEqual({ errcode: 0, errmsg: 'ok' });
    const { message: registered, path, query } = await receiver.next('notify_third_fasteregister');
    expect(path).toBe('/hosts/wechat/events');
    expect(query.get('encrypt_type')).toBe('aes');
    expect(registered).toMatchObject({
      AppId: COMPONENT,
      status: '0',
      info: { name: COMPANY.name, code_type: '1' },
    });

    const granted = await post(`/cgi-bin/component/api_query_auth?access_token=${component}`, {
      component_appid: COMPONENT,
      authorization_code: registered.auth_code,
    });
    const info = granted.authorization_info as Record<string, string>;
    expect(granted).not.toHaveProperty('errcode');
    expect(info).toMatchObject({ authorizer_appid: registered.appid, expires_in: 7200 });
    const token = String(info.authorizer_access_token);

    expect(await get(`/wxa/gettemplatelist?access_token=${component}`)).toMatchObject({
      errcode: 0,
      template_list: [{ template_id: 7, user_version: '3.1' }],
    });
    await scene.commit(token);
    expect(await get(`/wxa/get_page?access_token=${token}`)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      page_list: ['pages/index', 'pages/order'],
    });
    const { auditid } = await scene.submit(token);
    expect(typeof auditid).toBe('number');
    const approved = await receiver.next('weapp_audit_success');
    expect(approved.path).toBe(`/hosts/wechat/messages/${registered.appid}`);
    expect(approved.message).toMatchObject({ MsgType: 'event', SuccTime: '1772416800' });
    expect(approved.message).not.toHaveProperty('auditid');

    expect(await post(`/wxa/get_auditstatus?access_token=${token}`, { auditid })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      status: 0,
      reason: '',
      screenshot: '',
    });
    expect(await post(`/wxa/release?access_token=${token}`, {})).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await post(`/wxa/getversioninfo?access_token=${token}`, {})).toMatchObject({
      exp_info: { exp_version: '1.0.0' },
      release_info: { release_version: '1.0.0', release_desc: 'first' },
    });
    expect(await post(`/wxa/release?access_token=${token}`, {})).toMatchObject({ errcode: 85052 });
  });

  it('tells who authorised, and renews their tokens', async () => {
    scene = await wechatScene();
    const { appid, component, refresh } = await scene.programToken();
    const list = await scene.post(`/cgi-bin/component/api_get_authorizer_list?access_token=${component}`, {
      component_appid: scene.COMPONENT,
      offset: 0,
      count: 500,
    });
    expect(list).toMatchObject({
      total_count: 1,
      list: [{ authorizer_appid: appid, refresh_token: refresh }],
    });
    const renew = (text: string) =>
      scene.post(`/cgi-bin/component/api_authorizer_token?access_token=${component}`, {
        component_appid: scene.COMPONENT,
        authorizer_appid: appid,
        authorizer_refresh_token: text,
      });
    expect(await renew(refresh)).toMatchObject({ expires_in: 7200, authorizer_refresh_token: refresh });
    expect(await renew('lost')).toMatchObject({ errcode: 61023 });
    expect(
      await scene.post(`/cgi-bin/component/api_get_authorizer_info?access_token=${component}`, {
        component_appid: scene.COMPONENT,
        authorizer_appid: appid,
      }),
    ).toMatchObject({
      authorizer_info: { account_status: 1 },
      authorization_info: { authorizer_appid: appid },
    });
  });

  it('tells through the code how far a registration has come', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    const register = (action: string) =>
      scene.post(`/cgi-bin/component/fastregisterweapp?action=${action}&access_token=${component}`, COMPANY);
    scene.sandbox.scriptRegistrations(COMPANY.name, [{ outcome: 'wait' }]);
    expect(await register('search')).toMatchObject({ errcode: 89250 });
    await register('create');
    expect(await register('search')).toMatchObject({ errcode: 89251 });
    expect(await register('create')).toMatchObject({ errcode: 89249 });
  });

  it('pushes why a legal person did not agree', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    scene.sandbox.scriptRegistrations('*', [{ outcome: 'reject', code: 100001, reason: '未在24小时内确认' }]);
    await scene.post(`/cgi-bin/component/fastregisterweapp?action=create&access_token=${component}`, COMPANY);
    const { message } = await scene.receiver.next('notify_third_fasteregister');
    expect(message).toMatchObject({ status: '100001', msg: '未在24小时内确认' });
    expect(message).not.toHaveProperty('appid');
  });
});

describe('WeChat sandbox: tokens', () => {
  it('refuses calls without, with foreign, expired and wrong tokens', async () => {
    scene = await wechatScene();
    const { token, component } = await scene.programToken();
    const ask = (query: string) => scene.get(`/wxa/queryquota${query}`);
    expect(await ask('')).toMatchObject({ errcode: 41001, errmsg: expect.stringMatching(RID) });
    expect(await ask('?access_token=made-up')).toMatchObject({ errcode: 40001 });
    expect(await ask(`?access_token=${component}`)).toMatchObject({ errcode: 61014 });
    expect(await scene.get(`/wxa/get_page?access_token=${component}`)).toMatchObject({ errcode: 61015 });
    expect(await scene.get(`/wxa/gettemplatelist?access_token=${token}`)).toMatchObject({ errcode: 61014 });
    scene.clock.forward(7200_000);
    expect(await ask(`?access_token=${token}`)).toMatchObject({ errcode: 42001 });
    expect(await scene.get(`/wxa/gettemplatelist?access_token=${component}`)).toMatchObject({
      errcode: 42006,
    });
  });

  it('gives a component token for a fresh ticket and the right secret only', async () => {
    scene = await wechatScene();
    const { message } = await scene.receiver.next('component_verify_ticket');
    const ask = (changes: object) =>
      scene.post('/cgi-bin/component/api_component_token', {
        component_appid: scene.COMPONENT,
        component_appsecret: scene.SECRET,
        component_verify_ticket: message.ComponentVerifyTicket,
        ...changes,
      });
    expect(await ask({})).toMatchObject({ expires_in: 7200 });
    expect(await ask({ component_appsecret: 'guess' })).toMatchObject({ errcode: 40125 });
    expect(await ask({ component_appid: 'wx0' })).toMatchObject({ errcode: 40013 });
    expect(await ask({ component_verify_ticket: 'guess' })).toMatchObject({ errcode: 61006 });
    scene.clock.forward(12 * 3600_000);
    expect(await ask({})).toMatchObject({ errcode: 61005 });
  });

  it('pushes a ticket when it is asked to start', async () => {
    scene = await wechatScene();
    await scene.receiver.next('component_verify_ticket');
    const answer = await scene.post('/cgi-bin/component/api_start_push_ticket', {
      component_appid: scene.COMPONENT,
      component_secret: scene.SECRET,
    });
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok' });
    await scene.receiver.next('component_verify_ticket');
  });

  it('serves nobody who took the authorisation back', async () => {
    scene = await wechatScene();
    const { appid, token, component, refresh } = await scene.programToken();
    scene.sandbox.revoke(appid);
    expect((await scene.receiver.next('unauthorized')).message).toMatchObject({ AuthorizerAppid: appid });
    expect(await scene.get(`/wxa/get_page?access_token=${token}`)).toMatchObject({ errcode: 40001 });
    expect(
      await scene.post(`/cgi-bin/component/api_authorizer_token?access_token=${component}`, {
        component_appid: scene.COMPONENT,
        authorizer_appid: appid,
        authorizer_refresh_token: refresh,
      }),
    ).toMatchObject({ errcode: 61003 });
  });

  it('takes an authorisation code once', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    scene.sandbox.authorize({ nickName: '某某小吃' });
    const { message } = await scene.receiver.next('authorized');
    const exchange = () =>
      scene.post(`/cgi-bin/component/api_query_auth?access_token=${component}`, {
        component_appid: scene.COMPONENT,
        authorization_code: message.AuthorizationCode,
      });
    expect(await exchange()).toHaveProperty('authorization_info');
    expect(await exchange()).toMatchObject({ errcode: 61009 });
  });

  it('serves only addresses on its list, where it has one', async () => {
    scene = await wechatScene({ allowedAddresses: ['10.9.8.7'] });
    expect(await scene.get('/wxa/queryquota')).toMatchObject({ errcode: 61004 });
  });
});

describe('WeChat sandbox: guards', () => {
  it('wants the documented method, a body, and JSON with Chinese as it is', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    expect(await scene.get(`/wxa/release?access_token=${token}`)).toMatchObject({ errcode: 43002 });
    expect(await scene.post(`/wxa/get_page?access_token=${token}`, {})).toMatchObject({ errcode: 43001 });
    expect(await scene.post(`/wxa/release?access_token=${token}`, '')).toMatchObject({ errcode: 44002 });
    expect(await scene.post(`/wxa/commit?access_token=${token}`, '{')).toMatchObject({ errcode: 47001 });
    const escaped = '{"template_id":7,"user_desc":"\\u4e2d"}';
    expect(await scene.post(`/wxa/commit?access_token=${token}`, escaped)).toMatchObject({ errcode: 47001 });
  });

  it('refuses uploads that do not fit their template', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    const commit = async (changes: object) => {
      return (await scene.post(`/wxa/commit?access_token=${token}`, { ...COMMIT, ...changes })).errcode;
    };
    expect(await commit({ template_id: 8 })).toBe(85014);
    expect(await commit({ ext_json: '{' })).toBe(85048);
    expect(await commit({ ext_json: '{"pages":["pages/none"]}' })).toBe(85045);
    expect(await commit({ ext_json: '{"tabBar":{"list":[{"pagePath":"pages/none"}]}}' })).toBe(85046);
    expect(await commit({ template_id: '7' })).toBe(0);
  });

  it('refuses a submission while the code is missing, scanned, undeclared or not of a set-up program', async () => {
    scene = await wechatScene({ scanAfterMs: 60_000 });
    const { token, appid } = await scene.programToken();
    expect(await scene.submit(token)).toMatchObject({ errcode: 85086 });
    await scene.post(`/wxa/commit?access_token=${token}`, COMMIT);
    expect(await scene.submit(token)).toMatchObject({ errcode: 61039 });
    await scene.close();

    scene = await wechatScene();
    const next = await scene.programToken();
    await scene.commit(next.token);
    scene.sandbox.setFacts(next.appid, { undeclaredApis: ['wx.getLocation'] });
    expect(await scene.get(`/wxa/security/get_code_privacy_info?access_token=${next.token}`)).toMatchObject({
      without_conf_list: ['wx.getLocation'],
    });
    expect(await scene.submit(next.token)).toMatchObject({ errcode: 61040 });
    scene.sandbox.setFacts(next.appid, { initialised: false });
    expect(await scene.submit(next.token, { privacy_api_not_use: true })).toMatchObject({ errcode: 86002 });
    expect(appid).not.toBe(next.appid);
  });

  it('refuses a submission with wrong items', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    await scene.commit(token);
    const { category_list: list } = await scene.get(`/wxa/get_category?access_token=${token}`);
    const [category] = list as Record<string, unknown>[];
    const errcode = async (body: object) => {
      return (await scene.post(`/wxa/submit_audit?access_token=${token}`, body)).errcode;
    };
    expect(await errcode({ item_list: [] })).toBe(85023);
    expect(await errcode({ item_list: [{ ...category, first_id: 999 }] })).toBe(85008);
    expect(await errcode({ item_list: [{ first_class: '工具' }] })).toBe(85010);
    expect(await errcode({ item_list: [{ ...category, address: 'pages/none' }] })).toBe(85007);
    expect(await errcode({ item_list: [{ ...category, title: '长'.repeat(33) }] })).toBe(85011);
    expect(await errcode({ item_list: [{ ...category, tag: '长'.repeat(21) }] })).toBe(85006);
    expect(await errcode({ item_list: [category], preview_info: [] })).toBe(47001);
    expect(await errcode({ item_list: [category], preview_info: { pic_id_list: ['gone'] } })).toBe(85092);
    expect(
      await errcode({ item_list: [category], preview_info: { pic_id_list: [], video_id_list: [] } }),
    ).toBe(0);
  });

  it('examines one submission of a program at a time, and counts them by month for all programs', async () => {
    scene = await wechatScene({ monthlyQuota: 2 });
    const { token } = await scene.programToken();
    scene.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    await scene.commit(token);
    await scene.submit(token);
    expect(await scene.submit(token)).toMatchObject({ errcode: 85009 });
    const other = await scene.programToken();
    await scene.commit(other.token);
    await scene.submit(other.token);
    await scene.receiver.next('weapp_audit_success');
    expect(await scene.get(`/wxa/queryquota?access_token=${token}`)).toMatchObject({ rest: 0, limit: 2 });
    expect(await scene.submit(other.token)).toMatchObject({ errcode: 85085 });
  });

  it('releases only what is approved, and answers foreign audits with zeroed fields', async () => {
    scene = await wechatScene();
    const { token, appid } = await scene.programToken();
    const release = () => scene.post(`/wxa/release?access_token=${token}`, {});
    expect(await release()).toMatchObject({ errcode: 85019 });
    expect(await scene.get(`/wxa/get_latest_auditstatus?access_token=${token}`)).toMatchObject({
      errcode: 85058,
    });
    expect(await scene.post(`/wxa/get_auditstatus?access_token=${token}`, { auditid: 1 })).toEqual({
      errcode: 85012,
      errmsg: expect.stringMatching(/^invalid audit id rid: /),
      status: 0,
      reason: '',
      screenshot: '',
    });
    scene.sandbox.scriptReviews(appid, [
      { outcome: 'reject', reason: '1:名称不符<br>2:]]>', screenshot: 'a|b' },
    ]);
    await scene.commit(token);
    await scene.submit(token);
    const { message } = await scene.receiver.next('weapp_audit_fail');
    expect(message).toMatchObject({ Reason: '1:名称不符<br>2:]]>', ScreenShot: 'a|b' });
    expect(await release()).toMatchObject({ errcode: 85020 });
    expect(await scene.get(`/wxa/get_latest_auditstatus?access_token=${token}`)).toMatchObject({
      status: 1,
      ScreenShot: 'a|b',
      user_version: '1.0.0',
    });
  });

  it('withdraws five times a day and ten times a month', async () => {
    scene = await wechatScene();
    const { appid } = await scene.programToken();
    // The ticket of the start, which would be too old on the second day.
    await scene.receiver.next('component_verify_ticket');
    const again = async () => {
      scene.sandbox.expireTokens();
      const component = await scene.componentToken();
      const [app] = (
        (await scene.post(`/cgi-bin/component/api_get_authorizer_list?access_token=${component}`, {
          component_appid: scene.COMPONENT,
          offset: 0,
          count: 1,
        })) as { list: { refresh_token: string }[] }
      ).list;
      const renewed = await scene.post(`/cgi-bin/component/api_authorizer_token?access_token=${component}`, {
        component_appid: scene.COMPONENT,
        authorizer_appid: appid,
        authorizer_refresh_token: app?.refresh_token,
      });
      return String(renewed.authorizer_access_token);
    };
    const withdrawals: unknown[] = [];
    for (const day of [1, 2, 3]) {
      const token = await again();
      if (day === 1) await scene.commit(token);
      for (const _ of Array.from({ length: day === 3 ? 1 : 6 })) {
        scene.sandbox.scriptReviews(appid, [{ outcome: 'wait' }]);
        await scene.submit(token);
        withdrawals.push((await scene.get(`/wxa/undocodeaudit?access_token=${token}`)).errcode);
      }
      scene.sandbox.decideReview(appid, { outcome: 'approve' });
      expect(await scene.get(`/wxa/undocodeaudit?access_token=${token}`)).toMatchObject({ errcode: 87012 });
      scene.clock.forward(86_400_000);
    }
    expect(withdrawals).toEqual([0, 0, 0, 0, 0, 87013, 0, 0, 0, 0, 0, 87013, 87013]);
  });

  it('goes back to the release before, once', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    const revert = (query = '') => scene.get(`/wxa/revertcoderelease?access_token=${token}${query}`);
    expect(await revert()).toMatchObject({ errcode: 87012 });
    for (const user_version of ['1.0.0', '1.1.0']) {
      await scene.commit(token, { user_version });
      await scene.submit(token);
      await scene.receiver.next('weapp_audit_success');
      await scene.post(`/wxa/release?access_token=${token}`, {});
    }
    expect(await revert('&action=get_history_version')).toMatchObject({
      version_list: [{ app_version: 1, user_version: '1.0.0' }],
    });
    expect(await revert()).toMatchObject({ errcode: 0 });
    expect(await revert()).toMatchObject({ errcode: 87012 });
    expect(await scene.post(`/wxa/getversioninfo?access_token=${token}`, {})).toMatchObject({
      release_info: { release_version: '1.0.0' },
    });
  });
});

describe('WeChat sandbox: settings of a program', () => {
  it('keeps privacy guidelines that are complete', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    const set = (body: object) =>
      scene.post(`/cgi-bin/component/setprivacysetting?access_token=${token}`, body);
    const owner_setting = { contact_phone: '13800000000', notice_method: '弹窗' };
    const setting_list = [{ privacy_key: 'PhoneNumber', privacy_text: '联系用户' }];
    expect(await set({ setting_list })).toMatchObject({ errcode: 86069 });
    expect(await set({ owner_setting: { contact_qq: '1' }, setting_list })).toMatchObject({ errcode: 86070 });
    expect(await set({ privacy_ver: 3, owner_setting, setting_list })).toMatchObject({ errcode: 86071 });
    expect(await set({ privacy_ver: 1, owner_setting })).toMatchObject({ errcode: 86074 });
    expect(await set({ owner_setting, setting_list })).toMatchObject({ errcode: 0 });
    const got = await scene.post(`/cgi-bin/component/getprivacysetting?access_token=${token}`, {
      privacy_ver: 2,
    });
    expect(got).toMatchObject({ setting_list, owner_setting });
  });

  it('sets, adds to, deletes from and lists server domains', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    const modify = async (body: object) => {
      return (await scene.post(`/wxa/modify_domain?access_token=${token}`, body)).requestdomain;
    };
    expect(await modify({ action: 'set', requestdomain: ['https://a.cn'] })).toEqual(['https://a.cn']);
    expect(await modify({ action: 'add', requestdomain: ['https://b.cn'] })).toEqual([
      'https://a.cn',
      'https://b.cn',
    ]);
    expect(await modify({ action: 'delete', requestdomain: ['https://a.cn'] })).toEqual(['https://b.cn']);
    expect(await modify({ action: 'get' })).toEqual(['https://b.cn']);
  });

  it('starts a program with the categories of its list, and refuses a second of the same', async () => {
    scene = await wechatScene({ categories: [['工具', '天气']] });
    const { token } = await scene.programToken();
    expect(await scene.get(`/cgi-bin/wxopen/getcategory?access_token=${token}`)).toMatchObject({
      categories: [{ first: 1, first_name: '工具', second: 2, second_name: '天气', audit_status: 3 }],
    });
    const all = await scene.get(`/cgi-bin/wxopen/getallcategories?access_token=${token}`);
    expect(all).toMatchObject({
      categories_list: {
        categories: [
          { id: 0, children: [1] },
          { id: 1, father: 0 },
          { id: 2, father: 1 },
        ],
      },
    });
    const add = (second: number) =>
      scene.post(`/cgi-bin/wxopen/addcategory?access_token=${token}`, { categories: [{ first: 1, second }] });
    expect(await add(2)).toMatchObject({ errcode: 53304 });
    expect(await add(9)).toMatchObject({ errcode: 53303 });
  });
});

describe('WeChat sandbox: pushes and scripts', () => {
  it('tries a push again until it is acknowledged, with the same bytes, three times in all', async () => {
    scene = await wechatScene();
    await scene.receiver.next('component_verify_ticket');
    const busy = { status: 503, body: 'busy' };
    scene.receiver.replyNext(busy, { status: 200, body: 'ok' });
    scene.sandbox.pushTicket();
    const first = await scene.receiver.next('component_verify_ticket');
    const second = await scene.receiver.next('component_verify_ticket');
    const third = await scene.receiver.next('component_verify_ticket');
    expect([second.body, third.body]).toEqual([first.body, first.body]);
    const pushes = async () => {
      const response = await fetch(`${scene.sandbox.url}/sandbox/pushes`);
      return (await response.json()) as { state: string; tries: number }[];
    };
    const delivered = await askUntil(pushes, (all) => all.at(-1)?.state !== 'PENDING');
    expect(delivered.at(-1)).toMatchObject({ state: 'DELIVERED', tries: 3 });
    scene.receiver.replyNext(busy, busy, busy);
    scene.sandbox.pushTicket();
    const failed = await askUntil(pushes, (all) => all.at(-1)?.state !== 'PENDING');
    expect(failed.at(-1)).toMatchObject({ state: 'FAILED', tries: 3, lastReply: '503 busy' });
  });

  it('loses and repeats pushes when told', async () => {
    scene = await wechatScene();
    const first = await scene.receiver.next('component_verify_ticket');
    await scene.post('/sandbox/pushes', { lose: 1, repeat: 1 });
    scene.sandbox.pushTicket();
    scene.sandbox.pushTicket();
    const second = await scene.receiver.next('component_verify_ticket');
    const third = await scene.receiver.next('component_verify_ticket');
    expect(third.body).toBe(second.body);
    expect(second.body).not.toBe(first.body);
    expect(scene.sandbox.pushes().map(({ state }) => state)).toEqual(['DELIVERED', 'LOST', 'DELIVERED']);
    expect(JSON.stringify(scene.sandbox.pushes())).not.toContain(second.message.ComponentVerifyTicket);
  });

  it('delays a review before it ends, as scripted over HTTP', async () => {
    scene = await wechatScene();
    const { token, appid } = await scene.programToken();
    const answer = await scene.post('/sandbox/reviews', {
      app: appid,
      outcomes: [
        { outcome: 'delay', reason: '需要更多时间', afterwards: { outcome: 'reject', reason: '不符' } },
      ],
    });
    expect(answer).toEqual({ ok: true });
    await scene.commit(token);
    await scene.submit(token);
    const delayed = await scene.receiver.next('weapp_audit_delay');
    expect(delayed.message).toMatchObject({ Reason: '需要更多时间', DelayTime: '1772416800' });
    expect((await scene.receiver.next('weapp_audit_fail')).message).toMatchObject({ Reason: '不符' });
  });

  it('lets a person decide an open review on the page', async () => {
    scene = await wechatScene();
    const { token, appid } = await scene.programToken();
    scene.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    await scene.commit(token);
    await scene.submit(token);
    const page = await (await fetch(`${scene.sandbox.url}/sandbox/`)).text();
    expect(page).toContain(appid);
    expect(page).toContain('/sandbox/reviews/decide');
    expect(page).not.toContain(token);
    const form = new URLSearchParams({ app: appid, outcome: 'reject', reason: '页面空白' });
    const decided = await fetch(`${scene.sandbox.url}/sandbox/reviews/decide`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(decided.status).toBe(303);
    expect((await scene.receiver.next('weapp_audit_fail')).message).toMatchObject({ Reason: '页面空白' });
    const again = await scene.post('/sandbox/reviews/decide', { app: appid, outcome: 'approve' });
    expect(again).toEqual({ error: expect.stringContaining('no review is open') });
  });

  it('cuts a call after it has acted, and answers another in its place', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    await scene.commit(token);
    const path = '/wxa/submit_audit';
    scene.sandbox.answerNext({ path, body: { errcode: -1, errmsg: 'system error' } });
    scene.sandbox.answerNext({ path, cut: true, acts: true });
    expect(await scene.submit(token)).toEqual({ errcode: -1, errmsg: 'system error' });
    expect(await scene.get(`/wxa/get_latest_auditstatus?access_token=${token}`)).toMatchObject({
      errcode: 85058,
    });
    await expect(scene.submit(token)).rejects.toThrow();
    await scene.receiver.next('weapp_audit_success');
  });

  it('logs every call without secrets', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    await scene.get(`/wxa/queryquota?access_token=${token}`);
    const log = await (await fetch(`${scene.sandbox.url}/sandbox/calls`)).text();
    expect(log).toContain('/wxa/queryquota');
    expect(log).not.toContain(token);
    expect(log).not.toContain(scene.SECRET);
  });

  it('pushes to another address once it is told so', async () => {
    scene = await wechatScene();
    await scene.receiver.next('component_verify_ticket');
    const moved = scene.receiver.url();
    expect(await scene.post('/sandbox/settings', { pushBaseUrl: `${moved}/behind` })).toEqual({ ok: true });
    scene.sandbox.pushTicket();
    const { path } = await scene.receiver.next('component_verify_ticket');
    expect(path).toBe('/behind/hosts/wechat/events');
  });
});

describe('WeChat sandbox: QR codes', () => {
  const draw = async (path: string, token: string, body?: object) => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${scene.sandbox.url}${path}?access_token=${token}`, init);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isPicture = answer.headers.get('content-type') === 'image/jpeg';
    return isPicture ? bytes : (JSON.parse(bytes.toString('utf8')) as { errcode: number }).errcode;
  };

  it('are JPEG pictures, other ones for other code, and refused while there is nothing to open', async () => {
    scene = await wechatScene();
    const { token } = await scene.programToken();
    expect(await draw('/wxa/get_qrcode', token)).toBe(86001);
    await scene.commit(token);
    const first = await draw('/wxa/get_qrcode', token);
    expect(Buffer.isBuffer(first) && first.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(Buffer.isBuffer(first) && first.subarray(-2).toString('hex')).toBe('ffd9');
    await scene.commit(token, { user_version: '1.0.1' });
    expect(await draw('/wxa/get_qrcode', token)).not.toEqual(first);
    expect(await draw('/wxa/getwxacodeunlimit', token, { scene: 'a' })).toBe(41030);
    expect(await draw('/wxa/getwxacodeunlimit', token, { scene: '' })).toBe(40129);
    expect(await draw('/wxa/getwxacodeunlimit', token, { scene: 'a', env_version: 'x' })).toBe(40097);
    const trial = { scene: 'a', env_version: 'trial', check_path: false };
    expect(Buffer.isBuffer(await draw('/wxa/getwxacodeunlimit', token, trial))).toBe(true);
    const [call] = scene.sandbox
      .calls()
      .filter(({ path }) => path === '/wxa/get_qrcode')
      .slice(-1);
    expect(call?.answer).toMatch(/^\(\d+ bytes of image\/jpeg\)$/);
  });
});
