import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../src/kernel/message-crypto.ts';
import { type LiteralHost, type SeenRequest, startLiteralHost } from '../support/literal-host.ts';
import { baiduScene } from './baidu-scene.ts';
import { wechatScene } from './wechat-scene.ts';

let receiver: LiteralHost;
let close: () => Promise<void> = async () => {};
beforeEach(async () => {
  receiver = await startLiteralHost();
});
afterEach(async () => {
  await close();
  await receiver.close();
});

/** As each platform documents it. */
const hosts = [
  ['WeChat', wechatScene, 'wechat', 'GET', ({ query }: SeenRequest) => query, 'echostr'],
  ['Baidu', baiduScene, 'baidu', 'POST', ({ body }: SeenRequest) => JSON.parse(body), 'echoStr'],
] as const;

describe.each(hosts)(
  'the sandbox of %s checks an address',
  (_name, open, folder, method, fieldsOf, echoName) => {
    const path = `/hosts/${folder}/messages`;
    const check = async (body: object = {}) => {
      const scene = await open();
      close = () => scene.close();
      scene.sandbox.setPushBaseUrl(receiver.url);
      const asked = await fetch(`${scene.sandbox.url}/sandbox/url-checks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { token: scene.TOKEN, outcome: await asked.json() };
    };

    it('by what only the holder of the token can have signed, and is content with its own words', async () => {
      receiver.on(path, (response, request) => response.end(fieldsOf(request)[echoName]));
      const { token, outcome } = await check();
      const [seen] = receiver.requestsTo(path);
      if (!seen) throw new Error('nothing was sent');
      const { signature, timestamp, nonce, [echoName]: echo } = fieldsOf(seen);
      expect(seen.method).toBe(method);
      expect(signature).toBe(signatureOf(token, timestamp, nonce));
      expect(outcome).toEqual({ passed: true, reply: `200 ${echo}` });
    });

    it.each([
      ['says success', { status: 200, body: 'success' }],
      ['refuses', { status: 403, body: 'refused' }],
    ])('which does not pass where it %s', async (_what, { status, body }) => {
      receiver.on(path, (response) => response.writeHead(status).end(body));
      expect((await check()).outcome).toEqual({ passed: false, reply: `${status} ${body}` });
    });

    it('which does not pass where nobody answers, and checks the other one where it is named', async () => {
      receiver.on(`/hosts/${folder}/events`, (response) => response.destroy());
      expect((await check({ address: 'events' })).outcome).toMatchObject({ passed: false });
      expect(receiver.requestsTo(`/hosts/${folder}/events`)).toHaveLength(1);
    });
  },
);
