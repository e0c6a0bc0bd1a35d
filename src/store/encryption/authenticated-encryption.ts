import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The two ways in which a cell is encrypted, over bytes. Both are authenticated: opening returns undefined where the
 * bytes, the key or the associated data are not those of sealing.
 */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SYNTHETIC_IV_BYTES = 16;

/**
 * AES-256-GCM: nonce | cipher text | tag. The nonce is random, so one key may seal 2^32 cells (NIST SP 800-38D,
 * 8.3); the key ring hands out one key a column.
 */
export function sealRandomised(key: Buffer, associated: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function openRandomised(key: Buffer, associated: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associated).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/**
 * Deterministic: the same plain text under the same key and associated data gives the same bytes, so that a cell can
 * be found by equality. It is the SIV composition of RFC 5297 with HMAC-SHA-256 as its pseudo-random function:
 *
 *   iv = first 16 bytes of HMAC(macKey, associated | 0 | plain)      sealed = iv | AES-256-CTR(encryptionKey, iv, plain)
 *
 * The iv depends on all of the plain text, hence two plain texts never share a key stream (but for a collision of
 * 128 bits), and it is the tag: opening computes it again. GCM is not used here, because a nonce of 96 bits derived
 * from the text would have a nearer collision, and in GCM one collision gives away the authentication key. What a
 * reader of the database learns is which cells of a column are equal, and nothing else.
 */
export function sealDeterministic(keys: DeterministicKeys, associated: Buffer, plain: Uint8Array): Buffer {
  const iv = syntheticIv(keys.macKey, associated, plain);
  const cipher = createCipheriv('aes-256-ctr', keys.encryptionKey, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}

export function openDeterministic(
  keys: DeterministicKeys,
  associated: Buffer,
  sealed: Buffer,
): Buffer | undefined {
  if (sealed.length < SYNTHETIC_IV_BYTES) return undefined;
  const iv = sealed.subarray(0, SYNTHETIC_IV_BYTES);
  const decipher = createDecipheriv('aes-256-ctr', keys.encryptionKey, iv);
  const plain = Buffer.concat([decipher.update(sealed.subarray(SYNTHETIC_IV_BYTES)), decipher.final()]);
  return timingSafeEqual(iv, syntheticIv(keys.macKey, associated, plain)) ? plain : undefined;
}

export interface DeterministicKeys {
  readonly macKey: Buffer;
  readonly encryptionKey: Buffer;
}

/** The associated data is JSON, which has no zero byte: where it ends is never in doubt. */
function syntheticIv(macKey: Buffer, associated: Buffer, plain: Uint8Array): Buffer {
  const digest = createHmac('sha256', macKey).update(associated).update('\0').update(plain).digest();
  return digest.subarray(0, SYNTHETIC_IV_BYTES);
}
