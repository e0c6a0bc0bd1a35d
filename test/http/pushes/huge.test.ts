import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const MB = 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 'x');

/** Pieces of a body in chunks, as many as are asked for; notes how much memory lies outside of the heap meanwhile. */
function* chunks(head: string, bytes: number, memory: number[]) {
  yield head;
  for (let sent = 0; sent < bytes; sent += PIECE.length) {
    memory.push(process.memoryUsage().arrayBuffers);
    yield `${PIECE.length.toString(16)}\r\n`;
    yield PIECE;
    yield '\r\n';
  }
  yield '0\r\n\r\n';
}

describe.each([
  ['WECHAT', '/hosts/wechat/events'],
  ['BAIDU', '/hosts/baidu/messages'],
] as const)('a body for %s that is far too large', (platform, path) => {
  it('is refused by the length that it announces, before any of it is read', async () => {
    await gate.refusedFor(platform);
    const { text } = await gate.raw([
      `POST ${path} HTTP/1.1\r\nhost: gateway\r\ncontent-type: text/xml\r\ncontent-length: ${10 * MB}\r\n\r\n`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(await gate.refusedFor(platform)).toEqual({ TOO_LARGE: 1 });
  });

  it('is refused while it is read, and the rest of it is not taken in', async () => {
    await gate.refusedFor(platform);
    const memory: number[] = [process.memoryUsage().arrayBuffers];
    const head = `POST ${path} HTTP/1.1\r\nhost: gateway\r\ncontent-type: text/xml\r\ntransfer-encoding: chunked\r\n\r\n`;
    const { sent } = await gate.raw(chunks(head, 200 * MB, memory));
    expect(sent).toBeLessThan(100 * MB);
    expect(Math.max(...memory) - (memory[0] ?? 0)).toBeLessThan(8 * MB);
    expect(await gate.refusedFor(platform)).toEqual({ TOO_LARGE: 1 });
    expect(await gate.stored()).toEqual([]);
  });

  it('in an honest envelope is refused as well', async () => {
    await gate.refusedFor(platform);
    const message = 'x'.repeat(300_000);
    const { status, body } = await gate.post(gate.senderOf(platform).wrap({ message }));
    expect(status).toBe(413);
    expect(body).not.toContain('success');
    expect(await gate.refusedFor(platform)).toEqual({ TOO_LARGE: 1 });
  });
});
