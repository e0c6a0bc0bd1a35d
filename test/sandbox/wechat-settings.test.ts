import { afterEach, describe, expect, it } from '@jest/globals';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

async function program(changes: Parameters<typeof wechatScene>[0] = {}) {
  scene = await wechatScene(changes);
  const { token, appid, component } = await scene.programToken();
  const get = (path: string) => scene.get(`${path}?access_token=${token}`);
  const post = (path: string, body: object = {}) => scene.post(`${path}?access_token=${token}`, body);
  const media = async () => (await scene.upload('/cgi-bin/media/upload', token)).media_id;
  return { token, appid, component, get, post, media };
}

describe('WeChat sandbox: categories', () => {
  const paths = [
    ['工具', '天气'],
    ['商家自营', '食品饮料'],
    ['资讯', '信息资讯'],
  ];

  it('are added with their papers, looked at, mended and taken away', async () => {
    const { appid, get, post, media } = await program({ categories: paths });
    const category = { first: 3, second: 4 };
    const add = async (row: object) =>
      (await post('/cgi-bin/wxopen/addcategory', { categories: [row] })).errcode;
    expect(await add(category)).toBe(53304);
    expect(await post('/cgi-bin/wxopen/deletecategory', category)).toMatchObject({ errcode: 0 });
    expect(await post('/cgi-bin/wxopen/deletecategory', category)).toMatchObject({ errcode: 53303 });
    expect(await add(category)).toBe(53311);
    expect(await add({ ...category, certicates: [{ key: '食品经营许可证', value: 'unknown' }] })).toBe(40007);
    scene.sandbox.scriptChanges(appid, 'category', [
      { outcome: 'reject', reason: '证件过期' },
      { outcome: 'wait' },
    ]);
    const certicates = [{ key: '食品经营许可证', value: await media() }];
    expect(await add({ ...category, certicates })).toBe(0);
    const { message } = await scene.receiver.next('wxa_category_audit');
    expect(message).toMatchObject({ first: '3', second: '4', ret: '2', reason: '证件过期' });
    expect(await get('/cgi-bin/wxopen/getcategory')).toMatchObject({
      categories: [{ first: 1 }, { first: 5 }, { ...category, audit_status: 2, audit_reason: '证件过期' }],
      limit: 5,
      quota: 4,
    });
    const usable = (await get('/wxa/get_category')).category_list;
    expect(usable).toMatchObject([{ first_id: 1 }, { first_id: 5 }]);
    const modify = async (body: object) => (await post('/cgi-bin/wxopen/modifycategory', body)).errcode;
    expect(await modify({ first: 1, second: 2, certicates })).toBe(53307);
    expect(await modify(category)).toBe(53306);
    expect(await modify({ ...category, certicates })).toBe(0);
    expect(await post('/cgi-bin/wxopen/deletecategory', category)).toMatchObject({ errcode: 53308 });
    const decided = await scene.post('/sandbox/changes/decide', {
      app: appid,
      what: 'category',
      outcome: 'approve',
    });
    expect(decided).toEqual({ ok: true });
    expect((await scene.receiver.next('wxa_category_audit')).message).toMatchObject({ ret: '3' });
  });

  it('can be added five times a month, several at once or none of them', async () => {
    const { post } = await program({
      categories: Array.from({ length: 7 }, (_, row) => ['工具', `第${row}类`]),
    });
    const rows = Array.from({ length: 7 }, (_, row) => ({ first: 1, second: row + 2 }));
    for (const row of rows) await post('/cgi-bin/wxopen/deletecategory', row);
    const add = async (categories: object[]) =>
      (await post('/cgi-bin/wxopen/addcategory', { categories })).errcode;
    expect(await add([])).toBe(53303);
    expect(
      await add([
        { first: 1, second: 2 },
        { first: 1, second: 99 },
      ]),
    ).toBe(53303);
    expect(await add([rows[0] ?? {}, rows[0] ?? {}])).toBe(53304);
    expect(await add(rows.slice(0, 5))).toBe(0);
    expect(await add(rows.slice(5, 6))).toBe(53300);
  });

  it('are told with the papers that they ask for, as a tree', async () => {
    const { get, post } = await program({ categories: paths });
    const { categories_list } = await get('/cgi-bin/wxopen/getallcategories');
    const { categories } = categories_list as { categories: { id: number }[] };
    expect(categories.find(({ id }) => id === 4)).toMatchObject({
      sensitive_type: 1,
      qualify: { exter_list: [{ inner_list: [{ name: '食品经营许可证' }] }, {}] },
    });
    expect(categories.find(({ id }) => id === 2)).toMatchObject({ sensitive_type: 0, father: 1 });
    expect(await post('/cgi-bin/wxopen/getcategoriesbytype', { verify_type: 1 })).toMatchObject({
      categories_list,
    });
    expect(await post('/cgi-bin/wxopen/getcategoriesbytype', { verify_type: 9 })).toMatchObject({
      errcode: 40097,
    });
  });
});

