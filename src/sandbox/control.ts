import type { AnswerScript, ScriptedAnswer } from './answer-script.ts';
import type { CallLog, LoggedCall } from './call-log.ts';
import type { ChangeDesk, ChangeView } from './change-desk.ts';
import type { ConsoleUse } from './console.ts';
import type { EventControl } from './events.ts';
import type { MeasureControl, MeasureView } from './measures.ts';
import type { MovableClock } from './movable-clock.ts';
import type { Pushes, PushView } from './push.ts';
import type { Decision, ReviewDesk, ScriptedReview } from './review-desk.ts';
import type { CheckedAddress, CheckOutcome } from './url-check.ts';

/** One program as the sandbox sees it, for people. */
export interface AppView {
  readonly app: string;
  readonly name: string;
  /** The version that is public, where one is. */
  readonly live?: string;
  /** What a script may want to know: gates, quotas, certification. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface ReviewView {
  readonly app: string;
  /** The host's own id: an audit id, a package id. */
  readonly reference: string;
  readonly version: string;
  readonly description: string;
  readonly state: string;
  readonly reason: string;
  readonly open: boolean;
}

export interface SandboxState {
  readonly platform: string;
  /** What the time is in the sandbox, and how far its clock was moved. */
  readonly clock: { readonly now: string; readonly movedMs: number };
  readonly apps: readonly AppView[];
  readonly reviews: readonly ReviewView[];
  readonly measures: readonly MeasureView[];
  readonly changes: readonly ChangeView[];
}

/** The sandbox was asked about a program that it does not have. */
export class UnknownProgram extends Error {
  override readonly name = 'UnknownProgram';

  constructor(app: string) {
    super(`the sandbox knows no program ${app}; GET /sandbox/state lists those it knows`);
  }
}

/** What the other side of the wire never offers: playing the reviewer, the network and the clock. */
export interface SandboxControl extends MeasureControl, EventControl {
  /** The next submissions of `app` (`*`: of any) end so, in this order. */
  scriptReviews(app: string, outcomes: readonly ScriptedReview[]): void;
  /** Ends the open review of `app` now. Throws `NothingOpen`. */
  decideReview(app: string, decision: Decision): void;
  /** The next registrations under this name (WeChat: of the company, Baidu: of the program; `*`: any) end so. */
  scriptRegistrations(name: string, outcomes: readonly ScriptedReview[]): void;
  /** The next changes of `app` (`*`: of any), of this kind or of any, end so. */
  scriptChanges(app: string, what: string | undefined, outcomes: readonly ScriptedReview[]): void;
  /** Ends the open change of this kind now. Throws `NothingOpen`. */
  decideChange(app: string, what: string, decision: Decision): void;
  /**
   * Somebody uses the host's own console, without the gateway. Throws `UnknownProgram`, and `NotThere` where the
   * host refuses it.
   */
  useConsole(app: string, use: ConsoleUse): void;
  losePushes(count: number): void;
  repeatPushes(count: number): void;
  /** The next call of `answer.path` is answered so. */
  answerNext(answer: ScriptedAnswer): void;
  /** What is scripted for calls that have not come yet. */
  scriptedAnswers(): readonly ScriptedAnswer[];
  /** Calls are answered as they deserve again. */
  clearAnswers(): void;
  /** All access tokens handed out so far expire now. */
  expireTokens(): void;
  /**
   * An access token for the platform, or for `app`, past tickets and codes: for those who try a call by hand. Throws
   * `UnknownProgram`.
   */
  handOutToken(app?: string): string;
  /** Pushes a fresh ticket now. */
  pushTicket(): void;
  /** Checks now that the receiver of pushes knows the token; resolves to what it answered. */
  checkUrl(address: CheckedAddress): Promise<CheckOutcome>;
  /** Lets this many milliseconds pass at once. Callers' clocks stay where they are. */
  moveClock(forwardMs: number): void;
  /** Where pushes go from now on: the gateway's address without a path. */
  setPushBaseUrl(url: string): void;
  calls(): readonly LoggedCall[];
  pushes(): readonly PushView[];
  state(): SandboxState;
}

/** What both sandboxes are made of, besides the world behind their wire. */
export interface ControlParts {
  readonly reviews: ReviewDesk;
  readonly registrations: ReviewDesk;
  readonly pushes: Pushes;
  readonly answers: AnswerScript;
  readonly log: CallLog;
  readonly expireTokens: () => void;
  readonly handOutToken: SandboxControl['handOutToken'];
  readonly pushTicket: () => void;
  readonly checkUrl: SandboxControl['checkUrl'];
  readonly setPushBaseUrl: (url: string) => void;
  readonly clock: MovableClock;
  readonly state: () => Omit<SandboxState, 'clock' | 'changes'>;
  readonly contests: ReviewDesk;
  readonly changes: ChangeDesk;
  readonly useConsole: SandboxControl['useConsole'];
  readonly punish: MeasureControl['punish'];
  readonly endMeasures: MeasureControl['endMeasures'];
  readonly eventKinds: readonly string[];
  readonly sendEvent: EventControl['sendEvent'];
}

export function makeControl(parts: ControlParts): SandboxControl {
  const { reviews, registrations, contests, pushes, answers, log, clock } = parts;
  return {
    scriptReviews: (app, outcomes) => reviews.script(app, outcomes),
    decideReview: (app, decision) => reviews.decide(app, decision),
    scriptRegistrations: (name, outcomes) => registrations.script(name, outcomes),
    punish: parts.punish,
    scriptContests: (app, outcomes) => contests.script(app, outcomes),
    decideContest: (app, decision) => contests.decide(app, decision),
    endMeasures: parts.endMeasures,
    eventKinds: () => parts.eventKinds,
    sendEvent: parts.sendEvent,
    scriptChanges: (app, what, outcomes) => parts.changes.script(app, what, outcomes),
    decideChange: (app, what, decision) => parts.changes.decide(app, what, decision),
    useConsole: parts.useConsole,
    losePushes: (count) => pushes.loseNext(count),
    repeatPushes: (count) => pushes.repeatNext(count),
    answerNext: (answer) => answers.add(answer),
    scriptedAnswers: () => answers.list(),
    clearAnswers: () => answers.clear(),
    expireTokens: parts.expireTokens,
    handOutToken: parts.handOutToken,
    pushTicket: parts.pushTicket,
    checkUrl: parts.checkUrl,
    moveClock: (forwardMs) => clock.forward(forwardMs),
    setPushBaseUrl: parts.setPushBaseUrl,
    calls: () => log.list(),
    pushes: () => pushes.list(),
    state: () => ({
      ...parts.state(),
      changes: parts.changes.list(),
      clock: { now: clock.now().toISOString(), movedMs: clock.movedMs },
    }),
  };
}
