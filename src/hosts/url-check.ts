import { isSigned } from '../kernel/message-crypto.ts';
import { forged, refuseStale } from './push-envelope.ts';

/**
 * What a platform sends to see that an address of ours leads to somebody who knows the token: nothing is told by it, and
 * nothing is kept.
 */
export interface UrlCheck {
  readonly signature: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly nonce: string;
  /** What is to be answered, word for word. */
  readonly echo: string;
}

/** Longer than any that a platform shows; whoever has seen a signature may not have us repeat whole pages. */
const LONGEST_ECHO = 1_024;

/** The answer. Throws `PushRefused` where the check is not signed with the token, or not of this time. */
export function answerTo({ signature, timestamp, nonce, echo }: UrlCheck, token: string, now: Date): string {
  if (!isSigned(signature, token, timestamp, nonce)) throw forged('UNSIGNED');
  refuseStale(timestamp, now);
  if (echo.length > LONGEST_ECHO) throw forged('UNREADABLE');
  return echo;
}