describe('WeChat sandbox: the privacy guideline', () => {
  const owner = { contact_phone: '13800000000', notice_method: '弹窗' };
  const setting_list = [{ privacy_key: 'Location', privacy_text: '推荐附近门店' }];

  it('names what the scan found, and is live once the version is', async () => {
    const { token, appid, post } = await program();
    const set = async (body: object) => (await post('/cgi-bin/component/setprivacysetting', body)).errcode;
    const guideline = (privacy_ver: number) => post('/cgi-bin/component/getprivacysetting', { privacy_ver });
    scene.sandbox.setFacts(appid, { detectedPrivacy: ['Location'] });
    expect(await guideline(2)).toMatchObject({ code_exist: 0, privacy_list: [], update_time: 0 });
    expect(await set({ owner_setting: { ...owner, store_expire_timestamp: 'soon' }, setting_list })).toBe(
      86072,
    );
    expect(await set({ owner_setting: { ...owner, store_expire_timestamp: '30天' }, setting_list })).toBe(0);
    await scene.commit(token);
    expect(await guideline(2)).toMatchObject({
      code_exist: 1,
      privacy_list: ['Location'],
      setting_list: [{ privacy_key: 'Location', privacy_label: '位置信息' }],
      update_time: 1772416800,
    });
    expect(await guideline(1)).toMatchObject({ setting_list: [] });
    await scene.submit(token);
    await scene.receiver.next('weapp_audit_success');
    await post('/wxa/release');
    expect(await guideline(1)).toMatchObject({ setting_list: [{ privacy_key: 'Location' }] });
    expect(await set({ privacy_ver: 1, owner_setting: owner })).toBe(0);
    expect(await set({ privacy_ver: 1, owner_setting: owner, setting_list })).toBe(40097);
  });

  it('has a file of its own, which stays the live one', async () => {
    const { token, post } = await program();
    const upload = (name: string, bytes: number) =>
      scene.upload('/cgi-bin/component/uploadprivacyextfile', token, { field: 'file', name, bytes });
    expect(await upload('a.pdf', 10)).toMatchObject({ errcode: 40005 });
    expect(await upload('a.txt', 100 * 1024 + 1)).toMatchObject({ errcode: 40006 });
    const { ext_file_media_id } = await upload('a.txt', 100 * 1024);
    const set = async (body: object) => (await post('/cgi-bin/component/setprivacysetting', body)).errcode;
    expect(await set({ owner_setting: { ...owner, ext_file_media_id: 'x' }, setting_list })).toBe(86073);
    expect(await set({ owner_setting: owner, setting_list })).toBe(0);
    await scene.publish(token, '1.0.0');
    expect(await set({ privacy_ver: 1, owner_setting: { ...owner, ext_file_media_id } })).toBe(86075);
  });

  it('goes with leave for the interfaces that need one', async () => {
    const { appid, get, post } = await program();
    scene.sandbox.setFacts(appid, { unauthorisedApis: ['wx.chooseAddress'] });
    const list = async () => (await get('/wxa/security/get_privacy_interface')).interface_list;
    expect(await list()).toEqual([{ api_name: 'wx.chooseAddress', status: 1 }]);
    scene.sandbox.scriptChanges(appid, 'privacy-api', [{ outcome: 'reject', reason: '用途不明' }]);
    const apply = (content: string) =>
      post('/wxa/security/apply_privacy_interface', { api_name: 'wx.chooseAddress', content });
    expect(await apply('')).toMatchObject({ errcode: 40097 });
    const { audit_id } = await apply('配送');
    const { message } = await scene.receiver.next('wxa_privacy_apply');
    expect(message.result_info).toMatchObject({
      audit_id: String(audit_id),
      status: '4',
      reason: '用途不明',
    });
    await apply('配送到家');
    expect((await scene.receiver.next('wxa_privacy_apply')).message.result_info).toMatchObject({
      status: '5',
    });
    expect(await list()).toMatchObject([{ status: 5 }]);
  });
});

