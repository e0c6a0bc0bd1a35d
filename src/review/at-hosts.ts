import type { EventSource } from '../events/event.ts';
import { moveOf } from './move.ts';
import { packagePayload } from './package-payload.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';

/** The platform has approved: every host with a review of its own is asked now (baidu/3.6). */
export async function openHostReviews(
  records: ReviewRecords,
  pack: PackageRecord,
  source: EventSource,
): Promise<void> {
  for (const distribution of await placesOf(records, pack)) {
    const from = distribution.confirmation;
    if (from !== 'WAITING') continue;
    const move = moveOf(pack.platform, 'confirmation', from, 'ask', 'PENDING');
    if (typeof move === 'string') continue;
    await records.changeDistribution(distribution.id, { confirmation: move.to });
    const { hostId } = distribution;
    const reviewId = await records.openReview(pack, hostId, { state: move.to, source });
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
      },
    });
  }
}

/** The platform has the package online: it becomes visible at every host that was waiting for that. */
export async function putOnline(
  records: ReviewRecords,
  pack: PackageRecord,
  now: Date,
  source: EventSource,
): Promise<void> {
  for (const distribution of await placesOf(records, pack)) {
    if (distribution.release === 'RELEASING') await makeLive(records, pack, distribution, now, source);
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
  const { id, hostId, livePackageId, programId } = distribution;
  const move = moveOf(pack.platform, 'release', 'RELEASING', 'released', 'RELEASED');
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
      from: 'RELEASING',
      to: move.to,
      visibility: { from: livePackageId ? 'PUBLIC' : 'TESTERS_ONLY', to: 'PUBLIC' },
    },
  });
  if (livePackageId && livePackageId !== pack.id) {
    const payload = { platform: pack.platform, hostIds: [hostId], packageId: livePackageId, by: pack.id };
    records.record({
      ...about,
      type: 'SUPERSEDED',
      payload: { ...payload, axis: 'release', to: 'SUPERSEDED' },
    });
  }
}

async function placesOf(records: ReviewRecords, pack: PackageRecord): Promise<DistributionRecord[]> {
  const all = await records.distributionsOf(pack.programId, pack.platform);
  return all.filter(({ packageId }) => packageId === pack.id);
}
