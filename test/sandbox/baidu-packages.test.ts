import { afterEach, describe, expect, it } from '@jest/globals';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';
import { askUntil } from './receiver.ts';

let scene: BaiduScene;
afterEach(() => scene.close());

const REST = '/rest/2.0/smartapp';
const OK = { errno: 0, msg: 'success' };

describe('Baidu sandbox: going back', () => {
  it('takes a while, in which the package that goes is on its way, and is possible once', async () => {
    scene = await baiduScene({ rollbackAfterMs: 3_600_000 });
    const { token } = await scene.existing();
    const first = await scene.publish(token, '1.0.0');
    const back = async (package_id: string) =>
      (await scene.post(`${REST}/package/rollback`, token, { package_id })).errno;
    expect(await back(first)).toBe(40001);
    const second = await scene.publish(token, '1.1.0');
    expect(await scene.packages(token)).toMatchObject([
      { version: '1.1.0', status: 1, rollback_version: '1.0.0' },
    ]);
    expect(await back('1')).toBe(69005);
    expect(await back(second)).toBe(0);
    expect(await scene.packages(token)).toMatchObject([{ version: '1.1.0', status: 8 }]);
    expect(await back(second)).toBe(40001);
    await scene.control('/sandbox/clock', { forwardSeconds: 3_599 });
    expect(await scene.packages(token)).toMatchObject([{ status: 8 }]);
    scene.sandbox.moveClock(2_000);
    // A token lives for an hour, too.
    const { access_token } = await scene.appToken(
      await scene.tpToken(),
      await retrievedCode(String(scene.sandbox.state().apps[0]?.app)),
    );
    expect(await scene.packages(String(access_token))).toMatchObject([
      { package_id: Number(first), status: 1 },
    ]);
    const again = await scene.post(`${REST}/package/rollback`, String(access_token), { package_id: first });
    expect(again).toMatchObject({ errno: 40001 });
  });

  async function retrievedCode(app_id: string): Promise<string> {
    const path = `${REST}/auth/retrieve/authorizationcode`;
    const { data } = await scene.post(path, await scene.tpToken(), { app_id });
    return (data as { authorization_code: string }).authorization_code;
  }
});

describe('Baidu sandbox: an upload', () => {
  it('fails as it is told to, and leaves a row without id and status', async () => {
    scene = await baiduScene();
    const { token, appId } = await scene.existing();
    await scene.control('/sandbox/uploads', { appId, faults: [{ code: 69010, words: '模板解析失败' }] });
    const body = { template_id: '754', ext_json: '{"extEnable":true}', user_version: '1', user_desc: 'd' };
    expect(await scene.post(`${REST}/package/upload`, token, body)).toEqual(OK);
    const rows = await askUntil(
      () => scene.packages(token),
      ([row]) => row?.upload_status === 3,
    );
    expect(rows).toMatchObject([{ upload_err_code: 69010, upload_err_msg: '模板解析失败' }]);
    expect(rows[0]).not.toHaveProperty('package_id');
    expect(await scene.get(`${REST}/package/gettrial`, { access_token: token })).toMatchObject({
      errno: 69005,
    });
    const id = await scene.upload(token, '1.0.1');
    expect(await scene.get(`${REST}/package/gettrial`, { access_token: token })).toMatchObject({
      data: { package_id: Number(id), status: 3 },
    });
    expect(scene.sandbox.state().reviews).toMatchObject([
      { state: 'upload failed' },
      { state: 'development' },
    ]);
  });
});

describe('Baidu sandbox: the template library', () => {
  it('takes drafts on, up to fifty, and gives them up', async () => {
    scene = await baiduScene();
    const { tp, token } = await scene.existing();
    const { draft_id } = await scene.control('/sandbox/drafts', { userVersion: '3.0', userDesc: '外卖' });
    const list = async (what: string, query = {}) =>
      (await scene.get(`${REST}/template/${what}`, { access_token: tp, ...query })).data;
    expect(await list('gettemplatedraftlist')).toMatchObject({
      count: 1,
      list: [{ draft_id, user_version: '3.0' }],
    });
    const add = (changes: Record<string, string>) =>
      scene.post(`${REST}/template/addtotemplate`, tp, {
        draft_id: String(draft_id),
        user_desc: '外卖',
        ...changes,
      });
    expect(await add({ draft_id: '9' })).toMatchObject({ errno: 69006 });
    expect(await add({ user_desc: '长'.repeat(31) })).toMatchObject({ errno: 40016 });
    expect(await add({})).toEqual({ ...OK, data: { template_id: 755 } });
    expect(await list('gettemplatelist', { page: '2', page_size: '1' })).toMatchObject({
      count: 2,
      list: [{ template_id: 755, user_desc: '外卖' }],
    });
    for (let count = 2; count < 50; count += 1) await add({});
    expect(await add({})).toMatchObject({ errno: 2003 });
    const remove = () => scene.post(`${REST}/template/deltemplate`, tp, { template_id: '754' });
    expect(await remove()).toEqual({ ...OK, data: { result: 1 } });
    expect(await remove()).toMatchObject({ errno: 69006 });
    const body = { template_id: '754', ext_json: '{"extEnable":true}', user_version: '1', user_desc: 'd' };
    expect(await scene.post(`${REST}/package/upload`, token, body)).toMatchObject({ errno: 69006 });
  });
});
