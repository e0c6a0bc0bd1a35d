import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { actBy, type MeasureTaker, mayTouch } from './measure-taker.ts';
import { settleFix } from './settle-contest.ts';
import { wordsFaults } from './words-faults.ts';

export interface DecideRectificationInput {
  readonly rectificationId: string;
  readonly decision: 'ACCEPT' | 'DECLINE';
  /** What is said to the developer, whole. Declining needs words. */
  readonly words?: string;
}

export interface RectificationDeps extends DutyDeps {
  accountOfRectification(id: string): Promise<string | undefined>;
}

/** Whoever took the measure says whether the fix will do. One that does ends the measure, and the duty to put it right. */
export async function decideRectification(
  deps: RectificationDeps,
  taker: MeasureTaker,
  input: DecideRectificationInput,
  key?: string,
): Promise<Outcome<{ rectificationId: string }, Problem>> {
  const { rectificationId, decision, words } = input;
  const accountId = await deps.accountOfRectification(rectificationId);
  if (accountId === undefined) return refused(noFix);
  if (decision === 'DECLINE' && !words?.trim()) return refused(needsWords);
  const faults = wordsFaults(words);
  if (faults.length > 0) return refused(...faults);
  const act = { ...actBy(taker, accountId), name: 'decideRectification', key, input };
  return deps.perform(act, async (records) => {
    const seen = await records.rectification(rectificationId);
    const measure = seen && (await records.lockEnforcement(seen.enforcementId));
    const fix = await records.rectification(rectificationId);
    if (!fix || !measure || !mayTouch(taker, measure)) return refused(noFix);
    if (fix.state !== 'IN_REVIEW') return refused(decided(fix.state));
    const state = decision === 'ACCEPT' ? 'ACCEPTED' : 'DECLINED';
    await settleFix(records, taker, measure, fix, { state, words, at: deps.clock.now() });
    return done({ rectificationId });
  });
}

const noFix = notFound({ 'zh-CN': '整改', en: 'fix' }, 'input.rectificationId');

const needsWords: Problem = invalidInput(
  { 'zh-CN': '不予通过时须说明理由', en: 'a fix that is declined needs words: tell the developer why' },
  'input.words',
);

function decided(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: { 'zh-CN': '该整改已有结论', en: 'this fix has been decided' },
    path: 'input.rectificationId',
  };
}
