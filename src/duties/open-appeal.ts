import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { type ContestInput, contestedMeasure, noteContest } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';

/**
 * The developer appeals against a measure, with what there is to show. One appeal a measure is open at a time; after one
 * that was decided there can be another. The measure stays in force meanwhile.
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
    if (open) return refused(oneAtATime(open.state));
    const { statement, evidenceFileIds } = input;
    const appealId = await records.addAppeal(measure, {
      statement,
      evidenceFileIds,
      by: actor.label,
      source: 'GATEWAY',
    });
    records.record(
      enforcementEvent('APPEAL_OPENED', measure, { appealId, evidence: evidenceFileIds.length }),
    );
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
