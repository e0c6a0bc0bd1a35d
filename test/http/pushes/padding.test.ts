import { createCipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyBytes } from '../../../src/kernel/message-crypto.ts';
import { KEY, openPushGate, type PushGate, TP_APP_ID } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

/** Encrypts exactly these bytes, whatever they are padded with. */
function encrypt(...parts: readonly Buffer[]): string {
  const key = keyBytes(KEY);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat(parts)), cipher.final()]).toString('base64');
}

/** What stands before the padding, and how many bytes of padding there have to be. */
function plainOf(message: string, receiverId: string, announced?: number) {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(announced ?? text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(receiverId)]);
  return { plain, pad: 32 - (plain.length % 32) };
}

describe.each([
  ['WECHAT', 'wxcomponent'],
  ['BAIDU', TP_APP_ID],
] as const)('inside of a rightly signed envelope of %s', (platform, receiverId) => {
  const whole = () => plainOf(gate.senderOf(platform).freshMessage(), receiverId);
  const padding = (size: number, ...last: readonly number[]) => {
    const bytes = Buffer.alloc(size, size);
    bytes.set(last, size - last.length);
    return bytes;
  };

  it('a right padding is taken', async () => {
    const { plain, pad } = whole();
    const push = gate.senderOf(platform).wrap({ encrypted: encrypt(plain, padding(pad)) });
    expect(await gate.post(push)).toEqual({ status: 200, body: 'success' });
  });

  const wrong: readonly (readonly [string, () => string])[] = [
    ['a padding of nothing', () => encryptPadded((pad) => padding(pad, 0))],
    ['a padding of more than a block', () => encryptPadded((pad) => padding(pad, 33))],
    ['a padding longer than all there is', () => encryptPadded((pad) => padding(pad, 255))],
    ['a padding whose bytes differ', () => encrypt(plainEndingAt(30), Buffer.from([9, 2]))],
    ['no padding', () => encrypt(plainEndingAt(32))],
    ['a length beyond the end', () => announcing(0x7fffffff)],
    ['a length that would be negative', () => announcing(0xffffffff)],
    ['a length of nothing', () => announcing(0)],
    ['a length that ends within the message', () => announcing(40)],
    ['nothing but a block of padding', () => encrypt(Buffer.alloc(32, 32))],
    ['half a block', () => encrypt(Buffer.alloc(48, 16))],
  ];

  function encryptPadded(make: (pad: number) => Buffer): string {
    const { plain, pad } = whole();
    return encrypt(plain, make(pad));
  }
  /** Whole blocks and so many bytes, by a message of the right length. */
  function plainEndingAt(rest: number): Buffer {
    const { plain } = whole();
    const short = (rest - (plain.length % 32) + 32) % 32;
    return plainOf(`${gate.senderOf(platform).freshMessage()}${' '.repeat(short)}`, receiverId).plain;
  }
  function announcing(length: number): string {
    const { plain, pad } = plainOf(gate.senderOf(platform).freshMessage(), receiverId, length);
    return encrypt(plain, padding(pad));
  }

  it.each(wrong)('%s is refused as whatever is wrong inside, and not kept', async (_what, encrypted) => {
    const before = await gate.stored();
    await gate.refusedFor(platform);
    const push = gate.senderOf(platform).wrap({ encrypted: encrypted() });
    expect(await gate.post(push)).toEqual({ status: 403, body: 'refused' });
    const reasons = await gate.refusedFor(platform);
    // Where the message ends too early, what follows it is read as somebody else's id.
    expect([{ UNREADABLE: 1 }, { NOT_OURS: 1 }]).toContainEqual(reasons);
    expect(await gate.stored()).toEqual(before);
  });
});
