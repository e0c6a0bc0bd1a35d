import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { type ContestInput, contestedMeasure, noteContest, wayIn } from './contest.ts';
import { appealFaults } from './contest-on-the-wire.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';

/**
 * The developer appeals against a measure, with what there is to show. One appeal a measure is open at a time; after one
 * that was decided there can be another, and one that the platform turned away is said anew. The measure stays in force
 * meanwhile. Where the platform told of the measure over its wire, the appeal is handed in there.
 */
export function openAppeal(
  deps: DutyDeps,
  actor: Actor,
  input: ContestInput,
  key?: string,
): Promise<Outcome<{ appealId: string }, Problem>> {
  return deps.perform({ actor, name: 'openAppeal', key, input }, async (records) => {
    const found = await contestedMeasure(records, actor, input, deps.clock.now());
    if (!found.ok) return found;
    const measure = found.value;
    const open = (await records.appealsAgainst(measure.id)).find(
      ({ state }) => state === 'OPENED' || state === 'ANSWERED',
    );
    if (open && open.handIn !== 'TURNED_AWAY') return refused(oneAtATime(open.state));
    const { statement, evidenceFileIds } = input;
    const handIn = wayIn(measure);
    const faults = await appealFaults(records, measure, handIn, evidenceFileIds);
    if (faults.length > 0) return refused(...faults);
    const said = { statement, evidenceFileIds, by: actor.label, source: 'GATEWAY', handIn } as const;
    if (open) await records.restate('APPEAL', open.id, said);
    const appealId = open?.id ?? (await records.addAppeal(measure, said));
    records.record(
      enforcementEvent('APPEAL_OPENED', measure, { appealId, evidence: evidenceFileIds.length }),
    );
    if (handIn === 'WAITING') records.enqueue({ kind: 'APPEAL', id: appealId });
    await noteContest(records, measure.id);
    return done({ appealId });
  });
}

function oneAtATime(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: {
      'zh-CN': '针对该措施已有一项申诉尚未决定',
      en: 'an appeal against this measure is open: await its decision',
    },
    path: 'input.enforcementId',
  };
}
