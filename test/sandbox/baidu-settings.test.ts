import { afterEach, describe, expect, it } from '@jest/globals';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';

let scene: BaiduScene;
afterEach(() => scene.close());

const REST = '/rest/2.0/smartapp';
const OK = { errno: 0, msg: 'success' };

async function app(changes: Parameters<typeof baiduScene>[0] = {}) {
  scene = await baiduScene(changes);
  const { tp, token, appId } = await scene.existing();
  const get = (path: string, query: Record<string, string> = {}) =>
    scene.get(`${REST}/${path}`, { access_token: token, ...query });
  const post = (path: string, body: Record<string, string> = {}) =>
    scene.post(`${REST}/${path}`, token, body);
  const info = async () => (await get('app/info')).data as Readonly<Record<string, unknown>>;
  const image = async () => String((await scene.uploadImage(tp, '1')).data);
  return { tp, token, appId, get, post, info, image };
}

describe('Baidu sandbox: name, picture and words', () => {
  it('are reviewed apart, pushed apart, and used meanwhile as they were', async () => {
    const { appId, post, info, image } = await app();
    scene.sandbox.scriptChanges(String(appId), 'name', [{ outcome: 'wait' }]);
    const named = await post('app/setnickname', { nick_name: '某某新店' });
    expect(named).toMatchObject({ ...OK, data: { examine_id: expect.any(Number) } });
    expect(await post('app/setnickname', { nick_name: '某某又一店' })).toMatchObject({ errno: 50052 });
    expect(await info()).toMatchObject({
      app_name: '某某老店',
      audit_info: { audit_app_name: '某某新店', audit_app_name_status: 1 },
    });
    const photo = await image();
    expect(await post('app/modifyheadimage', { image_url: 'https://elsewhere.example/a.png' })).toMatchObject(
      {
        errno: 47008,
      },
    );
    await post('app/modifyheadimage', { image_url: photo });
    await scene.receiver.next('APP_ICON_AUDIT_PASS');
    await scene.control('/sandbox/changes/decide', {
      app: String(appId),
      what: 'name',
      outcome: 'reject',
      reason: '名称不规范',
    });
    expect((await scene.receiver.next('APP_NAME_AUDIT_FAIL')).message).toMatchObject({
      appId,
      appName: '某某新店',
      reason: '名称不规范',
    });
    await post('app/modifysignature', { signature: '附近的小吃点餐配送' });
    await scene.receiver.next('APP_DESC_AUDIT_PASS');
    expect(await info()).toMatchObject({
      app_name: '某某老店',
      app_desc: '附近的小吃点餐配送',
      photo_addr: JSON.stringify([{ cover: photo }]),
      audit_info: { audit_app_name_status: 3, audit_app_name_reason: '名称不规范' },
      modify_count: { name_modify_used: 1, image_modify_used: 1, signature_modify_used: 1 },
    });
    await post('app/setnicknamewithqual', {
      nick_name: '某某新店',
      qual_materials: JSON.stringify({ trademark: [photo] }),
    });
    await scene.receiver.next('APP_NAME_AUDIT_PASS');
    expect(await info()).toMatchObject({ app_name: '某某新店' });
    expect(await info()).not.toHaveProperty('audit_info');
  });

  it('are refused for their form, and after five changes', async () => {
    const { post } = await app();
    scene.sandbox.authorize({ appName: '别家小吃' });
    const name = async (nick_name: string, more = {}) =>
      (await post('app/setnickname', { nick_name, ...more })).errno;
    expect(await name('吃')).toBe(50025);
    expect(await name('别家小吃')).toBe(50024);
    expect(await name('新店名', { app_name_material: '{' })).toBe(40001);
    expect(await name('新店名', { app_name_material: '{"trademark":["https://a.example/1.png"]}' })).toBe(
      47008,
    );
    const words = async (signature: string) => (await post('app/modifysignature', { signature })).errno;
    expect(await words('短')).toBe(40001);
    for (let count = 0; count < 5; count += 1) {
      expect(await words(`附近的小吃点餐${count}`)).toBe(0);
      await scene.receiver.next('APP_DESC_AUDIT_PASS');
    }
    expect(await words('附近的小吃点餐')).toBe(47006);
  });

  it('can be asked about before', async () => {
    const { get } = await app();
    scene.sandbox.authorize({ appName: '别家小吃' });
    const check = async (app_name: string) => (await get('app/checkname', { app_name })).data;
    expect(await check('某某新店')).toEqual({ checkResult: 0, checkWords: '' });
    expect(await check('别家小吃')).toMatchObject({ checkResult: 1 });
    expect(await check('百度小吃')).toEqual({ checkResult: 2, checkWords: '百度' });
    expect(await get('app/checknamewithqual', { app_name: '百度小吃' })).toMatchObject({
      data: { requiredFields: ['authorization'] },
    });
  });
});

