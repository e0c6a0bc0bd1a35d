import { unreachable } from '../kernel/outcome.ts';
import type { CheckState } from '../programs/registration.ts';
import type { ConsoleAxes, EnforcementAxes, ProgramAxes, VersionAxes } from './lifecycle.ts';
import type { PolicyVariant } from './variant.ts';

/** How a version stands at a host, in one word. */
export const headlines = [
  'DRAFT',
  'REGISTERING',
  'REGISTRATION_REFUSED',
  'LEFT',
  'CHANGED_ELSEWHERE',
  'AWAITING_ADMISSION',
  'UPLOADING',
  'UPLOADED',
  'UPLOAD_FAILED',
  'IN_REVIEW',
  'REVIEW_DELAYED',
  'REJECTED',
  'WITHDRAWN',
  'AWAITING_HOST',
  'REFUSED_BY_HOST',
  'AWAITING_VERIFICATION',
  'READY_TO_RELEASE',
  'TAKEN_OFFLINE',
  'RELEASING',
  'STAGED',
  'LIVE',
  'PAUSED',
  'ROLLING_BACK',
  'ROLLED_BACK',
  'SUPERSEDED',
] as const;
export type Headline = (typeof headlines)[number];

/** Whose move is next. */
export const parties = ['DEVELOPER', 'GATEWAY', 'PLATFORM', 'HOST', 'NOBODY'] as const;
export type Party = (typeof parties)[number];

export interface Standing {
  readonly headline: Headline;
  readonly waitingOn: Party;
}

/**
 * All that a headline depends on but for what is under way: how the program stands with the platform, the version at the host, measures, and what
 * others did in the platform's own console.
 */
export type StandingAxes = ProgramAxes & VersionAxes & EnforcementAxes & ConsoleAxes;

/** The axes, and what the gateway is about, which is on none of them. */
export type StandingFacts = StandingAxes & {
  /** Whether it was handed in and the gateway is still to bring it to the platform, which may not answer for a while. */
  readonly isBeingHandedIn?: boolean;
};

/** Which checks of the developer the platform wants before it goes on. */
export type ChecksWanted = Pick<PolicyVariant, 'credentialsAfter' | 'verificationBeforeRelease'>;

/**
 * What a person reads, derived from the axes and never stored. An axis that comes first on the way decides before a
 * later one is looked at: registration, what was changed elsewhere and waits to be accepted, admission (baidu/2.1),
 * package, review, the host's word (baidu/3.6), verification (baidu/2.2), measures (wechat/2.5, baidu/3.4), release. So
 * nothing is LIVE that was not registered, approved and confirmed, or that a measure hides, whatever the release axis says.
 */
export function headlineOf(wanted: ChecksWanted, axes: StandingFacts): Standing {
  switch (axes.registration) {
    case 'NOT_REGISTERED':
      return { headline: 'DRAFT', waitingOn: 'DEVELOPER' };
    case 'REQUESTED':
      return { headline: 'REGISTERING', waitingOn: 'PLATFORM' };
    case 'REFUSED':
      return { headline: 'REGISTRATION_REFUSED', waitingOn: 'DEVELOPER' };
    case 'LEFT':
      // What was public may still be: the platform is asked no more.
      return { headline: 'LEFT', waitingOn: 'DEVELOPER' };
    case 'REGISTERED':
      return onceRegistered(wanted, axes);
    default:
      return unreachable(axes.registration);
  }
}

function onceRegistered(wanted: ChecksWanted, axes: StandingFacts): Standing {
  if (axes.console === 'CHANGED') return { headline: 'CHANGED_ELSEWHERE', waitingOn: 'DEVELOPER' };
  const isWanted = wanted.credentialsAfter === 'ADMISSION';
  const isUploaded = axes.package === 'UPLOADING' || axes.package === 'UPLOADED';
  if (isWanted && holdsBack(axes.admission, isUploaded)) {
    return { headline: 'AWAITING_ADMISSION', waitingOn: checker(axes.admission) };
  }
  // Nothing of it need have reached the platform, or nothing after an upload that failed: for the developer it is on its way.
  if (axes.isBeingHandedIn && !isUploaded) return { headline: 'UPLOADING', waitingOn: 'GATEWAY' };
  switch (axes.package) {
    case 'NONE':
      return { headline: 'DRAFT', waitingOn: 'DEVELOPER' };
    case 'UPLOADING':
      return { headline: 'UPLOADING', waitingOn: 'GATEWAY' };
    case 'FAILED':
      return { headline: 'UPLOAD_FAILED', waitingOn: 'DEVELOPER' };
    case 'UPLOADED':
      return onceUploaded(wanted, axes);
    default:
      return unreachable(axes.package);
  }
}

function onceUploaded(wanted: ChecksWanted, axes: StandingFacts): Standing {
  switch (axes.review) {
    case 'NOT_SUBMITTED':
      return { headline: 'UPLOADED', waitingOn: 'GATEWAY' };
    case 'IN_REVIEW':
      return { headline: 'IN_REVIEW', waitingOn: 'PLATFORM' };
    case 'DELAYED':
      return { headline: 'REVIEW_DELAYED', waitingOn: 'PLATFORM' };
    case 'REJECTED':
      return { headline: 'REJECTED', waitingOn: 'DEVELOPER' };
    case 'WITHDRAWN':
      return { headline: 'WITHDRAWN', waitingOn: 'NOBODY' };
    case 'APPROVED':
      return onceApproved(wanted, axes);
    default:
      return unreachable(axes.review);
  }
}

