import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { closeMeasure } from './close-measure.ts';
import type { DutyDeps } from './deps.ts';
import type { Enforcement } from './enforcement-records.ts';
import { actBy, endingBy, type MeasureTaker, mayTouch } from './measure-taker.ts';
import { wordsFaults } from './words-faults.ts';

export interface EndMeasureInput {
  readonly enforcementId: string;
  readonly words?: string;
}

export interface MeasureDeps extends DutyDeps {
  /** Whose measure it is; undefined where there is no such measure. */
  accountOfEnforcement(id: string): Promise<string | undefined>;
}

/** Whoever took a measure ends it. What it held up and hid is free from that instant on. */
export async function endMeasure(
  deps: MeasureDeps,
  taker: MeasureTaker,
  input: EndMeasureInput,
  key?: string,
): Promise<Outcome<{ enforcementId: string }, Problem>> {
  const accountId = await deps.accountOfEnforcement(input.enforcementId);
  if (accountId === undefined) return refused(noMeasure);
  const faults = wordsFaults(input.words);
  if (faults.length > 0) return refused(...faults);
  return deps.perform({ ...actBy(taker, accountId), name: 'endMeasure', key, input }, async (records) => {
    const measure = await records.lockEnforcement(input.enforcementId);
    if (!measure || !mayTouch(taker, measure)) return refused(noMeasure);
    const now = deps.clock.now();
    if (isOver(measure, now)) return refused(over);
    const { words } = input;
    await closeMeasure(records, measure, { at: now, how: endingBy(taker), by: taker.label, words }, taker);
    return done({ enforcementId: measure.id });
  });
}

/** Ended, or past its date though nobody has noted it yet. */
export function isOver({ until, endedAt }: Enforcement, now: Date): boolean {
  return endedAt !== undefined || (until !== undefined && now >= until);
}

export const noMeasure = notFound({ 'zh-CN': '措施', en: 'measure' }, 'input.enforcementId');

export const over: Problem = {
  code: 'STATE',
  currentState: 'ENDED',
  message: { 'zh-CN': '该措施已经终止', en: 'this measure has ended already' },
  path: 'input.enforcementId',
};