describe('Baidu sandbox: categories', () => {
  it('are written three times, one review at a time', async () => {
    const { post } = await app({
      categories: [
        ['美食', '餐厅排队'],
        ['效率', '天气'],
      ],
    });
    const update = async (id: number) =>
      (await post('app/category/update', { categorys: JSON.stringify([{ sub_category_id: id }]) })).errno;
    scene.sandbox.scriptRegistrations('*', [{ outcome: 'wait' }]);
    expect([await update(99), await update(4), await update(2)]).toEqual([50061, 0, 45003]);
  });

  it('change no more after the third time', async () => {
    const { post } = await app({
      categories: [
        ['美食', '餐厅排队'],
        ['效率', '天气'],
      ],
    });
    for (const id of [4, 2, 4]) {
      const categorys = JSON.stringify([{ sub_category_id: id }]);
      expect(await post('app/category/update', { categorys })).toMatchObject({ errno: 0 });
      await scene.receiver.next('APP_CATEGORY_AUDIT_PASS');
    }
    expect(await post('app/category/update', { categorys: '[{"sub_category_id":2}]' })).toMatchObject({
      errno: 47007,
    });
  });
});

describe('Baidu sandbox: the service of a program', () => {
  it('is paused and resumed, and either is pushed', async () => {
    const { appId, post, info } = await app();
    expect(await post('app/resume')).toMatchObject({ errno: 40045 });
    expect(await post('app/pause')).toEqual(OK);
    expect((await scene.receiver.next('APP_SERVER_PAUSE')).message).toMatchObject({ appId });
    expect((await info()).status).toBe(4);
    expect(await post('app/pause')).toMatchObject({ errno: 40045 });
    expect(await post('app/resume')).toEqual(OK);
    await scene.receiver.next('APP_SERVER_RESUME');
    expect((await info()).status).toBe(1);
    scene.sandbox.punish(String(appId), { kind: 'OFFLINE', reason: '违规' });
    expect(await post('app/pause')).toMatchObject({ errno: 40045 });
  });

  it('has its traffic closed and opened by its owner, but not opened against Baidu', async () => {
    const { appId, post } = await app();
    const control = async (type: string) => (await post('appflow/control', { type })).errno;
    expect([await control('3'), await control('1'), await control('2')]).toEqual([40001, 110004, 0]);
    expect([await control('2'), await control('1')]).toEqual([110005, 0]);
    scene.sandbox.punish(String(appId), { kind: 'TRAFFIC', reason: '违规' });
    expect(await control('1')).toBe(110002);
  });

  it('has a least library, and says whether it is shown on the web', async () => {
    const { get, post, info } = await app();
    expect(await post('app/setsupportversion', { version: 'new' })).toMatchObject({ errno: 470021 });
    await post('app/setsupportversion', { version: '3.250.0' });
    expect(await get('app/getsupportversion')).toMatchObject({ data: { now_version: '3.250.0' } });
    expect(await post('app/modifywebstatus', { web: '3' })).toMatchObject({ errno: 40001 });
    await post('app/modifywebstatus', { web_status: '2' });
    expect(await info()).toMatchObject({ web_status: 2, min_swan_version: '3.250.0' });
  });

  it('talks to domains of the platform only', async () => {
    const { post } = await app({ domains: ['platform.example'] });
    const modify = (body: Record<string, string>) => post('app/modifydomain', body);
    expect(await modify({ action: 'add', request_domain: 'a.cn' })).toMatchObject({ errno: 470014 });
    expect(await modify({ action: 'add', request_domain: 'https://a.cn' })).toMatchObject({ errno: 470016 });
    expect(await modify({ action: 'add' })).toMatchObject({ errno: 470013 });
    await modify({ action: 'set', request_domain: 'https://a.platform.example,https://platform.example' });
    await modify({ action: 'delete', request_domain: 'https://platform.example' });
    expect(await modify({ action: 'get' })).toMatchObject({
      data: { request_domain: 'https://a.platform.example', socket_domain: '' },
    });
    expect(await modify({ action: 'take', request_domain: 'https://platform.example' })).toMatchObject({
      errno: 40001,
    });
    expect(await modify({})).toMatchObject({ data: { request_domain: 'https://platform.example' } });
    expect(
      await post('app/modifywebviewdomain', { action: 'set', web_view_domain: 'https://platform.example' }),
    ).toEqual({ ...OK, data: { web_view_domain: 'https://platform.example' } });
  });

  it('asks for leave to ask for phone numbers', async () => {
    const { get, post, appId } = await app();
    const apply = (changes = {}) =>
      post('app/apply/mobileauth', {
        reason: '配送',
        used_scene: '下单',
        scene_desc: '下单时联系用户',
        scene_demo: 'https://b.example/1.png',
        ...changes,
      });
    expect(await apply({ scene_desc: '长'.repeat(501) })).toMatchObject({ errno: 40001 });
    scene.sandbox.scriptChanges(String(appId), 'mobile-auth', [{ outcome: 'reject', reason: '场景不明' }]);
    await apply();
    expect((await scene.receiver.next('APPLY_APP_MOBILE_AUTH_REJECT')).message).toMatchObject({
      reason: '场景不明',
    });
    expect(await get('app/get/mobileauthstatus')).toMatchObject({ data: { status: 2 } });
    await apply();
    await scene.receiver.next('APPLY_APP_MOBILE_AUTH_PASS');
    expect(await apply()).toMatchObject({ errno: 40000 });
    await post('app/cancel/mobileauth');
    await scene.receiver.next('APP_MOBILE_AUTH_CANCEL');
    expect(await post('app/cancel/mobileauth')).toMatchObject({ errno: 40001 });
  });
});

