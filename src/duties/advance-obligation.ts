import { done } from '../kernel/outcome.ts';
import { nextStepAt, stepsBy } from '../policy/obligation.ts';
import type { DutyDeps } from './deps.ts';
import { obligationEvent } from './obligation-event.ts';
import type { DutyRecords } from './records.ts';

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
  if (!before) return;
  let after = before;
  for (const step of stepsBy(before, now)) {
    switch (step.kind) {
      case 'OPENS':
        after = { ...after, state: 'OPEN' };
        await records.trueSince(after.opensAt, () => records.moveObligation(after, nextStepAt(after, now)));
        records.record(obligationEvent('OBLIGATION_OPENED', after));
        break;
      case 'REMINDER':
        after = { ...after, remindedDaysAhead: step.daysAhead };
        records.record(obligationEvent('OBLIGATION_REMINDER', after, { daysAhead: step.daysAhead }));
        break;
      case 'OVERDUE':
        after = { ...after, state: 'OVERDUE' };
        await records.trueSince(after.dueAt, () => records.moveObligation(after, nextStepAt(after, now)));
        records.record(obligationEvent('OBLIGATION_OVERDUE', after));
        break;
    }
  }
  await records.moveObligation(after, nextStepAt(after, now));
}
