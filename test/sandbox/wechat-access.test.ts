import { afterEach, describe, expect, it } from '@jest/globals';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

describe('WeChat sandbox: the pages on which an administrator agrees', () => {
  async function preAuth() {
    const component = await scene.componentToken();
    const body = { component_appid: scene.COMPONENT };
    return scene.post(`/cgi-bin/component/api_create_preauthcode?access_token=${component}`, body);
  }

  it.each(['/cgi-bin/componentloginpage', '/wxaopen/safe/bindcomponent'])(
    'lead back with a code for the tokens: %s',
    async (path) => {
      scene = await wechatScene();
      const { pre_auth_code, expires_in } = await preAuth();
      expect(expires_in).toBe(1800);
      const query = new URLSearchParams({
        component_appid: scene.COMPONENT,
        pre_auth_code: String(pre_auth_code),
        redirect_uri: 'https://gateway.example/back?state=7',
        auth_type: '2',
      });
      const page = await fetch(`${scene.sandbox.url}${path}?${query}`);
      expect(page.status).toBe(200);
      const [, action] = /action="([^"]+)"/.exec(await page.text()) ?? [];
      expect(action).toBe(path);
      query.set('nick_name', '某某小吃');
      const init = { method: 'POST', body: query, redirect: 'manual' } as const;
      const agreed = await fetch(`${scene.sandbox.url}${action}`, init);
      const back = new URL(agreed.headers.get('location') ?? '');
      expect([back.searchParams.get('state'), back.searchParams.get('expires_in')]).toEqual(['7', '600']);
      const { message } = await scene.receiver.next('authorized');
      expect(message.PreAuthCode).toBe(pre_auth_code);
      const component = await scene.componentToken();
      const { authorization_info } = await scene.post(
        `/cgi-bin/component/api_query_auth?access_token=${component}`,
        { component_appid: scene.COMPONENT, authorization_code: back.searchParams.get('auth_code') },
      );
      expect(authorization_info).toMatchObject({ authorizer_appid: message.AuthorizerAppid });
      const again = await fetch(`${scene.sandbox.url}${action}`, init);
      expect(again.status).toBe(400);
    },
  );

  it('open only for a code in time, the right platform and an address', async () => {
    scene = await wechatScene();
    const { pre_auth_code } = await preAuth();
    const open = async (changes: Record<string, string>) => {
      const fields = {
        component_appid: scene.COMPONENT,
        pre_auth_code: String(pre_auth_code),
        redirect_uri: 'https://g.example/',
      };
      const query = new URLSearchParams({ ...fields, ...changes });
      return (await fetch(`${scene.sandbox.url}/cgi-bin/componentloginpage?${query}`)).status;
    };
    expect(await open({})).toBe(200);
    expect(await open({ component_appid: 'wx0' })).toBe(400);
    expect(await open({ redirect_uri: 'nowhere' })).toBe(400);
    expect(await open({ pre_auth_code: '<script>' })).toBe(400);
    scene.clock.forward(1_800_000);
    expect(await open({})).toBe(400);
  });
});

