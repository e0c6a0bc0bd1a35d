import { describe, expect, it } from '@jest/globals';
import { createBaiduConnector } from '../../src/hosts/baidu/connector.ts';
import type { IncomingPush, PlatformConnector } from '../../src/hosts/connector.ts';
import { PushRefused } from '../../src/hosts/host-error.ts';
import { createWechatConnector } from '../../src/hosts/wechat/connector.ts';
import { encryptMessage, signatureOf } from '../../src/kernel/message-crypto.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { handClock, noon } from './subjects.ts';

const current = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const previous = 'B'.repeat(43);
const foreign = 'C'.repeat(43);
const keys = { messageToken: 'token', encodingAesKeys: [current, previous] } as const;

interface Sealing {
  readonly message?: string;
  readonly key?: string;
  readonly token?: string;
  readonly receiverId?: string;
  readonly at?: Date;
  readonly nonce?: string;
  readonly encrypted?: string;
}

/** One platform's connector, and how its pushes are made. */
interface PushDesk {
  readonly connector: PlatformConnector;
  readonly message: string;
  readonly event: string;
  seal(sealing?: Sealing): IncomingPush;
}

function sealed(sealing: Sealing, message: string, receiverId: string) {
  const timestamp = String(Math.floor((sealing.at ?? noon).getTime() / 1000));
  const nonce = sealing.nonce ?? '4464221';
  const encrypted =
    sealing.encrypted ??
    encryptMessage(sealing.message ?? message, sealing.receiverId ?? receiverId, sealing.key ?? current);
  return {
    timestamp,
    nonce,
    encrypted,
    signature: signatureOf(sealing.token ?? 'token', timestamp, nonce, encrypted),
  };
}

const wechatMessage =
  '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[weapp_audit_success]]></Event></xml>';
