import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { acceptByUse } from '../onboarding/accept-by-use.ts';
import type { Facts } from '../policy/facts.ts';
import { hostIdFaults } from '../policy/host-selection.ts';
import type { ReleaseState } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import { notFound, type Problem, problemOf } from '../policy/problem.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { makeLive } from './at-hosts.ts';
import { atHost, factsOfVersion, notAtHost } from './facts.ts';
import { hostJudge } from './host-rules.ts';
import { atWork, otherAtWork } from './live-version.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';
import { placesOf, putRelease, releaseOf, seenBy } from './release-axis.ts';
import { type HostResult, publishedHosts, type ReviewDeps } from './submit.ts';

export interface ReleaseInput {
  readonly versionId: string;
  /** Left out: every host that the version was handed in for. */
  readonly hostIds?: readonly HostId[];
}

/**
 * Makes an approved version public, host by host, each with its own verdict: approval alone never publishes
 * (baidu/3.1), and a host that has refused holds back no other (baidu/3.6). What a part of the users has is given to
 * everybody by it, judged and accepted like any release.
 */
export function release(
  deps: ReviewDeps,
  actor: Actor,
  input: ReleaseInput,
  key?: string,
): Promise<Outcome<{ readonly results: readonly HostResult[] }, Problem>> {
  return deps.perform({ actor, name: 'release', key, input }, async (records) => {
    const version = await records.version(actor.accountId, input.versionId);
    const program = version && (await records.lockProgram(actor.accountId, version.programId));
    if (!program) return refused(notFound({ 'zh-CN': '版本', en: 'version' }, 'input.versionId'));

    const asked = await placesAsked(records, program, version, input.hostIds, deps.clock.now());
    if (!asked.ok) return asked;
    const results: HostResult[] = [];
    for (const place of asked.value) results.push(await releaseAt(deps, records, actor, place));
    return done({ results });
  });
}

/** Where it is to be released: the hosts that are named, all of which have it, or all that it was handed in for. */
async function placesAsked(
  records: ReviewRecords,
  program: Program,
  version: Version,
  hostIds: readonly HostId[] | undefined,
  now: Date,
): Promise<Outcome<readonly Place[], Problem>> {
  const published = await publishedHosts(records);
  const faults = hostIds ? hostIdFaults(hostIds, published, 'input.hostIds') : [];
  if (faults.length > 0) return refused(...faults);
  const named = hostIds && published.filter(({ id }) => hostIds.includes(id));
  const platforms = named
    ? new Set(named.map(({ platform }) => platform))
    : await records.platformsOf(program.id);
  const all: HostAsked[] = [];
  for (const platform of platforms) {
    const isHere = (host: Host) => host.platform === platform;
    const hosts = { published: published.filter(isHere), named: named?.filter(isHere) };
    all.push(...(await placesOn(records, program, version, platform, hosts, now)));
  }
  const places = all.filter(isHandedIn);
  if (places.length < all.length) return refused(...notHandedIn(all, hostIds ?? []));
  const packages = new Map(places.map(({ pack }) => [pack.id, pack]));
  for (const pack of packages.values()) {
    const problem =
      pack.goal === 'UNSTAGED' ? atWork(pack, pack.goal) : await otherAtWork(records, pack, ['ROLLED_BACK']);
    if (problem) return refused(problem);
  }
  return places.length > 0 ? done(places) : refused(handedInNowhere);
}

/** One host that is asked for, with its verdict; without a package where the version was not handed in for it. */
interface HostAsked {
  readonly hostId: HostId;
  readonly facts: Facts;
  readonly verdict: Verdict;
  readonly pack: PackageRecord | undefined;
  readonly distribution: DistributionRecord | undefined;
}

/** Where the version was handed in: one host, and all that its verdict depends on. */
interface Place extends HostAsked {
  readonly pack: PackageRecord;
  readonly distribution: DistributionRecord;
}

function isHandedIn(place: HostAsked): place is Place {
  return place.pack !== undefined && place.distribution !== undefined;
}

