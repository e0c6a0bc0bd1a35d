import type { CivilDate } from '../kernel/civil-time.ts';
import type { ClauseId } from './clause.ts';

/**
 * DEMANDED: to be paid, and no version is taken on until it is. PAID: the developer says so, with evidence.
 * INVOICED: an invoice for it was issued. WAIVED: the platform gave it up.
 */
export const feeStates = ['DEMANDED', 'PAID', 'INVOICED', 'WAIVED'] as const;
export type FeeState = (typeof feeStates)[number];

export type FeeAct = 'pay' | 'waive' | 'confirm' | 'requestInvoice' | 'issueInvoice';

/** What may be done to a fee in each state, and what it is then. What is not here is refused. */
const moves: Readonly<Record<FeeState, Partial<Readonly<Record<FeeAct, FeeState>>>>> = {
  DEMANDED: { pay: 'PAID', waive: 'WAIVED' },
  PAID: { confirm: 'PAID', requestInvoice: 'PAID', issueInvoice: 'INVOICED' },
  INVOICED: { confirm: 'INVOICED' },
  WAIVED: {},
};

/** The state after the act; undefined where the act is not possible then. */
export function feeAfter(state: FeeState, act: FeeAct): FeeState | undefined {
  return moves[state][act];
}

/** What an agreement version says of fees (wechat/2.6, baidu/2.4). */
export interface FeeTerms {
  readonly clause: ClauseId;
  /** Whether an invoice follows payment. */
  readonly invoice: boolean;
}

/** What a rule is told of a fee that is not paid. */
export interface FeeFact {
  readonly id: string;
  /** In fen: a hundredth of a yuan. */
  readonly amountFen: number;
  readonly clause: ClauseId;
  /** The day by which it is to be paid. */
  readonly dueOn: CivilDate;
}

/** An amount as a person reads it: `120.00`. */
export function yuan(amountFen: number): string {
  return `${Math.trunc(amountFen / 100)}.${String(amountFen % 100).padStart(2, '0')}`;
}
