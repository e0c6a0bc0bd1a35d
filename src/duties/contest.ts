import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evidenceNotStored } from '../onboarding/stored-files.ts';
import type { HandInState } from '../policy/appeal.ts';
import type { Problem } from '../policy/problem.ts';
import { isOver, noMeasure, over } from './end-measure.ts';
import type { Enforcement } from './enforcement-records.ts';
import { statementFaults } from './fulfil-obligation.ts';
import { GATEWAY } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';

/** What a developer says against a measure, or has done about it. */
export interface ContestInput {
  readonly enforcementId: string;
  /** 1 to 2,000 characters. */
  readonly statement: string;
  readonly evidenceFileIds: readonly string[];
}

/** The developer's own measure, locked and not over, where what they say and show is in order. */
export async function contestedMeasure(
  records: DutyRecords,
  actor: Actor,
  { enforcementId, statement, evidenceFileIds }: ContestInput,
  now: Date,
): Promise<Outcome<Enforcement, Problem>> {
  const measure = await records.lockEnforcement(enforcementId);
  if (!measure || measure.accountId !== actor.accountId) return refused(noMeasure);
  if (isOver(measure, now)) return refused(over);
  const faults = statementFaults(statement, evidenceFileIds, false);
  if (faults.length > 0) return refused(...faults);
  const missing = await evidenceNotStored(records, actor.accountId, evidenceFileIds);
  return missing.length > 0 ? refused(...missing) : done(measure);
}

/** A measure that was heard over a platform's wire is contested there; any other before the one who took it through here. */
export function wayIn({ takenBy }: Pick<Enforcement, 'takenBy'>): HandInState {
  return takenBy === GATEWAY ? 'WAITING' : 'HERE';
}

/** Whether an appeal or a fix is before the one who took the measure, written down where headlines are made of it. */
export async function noteContest(records: DutyRecords, enforcementId: string): Promise<void> {
  const appeals = await records.appealsAgainst(enforcementId);
  const fixes = await records.rectificationsOf(enforcementId);
  const contested =
    appeals.some((one) => (one.state === 'OPENED' || one.state === 'ANSWERED') && isBefore(one.handIn)) ||
    fixes.some((one) => one.state === 'IN_REVIEW' && isBefore(one.handIn));
  await records.changeEnforcement(enforcementId, { contested });
}

/** What was turned away is before nobody. */
function isBefore(handIn: HandInState): boolean {
  return handIn !== 'TURNED_AWAY';
}
