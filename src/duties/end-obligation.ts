import type { Obligation } from '../policy/obligation.ts';
import { obligationEvent } from './obligation-event.ts';
import { openNextRound } from './open-obligations.ts';
import type { DutyRecords, ObligationEnd } from './records.ts';

/** Ends an obligation that is owed, says so, and opens its next round where it comes back. */
export async function endObligation(
  records: DutyRecords,
  obligation: Obligation,
  end: ObligationEnd,
  now: Date,
): Promise<void> {
  await records.endObligation(obligation.id, end);
  const ended = { ...obligation, state: end.state };
  records.record(
    obligationEvent(end.state === 'FULFILLED' ? 'OBLIGATION_FULFILLED' : 'OBLIGATION_LAPSED', ended, {
      late: obligation.state === 'OVERDUE',
      evidence: end.evidenceFileIds?.length ?? 0,
    }),
  );
  if (end.state === 'FULFILLED') await openNextRound(records, obligation, now);
}
