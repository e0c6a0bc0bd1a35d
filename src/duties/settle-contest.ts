import { after } from '../policy/lifecycle.ts';
import { variantOf } from '../policy/variants.ts';
import { closeMeasure } from './close-measure.ts';
import { noteContest } from './contest.ts';
import { isOver } from './end-measure.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Appeal, Enforcement, Rectification } from './enforcement-records.ts';
import type { MeasureTaker } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { taken } from './take-measure.ts';

/** ANSWER: words, and no decision yet. UPHOLD: the measure stands. OVERTURN: it ends. */
export const appealDecisions = ['ANSWER', 'UPHOLD', 'OVERTURN'] as const;
export type AppealDecision = (typeof appealDecisions)[number];

const steps = { ANSWER: 'answer', UPHOLD: 'uphold', OVERTURN: 'overturn' } as const;
const events = { ANSWER: 'APPEAL_ANSWERED', UPHOLD: 'APPEAL_UPHELD', OVERTURN: 'APPEAL_OVERTURNED' } as const;

interface Said {
  readonly words?: string | undefined;
  /** The platform's own number of it. */
  readonly reference?: string | undefined;
  readonly at: Date;
}

/** Moves an appeal as it was decided; one that is won ends the measure at that instant, unless its date
 * had come before. False where it was decided before. */
export async function settleAppeal(
  records: DutyRecords,
  by: MeasureTaker,
  measure: Enforcement,
  appeal: Appeal,
  { decision, words, reference, at }: Said & { readonly decision: AppealDecision },
): Promise<boolean> {
  const to = after(variantOf(by.platform).transitions, 'appeal', appeal.state, steps[decision]);
  if (to === undefined) return false;
  await records.trueSince(at, () =>
    records.moveAppeal(appeal.id, to, { words, reference, source: by.source, at }),
  );
  const more = { appealId: appeal.id, words: words ?? null };
  records.record(enforcementEvent(events[decision], measure, more, { ...taken(by), occurredAt: at }));
  await noteContest(records, measure.id);
  if (decision === 'OVERTURN' && !isOver(measure, at)) {
    await closeMeasure(records, measure, { at, how: 'APPEAL', by: by.label, words }, by);
  }
  return true;
}

/** Moves a fix as it was examined; one that will do ends the measure at that instant, unless its date had come before. */
export async function settleFix(
  records: DutyRecords,
  by: MeasureTaker,
  measure: Enforcement,
  fix: Pick<Rectification, 'id'>,
  { state, words, at }: Said & { readonly state: 'ACCEPTED' | 'DECLINED' },
): Promise<void> {
  await records.trueSince(at, () =>
    records.moveRectification(fix.id, state, { words, source: by.source, at }),
  );
  const more = { rectificationId: fix.id, words: words ?? null };
  records.record(enforcementEvent(`RECTIFICATION_${state}`, measure, more, { ...taken(by), occurredAt: at }));
  await noteContest(records, measure.id);
  if (state === 'ACCEPTED' && !isOver(measure, at)) {
    await closeMeasure(records, measure, { at, how: 'RECTIFICATION', by: by.label, words }, by);
  }
}
