import { headlineOf, type Visibility, visibilityOf } from '../policy/headline.ts';
import type { AxisStates } from '../policy/lifecycle.ts';
import type { DistributionRow, PackageRow, ReviewRow } from '../store/reads/read-rows.ts';
import type { Standing } from './distribution.types.ts';

/** All axes of what was last handed in for a host. */
function axesOf(distribution: DistributionRow, pack: PackageRow | undefined): AxisStates {
  const { confirmation, release } = distribution;
  return { package: pack?.state ?? 'NONE', review: pack?.review ?? 'NOT_SUBMITTED', confirmation, release };
}

export function standingOf(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  reviews: readonly ReviewRow[],
): Standing {
  const { headline, waitingOn } = headlineOf(axesOf(distribution, pack));
  const since = sinceWhen(distribution, pack, latestReviewAt(distribution, reviews), headline);
  return { headline, waitingOn: { party: waitingOn, since } };
}

/** Whether the program is registered decides whether anybody at all can see it (wechat/2.3, baidu/2.2). */
export function visibilityAt(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registered: boolean,
): Visibility {
  return visibilityOf(axesOf(distribution, pack), registered);
}

/** The examination that speaks last at this host: its own where it has one, the platform's otherwise. */
export function latestReviewAt(
  { hostId }: DistributionRow,
  reviews: readonly ReviewRow[],
): ReviewRow | undefined {
  return (
    reviews.find((review) => review.hostId === hostId) ?? reviews.find((review) => review.hostId === null)
  );
}

function sinceWhen(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  review: ReviewRow | undefined,
  headline: Standing['headline'],
): Date {
  switch (headline) {
    case 'IN_REVIEW':
    case 'REVIEW_DELAYED':
    case 'AWAITING_HOST':
      return review?.openedAt ?? distribution.updatedAt;
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'REFUSED_BY_HOST':
    case 'READY_TO_RELEASE':
      return review?.decidedAt ?? distribution.updatedAt;
    case 'LIVE':
      return distribution.liveSince ?? distribution.updatedAt;
    case 'UPLOADING':
    case 'UPLOADED':
    case 'UPLOAD_FAILED':
      return pack?.updatedAt ?? distribution.updatedAt;
    default:
      return distribution.updatedAt;
  }
}
