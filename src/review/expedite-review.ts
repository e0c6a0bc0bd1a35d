import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { isUnderReview } from '../policy/lifecycle.ts';
import type { Problem } from '../policy/problem.ts';
import { type LiveDeps, noteLive, type VersionAtPlatform, versionHere, workTowards } from './live-version.ts';
import type { PackageRecord } from './records.ts';

/** Asks a platform to look at a version before others. It uses up an allowance that all programs of the gateway may share. */
export function expediteReview(
  deps: LiveDeps,
  actor: Actor,
  input: VersionAtPlatform,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'expediteReview', key, input }, async (records) => {
    const here = await versionHere(deps, records, actor, input, 'expedite');
    if (!here.ok) return here;
    const { pack } = here.value;
    if (!isUnderReview(pack.review) || pack.reference === undefined) {
      return refused(notInReview(pack));
    }
    if (pack.goal === 'EXPEDITED') return done({ packageId: pack.id });
    const problem = await workTowards(records, pack, 'EXPEDITED');
    if (problem) return refused(problem);
    noteLive(records, 'EXPEDITE_REQUESTED', pack, {});
    return done({ packageId: pack.id });
  });
}

function notInReview({ versionNumber, review, platform }: PackageRecord): Problem {
  return {
    code: 'STATE',
    currentState: review,
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `版本 ${versionNumber} 不在审核中，不能加急`,
      en: `version ${versionNumber} is not in review, so that nothing can be expedited`,
    },
  };
}
