import type { CivilDate } from '../kernel/civil-time.ts';

/**
 * A question that only a person can answer, as a rule put it. All three tell it from others: what is asked about
 * another category or another paper is another question.
 */
export interface RulingQuestion {
  readonly rule: string;
  readonly code: string;
  /** As it was put, in English. */
  readonly question: string;
}

export const rulingAnswers = ['IN_ORDER', 'NOT_IN_ORDER'] as const;
export type RulingAnswer = (typeof rulingAnswers)[number];

/** What a person has judged, because no program could. Another question is not answered by it. */
export interface Ruling extends RulingQuestion {
  /** Left out: in order. */
  readonly answer?: RulingAnswer;
  /** The last day on which it holds; left out: it has no end. */
  readonly validUntil?: CivilDate;
  /** Of the program on the platform when it was given. Set where the question does not name what it is about: it holds for no other. */
  readonly category?: readonly string[];
  /** Left out where it is only supposed. */
  readonly recorded?: {
    readonly id: string;
    /** `member:…`. */
    readonly by: string;
    readonly at: Date;
    /** The person's reason. */
    readonly note: string;
  };
}
