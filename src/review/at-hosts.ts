import type { EventSource, NewEvent } from '../events/event.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { isShownTo } from '../policy/closed-tests.ts';
import { moveOf } from '../policy/move.ts';
import { hostAdvice } from './host-rules.ts';
import { packagePayload } from './package-payload.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';

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
  const places = await placesOf(records, pack);
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
      programId: pack.programId,
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
  now: Date,
  source: EventSource,
): Promise<void> {
  for (const distribution of await placesOf(records, pack)) {
    const awaits = distribution.release === 'RELEASING' || distribution.release === 'STAGED';
    if (awaits) await makeLive(records, pack, distribution, now, source);
  }
}

/** End users of one host see the package from now on, instead of what they saw before. */
export async function makeLive(
  records: ReviewRecords,
  pack: PackageRecord,
  distribution: DistributionRecord,
  now: Date,
  source: EventSource,
): Promise<void> {
  const { id, hostId, livePackageId, programId, release: from } = distribution;
  const move = moveOf(pack.platform, 'release', from, 'released', 'RELEASED');
  if (typeof move === 'string') return;
  await records.changeDistribution(id, { release: move.to, livePackageId: pack.id, liveSince: now });
  const about = { programId, hostId, subjectId: id, source };
  records.record({
    ...about,
    type: 'RELEASED',
    payload: {
      ...packagePayload(pack),
      hostIds: [hostId],
      axis: 'release',
      from,
      to: move.to,
      visibility: { from: livePackageId ? 'PUBLIC' : 'TESTERS_ONLY', to: 'PUBLIC' },
    },
  });
  if (livePackageId && livePackageId !== pack.id) {
    const payload = { platform: pack.platform, hostIds: [hostId], packageId: livePackageId, by: pack.id };
    records.record({ ...about, ...supersession(pack, payload) });
  }
}

/**
 * A version that is live gives way when another's release takes effect at the same host. Its row is the other's by
 * then, since a distribution holds the version last handed in: what is left of its own release is in the log.
 */
function supersession(
  { platform }: PackageRecord,
  payload: Readonly<Record<string, unknown>>,
): Pick<NewEvent, 'type' | 'payload'> {
  const from = 'RELEASED';
  const move = moveOf(platform, 'release', from, 'supersede', 'SUPERSEDED');
  const isAllowed = typeof move === 'object';
  return {
    type: isAllowed ? 'SUPERSEDED' : 'ANOMALY_NOTICED',
    payload: { ...payload, axis: 'release', from, to: isAllowed ? move.to : 'SUPERSEDED' },
  };
}

async function placesOf(records: ReviewRecords, pack: PackageRecord): Promise<DistributionRecord[]> {
  const all = await records.distributionsOf(pack.programId, pack.platform);
  return all.filter(({ packageId }) => packageId === pack.id);
}
