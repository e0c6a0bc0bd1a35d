import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { isBefore } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { actBy, type MeasureTaker, mayTouch } from './measure-taker.ts';
import { type AppealDecision, settleAppeal } from './settle-contest.ts';
import { wordsFaults } from './words-faults.ts';

export interface AnswerAppealInput {
  readonly appealId: string;
  readonly decision: AppealDecision;
  /** What is said to the developer, whole. An answer and an upholding need words. */
  readonly words?: string;
}

export interface AppealDeps extends DutyDeps {
  accountOfAppeal(id: string): Promise<string | undefined>;
}

/** Whoever took the measure answers an appeal against it. An appeal that is won ends the measure at that instant. */
export async function answerAppeal(
  deps: AppealDeps,
  taker: MeasureTaker,
  input: AnswerAppealInput,
  key?: string,
): Promise<Outcome<{ appealId: string }, Problem>> {
  const { appealId, decision, words } = input;
  const accountId = await deps.accountOfAppeal(appealId);
  if (accountId === undefined) return refused(noAppeal);
  if (decision !== 'OVERTURN' && !words?.trim()) return refused(needsWords);
  const faults = wordsFaults(words);
  if (faults.length > 0) return refused(...faults);
  return deps.perform({ ...actBy(taker, accountId), name: 'answerAppeal', key, input }, async (records) => {
    const seen = await records.appeal(appealId);
    const measure = seen && (await records.lockEnforcement(seen.enforcementId));
    // Read again under the lock: somebody may have decided in between.
    const appeal = await records.appeal(appealId);
    if (!appeal || !measure || !mayTouch(taker, measure)) return refused(noAppeal);
    if (!isBefore(appeal.handIn)) return refused(notBeforeYou(appeal.handIn));
    const said = { decision, words, at: deps.clock.now() };
    const moved = await settleAppeal(records, taker, measure, appeal, said);
    return moved ? done({ appealId }) : refused(decided(appeal.state));
  });
}

const noAppeal = notFound({ 'zh-CN': '申诉', en: 'appeal' }, 'input.appealId');

/** What never reached whoever took the measure is not theirs to decide: it may still be said anew. */
function notBeforeYou(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: {
      'zh-CN': '该申诉未能递交，尚不在平台处；开发者重新提交之后才能答复',
      en: 'this appeal was turned away on its way and is before nobody: it can be answered once the developer has said it anew',
    },
    path: 'input.appealId',
  };
}

const needsWords: Problem = invalidInput(
  { 'zh-CN': '答复或维持时须说明理由', en: 'an answer needs words: tell the developer why' },
  'input.words',
);

function decided(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: { 'zh-CN': '该申诉已有决定', en: 'this appeal has been decided' },
    path: 'input.appealId',
  };
}
