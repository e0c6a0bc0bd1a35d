import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import {
  type LiveDeps,
  movesFrom,
  noteLive,
  notOnline,
  otherAtWork,
  type VersionAtPlatform,
  versionHere,
  workTowards,
} from './live-version.ts';

/** Closes the service of a live version for a time. It keeps its place, and is opened again by `resumeService`. */
export function pauseService(
  deps: LiveDeps,
  actor: Actor,
  input: VersionAtPlatform,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'pauseService', key, input }, async (records) => {
    const here = await versionHere(deps, records, actor, input, 'service', 'PAUSE');
    if (!here.ok) return here;
    const moves = movesFrom(here.value, 'pause', 'PAUSED');
    if (!moves.ok) return moves;
    const { pack } = here.value;
    if (moves.value.every(({ move }) => move === 'ALREADY')) return done({ packageId: pack.id });
    const problem =
      notOnline(pack) ??
      (await otherAtWork(records, pack, ['RELEASED'])) ??
      (await workTowards(records, pack, 'PAUSED'));
    if (problem) return refused(problem);
    noteLive(records, 'PAUSE_REQUESTED', pack, {});
    return done({ packageId: pack.id });
  });
}
