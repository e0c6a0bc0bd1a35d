import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The envelope in which WeChat and Baidu push messages: AES-256-CBC under a shared key, and a SHA-1
 * signature under a shared token. Both document the same layout; they differ in what travels around it.
 *
 *   plain = 16 random bytes | length of the message, 4 bytes, big-endian | message, UTF-8 | receiver id
 *
 * Padded as PKCS#7 with blocks of 32 bytes. The key is the base64 of 43 characters and a missing `=`;
 * the initialisation vector is the first half of the key. Public test vectors: `test/kernel/message-crypto.test.ts`.
 */
export interface MessageKey {
  /** The 43 characters that the platform calls EncodingAESKey. */
  readonly encodingAesKey: string;
  /** The token that both sides mix into the signature. */
  readonly token: string;
}

/** What went wrong inside an envelope. One error for every cause: a sender learns nothing from the difference. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

const BLOCK = 32;

export function keyBytes(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey) || key.length !== 32) {
    throw new Error('an EncodingAESKey has 43 characters of A-Z, a-z, 0-9');
  }
  return key;
}

/** Lower-case hex SHA-1 over the parts in byte order, joined. */
export function signatureOf(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort(byBytes).join(''))
    .digest('hex');
}

/** Whether `signature` is the one over these parts, in constant time; any malformed text is just wrong. */
export function isSigned(signature: string, ...parts: readonly string[]): boolean {
  const expected = Buffer.from(signatureOf(...parts), 'hex');
  const given = Buffer.from(/^[0-9a-f]{40}$/i.test(signature) ? signature : '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The cipher text, base64. `random` (16 bytes) is given only where a test repeats a published vector. */
export function encryptMessage(
  message: string,
  receiverId: string,
  encodingAesKey: string,
  random: Buffer = randomBytes(16),
): string {
  const key = keyBytes(encodingAesKey);
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(receiverId, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

/** The message and the receiver's id behind it. Throws `UnreadableMessage`. */
export function decryptMessage(
  encrypted: string,
  encodingAesKey: string,
): { readonly message: string; readonly receiverId: string } {
  const key = keyBytes(encodingAesKey);
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw new UnreadableMessage('not a message of ours');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  const plain = padded.subarray(0, padded.length - pad);
  const length = plain.length >= 20 ? plain.readUInt32BE(16) : Number.POSITIVE_INFINITY;
  const isPadded = pad >= 1 && pad <= BLOCK && padded.subarray(-pad).every((byte) => byte === pad);
  if (!isPadded || 20 + length > plain.length) throw new UnreadableMessage('not a message of ours');
  return {
    message: plain.toString('utf8', 20, 20 + length),
    receiverId: plain.toString('utf8', 20 + length),
  };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
