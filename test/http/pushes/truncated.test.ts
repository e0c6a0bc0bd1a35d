import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

describe.each([['WECHAT'], ['BAIDU']] as const)('a push of %s that is cut off', (platform) => {
  it('anywhere in its body is refused each time, and each time counted, and never kept', async () => {
    const push = gate.senderOf(platform).wrap();
    const before = await gate.stored();
    await gate.refusedFor(platform);
    const lengths = Array.from({ length: push.body.length }, (_, n) => n).filter((n) => n % 7 === 0);
    for (const length of lengths) {
      const { status, body } = await gate.post({ ...push, body: push.body.slice(0, length) });
      expect([400, 403]).toContain(status);
      expect(body).toBe('refused');
    }
    const refusals = Object.values(await gate.refusedFor(platform)).reduce((sum, count) => sum + count, 0);
    expect(refusals).toBe(lengths.length);
    expect(await gate.stored()).toEqual(before);
    expect(await gate.post(push)).toEqual({ status: 200, body: 'success' });
  });

  it('inside of what is encrypted is refused, though it is signed as it came', async () => {
    const sender = gate.senderOf(platform);
    const whole = /[\w+/=]{60,}/.exec(sender.wrap().body)?.[0] ?? '';
    const before = await gate.stored();
    for (const encrypted of [whole.slice(0, 44), whole.slice(0, 64), whole.slice(0, -4), whole.slice(4)]) {
      expect(await gate.post(sender.wrap({ encrypted }))).toEqual({ status: 403, body: 'refused' });
    }
    expect(await gate.stored()).toEqual(before);
  });

  it('by the end of its connection is not kept, and is taken when it comes whole', async () => {
    const push = gate.senderOf(platform).wrap();
    const before = await gate.stored();
    const head = `POST ${push.path}?${push.query} HTTP/1.1\r\nhost: gateway\r\ncontent-length: ${push.body.length}\r\n\r\n`;
    await gate.raw([head, push.body.slice(0, 100)], true);
    await gate.raw([head.slice(0, 40)], true);
    expect(await gate.stored()).toEqual(before);
    expect(await gate.post(push)).toEqual({ status: 200, body: 'success' });
  });
});
