import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type BaiduWire, grant, no as noOfBaidu, OAUTH, ok, openBaiduWire, smartapp } from './baidu-desk.ts';
import { failureOf } from './subjects.ts';
import { no, openWechatWire, type WechatWire } from './wechat-wire.ts';

const returnTo = 'https://gateway.example/hosts/x/authorised?state=s-1';

describe('bringing an existing program in, at WeChat', () => {
  let wire: WechatWire;
  const preAuth = '/cgi-bin/component/api_create_preauthcode';
  const queryAuth = '/cgi-bin/component/api_query_auth';
  const authorizer = '/cgi-bin/component/api_get_authorizer_info';
  const desk = () => {
    const { authorisation } = wire.connector;
    if (!authorisation) throw new Error('WeChat has such calls');
    return authorisation;
  };

  beforeEach(async () => {
    wire = await openWechatWire();
    wire.host.on(preAuth, { pre_auth_code: 'preauthcode@@@1', expires_in: 600 });
    wire.host.on(queryAuth, {
      authorization_info: {
        authorizer_appid: 'wxold',
        authorizer_access_token: 'access-9',
        authorizer_refresh_token: 'refresh-9',
        expires_in: 7200,
        func_info: [{ funcscope_category: { id: 18 } }],
      },
    });
    wire.host.on(authorizer, {
      authorizer_info: { verify_type_info: { id: 0 }, MiniProgramInfo: { visit_status: 0 } },
      authorization_info: {
        authorizer_appid: 'wxold',
        func_info: [{ funcscope_category: { id: 18 } }, { funcscope_category: { id: 30 } }],
      },
    });
  });
  afterEach(() => wire.host.close());

  it('begins with a pre-authorisation code, and a page that shows a code to scan', async () => {
    const { url, mark } = await desk().page({ returnTo, device: 'COMPUTER' });
    expect(wire.request(preAuth)).toEqual({
      method: 'POST',
      query: { token: 'component-1' },
      body: { component_appid: 'wxcomponent' },
    });
    const page = new URL(url);
    expect(page.origin + page.pathname).toBe('https://mp.weixin.qq.com/cgi-bin/componentloginpage');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      component_appid: 'wxcomponent',
      pre_auth_code: 'preauthcode@@@1',
      redirect_uri: returnTo,
      auth_type: '2',
    });
    expect(mark).toBe('preauthcode@@@1');
  });

  it('has another page for phones, and can be for one program alone', async () => {
    const { url } = await desk().page({ returnTo, device: 'PHONE', appId: 'wxold' });
    const page = new URL(url);
    expect(page.origin + page.pathname).toBe('https://open.weixin.qq.com/wxaopen/safe/bindcomponent');
    expect(page.hash).toBe('#wechat_redirect');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      action: 'bindcomponent',
      no_scan: '1',
      component_appid: 'wxcomponent',
      pre_auth_code: 'preauthcode@@@1',
      redirect_uri: returnTo,
      auth_type: '2',
      biz_appid: 'wxold',
    });
  });

  it('exchanges the code that came back, and calls with what it got for it', async () => {
    expect(desk().codeIn({ auth_code: 'queryauthcode@@@1', expires_in: '600' })).toBe('queryauthcode@@@1');
    expect(await desk().redeem('queryauthcode@@@1')).toEqual({
      appId: 'wxold',
      admission: 'PASSED',
      verification: 'PASSED',
      permissions: ['18', '30'],
    });
    expect(wire.request(queryAuth)).toMatchObject({
      method: 'POST',
      query: { token: 'component-1' },
      body: { component_appid: 'wxcomponent', authorization_code: 'queryauthcode@@@1' },
    });
    wire.host.on('/wxa/getvisitstatus', { errcode: 0, status: 1 });
    await wire.connector.service?.state('wxold');
    expect(wire.request('/wxa/getvisitstatus').query.token).toBe('access-9');
  });

  it('takes the tokens of a program that was authorised anew in the place of those before', async () => {
    await desk().redeem('queryauthcode@@@1');
    wire.host.on(queryAuth, {
      authorization_info: {
        authorizer_appid: 'wxold',
        authorizer_access_token: 'access-10',
        authorizer_refresh_token: 'refresh-10',
        expires_in: 7200,
      },
    });
    await desk().redeem('queryauthcode@@@2');
    wire.host.on('/wxa/getvisitstatus', { errcode: 0, status: 1 });
    await wire.connector.service?.state('wxold');
    expect(wire.request('/wxa/getvisitstatus').query.token).toBe('access-10');
  });

  it('does not take another kind of account for a mini program', async () => {
    wire.host.on(authorizer, { authorizer_info: { verify_type_info: { id: 0 } } });
    const failure = await failureOf(desk().redeem('queryauthcode@@@1'));
    expect(failure).toMatchObject({ retry: 'FINAL', words: expect.stringContaining('no mini program') });
  });

  it('says that a code is over, and shows it to nobody', async () => {
    wire.host.on(queryAuth, no(61010, { echoed: 'queryauthcode@@@1' }));
    const failure = await failureOf(desk().redeem('queryauthcode@@@1'));
    expect(failure).toMatchObject({ code: '61010' });
    expect(JSON.stringify(failure)).not.toContain('queryauthcode@@@1');
  });

  it.each([{}, { auth_code: '' }])('has no code where nobody agreed: %j', (query) => {
    expect(desk().codeIn(query)).toBeUndefined();
  });
});

