import { afterEach, describe, expect, it } from '@jest/globals';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

async function program(changes: Parameters<typeof wechatScene>[0] = {}) {
  scene = await wechatScene(changes);
  const { token, appid } = await scene.programToken();
  const get = (path: string, query = '') => scene.get(`${path}?access_token=${token}${query}`);
  const post = (path: string, body: object = {}) => scene.post(`${path}?access_token=${token}`, body);
  return { token, appid, get, post };
}

const live = async (post: (path: string) => Promise<Readonly<Record<string, unknown>>>) =>
  ((await post('/wxa/getversioninfo')).release_info as { release_version: string }).release_version;

describe('WeChat sandbox: a staged release', () => {
  it('goes upward only, and to everybody in the end', async () => {
    const { token, get, post } = await program();
    const stage = async (body: object) => (await post('/wxa/grayrelease', body)).errcode;
    const plan = async () => (await get('/wxa/getgrayreleaseplan')).gray_release_plan;
    expect(await stage({ gray_percentage: 10 })).toBe(85079);
    await scene.publish(token, '1.0.0');
    expect(await stage({ gray_percentage: 10 })).toBe(85052);
    await scene.commit(token, { user_version: '1.1.0' });
    scene.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    await scene.submit(token);
    expect(await stage({ gray_percentage: 10 })).toBe(85080);
    expect(await plan()).toMatchObject({ status: 0 });
    scene.sandbox.decideReview(String(scene.sandbox.state().apps[0]?.app), { outcome: 'approve' });
    for (const gray_percentage of [0, -1, 101, 1.5]) expect(await stage({ gray_percentage })).toBe(85081);
    expect(await stage({ gray_percentage: 0, support_debuger_first: true })).toBe(0);
    expect(await plan()).toEqual({
      status: 1,
      create_timestamp: 1772416800,
      gray_percentage: 0,
      support_debuger_first: true,
      support_experiencer_first: false,
    });
    expect(await stage({ gray_percentage: 30 })).toBe(0);
    expect(await stage({ gray_percentage: 30 })).toBe(85082);
    expect(await stage({ gray_percentage: 20 })).toBe(85082);
    expect(await get('/wxa/revertcoderelease')).toMatchObject({ errcode: 87011 });
    expect(await live(post)).toBe('1.0.0');
    expect(await stage({ gray_percentage: 100 })).toBe(0);
    expect(await plan()).toMatchObject({ status: 3 });
    expect(await live(post)).toBe('1.1.0');
  });

  it('is called off once, and begins anew', async () => {
    const { token, get, post } = await program();
    await scene.publish(token, '1.0.0');
    await scene.commit(token, { user_version: '1.1.0' });
    await scene.submit(token);
    await scene.receiver.next('weapp_audit_success');
    expect(await get('/wxa/revertgrayrelease')).toMatchObject({ errcode: 85079 });
    await post('/wxa/grayrelease', { gray_percentage: 50 });
    expect(await get('/wxa/revertgrayrelease')).toMatchObject({ errcode: 0 });
    expect(await get('/wxa/getgrayreleaseplan')).toMatchObject({ gray_release_plan: { status: 4 } });
    expect(await post('/wxa/grayrelease', { gray_percentage: 5 })).toMatchObject({ errcode: 0 });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 0 });
    expect(await get('/wxa/getgrayreleaseplan')).toMatchObject({ gray_release_plan: { status: 3 } });
  });
});

