import type { PlatformId } from '../programs/platform.ts';

/** What was wrong with an answer of a host that nobody could use. A refusal that its documents know is none of these. */
export const answerFaults = [
  /** Nothing came back, or the connection was not made. */
  'NO_ANSWER',
  /** It did not come in time. */
  'TIMEOUT',
  /** Whoever answers cannot prove to be the host. */
  'UNTRUSTED',
  'BROKEN_OFF',
  'TOO_LONG',
  /** 500 and above. */
  'SERVER_ERROR',
  /** 429 without a word of the host's own. */
  'TOO_MANY_CALLS',
  /** 300 to 499, but not 429, without a refusal of the host's own. */
  'UNEXPECTED_STATUS',
  'NOT_JSON',
  'NO_PICTURE',
  /** A code that is in no document. */
  'UNKNOWN_CODE',
  /** A success whose fields are not the documented ones. */
  'OTHER_SHAPE',
] as const;
export type AnswerFault = (typeof answerFaults)[number];

/** CLOSED: it is called. OPEN: it is left alone. HALF_OPEN: one call finds out whether it is back. */
export const breakerStates = ['CLOSED', 'HALF_OPEN', 'OPEN'] as const;
export type BreakerState = (typeof breakerStates)[number];

/** Hears how a host's calls go, to count it. May not throw. */
export interface HostWatch {
  /** A call left this machine, and has ended after so long, well or not. */
  called(platform: PlatformId, seconds: number): void;
  badAnswer(platform: PlatformId, fault: AnswerFault): void;
  breakerMoved(platform: PlatformId, state: BreakerState): void;
}

const unwatched = () => {};
const complaints = new WeakMap<object, () => void>();

/** Where an answer turns out to be of no documented shape only after it was handed on, `complainOf` says so to its watch. */
export function watchShape(answer: object, complain: () => void): void {
  complaints.set(answer, complain);
}

export function complainOf(answer: object): void {
  (complaints.get(answer) ?? unwatched)();
}
