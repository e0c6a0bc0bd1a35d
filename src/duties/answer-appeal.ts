import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { after } from '../policy/lifecycle.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import { closeMeasure } from './close-measure.ts';
import { noteContest } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';
import { actBy, type MeasureTaker, mayTouch } from './measure-taker.ts';
import { taken } from './take-measure.ts';

/** ANSWER: words, and no decision yet. UPHOLD: the measure stands. OVERTURN: it ends. */
export const appealDecisions = ['ANSWER', 'UPHOLD', 'OVERTURN'] as const;
export type AppealDecision = (typeof appealDecisions)[number];

export interface AnswerAppealInput {
  readonly appealId: string;
  readonly decision: AppealDecision;
  /** What is said to the developer, whole. An answer and an upholding need words. */
  readonly words?: string;
}

export interface AppealDeps extends DutyDeps {
  accountOfAppeal(id: string): Promise<string | undefined>;
}

const steps = { ANSWER: 'answer', UPHOLD: 'uphold', OVERTURN: 'overturn' } as const;
const events = { ANSWER: 'APPEAL_ANSWERED', UPHOLD: 'APPEAL_UPHELD', OVERTURN: 'APPEAL_OVERTURNED' } as const;

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
  return deps.perform({ ...actBy(taker, accountId), name: 'answerAppeal', key, input }, async (records) => {
    const seen = await records.appeal(appealId);
    const measure = seen && (await records.lockEnforcement(seen.enforcementId));
    // Read again under the lock: somebody may have decided in between.
    const appeal = await records.appeal(appealId);
    if (!appeal || !measure || !mayTouch(taker, measure)) return refused(noAppeal);
    const to = after(variantOf(taker.platform).transitions, 'appeal', appeal.state, steps[decision]);
    if (to === undefined) return refused(decided(appeal.state));
    await records.moveAppeal(appealId, to, { words, source: taker.source });
    records.record(
      enforcementEvent(events[decision], measure, { appealId, words: words ?? null }, taken(taker)),
    );
    await noteContest(records, measure.id);
    if (decision === 'OVERTURN' && measure.endedAt === undefined) {
      const end = { at: deps.clock.now(), how: 'APPEAL', by: taker.label, words } as const;
      await closeMeasure(records, measure, end, taker);
    }
    return done({ appealId });
  });
}

const noAppeal = notFound({ 'zh-CN': '申诉', en: 'appeal' }, 'input.appealId');

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
