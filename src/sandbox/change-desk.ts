import { type Decision, ReviewDesk, type ScriptedReview } from './review-desk.ts';
import type { Timers } from './timers.ts';

/** Something about a program, other than its code, that its owner wants changed and a person at the host looks at. */
export interface ChangeView {
  readonly app: string;
  /** What is changed, in the sandbox's words: `nickname`, `category`, `icon`. */
  readonly what: string;
  /** What it is changed to. */
  readonly words: string;
  readonly state: 'IN_REVIEW' | 'PASSED' | 'FAILED' | 'TAKEN_BACK';
  readonly reason: string;
  readonly open: boolean;
}

/** The last word about a change. `reason` is empty where it passed. */
export interface Verdict {
  readonly passed: boolean;
  readonly reason: string;
}

/** What is asked for. `detail` tells apart what may be open at the same time: two categories, say. */
type Asked = Pick<ChangeView, 'app' | 'what' | 'words'> & { readonly detail?: string };

interface Change {
  readonly app: string;
  readonly what: string;
  /** Under which the desk has it. */
  readonly name: string;
  readonly words: string;
  state: ChangeView['state'];
  reason: string;
}

const USUAL_REASON = '不符合要求（沙箱模拟）';

/** Who looks at changes. Several of one kind are open at a time only where their details differ. */
export class ChangeDesk {
  readonly #desk: ReviewDesk;
  readonly #changes: Change[] = [];

  constructor(timers: Timers, usualMs: number) {
    this.#desk = new ReviewDesk(timers, usualMs);
  }

  examine({ app, what, words, detail = '' }: Asked, tell: (verdict: Verdict) => void): void {
    const name = `${app} ${what} ${detail}`;
    const change: Change = { app, what, words, name, state: 'IN_REVIEW', reason: '' };
    this.#changes.push(change);
    this.#desk.open(
      name,
      ({ outcome, reason = USUAL_REASON }) => {
        if (outcome === 'delay') return;
        const passed = outcome === 'approve';
        change.state = passed ? 'PASSED' : 'FAILED';
        change.reason = passed ? '' : reason;
        tell({ passed, reason: change.reason });
      },
      [nameOf(app, what), app],
    );
  }

  /** Taken back by whoever asked for it. */
  close(app: string, what: string): void {
    const open = this.#openOne(app, what);
    if (open === undefined) return;
    this.#desk.close(open.name);
    open.state = 'TAKEN_BACK';
  }

  isOpen(app: string, what: string): boolean {
    return this.#openOne(app, what) !== undefined;
  }

  /** The next changes of this kind end so; of any kind, where none is named; of any program, where that is `*`. */
  script(app: string, what: string | undefined, outcomes: readonly ScriptedReview[]): void {
    this.#desk.script(what === undefined ? app : nameOf(app, what), outcomes);
  }

  /** Decides the one of this kind that is open longest. Throws `NothingOpen`. */
  decide(app: string, what: string, decision: Decision): void {
    this.#desk.decide(this.#openOne(app, what)?.name ?? nameOf(app, what), decision);
  }

  list(): readonly ChangeView[] {
    return this.#changes.map(({ name: _, ...one }) => ({ ...one, open: one.state === 'IN_REVIEW' }));
  }

  #openOne(app: string, what: string): Change | undefined {
    return this.#changes.find((one) => one.app === app && one.what === what && one.state === 'IN_REVIEW');
  }
}

function nameOf(app: string, what: string): string {
  return `${app} ${what}`;
}