describe('bringing an existing program in, at Baidu', () => {
  let wire: BaiduWire;
  const preAuth = smartapp('tp/createpreauthcode');
  const info = smartapp('app/info');
  const desk = () => {
    const { authorisation } = wire.connector;
    if (!authorisation) throw new Error('Baidu has such calls');
    return authorisation;
  };

  beforeEach(async () => {
    wire = await openBaiduWire();
    wire.host.on(preAuth, ok({ pre_auth_code: 'pre-1', expires_in: 1200 }));
    wire.host.on(
      info,
      ok({
        app_id: 1452365,
        qualification: { status: 1, ad_type: 1, ad_status: 1 },
        auth_info: [
          { scope_name: '基本信息设置权限', type: 0 },
          { scope_name: '开发管理权限', type: 0 },
        ],
      }),
    );
  });
  afterEach(() => wire.close());

  it('begins with a pre-authorisation code and its page, without asking for a registration', async () => {
    const { url, mark } = await desk().page({ returnTo, device: 'COMPUTER' });
    expect(wire.lastTo(preAuth)).toMatchObject({ method: 'GET', query: { access_token: '42.tp-token' } });
    const page = new URL(url);
    expect(page.origin + page.pathname).toBe('https://smartprogram.baidu.com/mappconsole/tp/authorization');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      client_id: 'tpkey',
      redirect_uri: returnTo,
      pre_auth_code: 'pre-1',
    });
    expect(mark).toBe('pre-1');
  });

  it('exchanges the code, and asks with the tokens whose they are', async () => {
    expect(desk().codeIn({ authorization_code: 'code-9', expires_in: '3600' })).toBe('code-9');
    expect(await desk().redeem('code-9')).toEqual({
      appId: '1452365',
      admission: 'PASSED',
      verification: 'PASSED',
      permissions: ['基本信息设置权限', '开发管理权限'],
    });
    expect(wire.lastTo(OAUTH).query).toEqual({
      access_token: '42.tp-token',
      code: 'code-9',
      grant_type: 'app_to_tp_authorization_code',
    });
    expect(wire.host.requestsTo(info).map(({ query }) => query.access_token)).toEqual([
      grant(1).access_token,
      grant(1).access_token,
    ]);
  });

  it('says that a code is over', async () => {
    wire.host.on(OAUTH, { error: 'invalid_grant', error_description: 'code expired' });
    expect(await failureOf(desk().redeem('code-9'))).toMatchObject({ code: 'invalid_grant' });
    wire.host.on(OAUTH, noOfBaidu(50032));
    expect(await failureOf(desk().redeem('code-9'))).toMatchObject({ code: '50032' });
  });
});