function onceApproved(wanted: ChecksWanted, axes: StandingFacts): Standing {
  switch (axes.confirmation) {
    case 'WAITING':
      return { headline: 'AWAITING_HOST', waitingOn: 'GATEWAY' };
    case 'PENDING':
      return { headline: 'AWAITING_HOST', waitingOn: 'HOST' };
    case 'REFUSED':
      return { headline: 'REFUSED_BY_HOST', waitingOn: 'DEVELOPER' };
    case 'CONFIRMED':
    case 'NOT_NEEDED':
      return onceAgreed(wanted, axes);
    default:
      return unreachable(axes.confirmation);
  }
}

function onceAgreed(wanted: ChecksWanted, axes: StandingFacts): Standing {
  const isWanted = wanted.verificationBeforeRelease;
  if (isWanted && holdsBack(axes.verification, axes.release !== 'NOT_RELEASED')) {
    return { headline: 'AWAITING_VERIFICATION', waitingOn: checker(axes.verification) };
  }
  const isGone = axes.release === 'ROLLED_BACK' || axes.release === 'SUPERSEDED';
  if (axes.enforcement !== 'FREE' && !isGone) {
    return {
      headline: 'TAKEN_OFFLINE',
      waitingOn: axes.enforcement === 'CONTESTED' ? 'PLATFORM' : 'DEVELOPER',
    };
  }
  switch (axes.release) {
    case 'NOT_RELEASED':
      return { headline: 'READY_TO_RELEASE', waitingOn: 'DEVELOPER' };
    case 'RELEASING':
      return { headline: 'RELEASING', waitingOn: 'PLATFORM' };
    case 'STAGED':
      return { headline: 'STAGED', waitingOn: 'DEVELOPER' };
    case 'RELEASED':
      return { headline: 'LIVE', waitingOn: 'NOBODY' };
    case 'PAUSED':
      return { headline: 'PAUSED', waitingOn: 'DEVELOPER' };
    case 'ROLLING_BACK':
      return { headline: 'ROLLING_BACK', waitingOn: 'PLATFORM' };
    case 'ROLLED_BACK':
      return { headline: 'ROLLED_BACK', waitingOn: 'NOBODY' };
    case 'SUPERSEDED':
      return { headline: 'SUPERSEDED', waitingOn: 'NOBODY' };
    default:
      return unreachable(axes.release);
  }
}

/** A check is wanted before a step; one that lapsed after it takes nothing back. One never begun was never passed. */
function holdsBack(check: CheckState, isBehind: boolean): boolean {
  return isBehind ? check === 'NONE' : check !== 'PASSED';
}

function checker(check: CheckState): Party {
  return check === 'PENDING' ? 'PLATFORM' : 'DEVELOPER';
}

/** Who can see a version at a host. */
export const visibilities = ['HIDDEN', 'TESTERS_ONLY', 'PARTLY_PUBLIC', 'PUBLIC'] as const;
export type Visibility = (typeof visibilities)[number];

/**
 * Derived, never stored (wechat/2.3, baidu/2.2). Testers can open what is uploaded under a registered program; the
 * public only what is live, or still is while it is rolled back; of a staged version, a part of the public. While the
 * service is paused nobody can, nor while a measure hides the program (wechat/2.5, baidu/3.4), however far the version
 * has come. A version that was superseded or rolled back is nobody's any more. Leaving a platform takes nothing off a
 * host: what was public then is, as far as anybody here knows.
 */
export function visibilityOf(wanted: ChecksWanted, axes: StandingFacts): Visibility {
  if (axes.enforcement !== 'FREE') return 'HIDDEN';
  // That a change waits to be accepted hides nothing: what it changed has moved the other axes.
  switch (headlineOf(wanted, { ...axes, console: 'AS_LEFT' }).headline) {
    case 'DRAFT':
    case 'REGISTERING':
    case 'REGISTRATION_REFUSED':
    case 'UPLOADING':
    case 'UPLOAD_FAILED':
    case 'TAKEN_OFFLINE':
    case 'PAUSED':
    case 'ROLLED_BACK':
    case 'SUPERSEDED':
      return 'HIDDEN';
    case 'LEFT':
      return leftBehind(wanted, axes);
    case 'STAGED':
      return 'PARTLY_PUBLIC';
    case 'LIVE':
    case 'ROLLING_BACK':
      return 'PUBLIC';
    default:
      return axes.package === 'UPLOADED' ? 'TESTERS_ONLY' : 'HIDDEN';
  }
}

/** As it was when the platform was left, which is asked no more, and which checked before. Testers come by who has left. */
function leftBehind(wanted: ChecksWanted, axes: StandingFacts): Visibility {
  const before = {
    ...axes,
    registration: 'REGISTERED',
    admission: 'PASSED',
    verification: 'PASSED',
  } as const;
  const visibility = visibilityOf(wanted, before);
  return visibility === 'TESTERS_ONLY' ? 'HIDDEN' : visibility;
}
