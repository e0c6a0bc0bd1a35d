import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { acceptByUse } from '../onboarding/accept-by-use.ts';
import { invalidInput, type Problem, problemOf } from '../policy/problem.ts';
import { atHost, factsOfVersion } from './facts.ts';
import { hostJudge } from './host-rules.ts';
import {
  type LiveDeps,
  movesFrom,
  noteLive,
  otherAtWork,
  type VersionAtPlatform,
  type VersionHere,
  versionHere,
  workTowards,
} from './live-version.ts';
import type { PackageRecord, ReviewRecords } from './records.ts';
import { releaseOf } from './release-axis.ts';

export interface StageReleaseInput extends VersionAtPlatform {
  /** How many of a hundred users get it. 0 is for debuggers or testers only, one of whom then comes first. */
  readonly percentage: number;
  readonly debuggersFirst?: boolean;
  readonly testersFirst?: boolean;
}

/**
 * Gives an approved version to a part of the users, or to a larger part: it only grows. The first time it is a release, and
 * is judged as one at each host; from then on it is only made wider.
 */
export function stageRelease(
  deps: LiveDeps,
  actor: Actor,
  input: StageReleaseInput,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'stageRelease', key, input }, async (records) => {
    const faults = shareFaults(input);
    if (faults.length > 0) return refused(...faults);
    const here = await versionHere(deps, records, actor, input, 'staging', 'RELEASE');
    if (!here.ok) return here;
    const { pack } = here.value;
    const reached = reachedBy(here.value);
    if (reached === input.percentage) return done({ packageId: pack.id });
    if (reached !== undefined && input.percentage < reached) return refused(narrower(reached));
    const begun = reached === undefined ? await judgeFirst(deps, records, actor, here.value) : done([]);
    if (!begun.ok) return begun;
    return take(records, pack, begun.value, input);
  });
}

async function take(
  records: ReviewRecords,
  pack: PackageRecord,
  begun: VersionHere['places'],
  { percentage, debuggersFirst = false, testersFirst = false }: StageReleaseInput,
): Promise<Outcome<{ packageId: string }, Problem>> {
  const share = { percentage, debuggersFirst, testersFirst };
  const problem =
    (await otherAtWork(records, pack, ['ROLLED_BACK'])) ??
    (await workTowards(records, pack, 'STAGED', share));
  if (problem) return refused(problem);
  for (const place of begun) await records.changeDistribution(place.id, { release: 'RELEASING' });
  noteLive(records, 'STAGED_RELEASE_REQUESTED', pack, share);
  return done({ packageId: pack.id });
}

/** How many of a hundred users get it; undefined where it is not released in stages yet. */
function reachedBy({ pack, places }: VersionHere): number | undefined {
  return places.some((place) => releaseOf(place, pack.id) === 'STAGED')
    ? (pack.stagedPercentage ?? 0)
    : undefined;
}

/** The first stage is a release: what stands against that at any of the hosts refuses the whole, since a platform stages at all of them. */
async function judgeFirst(
  deps: LiveDeps,
  records: ReviewRecords,
  actor: Actor,
  { program, version, pack, places }: VersionHere,
): Promise<Outcome<VersionHere['places'], Problem>> {
  const { platform } = pack;
  const now = deps.clock.now();
  const moves = movesFrom({ program, version, pack, places }, 'release', 'RELEASING');
  if (!moves.ok) return moves;
  const leaving = moves.value.filter(({ move }) => typeof move === 'object').map(({ place }) => place);
  const { facts } = await factsOfVersion(records, program, version, platform);
  const hosts = (await records.hosts(platform)).filter(({ id }) =>
    leaving.some(({ hostId }) => hostId === id),
  );
  const judge = await hostJudge(records, program.id, hosts, 'RELEASE', now);
  for (const place of leaving) {
    const host = hosts.find(({ id }) => id === place.hostId);
    const problem = host && problemOf(judge(host, atHost(facts, place)), 'input.versionId');
    if (problem) return refused(problem);
  }
  await acceptByUse(records, actor, { platform, facts, operation: 'RELEASE', at: now });
  return done(leaving);
}

function shareFaults({ percentage, debuggersFirst, testersFirst }: StageReleaseInput): Problem[] {
  if (!Number.isInteger(percentage) || percentage < 0 || percentage > 100) {
    const message = {
      'zh-CN': `灰度比例须为 0 至 100 的整数，而不是 ${percentage}`,
      en: `the share is a whole number from 0 to 100, and not ${percentage}`,
    };
    return [invalidInput(message, 'input.percentage')];
  }
  if (percentage > 0 || debuggersFirst || testersFirst) return [];
  const message = {
    'zh-CN': '比例为 0 时须先向调试者或体验者发布',
    en: 'a share of 0 is for debuggers or testers: let one of them come first',
  };
  return [invalidInput(message, 'input.percentage')];
}

function narrower(reached: number): Problem {
  const message = {
    'zh-CN': `灰度比例已达 ${reached}%，只能调高`,
    en: `${reached} of a hundred users get it already, and the share only grows`,
  };
  return invalidInput(message, 'input.percentage');
}
