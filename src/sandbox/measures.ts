import type { Decision, ScriptedReview } from './review-desk.ts';

/** What a person at the platform does against a program. Which of these a platform has, and how it says so, is its own. */
export interface Punishment {
  readonly kind: 'WARNING' | 'FUNCTIONS' | 'OFFLINE' | 'TRAFFIC' | 'ACCOUNT' | 'PAGE';
  /** Why, in the platform's words. */
  readonly reason: string;
  /** WeChat: for how many days; 0 is for good, and what it is unless said is 7. */
  readonly days?: number;
  /** WeChat: the functions that are banned. */
  readonly functions?: readonly string[];
  /** WeChat: the page that is banned. */
  readonly path?: string;
  /** Baidu: what it is about, 1 name, picture and words, 2 the package, 3 both. */
  readonly offlineReason?: 1 | 2 | 3;
  /** WeChat: what is pushed; BOTH unless said. */
  readonly push?: 'PUNISHMENT' | 'RECORD' | 'BOTH';
}

/** One measure as the sandbox sees it, for people. */
export interface MeasureView {
  readonly app: string;
  /** The host's own id. */
  readonly reference: string;
  readonly kind: Punishment['kind'];
  readonly reason: string;
  readonly inForce: boolean;
  /** What was handed in against it last, and how that stands. */
  readonly contest?: { readonly words: string; readonly state: string };
  readonly open: boolean;
}

/** The people who punish, and those who look at appeals and fixes. */
export interface MeasureControl {
  /** Throws `UnknownProgram`, and `NotThere` where the platform does no such thing. Answers the platform's id of it. */
  punish(app: string, punishment: Punishment): string;
  /** The next appeals and fixes of `app` (`*`: of any) end so, in this order. */
  scriptContests(app: string, outcomes: readonly ScriptedReview[]): void;
  /** Decides what was handed in now. Throws `NothingOpen`. */
  decideContest(app: string, decision: Decision): void;
  /** The platform ends all measures against the program, silently: no push is documented for it. */
  endMeasures(app: string): void;
}

/** The platform does no such thing. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}
