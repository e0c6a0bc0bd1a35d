import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { versionAt } from '../policy/agreement.ts';
import type { Facts } from '../policy/facts.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { Problem } from '../policy/problem.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variants } from '../policy/variants.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import { factsOfVersion } from './facts.ts';
import { type JudgedSubmission, judgeSubmission } from './host-rules.ts';
import { type PlanBasis, planHash, refusalOf } from './plan-hash.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';
import {
  handIn,
  type ReviewDeps,
  type SubmissionAsked,
  type SubmitDeps,
  type SubmitInput,
  type Submitted,
  submissionAsked,
} from './submit.ts';

/**
 * What a plan does at one host. SUBMIT: the version is handed in; what is public there stays until the platform
 * has the version online. BLOCKED: the platform's rules do not allow it, or the host's own. LOSES_VISIBILITY: something is public there, and the version goes to
 * the host's platform without the host: a platform has one version of a program online, so once this one is
 * released, the host has none that was handed in for it. STAYS: nothing happens to what is there.
 */
export const plannedActions = ['SUBMIT', 'BLOCKED', 'LOSES_VISIBILITY', 'STAYS'] as const;
export type PlannedAction = (typeof plannedActions)[number];

export interface PlannedHost {
  readonly hostId: HostId;
  readonly platform: PlatformId;
  readonly action: PlannedAction;
  /** What the rules say, where the host was asked for. */
  readonly verdict?: Verdict;
  /** What end users see there now. */
  readonly livePackageId?: string;
  /** Whether that would be gone once the version is released: so where it LOSES_VISIBILITY, and so where only the host is BLOCKED. */
  readonly losesVisibility: boolean;
}

/** What would be done with a version, host by host, and the mark of everything that this rests on. */
export interface Plan {
  readonly versionId: string;
  readonly hash: string;
  readonly hosts: readonly PlannedHost[];
}

/** What `submitForReview` would do with the same input. Nothing is written. */
export function planDistribution(
  deps: ReviewDeps,
  actor: Actor,
  input: SubmitInput,
): Promise<Outcome<Plan, Problem>> {
  return deps.perform({ actor, name: 'planDistribution', input }, (records) =>
    drawUp(records, actor, input, deps.clock.now()),
  );
}

export interface ApplyPlanInput extends SubmitInput {
  /** Of the plan, as it was returned. */
  readonly hash: string;
}

export interface Applied extends Submitted {
  readonly plan: Plan;
}

/**
 * Does what the plan says, and only if it still says so: the plan is drawn up again in the transaction that carries
 * it out, and refused if anything that it rests on has moved.
 */
export function applyPlan(
  deps: SubmitDeps,
  actor: Actor,
  input: ApplyPlanInput,
  key?: string,
): Promise<Outcome<Applied, Problem>> {
  return deps.perform<Applied>({ actor, name: 'applyPlan', key, input }, async (ofTransaction) => {
    const now = deps.clock.now();
    const records = withStandingRules(ofTransaction);
    const drawn = await drawUp(records, actor, input, now);
    if (!drawn.ok) return drawn;
    const plan = drawn.value;
    if (plan.hash !== input.hash) return refused(...refusalOf(input.hash, plan.hash));
    const hostIds = plan.hosts.filter(({ action }) => action === 'SUBMIT').map(({ hostId }) => hostId);
    if (hostIds.length === 0) return done({ plan, results: [] });
    const submitted = await handIn(deps, records, actor, { ...input, hostIds });
    return submitted.ok ? done({ ...submitted.value, plan }) : submitted;
  });
}

/** A set that a host publishes after the plan was compared and before it is carried out has no say in it any more. */
function withStandingRules(records: ReviewRecords): ReviewRecords {
  const known = new Map<string, HostRuleSet | undefined>();
  return {
    ...records,
    async ruleSetsOn(hostIds, day) {
      const nameOf = (hostId: HostId) => `${hostId} ${day}`;
      const open = hostIds.filter((hostId) => !known.has(nameOf(hostId)));
      const sets = open.length > 0 ? await records.ruleSetsOn(open, day) : [];
      for (const id of open) {
        known.set(
          nameOf(id),
          sets.find(({ hostId }) => hostId === id),
        );
      }
      return hostIds.flatMap((hostId) => known.get(nameOf(hostId)) ?? []);
    },
  };
}

async function drawUp(
  records: ReviewRecords,
  actor: Actor,
  input: SubmitInput,
  now: Date,
): Promise<Outcome<Plan, Problem>> {
  const asked = await submissionAsked(records, actor, input, now);
  if (!asked.ok) return asked;
  const standings: PlatformStanding[] = [];
  for (const { platform } of variants) {
    standings.push(await standingOn(records, asked.value, platform, input.absentContent, now));
  }
  const { version } = asked.value;
  const hosts = standings.flatMap(plannedOn);
  const hash = planHash({
    version: { versionId: version.id, templates: version.templates },
    hostIds: input.hostIds && [...new Set(input.hostIds)].sort(),
    absentContent: [...new Set(input.absentContent)].sort(),
    ...basisOf(standings, now),
  });
  return done({ versionId: version.id, hash, hosts });
}

