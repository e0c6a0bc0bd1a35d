import { headlineOf, type StandingAxes, type Visibility, visibilityOf } from '../policy/headline.ts';
import { qrCodeAt } from '../policy/qr-code.ts';
import { variantOf } from '../policy/variants.ts';
import type {
  DistributionRow,
  InstantText,
  PackageRow,
  RegistrationRow,
  ReviewRow,
} from '../store/reads/read-rows.ts';
import type { Standing } from './distribution.types.ts';
import type { QrCodeType } from './qr-code.types.ts';

/** All axes of what was last handed in for a host, and of the program's registration on the platform. */
function axesOf(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
): StandingAxes {
  const { confirmation, release } = distribution;
  return {
    registration: registration?.state ?? 'NOT_REGISTERED',
    admission: registration?.admission ?? 'NONE',
    verification: registration?.verification ?? 'NONE',
    package: pack?.state ?? 'NONE',
    review: pack?.review ?? 'NOT_SUBMITTED',
    confirmation,
    release,
  };
}

export function standingOf(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
  reviews: readonly ReviewRow[],
): Standing {
  const axes = axesOf(distribution, pack, registration);
  const { headline, waitingOn } = headlineOf(variantOf(distribution.platform), axes);
  const since = sinceWhen(distribution, pack, registration, latestReviewAt(distribution, reviews), headline);
  return { headline, waitingOn: { party: waitingOn, since } };
}

/** Whether the program is registered decides whether anybody at all can see it (wechat/2.3, baidu/2.2). */
export function visibilityAt(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
): Visibility {
  return visibilityOf(variantOf(distribution.platform), axesOf(distribution, pack, registration));
}

/** Where its QR code is, and for whom it opens (wechat/2.2); or why there is none. */
export function qrCodeOf(
  distribution: DistributionRow,
  registration: RegistrationRow | undefined,
): QrCodeType {
  const { id, platform, livePackageId } = distribution;
  const axes = axesOf(distribution, undefined, registration);
  const opens = qrCodeAt(variantOf(platform), axes, livePackageId !== null);
  if (!opens.ok) return { url: null, opensFor: null, problems: opens.problems };
  return { url: `/distributions/${id}/qr-code`, opensFor: opens.value, problems: [] };
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
  registration: RegistrationRow | undefined,
  review: ReviewRow | undefined,
  headline: Standing['headline'],
): InstantText {
  switch (headline) {
    case 'REGISTERING':
    case 'REGISTRATION_REFUSED':
    case 'LEFT':
    case 'AWAITING_ADMISSION':
    case 'AWAITING_VERIFICATION':
      return registration?.updatedAt ?? distribution.updatedAt;
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
