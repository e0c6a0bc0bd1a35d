import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../../src/kernel/message-crypto.ts';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const echo = '<4375120948345356249>';

function fields(token: string, echoName: string): URLSearchParams {
  const timestamp = String(Math.floor(gate.clock.now().getTime() / 1_000));
  const signature = signatureOf(token, timestamp, 'nonce-1');
  return new URLSearchParams({ signature, timestamp, nonce: 'nonce-1', [echoName]: echo });
}

/** As each platform asks: WeChat gets, Baidu posts. */
const checks = [
  ['WECHAT', 'echostr', (url: string, asked: URLSearchParams) => fetch(`${url}?${asked}`)],
  [
    'BAIDU',
    'echoStr',
    (url: string, asked: URLSearchParams) => fetch(url, { method: 'POST', body: asked.toString() }),
  ],
] as const;

describe.each(checks)('the check that %s makes of an address', (platform, echoName, ask) => {
  const paths = ['events', 'messages', 'messages/wxa1'];
  const at = (path: string) => `http://127.0.0.1:${gate.port}/hosts/${platform.toLowerCase()}/${path}`;

  it.each(paths)('is answered at %s as plain text, and nothing is kept', async (path) => {
    const response = await ask(at(path), fields(gate.token, echoName));
    expect([response.status, await response.text()]).toEqual([200, echo]);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await gate.stored()).toEqual([]);
  });

  it.each(paths)('is refused at %s and counted where it is not signed with our token', async (path) => {
    await gate.refusedFor(platform);
    const response = await ask(at(path), fields('guessed', echoName));
    expect([response.status, await response.text()]).toEqual([403, 'refused']);
    expect(await gate.refusedFor(platform)).toEqual({ UNSIGNED: 1 });
  });

  it('is not made by a GET that asks nothing', async () => {
    const response = await fetch(at('messages'));
    expect([response.status, await response.text()]).toEqual([400, 'refused']);
  });
});
