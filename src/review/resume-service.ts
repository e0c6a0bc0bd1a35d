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

/** Opens the service of a version again that was paused. A service that a measure has closed stays closed (wechat/2.5). */
export function resumeService(
  deps: LiveDeps,
  actor: Actor,
  input: VersionAtPlatform,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'resumeService', key, input }, async (records) => {
    const here = await versionHere(deps, records, actor, input, 'service', 'RESUME');
    if (!here.ok) return here;
    const moves = movesFrom(here.value, 'resume', 'RELEASED');
    if (!moves.ok) return moves;
    const { pack } = here.value;
    if (moves.value.every(({ move }) => move === 'ALREADY')) return done({ packageId: pack.id });
    const problem =
      notOnline(pack) ??
      (await otherAtWork(records, pack, ['RELEASED'])) ??
      (await workTowards(records, pack, 'SERVING'));
    if (problem) return refused(problem);
    noteLive(records, 'RESUME_REQUESTED', pack, {});
    return done({ packageId: pack.id });
  });
}