describe('WeChat sandbox: permissions', () => {
  it('are needed for each call, and a change of them is pushed', async () => {
    scene = await wechatScene();
    const { appid, token, component } = await scene.programToken();
    const answer = await scene.post('/sandbox/apps/authorize', { appid, nickName: '某某小吃', sets: [18] });
    expect(answer).toEqual({ appid });
    expect((await scene.receiver.next('updateauthorized')).message).toMatchObject({ AuthorizerAppid: appid });
    expect(await scene.get(`/wxa/queryquota?access_token=${token}`)).toMatchObject({ errcode: 0 });
    expect(await scene.get(`/cgi-bin/wxopen/getcategory?access_token=${token}`)).toMatchObject({
      errcode: 61007,
    });
    expect(await scene.post(`/wxa/getillegalrecords?access_token=${token}`, {})).toMatchObject({
      errcode: 61007,
    });
    const info = await scene.post(`/cgi-bin/component/api_get_authorizer_info?access_token=${component}`, {
      component_appid: scene.COMPONENT,
      authorizer_appid: appid,
    });
    expect(info).toMatchObject({
      authorization_info: { func_info: [{ funcscope_category: { id: 18 } }] },
    });
    scene.sandbox.authorize({ appid, nickName: '某某小吃', sets: [18] });
    expect(scene.sandbox.pushes().filter(({ event }) => event === 'updateauthorized')).toHaveLength(1);
  });

  it('go with the state of the account', async () => {
    scene = await wechatScene();
    const { appid, component } = await scene.programToken();
    const account = async () => {
      const { authorizer_info } = await scene.post(
        `/cgi-bin/component/api_get_authorizer_info?access_token=${component}`,
        { component_appid: scene.COMPONENT, authorizer_appid: appid },
      );
      return (authorizer_info as { account_status: number }).account_status;
    };
    expect(await account()).toBe(1);
    scene.sandbox.punish(appid, { kind: 'WARNING', reason: '诱导分享' });
    expect(await account()).toBe(18);
    scene.sandbox.punish(appid, { kind: 'ACCOUNT', reason: '诱导分享' });
    expect(await account()).toBe(16);
  });
});

describe('WeChat sandbox: quotas of calls', () => {
  it('end for the day, can be reset ten times a month, and are told', async () => {
    scene = await wechatScene({ dailyCalls: 2 });
    const { token, component } = await scene.programToken();
    const ask = async () => (await scene.get(`/wxa/queryquota?access_token=${token}`)).errcode;
    expect([await ask(), await ask(), await ask()]).toEqual([0, 0, 45009]);
    const platform = (path: string, body: object) => scene.post(`${path}?access_token=${component}`, body);
    expect(await platform('/cgi-bin/openapi/quota/get', { cgi_path: '/wxa/queryquota' })).toMatchObject({
      quota: { daily_limit: 2, used: 2, remain: 0 },
    });
    expect(await platform('/cgi-bin/clear_quota', { appid: scene.COMPONENT })).toMatchObject({ errcode: 0 });
    expect(await ask()).toBe(0);
    const bySecret = (appsecret: string) =>
      scene.post('/cgi-bin/component/clear_quota/v2', {
        appid: scene.COMPONENT,
        component_appid: scene.COMPONENT,
        appsecret,
      });
    expect(await bySecret('guess')).toMatchObject({ errcode: 40125 });
    for (let count = 1; count < 10; count += 1)
      expect(await bySecret(scene.SECRET)).toMatchObject({ errcode: 0 });
    expect(await bySecret(scene.SECRET)).toMatchObject({ errcode: 48006 });
  });

  it('keep what was refused for seven days, by its number', async () => {
    scene = await wechatScene();
    const { token, component } = await scene.programToken();
    const { errmsg } = await scene.post(`/wxa/release?access_token=${token}`, {});
    const [, rid] = /rid: (\S+)/.exec(String(errmsg)) ?? [];
    const ask = (about: unknown) =>
      scene.post(`/cgi-bin/openapi/rid/get?access_token=${component}`, { rid: about });
    expect(await ask(rid)).toMatchObject({
      request: { request_url: '/wxa/release', response_body: expect.stringContaining('85019') },
    });
    expect(await ask('made-up')).toMatchObject({ errcode: 76001 });
  });
});

describe('WeChat sandbox: a token that is handed out', () => {
  it('is as good as one that was asked for, for the platform or for a program', async () => {
    scene = await wechatScene();
    const { appid } = await scene.programToken();
    const handOut = async (body: object) => (await scene.post('/sandbox/tokens', body)).access_token;
    const platform = await handOut({});
    expect(await scene.get(`/wxa/gettemplatelist?access_token=${platform}`)).toMatchObject({ errcode: 0 });
    const program = await handOut({ app: appid });
    expect(await scene.get(`/wxa/queryquota?access_token=${program}`)).toMatchObject({ errcode: 0 });
    expect(await scene.post('/sandbox/tokens', { app: 'wx0' })).toHaveProperty('error');
  });
});
