import { moveOf } from '../policy/move.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { DistributionRecord, ReviewRecords } from './records.ts';

/**
 * A host that was asked for its own word (baidu/3.6) need not say it any more: a later version took the place of this
 * one, or the account leaves the platform. The review ends undecided, and the host is told in its inbox. Does nothing
 * where no host is asked. The caller holds the lock of the package, as `decideHostReview` does, so that a decision is
 * either before this or refused.
 */
export async function takeBackHostReview(
  records: ReviewRecords,
  { id, hostId, packageId, platform, confirmation: from }: DistributionRecord,
): Promise<void> {
  const move = moveOf(platform, 'confirmation', from, 'withdraw', 'WAITING');
  if (packageId === undefined || typeof move === 'string') return;
  const pack = await records.lockPackage(packageId);
  if (!pack) return;
  await records.changeDistribution(id, { confirmation: move.to });
  const ended = { state: 'WITHDRAWN', source: 'GATEWAY' };
  const reviewId = await records.decideReview(packageId, hostId, ended);
  records.record({
    type: 'REVIEW_WITHDRAWN',
    hostId,
    ...aboutPackage(pack),
    subjectId: id,
    payload: {
      ...packagePayload(pack),
      hostIds: [hostId],
      reviewId: reviewId ?? null,
      axis: 'confirmation',
      from,
      to: move.to,
    },
  });
}
