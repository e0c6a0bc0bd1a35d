import { afterEach, describe, expect, it } from '@jest/globals';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene | BaiduScene;
afterEach(() => scene.close());

async function control(path: string, body: object) {
  const response = await fetch(`${scene.sandbox.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

describe("somebody else at WeChat's console", () => {
  it('uploads over what was submitted, and nobody is told', async () => {
    const wechat = await wechatScene();
    scene = wechat;
    const { token, appid } = await wechat.programToken();
    await wechat.commit(token);
    wechat.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    await wechat.submit(token);
    const before = wechat.sandbox.pushes().length;
    const use = (action: string, more = {}) => control('console', { app: appid, action, ...more });
    expect(await use('UPLOAD', { version: '9.9', description: '后台上传' })).toMatchObject({
      answer: { ok: true },
    });
    expect(wechat.sandbox.pushes()).toHaveLength(before);
    const versions = async () => wechat.post(`/wxa/getversioninfo?access_token=${token}`, {});
    expect(await versions()).toMatchObject({ exp_info: { exp_version: '9.9', exp_desc: '后台上传' } });
    const latest = async () => wechat.get(`/wxa/get_latest_auditstatus?access_token=${token}`);
    expect(await latest()).toMatchObject({ user_version: '1.0.0', status: 2 });
    expect(await use('SUBMIT')).toMatchObject({
      status: 409,
      answer: { error: expect.stringContaining('85009') },
    });
    await use('WITHDRAW');
    expect(await latest()).toMatchObject({ user_version: '1.0.0', status: 3 });
    await use('SUBMIT');
    expect(await latest()).toMatchObject({ user_version: '9.9' });
    await wechat.receiver.next('weapp_audit_success');
    await use('RELEASE');
    expect(await versions()).toMatchObject({ release_info: { release_version: '9.9' } });
    expect(await use('ROLL_BACK')).toMatchObject({
      status: 409,
      answer: { error: expect.stringContaining('87012') },
    });
    await use('PAUSE');
    expect(await wechat.post(`/wxa/getvisitstatus?access_token=${token}`, {})).toMatchObject({ status: 0 });
    await use('RESUME');
    expect(await wechat.post(`/wxa/getvisitstatus?access_token=${token}`, {})).toMatchObject({ status: 1 });
    expect(await use('PAINT')).toMatchObject({ status: 400 });
    expect(await control('console', { app: 'wx0', action: 'PAUSE' })).toMatchObject({ status: 404 });
  });
});

describe("somebody else at Baidu's console", () => {
  it('uploads, submits, takes back, releases, steps back and pauses', async () => {
    const baidu = await baiduScene({ rollbackAfterMs: 60_000 });
    scene = baidu;
    const { token, appId } = await baidu.existing();
    const use = (action: string, more = {}) => control('console', { app: String(appId), action, ...more });
    const packages = async () =>
      (await baidu.packages(token)).map(({ version, status }) => [version, status]);
    expect(await use('SUBMIT')).toMatchObject({
      status: 409,
      answer: { error: expect.stringContaining('69005') },
    });
    await baidu.publish(token, '1.0.0');
    await use('UPLOAD', { version: '9.9' });
    expect(await packages()).toEqual([
      ['1.0.0', 1],
      ['9.9', 3],
    ]);
    baidu.sandbox.scriptReviews('*', [{ outcome: 'wait' }]);
    await use('SUBMIT');
    await use('WITHDRAW');
    expect(await packages()).toContainEqual(['9.9', 3]);
    await use('SUBMIT');
    await baidu.receiver.next('PACKAGE_AUDIT_PASS');
    await use('RELEASE');
    expect(await packages()).toEqual([['9.9', 1]]);
    await use('ROLL_BACK');
    expect(await packages()).toEqual([['9.9', 8]]);
    baidu.sandbox.moveClock(60_000);
    expect(await packages()).toEqual([['1.0.0', 1]]);
    await use('PAUSE');
    await baidu.receiver.next('APP_SERVER_PAUSE');
  });
});

describe('the page of a sandbox', () => {
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${scene.sandbox.url}/sandbox/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const page = async () => (await fetch(`${scene.sandbox.url}/sandbox/`)).text();

  it('does by its forms what the API does', async () => {
    const wechat = await wechatScene();
    scene = wechat;
    const { token, appid } = await wechat.programToken();
    wechat.sandbox.scriptChanges('*', undefined, [{ outcome: 'wait' }]);
    await wechat.post(`/wxa/setnickname?access_token=${token}`, { nick_name: '<b>新名字</b>' });
    const shown = await page();
    expect(shown).toContain('&lt;b&gt;新名字');
    expect(shown).not.toContain('<b>新名字');
    const forms = [...shown.matchAll(/<form method="post" action="\/sandbox\/([^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(new Set(forms)).toEqual(
      new Set([
        'clock',
        'tokens/expire',
        'tickets',
        'pushes',
        'answers',
        'console',
        'measures',
        'changes/decide',
      ]),
    );
    const sent = [
      await form('changes/decide', { app: appid, what: 'nickname', outcome: 'reject', reason: '不符' }),
      await form('console', { app: appid, action: 'PAUSE' }),
      await form('answers', { path: '/wxa/release', acts: 'true', cut: 'true' }),
      await form('pushes', { lose: '1' }),
      await form('tickets', {}),
      await form('tokens/expire', {}),
      await form('clock', { forwardSeconds: '3600' }),
    ];
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 303));
    expect((await wechat.receiver.next('wxa_nickname_audit')).message).toMatchObject({ reason: '不符' });
    expect(wechat.sandbox.scriptedAnswers()).toEqual([
      { path: '/wxa/release', acts: true, cut: true, times: 1 },
    ]);
    expect(wechat.sandbox.pushes().at(-1)).toMatchObject({ event: 'component_verify_ticket', state: 'LOST' });
    expect(wechat.sandbox.state()).toMatchObject({
      clock: { movedMs: 3_600_000 },
      apps: [{ facts: { serving: false } }],
      changes: [{ state: 'FAILED' }],
    });
    expect(await wechat.get(`/wxa/queryquota?access_token=${token}`)).toMatchObject({ errcode: 42001 });
  });
});
