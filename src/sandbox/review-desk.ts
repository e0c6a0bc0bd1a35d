import type { Timers } from './timers.ts';

/** What a reviewer says. A delay is no end: the review stays open. */
export interface Decision {
  readonly outcome: 'approve' | 'reject' | 'delay';
  /** The reviewer's words, for reject and delay. */
  readonly reason?: string;
  /** WeChat: media ids of pictures, joined by `|`. */
  readonly screenshot?: string;
  /** WeChat, refused registrations only: the `status` of the push. */
  readonly code?: number;
}

/**
 * What a reviewer will say. WAIT leaves the review open until somebody decides it by hand; a delay is
 * followed by `afterwards`, or by an approval.
 */
export interface ScriptedReview extends Omit<Decision, 'outcome'> {
  readonly outcome: Decision['outcome'] | 'wait';
  readonly afterMs?: number;
  readonly afterwards?: ScriptedReview;
}

/** Nothing is open under this name, so nothing can be decided. */
export class NothingOpen extends Error {
  override readonly name = 'NothingOpen';
}

interface Examination {
  readonly conclude: (decision: Decision) => void;
  /** What is to be said, where somebody will say it in time. */
  coming: ScriptedReview | undefined;
  /** Grows with each decision, so that a timer set before it comes to nothing. */
  turn: number;
}

const ANY = '*';

/** The people who examine: at most one thing per name is open at a time. Approves unless scripted otherwise. */
export class ReviewDesk {
  readonly #timers: Timers;
  readonly #usualMs: number;
  readonly #scripts = new Map<string, ScriptedReview[]>();
  readonly #open = new Map<string, Examination>();

  constructor(timers: Timers, usualMs: number) {
    this.#timers = timers;
    this.#usualMs = usualMs;
  }

  /** Queues outcomes for the next submissions under this name; `*` serves names that have no queue of their own. */
  script(name: string, outcomes: readonly ScriptedReview[]): void {
    this.#scripts.set(name, [...(this.#scripts.get(name) ?? []), ...outcomes]);
  }

  /** `groups` are further names that outcomes may be queued under, the nearest first. */
  open(name: string, conclude: (decision: Decision) => void, groups: readonly string[] = []): void {
    const examination: Examination = { conclude, coming: undefined, turn: 0 };
    this.#open.set(name, examination);
    const queues = [name, ...groups, ANY].map((key) => this.#scripts.get(key));
    const scripted = queues.find((queue) => queue !== undefined && queue.length > 0)?.shift();
    this.#schedule(name, examination, scripted ?? { outcome: 'approve' });
  }

  /** Whoever examines this now does so within `withinMs`; where nobody is to decide by itself, nothing changes. */
  hasten(name: string, withinMs: number): void {
    const examination = this.#open.get(name);
    if (examination?.coming === undefined) return;
    const { coming } = examination;
    examination.turn += 1;
    this.#schedule(name, examination, { ...coming, afterMs: withinMs });
  }

  /** Decides now what is open. Throws `NothingOpen`. */
  decide(name: string, decision: Decision): void {
    const examination = this.#open.get(name);
    if (examination === undefined) throw new NothingOpen(`no review is open for ${name}; submit first`);
    this.#conclude(name, examination, decision);
  }

  /** The submission was taken back; nobody examines it any more. */
  close(name: string): void {
    this.#open.delete(name);
  }

  #schedule(name: string, examination: Examination, scripted: ScriptedReview): void {
    const { outcome } = scripted;
    if (outcome === 'wait') return;
    examination.coming = scripted;
    const { turn } = examination;
    this.#timers.after(scripted.afterMs ?? this.#usualMs, () => {
      if (this.#open.get(name) !== examination || examination.turn !== turn) return;
      this.#conclude(name, examination, { ...scripted, outcome });
      if (outcome === 'delay')
        this.#schedule(name, examination, scripted.afterwards ?? { outcome: 'approve' });
    });
  }

  #conclude(name: string, examination: Examination, decision: Decision): void {
    examination.turn += 1;
    examination.coming = undefined;
    if (decision.outcome !== 'delay') this.#open.delete(name);
    examination.conclude(decision);
  }
}
