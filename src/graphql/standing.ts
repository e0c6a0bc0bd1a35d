import { consoleStateOf, type ForeignChangeFact, holdingUp } from '../policy/foreign-change.ts';
import {
  headlineOf,
  type Party,
  type StandingFacts,
  type Visibility,
  visibilityOf,
} from '../policy/headline.ts';
import { concerns, type EnforcementFact, enforcementStateOf, isInForce } from '../policy/measure.ts';
import { qrCodeAt } from '../policy/qr-code.ts';
import { variantOf } from '../policy/variants.ts';
import { liveReleaseOf } from '../review/release-axis.ts';
import type {
  DistributionRow,
  InstantText,
  PackageRow,
  RegistrationRow,
  ReviewRow,
} from '../store/reads/read-rows.ts';
import type { Standing } from './distribution.types.ts';
import type { QrCodeType } from './qr-code.types.ts';

/** What was done against a program at a host, or in the platform's own console, and the instant at which that is looked at. */
export interface StandingNow {
  readonly measures: readonly EnforcementFact[];
  /** Those that nobody has accepted. */
  readonly changes: readonly ForeignChangeFact[];
  readonly at: Date;
}

/** Those of the measures against a program that reach it at this host. */
export function measuresAt(
  { programId, hostId }: DistributionRow,
  against: readonly EnforcementFact[],
): readonly EnforcementFact[] {
  return against.filter((one) => concerns(one, { programId, hostId }));
}

/** Whether a measure hides the program here now. */
export function isHidden({ measures, at }: StandingNow): boolean {
  return enforcementStateOf(measures, at) !== 'FREE';
}

/** All axes of what was last handed in for a host, and of the program's registration on the platform. */
function axesOf(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
  { measures, changes, at }: StandingNow,
): StandingFacts {
  const { confirmation, release } = distribution;
  return {
    registration: registration?.state ?? 'NOT_REGISTERED',
    admission: registration?.admission ?? 'NONE',
    verification: registration?.verification ?? 'NONE',
    package: pack?.state ?? 'NONE',
    review: pack?.review ?? 'NOT_SUBMITTED',
    isBeingHandedIn: pack?.goal === 'IN_REVIEW',
    confirmation,
    release,
    enforcement: enforcementStateOf(measures, at),
    console: consoleStateOf(variantOf(distribution.platform).overwrites, changes),
  };
}

export function standingOf(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
  reviews: readonly ReviewRow[],
  now: StandingNow,
): Standing {
  const axes = axesOf(distribution, pack, registration, now);
  const { headline, waitingOn } = headlineOf(variantOf(distribution.platform), axes);
  if (headline === 'CHANGED_ELSEWHERE')
    return { headline, waitingOn: changedSince(distribution, now, waitingOn) };
  if (headline === 'TAKEN_OFFLINE') return { headline, waitingOn: offlineSince(now, waitingOn) };
  const since = sinceWhen(distribution, pack, registration, latestReviewAt(distribution, reviews), headline);
  return { headline, waitingOn: { party: waitingOn, since } };
}

/** Since the first of what is to be accepted was noticed. */
function changedSince(
  { platform }: DistributionRow,
  { changes }: StandingNow,
  party: Party,
): Standing['waitingOn'] {
  const waiting = holdingUp(variantOf(platform).overwrites, changes);
  const since = Math.min(...waiting.map(({ noticedAt }) => noticedAt.getTime()));
  return { party, since: inWords(new Date(since)) };
}

/** Since the last measure that hides it; who took a measure answers what is said against it. */
function offlineSince({ measures, at }: StandingNow, waitingOn: Party): Standing['waitingOn'] {
  const hiding = measures.filter((one) => one.hides && isInForce(one, at));
  const since = Math.max(...hiding.map(({ from }) => from.getTime()));
  const isHosts = waitingOn === 'PLATFORM' && hiding.every(({ takenByHost }) => takenByHost);
  return { party: isHosts ? 'HOST' : waitingOn, since: inWords(new Date(since)) };
}

/** As the instants of rows are written: without a fraction where there is none. */
function inWords(instant: Date): InstantText {
  return instant.toISOString().replace('.000Z', 'Z');
}

/** Whether the program is registered decides whether anybody at all can see it (wechat/2.3, baidu/2.2). */
export function visibilityAt(
  distribution: DistributionRow,
  pack: PackageRow | undefined,
  registration: RegistrationRow | undefined,
  now: StandingNow,
): Visibility {
  return visibilityOf(variantOf(distribution.platform), axesOf(distribution, pack, registration, now));
}

/** Where its QR code is, and for whom it opens (wechat/2.2); or why there is none. */
export function qrCodeOf(
  distribution: DistributionRow,
  registration: RegistrationRow | undefined,
  now: StandingNow,
): QrCodeType {
  const { id, platform } = distribution;
  const axes = axesOf(distribution, undefined, registration, now);
  const opens = qrCodeAt(variantOf(platform), axes, liveReleaseOf(distribution));
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