describe('WeChat sandbox: going back', () => {
  it('lists five versions at most, goes to the one that is named, and then to no other', async () => {
    const { token, get, post } = await program();
    for (const version of ['1', '2', '3', '4', '5', '6', '7']) await scene.publish(token, version);
    const { version_list: list } = await get('/wxa/revertcoderelease', '&action=get_history_version');
    expect(list).toMatchObject(['2', '3', '4', '5', '6'].map((user_version) => ({ user_version })));
    const [, wanted] = list as { app_version: number }[];
    const number = wanted?.app_version;
    const listed = await get('/wxa/revertcoderelease', `&action=get_history_version&app_version=${number}`);
    expect(listed).toHaveProperty('version_list');
    expect(await live(post)).toBe('7');
    expect(await get('/wxa/revertcoderelease', '&app_version=1')).toMatchObject({ errcode: 40097 });
    expect(await get('/wxa/revertcoderelease', `&app_version=${number}`)).toMatchObject({ errcode: 0 });
    expect(await live(post)).toBe('3');
    expect(await get('/wxa/revertcoderelease')).toMatchObject({ errcode: 87012 });
    expect(await get('/wxa/revertcoderelease', '&action=get_history_version')).toMatchObject({
      version_list: [],
    });
  });
});

describe('WeChat sandbox: the service of a program', () => {
  it('is opened and closed by its owner, but not while it is taken down', async () => {
    const { appid, post } = await program();
    const change = async (action: string) => (await post('/wxa/change_visitstatus', { action })).errcode;
    const status = async () => (await post('/wxa/getvisitstatus')).status;
    expect([await status(), await change('open'), await change('shut')]).toEqual([1, 85021, 85022]);
    expect([await change('close'), await status()]).toEqual([0, 0]);
    expect([await change('open'), await status()]).toEqual([0, 1]);
    scene.sandbox.punish(appid, { kind: 'OFFLINE', reason: '诱导分享' });
    expect([await status(), await change('close'), await change('open')]).toEqual([0, 85021, 85021]);
  });

  it('has a least library, and testers', async () => {
    const { post } = await program();
    const library = async (version: string) =>
      (await post('/cgi-bin/wxopen/setweappsupportversion', { version })).errcode;
    expect([await library('newest'), await library('3.0.0')]).toEqual([85015, 0]);
    expect(await post('/cgi-bin/wxopen/getweappsupportversion')).toMatchObject({ now_version: '3.0.0' });
    const { userstr } = await post('/wxa/bind_tester', { wechatid: 'zhangsan' });
    expect(await post('/wxa/bind_tester', { wechatid: 'zhangsan' })).toMatchObject({ errcode: 85004 });
    await post('/wxa/bind_tester', { wechatid: 'lisi' });
    const members = async () =>
      ((await post('/wxa/memberauth', { action: 'get_experiencer' })).members as object[]).length;
    expect(await members()).toBe(2);
    expect(await post('/wxa/unbind_tester', { userstr })).toMatchObject({ errcode: 0 });
    expect(await post('/wxa/unbind_tester', { wechatid: 'lisi' })).toMatchObject({ errcode: 0 });
    expect(await post('/wxa/unbind_tester', { wechatid: 'lisi' })).toMatchObject({ errcode: 40097 });
    expect(await members()).toBe(0);
  });
});

describe('WeChat sandbox: a review that is hastened', () => {
  it('ends soon, once per review, and as often as the month allows', async () => {
    const { token, get, post } = await program({ monthlySpeedups: 1, reviewAfterMs: 600_000 });
    await scene.commit(token);
    const { auditid } = await scene.submit(token);
    const hasten = async (id: unknown) => (await post('/wxa/speedupaudit', { auditid: id })).errcode;
    expect(await hasten(1)).toBe(89402);
    expect(await hasten(auditid)).toBe(0);
    await scene.receiver.next('weapp_audit_success');
    expect(await hasten(auditid)).toBe(89402);
    expect(await get('/wxa/queryquota')).toMatchObject({
      rest: 499,
      limit: 500,
      speedup_rest: 0,
      speedup_limit: 1,
    });
    const next = await scene.submit(token);
    expect(await hasten(next.auditid)).toBe(89405);
  });

  it('is not hastened twice', async () => {
    const { token, post } = await program();
    await scene.commit(token);
    scene.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    const { auditid } = await scene.submit(token);
    const hasten = async () => (await post('/wxa/speedupaudit', { auditid })).errcode;
    expect([await hasten(), await hasten()]).toEqual([0, 89404]);
  });
});
