import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openPushGate,
  type PushGate,
  type Sender,
  type Told,
  type WirePush,
} from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const refused: Told = { status: 403, body: 'refused' };

/** The same push with one letter of what was encrypted changed: what CBC would let through without a signature. */
function tampered(push: WirePush): WirePush {
  const body = push.body.replace(
    /([\w+/]{40})(\w)(?=[\w+/]{20})/,
    (_, before, letter) => before + (letter === 'A' ? 'B' : 'A'),
  );
  if (body === push.body) throw new Error('nothing was changed');
  return { ...push, body };
}

describe.each([['WECHAT'], ['BAIDU']] as const)('a forged push of %s', (platform) => {
  let sender: Sender;
  beforeAll(() => {
    sender = gate.senderOf(platform);
  });
  const send = (push: WirePush) => gate.post(push);

  it.each([
    ['is signed with another token', 'UNSIGNED', () => sender.wrap({ token: 'guessed' })],
    ['was changed on its way', 'UNSIGNED', () => tampered(sender.wrap())],
    ['is signed, and encrypted with another key', 'UNREADABLE', () => sender.wrap({ key: 'Z'.repeat(43) })],
    ['is signed, and not encrypted at all', 'UNREADABLE', () => sender.wrap({ encrypted: 'bm90aGluZw==' })],
    ['is signed for no time', 'STALE', () => sender.wrap({ at: new Date(Number.NaN) })],
  ] as const)('that %s is refused, counted as %s, and not kept', async (_what, reason, make) => {
    const before = await gate.stored();
    await gate.refusedFor(platform);
    expect(await send(make())).toEqual(refused);
    expect(await gate.refusedFor(platform)).toEqual({ [reason]: 1 });
    expect(await gate.stored()).toEqual(before);
  });

  it('is answered to the letter as any other that is not believed', async () => {
    const answers = [
      sender.wrap({ token: 'guessed' }),
      sender.wrap({ key: 'Z'.repeat(43) }),
      sender.wrap({ at: new Date(0) }),
      sender.wrap({ encrypted: 'AAAA' }),
      sender.wrap({ message: 'neither XML nor JSON' }),
    ].map(async ({ path, query, body }) => {
      const response = await fetch(`http://127.0.0.1:${gate.port}${path}?${query}`, { method: 'POST', body });
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      return JSON.stringify([response.status, headers, await response.text()]);
    });
    expect(new Set(await Promise.all(answers)).size).toBe(1);
  });

  it('does not keep an honest one from being taken', async () => {
    await send(sender.wrap({ token: 'guessed' }));
    expect(await send(sender.wrap())).toEqual({ status: 200, body: 'success' });
  });
});

describe('a push of WeChat', () => {
  it.each([
    ['no signature', ''],
    ['the signature twice', 'msg_signature=a&msg_signature=b&timestamp=1&nonce=1'],
    ['a signature that is none', 'msg_signature=%00&timestamp=1&nonce=1'],
    ['a name that every object has', '__proto__=1&constructor=1&timestamp=1'],
  ])('with %s in its query is refused', async (_what, query) => {
    const { path, body } = gate.senderOf('WECHAT').wrap();
    expect(await gate.post({ path, query, body })).toEqual(refused);
  });
});
