import { afterEach, describe, expect, it } from '@jest/globals';
import { askUntil } from './receiver.ts';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

let scene: WechatScene;
afterEach(() => scene.close());

const path = '/cgi-bin/component/api_start_push_ticket';
const call = async () =>
  fetch(`${scene.sandbox.url}${path}`, {
    method: 'POST',
    body: JSON.stringify({ component_appid: scene.COMPONENT, component_secret: scene.SECRET }),
  });
const script = (answer: object) => scene.post('/sandbox/answers', { path, ...answer });
const tickets = () =>
  scene.sandbox.pushes().filter(({ event }) => event === 'component_verify_ticket').length;

describe('a scripted fault', () => {
  it('is HTML with a status of its own, and then the call is answered as it deserves again', async () => {
    scene = await wechatScene();
    await script({ status: 502, body: '<html>bad gateway</html>', contentType: 'text/html' });
    const faulty = await call();
    expect([faulty.status, faulty.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(tickets()).toBe(1);
    expect(await (await call()).json()).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(tickets()).toBe(2);
  });

  it('cuts the connection before the call acts, or after', async () => {
    scene = await wechatScene();
    await script({ cut: true });
    await expect(call()).rejects.toThrow();
    expect(tickets()).toBe(1);
    await script({ cut: true, acts: true });
    await expect(call()).rejects.toThrow();
    expect(tickets()).toBe(2);
  });

  it('sends half a body and hangs up, after the call has acted', async () => {
    scene = await wechatScene();
    await script({ half: true });
    const answer = await call();
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(tickets()).toBe(2);
  });

  it('answers as late as it is told, and only when it has acted', async () => {
    scene = await wechatScene();
    await script({ delayMs: 60_000 });
    const waiting = call().catch(() => 'never answered');
    await askUntil(
      async () => (await (await fetch(`${scene.sandbox.url}/sandbox/pushes`)).json()) as unknown[],
      ({ length }) => length === 2,
    );
    await scene.sandbox.close();
    expect(await waiting).toBe('never answered');
  });

  it('answers any call where no path is named, is listed until it is used, and can be taken back', async () => {
    scene = await wechatScene();
    await scene.post('/sandbox/answers', {
      path: '*',
      times: 2,
      body: { errcode: -1, errmsg: 'system error' },
    });
    await script({ status: 500 });
    const list = async () => (await fetch(`${scene.sandbox.url}/sandbox/answers`)).json();
    expect(await list()).toMatchObject([
      { path: '*', times: 2 },
      { path, times: 1, status: 500 },
    ]);
    expect((await call()).status).toBe(500);
    expect(await (await call()).json()).toEqual({ errcode: -1, errmsg: 'system error' });
    expect(await list()).toMatchObject([{ path: '*', times: 1 }]);
    await fetch(`${scene.sandbox.url}/sandbox/answers`, { method: 'DELETE' });
    expect(await list()).toEqual([]);
    expect(await (await call()).json()).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await scene.post('/sandbox/answers', { path: 'submit_audit' })).toHaveProperty('error');
  });
});
