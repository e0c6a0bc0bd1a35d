import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MovableClock } from '../../src/sandbox/movable-clock.ts';
import { Timers } from '../../src/sandbox/timers.ts';
import { type BaiduScene, baiduScene } from './baidu-scene.ts';
import { StandingClock } from './receiver.ts';
import { type WechatScene, wechatScene } from './wechat-scene.ts';

const HOUR_MS = 3_600_000;

describe('a clock that is moved', () => {
  let timers: Timers;
  beforeEach(() => {
    timers = new Timers();
  });
  afterEach(() => timers.close());

  it('does what was due meanwhile in its order, each at its time, and what recurs once', () => {
    const base = new StandingClock('2026-03-02T02:00:00Z');
    const clock = new MovableClock(base, timers);
    const done: string[] = [];
    const note = (what: string) => () => {
      const minutes = Math.round((clock.now().getTime() - base.now().getTime()) / 60_000);
      done.push(`${what} after ${minutes} min`);
    };
    timers.after(2 * HOUR_MS, note('later'));
    timers.after(HOUR_MS, note('sooner'));
    timers.after(HOUR_MS / 2, () => {
      note('first')();
      timers.after(HOUR_MS / 4, note('its follow-up'));
    });
    timers.every(HOUR_MS / 6, note('ticket'));
    clock.forward(90 * 60_000);
    expect(done).toEqual([
      'ticket after 10 min',
      'first after 30 min',
      'its follow-up after 45 min',
      'sooner after 60 min',
    ]);
    clock.forward(30 * 60_000);
    expect(done.slice(4)).toEqual(['ticket after 100 min', 'later after 120 min']);
    expect(clock.movedMs).toBe(2 * HOUR_MS);
    expect(clock.unmoved()).toEqual(base.now());
  });

  it('waits for what is further away than a timer of the machine can', () => {
    const clock = new MovableClock(new StandingClock('2026-03-02T02:00:00Z'), timers);
    let isDone = false;
    timers.after(60 * 24 * HOUR_MS, () => {
      isDone = true;
    });
    clock.forward(59 * 24 * HOUR_MS);
    expect(isDone).toBe(false);
    clock.forward(24 * HOUR_MS);
    expect(isDone).toBe(true);
  });
});

describe('the clock of a sandbox', () => {
  let scene: WechatScene | BaiduScene;
  afterEach(() => scene.close());

  const forward = async (forwardSeconds: unknown) => {
    const response = await fetch(`${scene.sandbox.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ forwardSeconds }),
    });
    return { status: response.status, answer: (await response.json()) as object };
  };

  it('ends a review of WeChat that takes days, and expires tokens on the way', async () => {
    const wechat = await wechatScene({ reviewAfterMs: 3 * 24 * HOUR_MS });
    scene = wechat;
    const { token } = await wechat.programToken();
    await wechat.commit(token);
    await wechat.submit(token);
    const { answer } = await forward(7199);
    expect(answer).toEqual({ now: '2026-03-02T03:59:59.000Z', movedMs: 7_199_000 });
    expect(await wechat.get(`/wxa/get_latest_auditstatus?access_token=${token}`)).toMatchObject({
      status: 2,
    });
    await forward(1);
    expect(await wechat.get(`/wxa/get_latest_auditstatus?access_token=${token}`)).toMatchObject({
      errcode: 42001,
    });
    await forward(30 * 24 * 3600);
    const { message, query } = await wechat.receiver.next('weapp_audit_success');
    const submitted = Date.parse('2026-03-02T02:00:00Z') / 1000;
    const took = Number(message.SuccTime) - submitted - 3 * 24 * 3600;
    expect(Math.abs(took)).toBeLessThanOrEqual(5);
    // The receiver compares the stamp of the envelope with its own clock, which nobody moved.
    expect(query.get('timestamp')).toBe(String(submitted));
  });

  it('finishes an upload to Baidu, and a week brings the quota back', async () => {
    const baidu = await baiduScene({ weeklyQuota: 1 });
    scene = baidu;
    const { token, tp } = await baidu.app();
    const id = await baidu.upload(token);
    await baidu.submit(token, id);
    const quota = async (access_token: string) =>
      baidu.get('/rest/2.0/smartapp/package/auditquota', { access_token });
    expect(await quota(token)).toMatchObject({ data: { remain_times: 0 } });
    await forward(7 * 24 * 3600);
    expect(await quota(token)).toMatchObject({ error_code: 111 });
    const { data } = await baidu.post('/rest/2.0/smartapp/auth/retrieve/authorizationcode', tp, {
      app_id: String(baidu.sandbox.state().apps[0]?.app),
    });
    const { access_token } = await baidu.appToken(
      tp,
      (data as Record<string, string>).authorization_code ?? '',
    );
    expect(await quota(String(access_token))).toMatchObject({ data: { remain_times: 1 } });
  });

  it('goes forward only', async () => {
    scene = await wechatScene();
    for (const wrong of [0, -1, 1.5, 'soon', 1e12]) expect((await forward(wrong)).status).toBe(400);
    expect(scene.sandbox.state().clock.movedMs).toBe(0);
  });
});
