import { createHash } from 'node:crypto';
import { decryptMessage, isSigned, UnreadableMessage } from '../kernel/message-crypto.ts';
import { type PushFault, PushRefused } from './host-error.ts';

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
 * padding from a bad signature could read messages by asking often enough. Which it was is for our own books.
 */
export function forged(fault: Exclude<PushFault, 'MISSHAPEN' | 'TOO_LARGE'>): PushRefused {
  return new PushRefused(403, 'the push is not signed, fresh and readable', fault);
}

/** The body is not of the shape that the platform sends: nothing was looked at. */
export function misshapen(): PushRefused {
  return new PushRefused(400, 'the body is not a push of this platform');
}

export function refuseLongBody(body: string): void {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES)
    throw new PushRefused(400, 'the body is not a push of this platform', 'TOO_LARGE');
}

/** The decrypted message. The signature is checked before anything is decrypted. Throws `PushRefused`. */
export function openEnvelope(envelope: PushEnvelope, keys: EnvelopeKeys, now: Date): string {
  const { signature, timestamp, nonce, encrypted } = envelope;
  if (!isSigned(signature, keys.messageToken, timestamp, nonce, encrypted)) throw forged('UNSIGNED');
  refuseStale(timestamp, now);
  return openedWith(keys, encrypted);
}

/** `timestamp` in seconds since 1970, as it is signed. */
export function refuseStale(timestamp: string, now: Date): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw forged('STALE');
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > MAX_AGE_MS) throw forged('STALE');
}

/** That it is for another is told apart from what no key opens only where some key opened it. */
function openedWith(keys: EnvelopeKeys, encrypted: string): string {
  const opened = keys.encodingAesKeys.flatMap((key) => decryptWith(encrypted, key) ?? []);
  const ours = opened.find(({ receiverId }) => isFor(receiverId, keys.receiverId));
  if (!ours) throw forged(opened.length > 0 ? 'NOT_OURS' : 'UNREADABLE');
  return ours.message;
}

/** The decrypted message of an envelope that the platform itself was asked for; undefined where no key opens it. */
export function openMessage(
  encrypted: string,
  { encodingAesKeys, receiverId }: Omit<EnvelopeKeys, 'messageToken'>,
): string | undefined {
  for (const encodingAesKey of encodingAesKeys) {
    const opened = decryptWith(encrypted, encodingAesKey);
    if (opened && isFor(opened.receiverId, receiverId)) return opened.message;
  }
  return undefined;
}

function isFor(receiverId: string, expected: string | undefined): boolean {
  return expected === undefined || receiverId === expected;
}

function decryptWith(encrypted: string, encodingAesKey: string) {
  try {
    return decryptMessage(encrypted, encodingAesKey);
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
}

/** The same for each delivery of a message, whatever nonce and time its envelope has. */
export function pushKey(message: string): string {
  return createHash('sha256').update(message).digest('hex');
}
