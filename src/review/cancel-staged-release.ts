import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import {
  type LiveDeps,
  movesFrom,
  noteLive,
  type VersionAtPlatform,
  versionHere,
  workTowards,
} from './live-version.ts';

/** Takes the version back from the part of the users that got it; it can be released again, in stages or at once. */
export function cancelStagedRelease(
  deps: LiveDeps,
  actor: Actor,
  input: VersionAtPlatform,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'cancelStagedRelease', key, input }, async (records) => {
    const here = await versionHere(deps, records, actor, input, 'staging', 'RELEASE');
    if (!here.ok) return here;
    const moves = movesFrom(here.value, 'unstage', 'NOT_RELEASED');
    if (!moves.ok) return moves;
    const { pack } = here.value;
    if (moves.value.every(({ move }) => move === 'ALREADY')) return done({ packageId: pack.id });
    const problem = await workTowards(records, pack, 'UNSTAGED');
    if (problem) return refused(problem);
    noteLive(records, 'STAGE_CANCEL_REQUESTED', pack, {});
    return done({ packageId: pack.id });
  });
}
