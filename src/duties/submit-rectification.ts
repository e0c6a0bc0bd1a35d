import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { type ContestInput, contestedMeasure, noteContest, wayIn } from './contest.ts';
import { fixFaults } from './contest-on-the-wire.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';

/**
 * The developer hands in the fix of what a measure objects to. It is examined on its own; one at a time. It goes to the
 * platform where that told of the measure over its wire, and may be handed in again where it was turned away.
 */
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
    const open = fixes.find(({ state }) => state === 'IN_REVIEW');
    if (open && open.handIn !== 'TURNED_AWAY') return refused(inReview);
    const { statement, evidenceFileIds } = input;
    const handIn = wayIn(measure);
    const faults = await fixFaults(records, measure, handIn);
    if (faults.length > 0) return refused(...faults);
    const said = { statement, evidenceFileIds, by: actor.label, source: 'GATEWAY', handIn } as const;
    if (open) await records.restate('FIX', open.id, said);
    const rectificationId = open?.id ?? (await records.addRectification(measure, said));
    if (handIn === 'WAITING') records.enqueue({ kind: 'RECTIFICATION', id: rectificationId });
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