describe('Baidu sandbox: who may act for a program', () => {
  it('is told when it changes, and can do nothing once it was taken back', async () => {
    const { tp, token, appId } = await app();
    expect(await scene.control('/sandbox/apps/authorize', { appId, appName: '某某老店' })).toEqual({ appId });
    expect((await scene.receiver.next('UPDATE_AUTHORIZED')).message).toMatchObject({
      appId,
      authorizationCode: expect.any(String),
      authorizationCodeExpiresIn: 1800,
    });
    await scene.control('/sandbox/apps/revoke', { appId });
    expect((await scene.receiver.next('UNAUTHORIZED')).message).toMatchObject({ appId });
    expect(await scene.get(`${REST}/app/info`, { access_token: token })).toMatchObject({ error_code: 110 });
    const retrieve = await scene.post(`${REST}/auth/retrieve/authorizationcode`, tp, {
      app_id: String(appId),
    });
    expect(retrieve).toMatchObject({ errno: 50032 });
  });

  it('is shown with a token that was handed out, as well', async () => {
    const { appId } = await app();
    const { access_token: tp } = await scene.control('/sandbox/tokens', {});
    expect(await scene.get(`${REST}/tp/createpreauthcode`, { access_token: String(tp) })).toMatchObject(OK);
    const { access_token } = await scene.control('/sandbox/tokens', { app: String(appId) });
    expect(await scene.get(`${REST}/app/info`, { access_token: String(access_token) })).toMatchObject({
      data: { app_id: appId },
    });
  });

  it('is agreed on a page that leads back with a code', async () => {
    scene = await baiduScene();
    const tp = await scene.tpToken();
    const { data } = await scene.get(`${REST}/tp/createpreauthcode`, { access_token: tp });
    const form = new URLSearchParams({
      client_id: scene.TP_KEY,
      pre_auth_code: (data as { pre_auth_code: string }).pre_auth_code,
      redirect_uri: 'https://gateway.example/back',
      app_name: '某某老店',
    });
    const page = `${scene.sandbox.url}/mappconsole/tp/authorization`;
    expect(await (await fetch(`${page}?${form}`)).text()).toContain('app_name');
    const agreed = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
    const back = new URL(agreed.headers.get('location') ?? '');
    await scene.receiver.next('AUTHORIZED');
    const code = back.searchParams.get('authorization_code') ?? '';
    expect(await scene.appToken(tp, code)).toHaveProperty('refresh_token');
  });

  it('is certified by face where not by payment, and graded with either token', async () => {
    const { tp, token, appId, get } = await app();
    expect(await get('auth/faceauthen')).toMatchObject({ errno: 64001 });
    scene.sandbox.setFacts(appId, { certified: false });
    scene.sandbox.scriptChanges(String(appId), 'face', [{ outcome: 'reject' }, { outcome: 'wait' }]);
    let answer = await get('auth/faceauthen');
    expect(answer).toMatchObject({ data: { legal_face_status: 6, timeout: 1772417400 } });
    expect(scene.sandbox.state().changes).toMatchObject([{ what: 'face' }]);
    while (scene.sandbox.state().changes[0]?.open) answer = await get('auth/faceauthen');
    await get('auth/faceauthen');
    scene.sandbox.decideChange(String(appId), 'face', { outcome: 'approve' });
    expect((await scene.receiver.next('ADVANCED_AUDIT_CHANGED')).message).toMatchObject({
      adType: 23,
      adStatus: 1,
    });
    for (const access_token of [tp, token])
      expect(await scene.get(`${REST}/app/grade`, { access_token })).toMatchObject({
        data: { dataList: [{ app_id: appId, grade: '未评级' }] },
      });
  });
});
