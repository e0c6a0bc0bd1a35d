import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate, type Sender } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const taken = { status: 200, body: 'success' };

describe.each([['WECHAT'], ['BAIDU']] as const)('a push of %s that comes again', (platform) => {
  let sender: Sender;
  beforeAll(() => {
    sender = gate.senderOf(platform);
  });
  const count = (outcome: string) =>
    gate.count(`paifang_pushes_total{platform="${platform}",outcome="${outcome}"}`);

  it('byte for byte, within five minutes, is acknowledged each time and is one push', async () => {
    const [before, stored, repeated] = [await gate.stored(), await count('STORED'), await count('REPEATED')];
    const push = sender.wrap();
    for (let n = 0; n < 5; n += 1) expect(await gate.post(push)).toEqual(taken);
    expect(await gate.stored()).toHaveLength(before.length + 1);
    expect([await count('STORED'), await count('REPEATED')]).toEqual([stored + 1, repeated + 4]);
  });

  it('in another envelope, as platforms do it, is the same push', async () => {
    const before = await gate.stored();
    const message = sender.freshMessage();
    for (let n = 0; n < 3; n += 1) expect(await gate.post(sender.wrap({ message }))).toEqual(taken);
    expect(await gate.stored()).toHaveLength(before.length + 1);
  });

  it('twenty times at the same moment is one push', async () => {
    const before = await gate.stored();
    const push = sender.wrap();
    expect(await Promise.all(Array.from({ length: 20 }, () => gate.post(push)))).toEqual(
      Array(20).fill(taken),
    );
    expect(await gate.stored()).toHaveLength(before.length + 1);
  });

  it('after its five minutes is refused as too old, whoever sends it', async () => {
    const push = sender.wrap();
    expect(await gate.post(push)).toEqual(taken);
    await gate.refusedFor(platform);
    gate.clock.advance(301_000);
    expect(await gate.post(push)).toEqual({ status: 403, body: 'refused' });
    expect(await gate.refusedFor(platform)).toEqual({ STALE: 1 });
  });

  it('from the future is refused in the same way', async () => {
    await gate.refusedFor(platform);
    const at = new Date(gate.clock.now().getTime() + 301_000);
    expect(await gate.post(sender.wrap({ at }))).toEqual({ status: 403, body: 'refused' });
    expect(await gate.refusedFor(platform)).toEqual({ STALE: 1 });
  });

  it('with a time of now that was not signed is refused', async () => {
    const push = sender.wrap({ at: new Date(gate.clock.now().getTime() - 3_600_000) });
    const now = String(Math.floor(gate.clock.now().getTime() / 1000));
    const then = String(Number(now) - 3600);
    await gate.refusedFor(platform);
    const touchedUp = { ...push, query: push.query.replace(then, now), body: push.body.replace(then, now) };
    expect(await gate.post(touchedUp)).toEqual({ status: 403, body: 'refused' });
    expect(await gate.refusedFor(platform)).toEqual({ UNSIGNED: 1 });
  });
});
