import { afterEach, describe, expect, it } from '@jest/globals';
import { COMMIT, type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

const MEGABYTE = 1024 * 1024;

describe('WeChat sandbox: the template library', () => {
  it('takes drafts on, lists them by their kind, and gives them up', async () => {
    scene = await wechatScene();
    const component = await scene.componentToken();
    const get = (path: string, query = '') => scene.get(`${path}?access_token=${component}${query}`);
    const post = (path: string, body: object) => scene.post(`${path}?access_token=${component}`, body);
    const draft = { userVersion: '4.0', userDesc: '外卖', pages: ['pages/index'] };
    const { draft_id } = await scene.post('/sandbox/drafts', draft);
    expect(await get('/wxa/gettemplatedraftlist')).toMatchObject({
      draft_list: [{ draft_id, user_version: '4.0', user_desc: '外卖', create_time: 1772416800 }],
    });
    expect(await post('/wxa/addtotemplate', { draft_id: 99 })).toMatchObject({ errcode: 85064 });
    expect(await post('/wxa/addtotemplate', { draft_id, template_type: 1 })).toMatchObject({ errcode: 0 });
    const list = async (query = '') => (await get('/wxa/gettemplatelist', query)).template_list as object[];
    expect(await list()).toMatchObject([{ template_id: 7 }, { template_id: 8, draft_id }]);
    expect(await list('&template_type=1')).toMatchObject([{ template_id: 8, template_type: 1 }]);
    expect(await post('/wxa/deletetemplate', { template_id: 7 })).toMatchObject({ errcode: 0 });
    expect(await post('/wxa/deletetemplate', { template_id: 7 })).toMatchObject({ errcode: 85064 });
    for (let count = 1; count < 200; count += 1) await post('/wxa/addtotemplate', { draft_id });
    expect(await post('/wxa/addtotemplate', { draft_id })).toMatchObject({ errcode: 85065 });
  });

  it('lets a standard template be configured in three places only', async () => {
    scene = await wechatScene();
    const { component, token } = await scene.programToken();
    const draft_id = scene.sandbox.addDraft({ userVersion: '1', userDesc: '', pages: ['pages/index'] });
    await scene.post(`/wxa/addtotemplate?access_token=${component}`, { draft_id, template_type: 1 });
    const commit = async (ext: object) =>
      (
        await scene.post(`/wxa/commit?access_token=${token}`, {
          ...COMMIT,
          template_id: 8,
          ext_json: JSON.stringify(ext),
        })
      ).errcode;
    expect(await commit({ ext: {}, window: {} })).toBe(0);
    expect(await commit({ ext: {}, pages: ['pages/index'] })).toBe(9402203);
  });
});

describe('WeChat sandbox: ext_json', () => {
  it('is refused for what is wrong with it', async () => {
    scene = await wechatScene();
    const { token, appid } = await scene.programToken();
    scene.sandbox.setFacts(appid, { unauthorisedApis: ['chooseAddress'] });
    const commit = async (ext: unknown) =>
      (
        await scene.post(`/wxa/commit?access_token=${token}`, {
          ...COMMIT,
          ext_json: typeof ext === 'string' ? ext : JSON.stringify(ext),
        })
      ).errcode;
    const infos = (...requiredPrivateInfos: string[]) => commit({ requiredPrivateInfos });
    expect(await commit({ extAppid: appid })).toBe(0);
    expect(await commit({ extAppid: 'wx0' })).toBe(85013);
    expect(await commit({ window: 'blue' })).toBe(85013);
    expect(await commit({ pages: [] })).toBe(85047);
    expect(await commit({ extPages: { 'pages/none': {} } })).toBe(85045);
    expect(await commit({ ext: { text: 'x'.repeat(2 * MEGABYTE) } })).toBe(85044);
    expect(await infos('getMind')).toBe(85310);
    expect(await infos('getLocation', 'getFuzzyLocation')).toBe(85311);
    expect(await infos('chooseAddress')).toBe(85312);
    expect(await infos('chooseLocation', 'getLocation')).toBe(0);
    scene.sandbox.setFacts(appid, { busy: true });
    expect(await commit({})).toBe(9402202);
    expect(await scene.submit(token)).toMatchObject({ errcode: 9402202 });
  });
});

describe('WeChat sandbox: media for the reviewer', () => {
  it('are pictures and videos of the right size, good for three days', async () => {
    scene = await wechatScene();
    const { token, component } = await scene.programToken();
    const upload = (name: string, bytes = 10) => scene.upload('/wxa/uploadmedia', token, { name, bytes });
    expect(await upload('a.bmp')).toMatchObject({ errcode: 40005 });
    expect(await upload('a.png', 2 * MEGABYTE + 1)).toMatchObject({ errcode: 40006 });
    expect(await upload('a.png', 0)).toMatchObject({ errcode: 41005 });
    expect(await upload('a.mp4', 2 * MEGABYTE + 1)).toMatchObject({ errcode: 0, type: 'video' });
    expect(await scene.get(`/wxa/uploadmedia?access_token=${token}`)).toMatchObject({ errcode: 43002 });
    expect(component).not.toBe(token);
    const { mediaid: picture, type } = await upload('a.JPG');
    expect(type).toBe('image');
    const { mediaid: video } = await upload('a.mp4');
    await scene.commit(token);
    const submit = async (preview_info: object) => (await scene.submit(token, { preview_info })).errcode;
    expect(await submit({ pic_id_list: [video] })).toBe(85092);
    expect(await submit({ pic_id_list: Array(11).fill(picture) })).toBe(85093);
    expect(await submit({ pic_id_list: [picture], video_id_list: [video] })).toBe(0);
  });

  it('expire', async () => {
    scene = await wechatScene();
    const { appid, token, refresh } = await scene.programToken();
    await scene.commit(token);
    const { mediaid } = await scene.upload('/wxa/uploadmedia', token);
    // The ticket of the start, which is too old by then.
    await scene.receiver.next('component_verify_ticket');
    await scene.post('/sandbox/clock', { forwardSeconds: 3 * 86_400 });
    const component = await scene.componentToken();
    const renewed = await scene.post(`/cgi-bin/component/api_authorizer_token?access_token=${component}`, {
      component_appid: scene.COMPONENT,
      authorizer_appid: appid,
      authorizer_refresh_token: refresh,
    });
    const body = { preview_info: { pic_id_list: [mediaid] } };
    expect(await scene.submit(String(renewed.authorizer_access_token), body)).toMatchObject({
      errcode: 85092,
    });
  });
});

/** A further program of the same platform, with a version that could be handed in. */
async function other({ programToken, commit }: WechatScene) {
  const program = await programToken();
  await commit(program.token);
  return program;
}

describe('WeChat sandbox: a submission of a platform that is punished', () => {
  it.each([
    [86008, [86008, 86008]],
    [86009, [86009, 0]],
    [86010, [0, 86010]],
  ])(
    'is refused with %i for the programs that it is about: new and released are %j',
    async (bar, expected) => {
      scene = await wechatScene({ categories: [['工具', '天气']] });
      const released = await scene.programToken();
      await scene.publish(released.token, '1.0.0');
      await scene.commit(released.token, { user_version: '1.1.0' });
      const fresh = await other(scene);
      const codes = async () => {
        const told = [await scene.submit(fresh.token), await scene.submit(released.token)];
        return told.map(({ errcode }) => errcode);
      };
      await scene.post('/sandbox/apps/facts', { appid: released.appid, submissionBar: bar });
      expect(await codes()).toEqual(expected);
    },
  );
});

describe('WeChat sandbox: a submission', () => {
  it('says how what users write is kept clean, the first time under a social category', async () => {
    scene = await wechatScene({ categories: [['社交', '社区/论坛']] });
    const { token } = await scene.programToken();
    await scene.commit(token);
    const submit = async (ugc_declare?: unknown) => (await scene.submit(token, { ugc_declare })).errcode;
    expect(await submit()).toBe(85094);
    expect(await submit({ scene: [], method: [1] })).toBe(85094);
    expect(await submit({ scene: [6] })).toBe(40097);
    expect(await submit({ scene: [1], method: [5] })).toBe(40097);
    expect(await submit({ scene: [1], audit_desc: '长'.repeat(257) })).toBe(40097);
    expect(await submit({ scene: [1, 4], method: [1], has_audit_team: 1, audit_desc: '先审后发' })).toBe(0);
    await scene.receiver.next('weapp_audit_success');
    expect(await submit()).toBe(0);
  });

  it('is refused for texts that are too long and an order page that is not there', async () => {
    scene = await wechatScene();
    const { token, appid } = await scene.programToken();
    scene.sandbox.scriptReviews(appid, [{ outcome: 'reject', reason: '不符' }]);
    await scene.commit(token);
    const submit = async (body: Readonly<Record<string, unknown>>) =>
      (await scene.submit(token, body)).errcode;
    expect(await submit({ version_desc: '长'.repeat(2001) })).toBe(85051);
    expect(await submit({ order_path: 'pages/none' })).toBe(85007);
    expect(await submit({ feedback_info: '长'.repeat(201) })).toBe(0);
    await scene.receiver.next('weapp_audit_fail');
    expect(await submit({ feedback_info: '长'.repeat(201) })).toBe(40097);
    expect(await submit({ feedback_stuff: 'a|b|c|d|e|f' })).toBe(40097);
    expect(await submit({ feedback_info: '已修改', order_path: 'pages/order' })).toBe(0);
  });

  it('is refused for reasons that lie outside of it', async () => {
    scene = await wechatScene({ categories: [['工具', '天气']] });
    const { token, appid } = await scene.programToken();
    await scene.commit(token);
    const facts = async (changes: object) => {
      await scene.post('/sandbox/apps/facts', { appid, ...changes });
      return (await scene.submit(token)).errcode;
    };
    for (const submissionBar of [86007, 87006, 85087, 9400001])
      expect(await facts({ submissionBar })).toBe(submissionBar);
    expect((await scene.submit((await other(scene)).token)).errcode).toBe(0);
    expect(await facts({ submissionBar: null, detectedPrivacy: ['Location'] })).toBe(85086);
    await scene.post(`/cgi-bin/component/setprivacysetting?access_token=${token}`, {
      owner_setting: { contact_phone: '13800000000', notice_method: '弹窗' },
      setting_list: [{ privacy_key: 'Location', privacy_text: '推荐附近门店' }],
    });
    expect(await facts({ withdrawnCategory: '天气' })).toBe(85077);
    expect(await scene.post('/sandbox/apps/facts', { appid, submissionBar: 1 })).toHaveProperty('error');
  });
});
