import { unreachable } from '../kernel/outcome.ts';
import type { AxisStates } from './lifecycle.ts';

/** How a version stands at a host, in one word. */
export const headlines = [
  'DRAFT',
  'UPLOADING',
  'UPLOADED',
  'UPLOAD_FAILED',
  'IN_REVIEW',
  'REVIEW_DELAYED',
  'REJECTED',
  'WITHDRAWN',
  'AWAITING_HOST',
  'REFUSED_BY_HOST',
  'READY_TO_RELEASE',
  'RELEASING',
  'LIVE',
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
 * What a person reads, derived from the axes and never stored. An axis that comes first on the way decides
 * before a later one is looked at, so nothing is LIVE that was not approved and confirmed, whatever the
 * release axis says.
 */
export function headlineOf(axes: AxisStates): Standing {
  switch (axes.review) {
    case 'NOT_SUBMITTED':
      return beforeReview(axes.package);
    case 'IN_REVIEW':
      return { headline: 'IN_REVIEW', waitingOn: 'PLATFORM' };
    case 'DELAYED':
      return { headline: 'REVIEW_DELAYED', waitingOn: 'PLATFORM' };
    case 'REJECTED':
      return { headline: 'REJECTED', waitingOn: 'DEVELOPER' };
    case 'WITHDRAWN':
      return { headline: 'WITHDRAWN', waitingOn: 'NOBODY' };
    case 'APPROVED':
      return afterApproval(axes);
    default:
      return unreachable(axes.review);
  }
}

function beforeReview(state: AxisStates['package']): Standing {
  switch (state) {
    case 'NONE':
      return { headline: 'DRAFT', waitingOn: 'DEVELOPER' };
    case 'UPLOADING':
      return { headline: 'UPLOADING', waitingOn: 'GATEWAY' };
    case 'UPLOADED':
      return { headline: 'UPLOADED', waitingOn: 'GATEWAY' };
    case 'FAILED':
      return { headline: 'UPLOAD_FAILED', waitingOn: 'DEVELOPER' };
    default:
      return unreachable(state);
  }
}

function afterApproval({ confirmation, release }: AxisStates): Standing {
  switch (confirmation) {
    case 'WAITING':
      return { headline: 'AWAITING_HOST', waitingOn: 'GATEWAY' };
    case 'PENDING':
      return { headline: 'AWAITING_HOST', waitingOn: 'HOST' };
    case 'REFUSED':
      return { headline: 'REFUSED_BY_HOST', waitingOn: 'DEVELOPER' };
    case 'CONFIRMED':
    case 'NOT_NEEDED':
      return onceReleasable(release);
    default:
      return unreachable(confirmation);
  }
}

function onceReleasable(release: AxisStates['release']): Standing {
  switch (release) {
    case 'NOT_RELEASED':
      return { headline: 'READY_TO_RELEASE', waitingOn: 'DEVELOPER' };
    case 'RELEASING':
      return { headline: 'RELEASING', waitingOn: 'PLATFORM' };
    case 'RELEASED':
      return { headline: 'LIVE', waitingOn: 'NOBODY' };
    case 'SUPERSEDED':
      return { headline: 'SUPERSEDED', waitingOn: 'NOBODY' };
    default:
      return unreachable(release);
  }
}

/** Who can see a version at a host. */
export const visibilities = ['HIDDEN', 'TESTERS_ONLY', 'PUBLIC'] as const;
export type Visibility = (typeof visibilities)[number];

/**
 * Derived, never stored (wechat/2.3, baidu/2.2). Testers can open what is uploaded under a registered
 * program; the public only what is live. A superseded version is nobody's any more.
 */
export function visibilityOf(axes: AxisStates, registered: boolean): Visibility {
  if (!registered) return 'HIDDEN';
  const { headline } = headlineOf(axes);
  if (headline === 'LIVE') return 'PUBLIC';
  return axes.package === 'UPLOADED' && headline !== 'SUPERSEDED' ? 'TESTERS_ONLY' : 'HIDDEN';
}
