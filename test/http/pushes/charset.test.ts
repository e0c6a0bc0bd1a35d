import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const taken = { status: 200, body: 'success' };

describe.each([['WECHAT'], ['BAIDU']] as const)('a push of %s', (platform) => {
  it.each([
    'text/xml; charset=utf-7',
    'text/xml; charset=gb18030',
    'application/json; charset="utf-16"',
    'text/plain; charset=__proto__',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'a/b; charset=utf-8; charset=latin1',
  ])('that says to be %s is read as what it is', async (type) => {
    const push = gate.senderOf(platform).wrap();
    expect(await gate.post(push, { 'content-type': type })).toEqual(taken);
  });

  it('that does not say what it is is read all the same', async () => {
    const { path, query, body } = gate.senderOf(platform).wrap();
    const head = `POST ${path}?${query} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect((await gate.raw([head, body])).text).toMatch(/^HTTP\/1\.1 200 [\s\S]*success$/);
  });

  it.each([
    ['two bytes a letter', (body: string) => Buffer.from(body, 'utf16le')],
    [
      'two bytes a letter, and a mark that says so',
      (body: string) => Buffer.from(`\ufeff${body}`, 'utf16le'),
    ],
    [
      'bytes that are no text before it',
      (body: string) => Buffer.concat([Buffer.from('fffe00', 'hex'), Buffer.from(body)]),
    ],
    ['packed bytes', (body: string) => gzipSync(body)],
  ])('in %s is refused, counted, and not kept', async (_what, encode) => {
    const before = await gate.stored();
    await gate.refusedFor(platform);
    const { path, query, body } = gate.senderOf(platform).wrap();
    const bytes = encode(body);
    const head = `POST ${path}?${query} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    const { text } = await gate.raw([head, bytes]);
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*refused$/);
    expect(await gate.refusedFor(platform)).toEqual({ MISSHAPEN: 1 });
    expect(await gate.stored()).toEqual(before);
  });
});

describe('a message', () => {
  it('in Chinese, with letters beyond the first plane, is one push however often it comes', async () => {
    const before = await gate.stored();
    const message = '<xml><Event>weapp_audit_fail</Event><Reason><![CDATA[首页无法打开𠮷🍜]]></Reason></xml>';
    for (let n = 0; n < 2; n += 1)
      expect(await gate.post(gate.senderOf('WECHAT').wrap({ message }))).toEqual(taken);
    expect(await gate.stored()).toHaveLength(before.length + 1);
  });
});
