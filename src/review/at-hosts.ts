import type { EventSource } from '../events/event.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { isShownTo } from '../policy/closed-tests.ts';
import { moveOf } from '../policy/move.ts';
import { moveOrNote, moveRelease, stagedGaveWay, tell, ways } from './gave-way.ts';
import { hostAdvice } from './host-rules.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';
import { liveReleaseOf, placesOf, putLive, putRelease, releaseOf } from './release-axis.ts';

/**
 * The platform has approved: every host with a review of its own that may know is asked now (baidu/3.6), and told what its own
 * rules say by now. That is advice; the host still decides.
 */
export async function openHostReviews(
  records: ReviewRecords,
  pack: PackageRecord,
  now: Date,
  source: EventSource,
): Promise<void> {
  const all = await records.distributionsOf(pack.programId, pack.platform);
  const places = all.filter(({ packageId }) => packageId === pack.id);
  const tests = await records.closedTests(pack.programId);
  const day = civilDateAt(now);
  // Who may not know of a closed test is not asked until it is over, or the platform has agreed (wechat/7.1, baidu/8.1).
  const waiting = places
    .filter(({ confirmation }) => confirmation === 'WAITING')
    .map(({ hostId }) => hostId)
    .filter((id) => isShownTo(tests, { id, platform: pack.platform }, day));
  if (waiting.length === 0) return;
  const hosts = (await records.hosts(pack.platform)).filter(({ id }) => waiting.includes(id));
  const adviceTo = await hostAdvice(records, pack, hosts, now);
  for (const distribution of places) {
    const from = distribution.confirmation;
    if (!waiting.includes(distribution.hostId)) continue;
    const move = moveOf(pack.platform, 'confirmation', from, 'ask', 'PENDING');
    if (typeof move === 'string') continue;
    await records.changeDistribution(distribution.id, { confirmation: move.to });
    const { hostId } = distribution;
    const findings = adviceTo(hostId);
    const reviewId = await records.openReview(pack, hostId, { state: move.to, source, findings });
    records.record({
      type: 'HOST_REVIEW_OPENED',
      hostId,
      ...aboutPackage(pack),
      subjectId: distribution.id,
      source,
      payload: {
        ...packagePayload(pack),
        hostIds: [hostId],
        reviewId,
        axis: 'confirmation',
        from,
        to: move.to,
        findings: findings.map(({ code, effect, hostRule }) => ({ code, effect, hostRule })),
      },
    });
  }
}

/** The platform has the package online: it becomes visible at every host that was waiting for that, or showed it to a part of its users. */
export async function putOnline(
  records: ReviewRecords,
  pack: PackageRecord,
  since: Date,
  source: EventSource,
): Promise<void> {
  for (const distribution of await placesAt(records, pack)) {
    const release = releaseOf(distribution, pack.id);
    const awaits = release === 'RELEASING' || release === 'STAGED';
    if (awaits) await makeLive(records, pack, distribution, since, source);
  }
}

/**
 * End users of one host see the package since that instant, instead of what they saw before. A service is closed apart
 * from all versions, and no document says that a release opens it: what takes the place of a paused version is paused.
 */
export async function makeLive(
  records: ReviewRecords,
  pack: PackageRecord,
  place: DistributionRecord,
  since: Date,
  source: EventSource,
): Promise<void> {
  const { livePackageId } = place;
  // Another version may have followed here, before anybody released this one.
  const from = releaseOf(place, pack.id) ?? 'NOT_RELEASED';
  const move = moveOf(pack.platform, 'release', from, 'released', 'RELEASED');
  if (typeof move === 'string') return;
  const notebook = { records, source, now: since, occurredAt: since };
  await putRelease(records, place, pack.id, move.to);
  await putLive(records, place, pack.id, since);
  tell(
    notebook,
    'RELEASED',
    pack,
    {
      axis: 'release',
      from,
      to: move.to,
      visibility: { from: livePackageId ? 'PUBLIC' : 'TESTERS_ONLY', to: 'PUBLIC' },
    },
    place,
  );
  await stagedGaveWay(notebook, place, pack);
  if (!livePackageId || livePackageId === pack.id) return;
  const all = await records.packagesOf(pack.programId, pack.platform);
  const gone = all.find((other) => other.id === livePackageId);
  if (!gone) throw new Error(`the package ${livePackageId}, which was public, is not on file`);
  await moveOrNote(notebook, gone, place, ways.SUPERSEDED, { by: pack.id });
  if (liveReleaseOf(place) !== 'PAUSED') return;
  const now = {
    ...place,
    livePackageId: pack.id,
    ...(place.packageId === pack.id ? { release: move.to } : {}),
  };
  await moveRelease(notebook, pack, now, { by: 'pause', target: 'PAUSED', type: 'PAUSED' });
}

async function placesAt(records: ReviewRecords, pack: PackageRecord): Promise<readonly DistributionRecord[]> {
  return placesOf(await records.distributionsOf(pack.programId, pack.platform), pack);
}
