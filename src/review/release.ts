import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { HostId } from '../programs/host.ts';
import { makeLive } from './at-hosts.ts';
import { atHost, factsOfVersion } from './facts.ts';
import { moveOf } from './move.ts';
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
    const program = version && (await records.program(actor.accountId, version.programId));
    if (!program) return refused(notFound({ 'zh-CN': '版本', en: 'version' }, 'input.versionId'));

    const results: HostResult[] = [];
    const missing = new Set(input.hostIds);
    for (const platform of await records.platformsOf(program.id)) {
      const { facts, pack } = await factsOfVersion(records, program, version, platform);
      if (!pack) continue;
      const locked = (await records.lockPackage(pack.id)) ?? pack;
      for (const distribution of await records.distributionsOf(program.id, platform)) {
        if (distribution.packageId !== pack.id) continue;
        if (input.hostIds && !input.hostIds.includes(distribution.hostId)) continue;
        missing.delete(distribution.hostId);
        results.push(await releaseAt(deps, records, locked, distribution, facts));
      }
    }
    if (missing.size > 0 || results.length === 0) return refused(notHandedIn([...missing]));
    return done({ results });
  });
}

function notHandedIn(hostIds: readonly HostId[]): Problem {
  const names = hostIds.join(', ');
  return {
    ...notFound({ 'zh-CN': '分发', en: 'distribution' }, 'input.hostIds'),
    message: {
      'zh-CN': names ? `该版本没有提交给这些宿主：${names}` : '该版本没有提交给任何宿主',
      en: names ? `the version was not handed in for: ${names}` : 'the version was not handed in for any host',
    },
  };
}

async function releaseAt(
  deps: ReviewDeps,
  records: ReviewRecords,
  pack: PackageRecord,
  distribution: DistributionRecord,
  facts: Facts,
): Promise<HostResult> {
  const { platform } = pack;
  const now = deps.clock.now();
  const verdict = evaluate(variantOf(platform), atHost(facts, distribution), 'RELEASE', now);
  const result = { hostId: distribution.hostId, platform, verdict };
  if (verdict.answer !== 'YES') {
    note(records, 'RELEASE_REFUSED', pack, distribution, { answer: verdict.answer, clauses: clausesOf(verdict) });
    return result;
  }
  const move = moveOf(platform, 'release', distribution.release, 'release', 'RELEASING');
  // Releasing or released already: the wish is on its way or fulfilled, and saying it again changes nothing.
  if (typeof move === 'string') return { ...result, packageId: pack.id };
  await records.changeDistribution(distribution.id, { release: move.to });
  note(records, 'RELEASE_REQUESTED', pack, distribution, { axis: 'release', from: distribution.release, to: move.to });
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

function clausesOf(verdict: { readonly findings: readonly { readonly citations: readonly { clause: string }[] }[] }) {
  return [...new Set(verdict.findings.flatMap(({ citations }) => citations.map(({ clause }) => clause)))];
}

