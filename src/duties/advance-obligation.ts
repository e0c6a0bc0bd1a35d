import { done } from '../kernel/outcome.ts';
import { nextStepAt, stepsBy, withDueDate } from '../policy/obligation.ts';
import { extendedBy, type Outage, stops } from '../policy/outage.ts';
import type { DutyDeps } from './deps.ts';
import { obligationEvent } from './obligation-event.ts';
import type { DutyRecords, LockedObligation } from './records.ts';

export interface AdvanceObligationDeps extends DutyDeps {
  /** Whose it is; undefined where there is no such obligation. */
  accountOfObligation(id: string): Promise<string | undefined>;
}

/**
 * Does to an obligation what time has done to it by now, and says so: once, however many nodes ask, because the row is
 * locked and says what was done. What was slept through is made up for, and was so since its time.
 */
export async function advanceObligation(deps: AdvanceObligationDeps, id: string): Promise<void> {
  const accountId = await deps.accountOfObligation(id);
  if (accountId === undefined) return;
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceObligation', input: { id } }, async (records) => {
    await passTime(records, id, deps.clock.now());
    return done(undefined);
  });
}

async function passTime(records: DutyRecords, id: string, now: Date): Promise<void> {
  const before = await records.lockObligation(id);
  if (!before || before.state === 'FULFILLED' || before.state === 'LAPSED') return;
  const outages = await outagesStopping(records, before);
  let after = givenMoreTime(records, before, outages, now);
  for (const step of stepsBy(after, now)) {
    switch (step.kind) {
      case 'OPENS':
        after = { ...after, state: 'OPEN' };
        await records.trueSince(after.opensAt, () => records.moveObligation(after, nextStepAt(after, now)));
        records.record({ ...obligationEvent('OBLIGATION_OPENED', after), occurredAt: after.opensAt });
        break;
      case 'REMINDER':
        after = { ...after, remindedDaysAhead: step.daysAhead };
        records.record(obligationEvent('OBLIGATION_REMINDER', after, { daysAhead: step.daysAhead }));
        break;
      case 'OVERDUE':
        after = { ...after, state: 'OVERDUE' };
        await records.trueSince(after.dueAt, () => records.moveObligation(after, nextStepAt(after, now)));
        records.record({ ...obligationEvent('OBLIGATION_OVERDUE', after), occurredAt: after.dueAt });
        break;
    }
  }
  await records.moveObligation(after, nextLookAt(after, outages, now));
}

async function outagesStopping(records: DutyRecords, owed: LockedObligation): Promise<readonly Outage[]> {
  const since = await records.outagesSince(owed.platform, owed.opensAt);
  return since.filter((outage) => stops(outage, owed));
}

/** Outages lengthen, and nothing shortens again what somebody was told (baidu/8.2). */
function givenMoreTime(
  records: DutyRecords,
  owed: LockedObligation,
  outages: readonly Outage[],
  now: Date,
): LockedObligation {
  const dueAt = extendedBy({ opensAt: owed.opensAt, dueAt: owed.dueAtFirst }, outages, now);
  if (dueAt <= owed.dueAt) return owed;
  const extended = withDueDate(owed, dueAt, now);
  const was = { dueAtBefore: owed.dueAt.toISOString() };
  records.record(obligationEvent('OBLIGATION_EXTENDED', extended, was));
  return extended;
}

/** While an outage lasts, time looks ahead of the due date, so that nobody is held up by a date that is about to move. */
const AHEAD_MS = 3_600_000;

function nextLookAt(owed: LockedObligation, outages: readonly Outage[], now: Date): Date | undefined {
  const next = nextStepAt(owed, now);
  const ahead = new Date(owed.dueAt.getTime() - AHEAD_MS);
  const lasts = owed.state === 'OPEN' && outages.some(({ until }) => until === undefined);
  return next && lasts && ahead > now && ahead < next ? ahead : next;
}
