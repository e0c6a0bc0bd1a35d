import { createHash } from 'node:crypto';
import { decryptMessage, isSigned, UnreadableMessage } from '../kernel/message-crypto.ts';
import { PushRefused } from './host-error.ts';

/** What travels around an encrypted message, wherever a platform puts it. */
export interface PushEnvelope {
  readonly signature: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}

export interface EnvelopeKeys {
  readonly messageToken: string;
  readonly encodingAesKeys: readonly [string, ...string[]];
  /** The id that has to stand behind the message; undefined where the platform does not document it. */
  readonly receiverId?: string;
}

/** How far a push may lie from now, either way. The sender's clock is not ours. */
const MAX_AGE_MS = 300_000;

/** No push is longer: the longest carry a reason in words and a few links. */
const MAX_BODY_BYTES = 262_144;

/**
 * One refusal for whatever is wrong. CBC has no authentication of its own, so anybody who could tell a bad
 * padding from a bad signature could read messages by asking often enough.
 */
export function forged(): PushRefused {
  return new PushRefused(403, 'the push is not signed, fresh and readable');
}

/** The body is not of the shape that the platform sends: nothing was looked at. */
export function misshapen(): PushRefused {
  return new PushRefused(400, 'the body is not a push of this platform');
}

export function refuseLongBody(body: string): void {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) throw misshapen();
}

/** The decrypted message. The signature is checked before anything is decrypted. Throws `PushRefused`. */
export function openEnvelope(envelope: PushEnvelope, keys: EnvelopeKeys, now: Date): string {
  const { signature, timestamp, nonce, encrypted } = envelope;
  if (!isSigned(signature, keys.messageToken, timestamp, nonce, encrypted)) throw forged();
  if (!/^\d{1,12}$/.test(timestamp)) throw forged();
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > MAX_AGE_MS) throw forged();
  const message = openMessage(encrypted, keys);
  if (message === undefined) throw forged();
  return message;
}

/** The decrypted message of an envelope that the platform itself was asked for; undefined where no key opens it. */
export function openMessage(
  encrypted: string,
  { encodingAesKeys, receiverId }: Omit<EnvelopeKeys, 'messageToken'>,
): string | undefined {
  for (const encodingAesKey of encodingAesKeys) {
    const message = decryptWith(encrypted, encodingAesKey, receiverId);
    if (message !== undefined) return message;
  }
  return undefined;
}

function decryptWith(encrypted: string, encodingAesKey: string, expected?: string): string | undefined {
  try {
    const { message, receiverId } = decryptMessage(encrypted, encodingAesKey);
    return expected === undefined || receiverId === expected ? message : undefined;
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
}

/** The same for each delivery of a message, whatever nonce and time its envelope has. */
export function pushKey(message: string): string {
  return createHash('sha256').update(message).digest('hex');
}