/** All that a plan takes into account of one platform. */
interface PlatformStanding {
  readonly platform: PlatformId;
  /** The hosts asked for. */
  readonly targets: readonly Host[];
  readonly distributions: readonly DistributionRecord[];
  readonly packages: readonly PackageRecord[];
  readonly facts: Facts;
  readonly judged: JudgedSubmission;
  readonly variant: PolicyVariant;
}

async function standingOn(
  records: ReviewRecords,
  { program, version, targets }: SubmissionAsked,
  platform: PlatformId,
  absentContent: readonly string[],
  now: Date,
): Promise<PlatformStanding> {
  await records.lockPackagesOf(program.id, platform);
  const { facts } = await factsOfVersion(records, program, version, platform, { absentContent });
  const hosts = targets.get(platform) ?? [];
  return {
    platform,
    targets: hosts,
    distributions: await records.distributionsOf(program.id, platform),
    packages: await records.packagesOf(program.id, platform),
    facts,
    judged: await judgeSubmission(records, program.id, platform, hosts, facts, now),
    variant: await records.variantOf(platform),
  };
}

function plannedOn({ platform, targets, distributions, judged }: PlatformStanding): PlannedHost[] {
  const isHandedIn = judged.hosts.some(({ welcome }) => welcome);
  const liveAt = (hostId: HostId) => {
    const livePackageId = distributions.find((one) => one.hostId === hostId)?.livePackageId;
    return livePackageId === undefined ? {} : { livePackageId };
  };
  const asked = judged.hosts.map(({ host, verdict, welcome }): PlannedHost => {
    const live = liveAt(host.id);
    const losesVisibility = isHandedIn && !welcome && 'livePackageId' in live;
    const action = welcome ? 'SUBMIT' : 'BLOCKED';
    return { hostId: host.id, platform, action, verdict, losesVisibility, ...live };
  });
  const others = distributions
    .filter(({ hostId }) => targets.every(({ id }) => id !== hostId))
    .map(({ hostId, livePackageId }): PlannedHost => {
      const losesVisibility = isHandedIn && livePackageId !== undefined;
      const action = losesVisibility ? 'LOSES_VISIBILITY' : 'STAYS';
      return { hostId, platform, action, losesVisibility, ...liveAt(hostId) };
    });
  return [...asked, ...others];
}

function basisOf(
  standings: readonly PlatformStanding[],
  now: Date,
): Omit<PlanBasis, 'version' | 'hostIds' | 'absentContent'> {
  const byPlatform = <Told>(tell: (standing: PlatformStanding) => Told) =>
    standings.map((standing) => [standing.platform, tell(standing)]);
  return {
    manifest: standings[0]?.facts.manifest,
    subject: standings[0]?.facts.subject,
    materials: standings[0]?.facts.materials,
    acceptances: byPlatform(({ facts }) => facts.acceptances.map((one) => JSON.stringify(one)).sort()),
    rulings: byPlatform(({ facts }) =>
      (facts.rulings ?? []).map(({ recorded, answer }) => [recorded?.id, answer]),
    ),
    registrations: byPlatform(({ facts }) => facts.registration),
    packages: byPlatform(({ packages }) =>
      packages.map(({ id, state, review, goal, online, hostIds }) => [
        id,
        state,
        review,
        goal,
        online,
        hostIds,
      ]),
    ),
    hosts: byPlatform(({ targets }) => targets.map(({ id, confirmation }) => [id, confirmation])),
    distributions: byPlatform(({ distributions }) =>
      distributions.map((place) => [
        place.hostId,
        place.packageId,
        place.confirmation,
        place.release,
        place.livePackageId,
        place.liveRelease,
        place.stagedPackageId,
      ]),
    ),
    agreements: byPlatform(({ variant: { agreement, rules } }) => {
      const { version, clauses } = versionAt(agreement, now);
      return [version, clauses.map(({ sourceHash }) => sourceHash), rules.map(({ id }) => id)];
    }),
    hostRules: byPlatform(({ judged }) => [...judged.ruleSets].sort()),
    verdicts: byPlatform(({ judged }) => [
      gistOf(judged.verdict),
      judged.hosts
        .map(({ host, verdict }) => [host.id, gistOf(verdict)])
        // Where a host adds nothing, the platform's says it all; which hosts there are is another part.
        .filter(([, gist]) => JSON.stringify(gist) !== JSON.stringify(gistOf(judged.verdict))),
    ]),
  };
}

function gistOf({ answer, findings }: Verdict) {
  return [answer, findings.map(({ rule, code, path }) => [rule, code, path])];
}
