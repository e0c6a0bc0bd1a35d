import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { type ContestInput, contestedMeasure, noteContest } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';

/** The developer hands in the fix of what a measure objects to. It is examined on its own; one at a time. */
export function submitRectification(
  deps: DutyDeps,
  actor: Actor,
  input: ContestInput,
  key?: string,
): Promise<Outcome<{ rectificationId: string }, Problem>> {
  return deps.perform({ actor, name: 'submitRectification', key, input }, async (records) => {
    const found = await contestedMeasure(records, actor, input, deps.clock.now());
    if (!found.ok) return found;
    const measure = found.value;
    if (!measure.rectifiable) return refused(notRectifiable);
    const fixes = await records.rectificationsOf(measure.id);
    if (fixes.some(({ state }) => state === 'IN_REVIEW')) return refused(inReview);
    const { statement, evidenceFileIds } = input;
    const rectificationId = await records.addRectification(measure, {
      statement,
      evidenceFileIds,
      by: actor.label,
      source: 'GATEWAY',
    });
    const evidence = evidenceFileIds.length;
    records.record(enforcementEvent('RECTIFICATION_SUBMITTED', measure, { rectificationId, evidence }));
    await noteContest(records, measure.id);
    return done({ rectificationId });
  });
}

const notRectifiable: Problem = {
  code: 'STATE',
  currentState: 'NOT_RECTIFIABLE',
  message: {
    'zh-CN': '此措施不因整改而终止；可以申诉',
    en: 'this measure does not end by a fix; an appeal against it can be opened',
  },
  path: 'input.enforcementId',
};

const inReview: Problem = {
  code: 'STATE',
  currentState: 'IN_REVIEW',
  message: { 'zh-CN': '已提交的整改正在审核', en: 'a fix of this measure is being examined' },
  path: 'input.enforcementId',
};
