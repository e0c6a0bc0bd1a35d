import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const bomb = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
  .split('')
  .map((name, n) => `<!ENTITY ${name} "${`&${'abcdefghi'[n]};`.repeat(10)}">`)
  .join('')}]>`;

const types: readonly (readonly [string, string, string])[] = [
  ['that names a file', '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
  ['that names an address', '<!DOCTYPE xml [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>', '&e;'],
  ['that grows without end', bomb, '&j;'],
  ['with entities of its own', '<!DOCTYPE xml [<!ENTITY % e "<!ENTITY f \'x\'>">%e;]>', '&f;'],
  ['elsewhere', '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd">', ''],
  ['in small letters', '<!doctype xml>', ''],
  ['after a remark', '<!-- a remark --><!DOCTYPE xml>', ''],
];

describe('XML with a document type', () => {
  it.each(types)('%s is not looked at around what is encrypted', async (_what, type, entity) => {
    const before = await gate.stored();
    await gate.refusedFor('WECHAT');
    const push = gate.senderOf('WECHAT').wrap();
    const body = type + push.body.replace('<Encrypt>', `<Other>${entity}</Other><Encrypt>`);
    expect(await gate.post({ ...push, body })).toEqual({ status: 400, body: 'refused' });
    expect(await gate.refusedFor('WECHAT')).toEqual({ MISSHAPEN: 1 });
    expect(await gate.stored()).toEqual(before);
  });

  it.each(types)(
    '%s is refused inside of what is encrypted, as all that cannot be read',
    async (_what, type, entity) => {
      const before = await gate.stored();
      await gate.refusedFor('WECHAT');
      const message = `${type}<xml><Event>weapp_audit_fail</Event><Reason>${entity}</Reason></xml>`;
      expect(await gate.post(gate.senderOf('WECHAT').wrap({ message }))).toEqual({
        status: 403,
        body: 'refused',
      });
      expect(await gate.refusedFor('WECHAT')).toEqual({ UNREADABLE: 1 });
      expect(await gate.stored()).toEqual(before);
    },
  );

  it('is none where somebody only speaks of one', async () => {
    const message =
      '<xml><Event>weapp_audit_fail</Event><Reason><![CDATA[the page shows &lt;!DOC and &e;]]></Reason></xml>';
    expect(await gate.post(gate.senderOf('WECHAT').wrap({ message }))).toEqual({
      status: 200,
      body: 'success',
    });
  });
});

describe('XML that is nested a thousand deep', () => {
  it('is refused, in an envelope and around it', async () => {
    const deep = `<xml>${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}</xml>`;
    const push = gate.senderOf('WECHAT').wrap();
    expect((await gate.post({ ...push, body: deep })).status).toBe(400);
    expect((await gate.post(gate.senderOf('WECHAT').wrap({ message: deep }))).status).toBe(403);
  });
});

describe('JSON that is nested fifty thousand deep', () => {
  it('is refused, in an envelope and around it', async () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const push = gate.senderOf('BAIDU').wrap();
    expect((await gate.post({ ...push, body: deep })).status).toBe(400);
    const { status } = await gate.post(gate.senderOf('BAIDU').wrap({ message: `${deep}x` }));
    expect(status).toBe(403);
  });
});
