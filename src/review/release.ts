import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { acceptByUse } from '../onboarding/accept-by-use.ts';
import type { Facts } from '../policy/facts.ts';
import { moveOf } from '../policy/move.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { makeLive } from './at-hosts.ts';
import { atHost, factsOfVersion } from './facts.ts';
import { hostJudge } from './host-rules.ts';
import { packagePayload } from './package-payload.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';
import type { HostResult, ReviewDeps } from './submit.ts';

export interface ReleaseInput {
  readonly versionId: string;
  /** Left out: every host that the version was handed in for. */
  readonly hostIds?: readonly HostId[];
}

/**
 * Makes an approved version public, host by host, each with its own verdict: approval alone never publishes
 * (baidu/3.1), and a host that has refused holds back no other (baidu/3.6).
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

    const places: Place[] = [];
    for (const platform of await records.platformsOf(program.id)) {
      places.push(...(await placesOn(records, program, version, platform, deps.clock.now())));
    }
    const asked = places.filter(({ distribution }) => input.hostIds?.includes(distribution.hostId) ?? true);
    const missing = (input.hostIds ?? []).filter(
      (id) => !asked.some(({ distribution }) => distribution.hostId === id),
    );
    if (missing.length > 0 || asked.length === 0) return refused(notHandedIn(missing));
    const results: HostResult[] = [];
    for (const place of asked) results.push(await releaseAt(deps, records, actor, place));
    return done({ results });
  });
}

/** Where the version was handed in: one host, and all that its verdict depends on. */
interface Place {
  readonly pack: PackageRecord;
  readonly distribution: DistributionRecord;
  readonly facts: Facts;
  readonly verdict: Verdict;
}

async function placesOn(
  records: ReviewRecords,
  program: Program,
  version: Version,
  platform: PlatformId,
  now: Date,
): Promise<Place[]> {
  await records.lockPackagesOf(program.id, platform);
  const { facts, pack } = await factsOfVersion(records, program, version, platform);
  if (!pack) return [];
  const distributions = await records.distributionsOf(program.id, platform);
  const here = distributions.filter(({ packageId }) => packageId === pack.id);
  const hosts = await records.hosts(platform);
  const judge = await hostJudge(
    records,
    program.id,
    hosts.filter(({ id }) => here.some(({ hostId }) => hostId === id)),
    'RELEASE',
    now,
  );
  return here.flatMap((distribution) => {
    const host = hosts.find(({ id }) => id === distribution.hostId);
    return host ? [{ pack, distribution, facts, verdict: judge(host, atHost(facts, distribution)) }] : [];
  });
}

function notHandedIn(hostIds: readonly HostId[]): Problem {
  const names = hostIds.join(', ');
  return {
    ...notFound({ 'zh-CN': '分发', en: 'distribution' }, 'input.hostIds'),
    message: {
      'zh-CN': names ? `该版本没有提交给这些宿主：${names}` : '该版本没有提交给任何宿主',
      en: names
        ? `the version was not handed in for: ${names}`
        : 'the version was not handed in for any host',
    },
  };
}

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
  const move = moveOf(platform, 'release', distribution.release, 'release', 'RELEASING');
  // Releasing or released already: the wish is on its way or fulfilled, and saying it again changes nothing.
  if (typeof move === 'string') return { ...result, packageId: pack.id };
  await acceptByUse(records, actor, { platform, facts, operation: 'RELEASE', at: now });
  await records.changeDistribution(distribution.id, { release: move.to });
  note(records, 'RELEASE_REQUESTED', pack, distribution, {
    axis: 'release',
    from: distribution.release,
    to: move.to,
    agreementVersion: verdict.agreementVersion,
  });
  if (pack.online) {
    // The platform has it online since another host's release; this host had its own word still to say.
    await makeLive(records, pack, { ...distribution, release: move.to }, now, 'GATEWAY');
  } else {
    await records.changePackage(pack.id, { goal: 'RELEASED', trouble: null });
    records.enqueue({ kind: 'PACKAGE', id: pack.id });
  }
  return { ...result, packageId: pack.id };
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
    programId: pack.programId,
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