describe('WeChat sandbox: what a program is called and shows', () => {
  it('has its name examined while it is verified, one at a time and twice in all', async () => {
    const { appid, get, post, media } = await program();
    const name = (nick_name: string, more: object = {}) => post('/wxa/setnickname', { nick_name, ...more });
    expect(await name('吃')).toMatchObject({ errcode: 53010 });
    expect(await name('某某小吃二店', { license: 'unknown' })).toMatchObject({ errcode: 40007 });
    scene.sandbox.scriptChanges(appid, 'nickname', [{ outcome: 'wait' }]);
    const { audit_id } = await name('某某小吃二店', { license: await media() });
    const asked = () => post('/wxa/api_wxa_querynickname', { audit_id });
    expect(await asked()).toMatchObject({ nickname: '某某小吃二店', audit_stat: 1 });
    expect(await name('某某小吃三店')).toMatchObject({ errcode: 91019 });
    scene.sandbox.decideChange(appid, 'nickname', { outcome: 'reject', reason: '与品牌不符' });
    const { message } = await scene.receiver.next('wxa_nickname_audit');
    expect(message).toMatchObject({ nickname: '某某小吃二店', ret: '2', reason: '与品牌不符' });
    expect(await asked()).toMatchObject({ audit_stat: 2, fail_reason: '与品牌不符' });
    await name('某某小吃三店');
    await scene.receiver.next('wxa_nickname_audit');
    expect(await name('某某小吃四店')).toMatchObject({ errcode: 53014 });
    expect(await get('/cgi-bin/account/getaccountbasicinfo')).toMatchObject({
      appid,
      nickname: '某某小吃三店',
      nickname_info: { modify_used_count: 2, modify_quota: 2 },
    });
  });

  it('is renamed at once while nobody verified it, but not to the name of another', async () => {
    const { appid, post } = await program();
    scene.sandbox.authorize({ nickName: '别家小吃' });
    scene.sandbox.setFacts(appid, { verified: false });
    expect(await post('/wxa/setnickname', { nick_name: '别家小吃' })).toMatchObject({ errcode: 53011 });
    const renamed = await post('/wxa/setnickname', { nick_name: '新名字' });
    expect(renamed).toMatchObject({ errcode: 0 });
    expect(renamed).not.toHaveProperty('audit_id');
    expect(await post('/cgi-bin/wxverify/checkwxverifynickname', { nick_name: '某官方店' })).toMatchObject({
      hit_condition: true,
    });
  });

  it('shows a picture and words that are changed as often as is allowed', async () => {
    const { get, post, media } = await program();
    const corners = { x1: '0', y1: '0', x2: '1', y2: '1' };
    const picture = async (head_img_media_id: unknown) =>
      (await post('/cgi-bin/account/modifyheadimage', { head_img_media_id, ...corners })).errcode;
    expect([await picture('unknown'), await picture(await media())]).toEqual([40007, 0]);
    const words = async (signature: string) =>
      (await post('/cgi-bin/account/modifysignature', { signature })).errcode;
    expect(await words('短')).toBe(53201);
    for (let count = 0; count < 5; count += 1) expect(await words(`附近的小吃点餐${count}`)).toBe(0);
    expect(await words('附近的小吃')).toBe(53200);
    expect(await get('/cgi-bin/account/getaccountbasicinfo')).toMatchObject({
      head_image_info: { modify_used_count: 1 },
      signature_info: { signature: '附近的小吃点餐4', modify_used_count: 5, modify_quota: 5 },
    });
  });

  it('says where its orders are found, once that was looked at', async () => {
    const { appid, component, post } = await program();
    const apply = (batch_req: object) =>
      scene.post(`/wxa/security/applysetorderpathinfo?access_token=${component}`, { batch_req });
    expect(await apply({ path: 'pages/order', appid_list: ['wx0'] })).toMatchObject({ errcode: 61003 });
    expect(await apply({ path: 'pages/order', appid_list: [appid] })).toMatchObject({ errcode: 0 });
    const { message } = await scene.receiver.next('order_path_audit_result_notify');
    expect(message.list).toMatchObject({ appid, status: '4' });
    expect(await post('/wxa/security/getorderpathinfo', { info_type: 0 })).toMatchObject({
      msg: { path: 'pages/order' },
    });
  });

  it('shows only pages of domains with their scheme', async () => {
    const { post } = await program();
    const modify = (body: object) => post('/wxa/setwebviewdomain', body);
    expect(await modify({ action: 'add', webviewdomain: ['a.cn'] })).toMatchObject({ errcode: 40097 });
    await modify({ action: 'add', webviewdomain: ['https://a.cn', 'https://b.cn'] });
    await modify({ action: 'delete', webviewdomain: ['https://a.cn'] });
    expect(await modify({ action: 'get' })).toMatchObject({ webviewdomain: ['https://b.cn'] });
    expect(await modify({ action: 'take' })).toMatchObject({ errcode: 40097 });
    expect(
      await post('/wxa/modify_domain', { action: 'set', wsrequestdomain: ['https://a.cn'] }),
    ).toMatchObject({
      errcode: 40097,
    });
  });
});
