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
import type { PackageRecord, ReviewRecords } from './records.ts';

export interface RollBackInput extends VersionAtPlatform {
  /** The platform's own number of a candidate (`rollbackCandidates`); left out: the version before. */
  readonly to?: string;
}

/**
 * Has a platform give users an earlier version again instead of this one, everywhere that it publishes. What they get then
 * is told when the platform says so. At which platforms and from which states, its transition table says.
 */
export function rollBack(
  deps: LiveDeps,
  actor: Actor,
  input: RollBackInput,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'rollBack', key, input }, async (records) => {
    const here = await versionHere(deps, records, actor, input, 'rollback', 'ROLL_BACK');
    if (!here.ok) return here;
    const moves = movesFrom(here.value, 'rolledBack', 'ROLLED_BACK');
    if (!moves.ok) return moves;
    const { pack } = here.value;
    // Rolled back already: saying it again changes nothing.
    if (moves.value.every(({ move }) => move === 'ALREADY')) return done({ packageId: pack.id });
    const problem =
      notOnline(pack) ??
      (await otherOnItsWay(records, pack)) ??
      (await workTowards(records, pack, 'ROLLED_BACK', input.to === undefined ? {} : { to: input.to }));
    if (problem) return refused(problem);
    noteLive(records, 'ROLLBACK_REQUESTED', pack, input.to === undefined ? {} : { to: input.to });
    return done({ packageId: pack.id });
  });
}

/** Another version that comes would take the place of this one, or has it from a part of the users (87011). */
async function otherOnItsWay(records: ReviewRecords, pack: PackageRecord): Promise<Problem | undefined> {
  const { id, programId, platform } = pack;
  const packages = await records.packagesOf(programId, platform);
  const staged = packages.find((other) => other.id !== id && other.stagedPercentage !== undefined);
  if (!staged) return otherAtWork(records, pack, ['RELEASED', 'STAGED', 'UNSTAGED']);
  return {
    code: 'STATE',
    currentState: 'STAGED',
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `版本 ${staged.versionNumber} 正在灰度发布，期间不能回退；请先全量发布或取消灰度`,
      en: `version ${staged.versionNumber} is released to a part of the users, and nothing is rolled back meanwhile: release it to everybody, or cancel that`,
    },
  };
}
