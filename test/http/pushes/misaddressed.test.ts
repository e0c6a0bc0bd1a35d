import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate, TP_APP_ID } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const refused = { status: 403, body: 'refused' };

describe('a push that is meant for another third-party platform', () => {
  it.each([
    ['WECHAT', 'by the id behind the message', { receiverId: 'wxother' }],
    ['WECHAT', 'by no id behind the message', { receiverId: '' }],
    ['WECHAT', 'by ours and more', { receiverId: 'wxcomponent1' }],
    [
      'WECHAT',
      'by the id inside of it',
      {
        message:
          '<xml><AppId>wxother</AppId><InfoType>authorized</InfoType><AuthorizerAppid>wxa</AuthorizerAppid></xml>',
      },
    ],
    [
      'BAIDU',
      'by the id inside of it',
      { message: `{"appId":1,"tpAppId":${Number(TP_APP_ID) + 1},"event":"PACKAGE_AUDIT_PASS"}` },
    ],
  ] as const)('of %s, %s, is refused, counted, and not kept', async (platform, _what, wrapping) => {
    const before = await gate.stored();
    await gate.refusedFor(platform);
    expect(await gate.post(gate.senderOf(platform).wrap(wrapping))).toEqual(refused);
    expect(await gate.refusedFor(platform)).toEqual({ NOT_OURS: 1 });
    expect(await gate.stored()).toEqual(before);
  });
});

describe('a push that comes in at the wrong address', () => {
  it.each([
    ['WECHAT', 'BAIDU', '/hosts/baidu/messages'],
    ['BAIDU', 'WECHAT', '/hosts/wechat/messages/wxa1'],
  ] as const)('of %s at that of %s is no push there', async (from, at, path) => {
    const before = await gate.stored();
    await gate.refusedFor(at);
    const push = gate.senderOf(from).wrap();
    expect(await gate.post({ ...push, path })).toEqual({ status: 400, body: 'refused' });
    expect(await gate.refusedFor(at)).toEqual({ MISSHAPEN: 1 });
    expect(await gate.stored()).toEqual(before);
  });

  it.each([
    ['/hosts/wechat', 404],
    ['/hosts/wechat/other', 404],
    ['/hosts/nobody/events', 404],
    [`/hosts/wechat/messages/${'a'.repeat(101)}`, 414],
  ])('such as %s finds nobody', async (path, status) => {
    const before = await gate.stored();
    expect((await gate.post({ ...gate.senderOf('WECHAT').wrap(), path })).status).toBe(status);
    expect(await gate.stored()).toEqual(before);
  });
});

describe('a push about a program that is not here', () => {
  it.each([
    [
      'WECHAT',
      '<xml><Event>weapp_audit_success</Event><Mark>1</Mark></xml>',
      '/hosts/wechat/messages/wx-of-another',
    ],
    ['BAIDU', '{"appId":404,"tpAppId":17328232,"event":"PACKAGE_AUDIT_PASS"}', '/hosts/baidu/messages'],
  ] as const)(
    'of %s is acknowledged, kept for the operator, and does nothing',
    async (platform, message, path) => {
      const push = gate.senderOf(platform).wrap({ message, path });
      expect(await gate.post(push)).toEqual({ status: 200, body: 'success' });
      await gate.apply();
      expect((await gate.stored()).at(-1)?.outcome).toBe('UNKNOWN_APP');
    },
  );
});
