import type { LocalizedText } from '../kernel/localized.ts';

/**
 * Who can mend a failed call to a host, and how.
 *
 * RETRY_NOW: the same call may be made again at once. RETRY_LATER: not before the time that is told.
 * REFRESH_TOKEN: with another token; the connector does so once by itself.
 * WAIT_FOR_HOST: the host is still at work on something of its own, and says when it is done.
 * FIX_INPUT: the developer changes what was sent. ASK_OPERATOR: the gateway's own access is at fault.
 * FINAL: the host will not do this, whoever asks.
 */
export type RetryClass =
  | 'RETRY_NOW'
  | 'RETRY_LATER'
  | 'REFRESH_TOKEN'
  | 'WAIT_FOR_HOST'
  | 'FIX_INPUT'
  | 'ASK_OPERATOR'
  | 'FINAL';

/** What kind of refusal it is, for programs, in words that no platform has to itself. */
export type HostProblemCode =
  /** The host is busy, or did not answer. */
  | 'HOST_BUSY'
  /** A number of calls, submissions or changes that the host allows in a time is used up. */
  | 'QUOTA_USED'
  /** The gateway's own access: its secret, its tokens, its address, a method or body it must not send so. */
  | 'GATEWAY_ACCESS'
  /** The program's owner has not given the platform this permission, or has taken it away. */
  | 'NOT_AUTHORISED'
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  /** What it is asked about is not in a state in which that can be done. */
  | 'STATE'
  /** The host has done something against the program or the gateway, which forbids this. */
  | 'MEASURE'
  /** Programs of this kind cannot. */
  | 'NOT_POSSIBLE'
  /** No document of the host names this code. */
  | 'UNKNOWN';

/** What a host said no with, as a person is told of it. */
export interface HostTrouble {
  readonly retry: RetryClass;
  readonly problem: HostProblemCode;
  /** The call: `POST /wxa/submit_audit`. */
  readonly call: string;
  /** The host's own code. */
  readonly code?: string;
  /** The host's own words, whole. */
  readonly words: string;
  /** The clause that the refusal carries out. */
  readonly clause?: string;
  /** What it means and what to do, in words of ours. */
  readonly explanation: LocalizedText;
  /** From when it can be asked again by waiting alone, where that is known: an instant in ISO 8601, since troubles are stored. */
  readonly retryAt?: string;
}

/** The last refusal as it is stored with what it was about, for the person who has to do something about it. Older ones have less. */
export type KeptTrouble = Pick<HostTrouble, 'call' | 'words'> & Partial<HostTrouble>;
