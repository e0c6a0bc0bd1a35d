import { endObligation } from './end-obligation.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Enforcement, EnforcementEnd } from './enforcement-records.ts';
import type { MeasureTaker } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { taken } from './take-measure.ts';

/**
 * Ends a measure, says so, and with it ends the duty to put something right: since the instant of its end, whenever that
 * was heard. An appeal that is open stays so: whether the measure was right may still be answered.
 */
export async function closeMeasure(
  records: DutyRecords,
  measure: Enforcement,
  end: EnforcementEnd,
  by: Pick<MeasureTaker, 'source' | 'label' | 'platform'>,
): Promise<void> {
  await records.trueSince(end.at, () => records.endEnforcement(measure.id, end));
  records.record(
    enforcementEvent(
      'MEASURE_ENDED',
      measure,
      { how: end.how, words: end.words ?? null },
      { ...taken(by), occurredAt: end.at },
    ),
  );
  for (const owed of await records.lockOwed(measure.accountId, { kind: 'RECTIFY', subjectId: measure.id })) {
    const state = end.how === 'RECTIFICATION' ? 'FULFILLED' : 'LAPSED';
    await records.trueSince(end.at, () =>
      endObligation(records, owed, { state, by: end.by, at: end.at }, end.at),
    );
  }
}