/** `named`: left out, all hosts of the platform that the version was handed in for. */
async function placesOn(
  records: ReviewRecords,
  program: Program,
  version: Version,
  platform: PlatformId,
  { published, named }: { readonly published: readonly Host[]; readonly named: readonly Host[] | undefined },
  now: Date,
): Promise<HostAsked[]> {
  await records.lockPackagesOf(program.id, platform);
  const { facts, pack } = await factsOfVersion(records, program, version, platform);
  const distributions = await records.distributionsOf(program.id, platform);
  const here = pack ? placesOf(distributions, pack) : [];
  const meant = named ?? published.filter(({ id }) => here.some(({ hostId }) => hostId === id));
  const judge = await hostJudge(records, program.id, meant, 'RELEASE', now);
  return meant.map((host) => {
    const distribution = here.find(({ hostId }) => hostId === host.id);
    const seen = pack && distribution ? atHost(facts, seenBy(distribution, pack.id)) : notAtHost(facts);
    return { hostId: host.id, facts, verdict: judge(host, seen), pack, distribution };
  });
}

/** A host that it was not handed in for refuses the whole: whoever named it is mistaken about where the version is. */
function notHandedIn(places: readonly HostAsked[], hostIds: readonly HostId[]): Problem[] {
  return places
    .filter((place) => !isHandedIn(place))
    .flatMap(({ hostId, verdict }) => problemOf(verdict, `input.hostIds[${hostIds.indexOf(hostId)}]`) ?? []);
}

const handedInNowhere: Problem = {
  ...notFound({ 'zh-CN': '分发', en: 'distribution' }, 'input.hostIds'),
  message: {
    'zh-CN': '该版本没有提交给任何宿主',
    en: 'the version was not handed in for any host',
  },
};

async function releaseAt(
  deps: ReviewDeps,
  records: ReviewRecords,
  actor: Actor,
  { pack, distribution, facts, verdict }: Place,
): Promise<HostResult> {
  const { platform } = pack;
  const now = deps.clock.now();
  const result = { hostId: distribution.hostId, platform, verdict };
  if (verdict.answer !== 'YES') {
    note(records, 'RELEASE_REFUSED', pack, distribution, {
      answer: verdict.answer,
      agreementVersion: verdict.agreementVersion,
      clauses: clausesOf(verdict),
    });
    return result;
  }
  const from = releaseOf(distribution, pack.id) ?? 'NOT_RELEASED';
  const to = releasingFrom(pack, from);
  // Releasing or released already: the wish is on its way or fulfilled, and saying it again changes nothing.
  if (to === undefined) return { ...result, packageId: pack.id };
  await acceptByUse(records, actor, { platform, facts, operation: 'RELEASE', at: now });
  await putRelease(records, distribution, pack.id, to);
  note(records, 'RELEASE_REQUESTED', pack, distribution, {
    axis: 'release',
    from,
    to,
    agreementVersion: verdict.agreementVersion,
  });
  if (pack.online) {
    // The platform has it online since another host's release; this host had its own word still to say.
    await makeLive(records, pack, { ...distribution, release: to }, now, 'GATEWAY');
  } else {
    await records.changePackage(pack.id, { goal: 'RELEASED', trouble: null });
    records.enqueue({ kind: 'PACKAGE', id: pack.id });
  }
  return { ...result, packageId: pack.id };
}

/** Where the wish leads; a part of the users keeps what it has until everybody has it. Undefined: nowhere that it is not yet. */
function releasingFrom({ platform, goal }: PackageRecord, from: ReleaseState): ReleaseState | undefined {
  if (from === 'STAGED') return goal === 'RELEASED' ? undefined : 'STAGED';
  const move = moveOf(platform, 'release', from, 'release', 'RELEASING');
  return typeof move === 'string' ? undefined : move.to;
}

function note(
  records: ReviewRecords,
  type: 'RELEASE_REQUESTED' | 'RELEASE_REFUSED',
  pack: PackageRecord,
  { id, hostId }: DistributionRecord,
  payload: Readonly<Record<string, unknown>>,
): void {
  records.record({
    type,
    ...aboutPackage(pack),
    hostId,
    subjectId: id,
    payload: { ...packagePayload(pack), hostIds: [hostId], ...payload },
  });
}

function clausesOf(verdict: {
  readonly findings: readonly { readonly citations: readonly { clause: string }[] }[];
}) {
  return [...new Set(verdict.findings.flatMap(({ citations }) => citations.map(({ clause }) => clause)))];
}