const wechat: PushDesk = {
  connector: createWechatConnector(
    { ...keys, baseUrl: 'http://127.0.0.1:9', componentAppId: 'wxcomponent', componentAppSecret: 's' },
    createMemoryVault(),
    handClock(),
  ),
  message: wechatMessage,
  event: 'weapp_audit_success',
  seal(sealing = {}) {
    const { timestamp, nonce, encrypted, signature } = sealed(sealing, wechatMessage, 'wxcomponent');
    return {
      address: 'wxa1',
      query: { timestamp, nonce, msg_signature: signature, signature: 'x', encrypt_type: 'aes' },
      body: `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    };
  },
};

const baiduMessage = '{"appId":1452365,"tpAppId":17328232,"event":"PACKAGE_AUDIT_PASS"}';
const baidu: PushDesk = {
  connector: createBaiduConnector(
    {
      ...keys,
      baseUrl: 'http://127.0.0.1:9',
      consentBaseUrl: 'http://127.0.0.1:9',
      clientId: 'tpkey',
      tpAppId: '17328232',
      redirectBaseUrl: 'http://127.0.0.1:9',
    },
    createMemoryVault(),
    handClock(),
  ),
  message: baiduMessage,
  event: 'PACKAGE_AUDIT_PASS',
  seal(sealing = {}) {
    const { timestamp, nonce, encrypted, signature } = sealed(sealing, baiduMessage, 'whatever');
    const body = { Nonce: nonce, TimeStamp: timestamp, Encrypt: encrypted, MsgSignature: signature };
    return { address: 'messages', query: {}, body: JSON.stringify(body) };
  },
};

async function refusalOf(desk: PushDesk, push: IncomingPush): Promise<PushRefused> {
  try {
    await desk.connector.readPush(push, noon);
  } catch (error) {
    if (error instanceof PushRefused) return error;
    throw error;
  }
  throw new Error('the push was believed');
}

const minutes = (n: number) => new Date(noon.getTime() + n * 60_000);
const whole = Buffer.from(encryptMessage('x'.repeat(100), 'wxcomponent', current), 'base64');

describe.each([
  ['WeChat', wechat],
  ['Baidu', baidu],
])('a push of %s', (_, desk) => {
  const read = (push: IncomingPush) => desk.connector.readPush(push, noon);

  it('is read word for word, with its name', async () => {
    expect(await read(desk.seal())).toMatchObject({ message: desk.message, event: desk.event });
  });

  it('has the same key however often it is delivered', async () => {
    const again = desk.seal({ nonce: '2', at: minutes(1) });
    expect((await read(again)).key).toBe((await read(desk.seal())).key);
  });

  it('is read under the previous key, and under no other', async () => {
    expect((await read(desk.seal({ key: previous }))).message).toBe(desk.message);
    expect((await refusalOf(desk, desk.seal({ key: foreign }))).status).toBe(403);
  });

  it('is believed for five minutes, on either side', async () => {
    for (const n of [-5, 5]) expect((await read(desk.seal({ at: minutes(n) }))).event).toBe(desk.event);
    for (const n of [-6, 6]) expect((await refusalOf(desk, desk.seal({ at: minutes(n) }))).status).toBe(403);
  });

  it('is refused in the same words, whatever is wrong with it', async () => {
    const reasons = await Promise.all(
      [
        desk.seal({ token: 'another' }),
        desk.seal({ key: foreign }),
        desk.seal({ at: minutes(60) }),
        desk.seal({ encrypted: whole.subarray(0, 64).toString('base64') }),
        desk.seal({ encrypted: 'AAAA' }),
        desk.seal({ message: 'neither XML nor JSON' }),
        desk.seal({
          message:
            '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><AppId>wxcomponent</AppId><Event>&a;</Event></xml>',
        }),
      ].map((push) => refusalOf(desk, push)),
    );
    expect(new Set(reasons.map(({ status, message }) => `${status} ${message}`)).size).toBe(1);
  });

  it('is refused as misshapen where the body is not the envelope', async () => {
    const push = desk.seal();
    const bodies = ['', 'x', '{}', '[]', '<xml></xml>', '<xml>', push.body.slice(0, 40), 'x'.repeat(300_000)];
    for (const body of bodies) expect((await refusalOf(desk, { ...push, body })).status).toBe(400);
  });
});

describe('a push of WeChat', () => {
  it('for another platform is not ours, though the signature is right', async () => {
    expect((await refusalOf(wechat, wechat.seal({ receiverId: 'wxother' }))).status).toBe(403);
    const message = '<xml><AppId>wxother</AppId><InfoType>authorized</InfoType></xml>';
    expect((await refusalOf(wechat, wechat.seal({ message }))).status).toBe(403);
  });

  it('with a document type around the cipher text is not looked at', async () => {
    const push = wechat.seal();
    const body = `<!DOCTYPE xml [<!ENTITY e "x">]>${push.body}`;
    expect((await refusalOf(wechat, { ...push, body })).status).toBe(400);
  });

  it('without its signature is refused', async () => {
    expect((await refusalOf(wechat, { ...wechat.seal(), query: {} })).status).toBe(403);
  });
});

describe('a push about a review', () => {
  const aboutReview = (event: string, fields: string) =>
    `<xml><CreateTime>1767225600</CreateTime><Event>${event}</Event>${fields}</xml>`;

  it.each([
    ['weapp_audit_success', '<SuccTime>1767225601</SuccTime>', '2026-01-01T00:00:01Z'],
    ['weapp_audit_fail', '<FailTime>1767225602</FailTime>', '2026-01-01T00:00:02Z'],
    ['weapp_audit_delay', '<DelayTime>1767225603</DelayTime>', '2026-01-01T00:00:03Z'],
    ['weapp_audit_success', '', '2026-01-01T00:00:00Z'],
  ])('of WeChat, %s %s, says when it moved', async (event, fields, at) => {
    const news = await wechat.connector.absorbPush(aboutReview(event, fields), 'wxa1');
    expect(news).toEqual({ kind: 'REVIEW_MOVED', appId: 'wxa1', at: new Date(at) });
  });

  it.each([
    ['2026-01-01 08:00:00', { at: new Date('2026-01-01T00:00:00Z') }],
    ['2026-02-30 08:00:00', {}],
    ['2026-01-01 25:00:00', {}],
    ['yesterday', {}],
  ])('of Baidu, at %j, says when it moved by the clock of China', async (eventTime, at) => {
    const message = JSON.stringify({ appId: 1452365, event: 'PACKAGE_AUDIT_PASS', eventTime });
    const news = await baidu.connector.absorbPush(message, 'messages');
    expect(news).toEqual({ kind: 'REVIEW_MOVED', appId: '1452365', ...at });
  });

  it('that says nothing that can be an instant is about the review all the same', async () => {
    const message = aboutReview('weapp_audit_success', '<SuccTime>1e300</SuccTime>');
    const news = await wechat.connector.absorbPush(message, 'wxa1');
    expect(news).toEqual({ kind: 'REVIEW_MOVED', appId: 'wxa1' });
  });
});

describe('a push of Baidu', () => {
  it('for another platform is not ours, though the signature is right', async () => {
    const message = baiduMessage.replace('17328232', '1');
    expect((await refusalOf(baidu, baidu.seal({ message }))).status).toBe(403);
  });

  it('is a ticket though its keys have capitals', async () => {
    const message =
      '{"Ticket":"t","FromUserName":"SmartAPP","CreateTime":1,"MsgType":"ticket","Event":"push"}';
    expect((await baidu.connector.readPush(baidu.seal({ message }), noon)).event).toBe('ticket');
  });
});

describe('a check of an address', () => {
  const at = new Date(1_714_036_504_000);
  const vault = createMemoryVault();
  const none = 'http://127.0.0.1:9';
  const sides: Readonly<Record<string, PlatformConnector>> = {
    WeChat: createWechatConnector(
      {
        ...keys,
        messageToken: 'AAAAA',
        baseUrl: none,
        componentAppId: 'wxcomponent',
        componentAppSecret: 's',
      },
      vault,
      handClock(),
    ),
    Baidu: createBaiduConnector(
      {
        ...keys,
        messageToken: 'AAAAA',
        baseUrl: none,
        consentBaseUrl: none,
        clientId: 'tpkey',
        tpAppId: '17328232',
        redirectBaseUrl: none,
      },
      vault,
      handClock(),
    ),
  };
  // The vector of WeChat's page on messages of mini programs; Baidu documents the same signature.
  const signed = {
    signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
    timestamp: '1714036504',
    nonce: '1514711492',
  };
  const echo = '4375120948345356249';
  type Fields = Readonly<Record<string, string>>;
  const inQuery = (query: Fields): IncomingPush => ({ address: 'messages', query, body: '' });
  const inBody = (body: string): IncomingPush => ({ address: 'messages', query: {}, body });
  const ways: readonly (readonly [string, string, (fields: Fields) => IncomingPush])[] = [
    ['WeChat', 'a query', ({ echoStr = '', ...rest }) => inQuery({ ...rest, echostr: echoStr })],
    ['Baidu', 'a query', inQuery],
    ['Baidu', 'a form', (fields) => inBody(new URLSearchParams(fields).toString())],
    ['Baidu', 'JSON', (fields) => inBody(JSON.stringify(fields))],
  ];

  describe.each(ways)('of %s in %s', (side, _where, send) => {
    const check = async (fields: Fields, now = at) => sides[side]?.urlCheck?.(send(fields), now);

    it('is answered with what it sent, word for word', async () => {
      expect(await check({ ...signed, echoStr: echo })).toBe(echo);
      expect(await check({ ...signed, echoStr: '<b>&amp; 你好' })).toBe('<b>&amp; 你好');
    });

    it.each([
      ['is signed with another token', { signature: signatureOf('BBBBB', '1714036504', '1514711492') }, at],
      ['has no signature', { signature: '' }, at],
      ['was signed for another time', { timestamp: '1714036505' }, at],
      ['is six minutes old', {}, new Date(at.getTime() + 360_000)],
      ['is of a time to come', {}, new Date(at.getTime() - 360_000)],
      ['sends a page', { echoStr: 'x'.repeat(1_025) }, at],
    ])('is refused where it %s', async (_what, change, now) => {
      const failure = check({ ...signed, echoStr: echo, ...change }, now);
      await expect(failure).rejects.toMatchObject({ name: 'PushRefused', status: 403 });
    });

    it('is none without what is to be answered, and then is taken for a push', async () => {
      const { echostr: _, ...query } = send(signed).query;
      expect(await sides[side]?.urlCheck?.({ ...send(signed), query }, at)).toBeUndefined();
    });
  });

  it.each([
    ['WeChat', wechat],
    ['Baidu', baidu],
  ])('is no push of %s', async (_name, desk) => {
    expect(await desk.connector.urlCheck?.(desk.seal({}), noon)).toBeUndefined();
  });
});
