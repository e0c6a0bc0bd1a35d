import { addDays, civilDateAt, startOfDay } from '../kernel/civil-time.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ClauseId } from './clause.ts';
import type { DutyKind, DutyProof, DutyRecipient } from './duty.ts';
import type { Operation } from './operation.ts';

/**
 * SCHEDULED: known, and opens on its day. OPEN: to be done. OVERDUE: its day has passed. FULFILLED: done, with proof.
 * LAPSED: no longer owed, as when the paper it is about was taken out of use.
 */
export const obligationStates = ['SCHEDULED', 'OPEN', 'OVERDUE', 'FULFILLED', 'LAPSED'] as const;
export type ObligationState = (typeof obligationStates)[number];

/** One dated duty of an account towards one recipient, under the agreement version in which it arose. */
export interface Obligation {
  readonly id: string;
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly programId?: string;
  /** The host that it is owed to or about, where it is one of several. */
  readonly hostId?: HostId;
  readonly kind: DutyKind;
  readonly clauses: readonly ClauseId[];
  readonly agreementVersion: string;
  readonly recipient: DutyRecipient;
  /** What it is about: the paper, the demand, the incident. */
  readonly subjectId: string;
  /** Of a duty that arises again and again: 1, 2, 3, … */
  readonly round: number;
  readonly state: ObligationState;
  readonly opensAt: Date;
  /** With what outages have added to it. */
  readonly dueAt: Date;
  readonly remindDaysAhead: readonly number[];
  /** How many days ahead the last reminder went out. */
  readonly remindedDaysAhead?: number;
  readonly proof: DutyProof;
  readonly overdueBlocks: readonly Operation[];
  readonly everyDays?: number;
}

/** What time has done to an obligation that is not at its end. */
export type TimeStep =
  | { readonly kind: 'OPENS' }
  | { readonly kind: 'REMINDER'; readonly daysAhead: number }
  | { readonly kind: 'OVERDUE' };

const DAY_MS = 86_400_000;

/**
 * What has become due by now, in order. Of several reminders that were slept through only the nearest is sent: the
 * others say nothing more.
 */
export function stepsBy(obligation: Obligation, now: Date): readonly TimeStep[] {
  const { state, opensAt, dueAt } = obligation;
  if (state === 'FULFILLED' || state === 'LAPSED' || state === 'OVERDUE' || now < opensAt) return [];
  const steps: TimeStep[] = state === 'SCHEDULED' ? [{ kind: 'OPENS' }] : [];
  if (now >= dueAt) return [...steps, { kind: 'OVERDUE' }];
  const passed = remindersOf(obligation).filter(({ at }) => at <= now);
  const nearest = passed.at(-1);
  return nearest ? [...steps, { kind: 'REMINDER', daysAhead: nearest.daysAhead }] : steps;
}

/** When time does the next thing to it; undefined where it never will. */
export function nextStepAt(obligation: Obligation, now: Date): Date | undefined {
  const { state, opensAt, dueAt } = obligation;
  if (state === 'FULFILLED' || state === 'LAPSED' || state === 'OVERDUE') return undefined;
  if (state === 'SCHEDULED') return opensAt;
  const ahead = remindersOf(obligation).find(({ at }) => at > now);
  return ahead && ahead.at < dueAt ? ahead.at : dueAt;
}

/**
 * The obligation with a later due date. What was overdue is open again where the new day has not passed; reminders whose
 * day has passed by the new date are not sent again.
 */
export function withDueDate<Owed extends Obligation>(obligation: Owed, dueAt: Date, now: Date): Owed {
  const { remindedDaysAhead: _, ...rest } = obligation;
  const state = obligation.state === 'OVERDUE' && dueAt > now ? 'OPEN' : obligation.state;
  const moved = { ...rest, state, dueAt } as Owed;
  const passed = remindersOf(moved).filter(({ at }) => at <= now);
  const nearest = passed.at(-1);
  return nearest ? { ...moved, remindedDaysAhead: nearest.daysAhead } : moved;
}

/** The reminders that have not gone out, the earliest first: each at the beginning of its day. */
function remindersOf({ remindDaysAhead, remindedDaysAhead, opensAt, dueAt }: Obligation) {
  const dueDay = civilDateAt(new Date(dueAt.getTime() - 1));
  return [...remindDaysAhead]
    .filter((daysAhead) => daysAhead < (remindedDaysAhead ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b - a)
    .map((daysAhead) => ({ daysAhead, at: startOfDay(addDays(dueDay, -daysAhead)) }))
    .filter(({ at }) => at.getTime() + DAY_MS > opensAt.getTime());
}

/** What a rule is told of an obligation that is not at its end. */
export interface ObligationFact
  extends Pick<
    Obligation,
    'id' | 'kind' | 'clauses' | 'recipient' | 'subjectId' | 'opensAt' | 'dueAt' | 'overdueBlocks'
  > {}
