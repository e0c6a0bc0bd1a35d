import { describe, expect, it } from '@jest/globals';
import { headlineOf, headlines, visibilityOf } from '../../src/policy/headline.ts';
import {
  type AxisStates,
  confirmationStates,
  packageStates,
  releaseStates,
  reviewStates,
} from '../../src/policy/lifecycle.ts';

const draft: AxisStates = {
  package: 'NONE',
  review: 'NOT_SUBMITTED',
  confirmation: 'WAITING',
  release: 'NOT_RELEASED',
};
const uploaded: AxisStates = { ...draft, package: 'UPLOADED' };
const approved: AxisStates = { ...uploaded, review: 'APPROVED' };
const confirmed: AxisStates = { ...approved, confirmation: 'CONFIRMED' };

/** The whole product of the axes: 480, few enough to try them all. */
const everyState: readonly AxisStates[] = packageStates.flatMap((package_) =>
  reviewStates.flatMap((review) =>
    confirmationStates.flatMap((confirmation) =>
      releaseStates.map((release) => ({ package: package_, review, confirmation, release })),
    ),
  ),
);

describe('the headline', () => {
  it.each<[AxisStates, string, string]>([
    [draft, 'DRAFT', 'DEVELOPER'],
    [{ ...draft, package: 'UPLOADING' }, 'UPLOADING', 'GATEWAY'],
    [{ ...draft, package: 'FAILED' }, 'UPLOAD_FAILED', 'DEVELOPER'],
    [uploaded, 'UPLOADED', 'GATEWAY'],
    [{ ...uploaded, review: 'IN_REVIEW' }, 'IN_REVIEW', 'PLATFORM'],
    [{ ...uploaded, review: 'DELAYED' }, 'REVIEW_DELAYED', 'PLATFORM'],
    [{ ...uploaded, review: 'REJECTED' }, 'REJECTED', 'DEVELOPER'],
    [{ ...uploaded, review: 'WITHDRAWN' }, 'WITHDRAWN', 'NOBODY'],
    [approved, 'AWAITING_HOST', 'GATEWAY'],
    [{ ...approved, confirmation: 'PENDING' }, 'AWAITING_HOST', 'HOST'],
    [{ ...approved, confirmation: 'REFUSED' }, 'REFUSED_BY_HOST', 'DEVELOPER'],
    [confirmed, 'READY_TO_RELEASE', 'DEVELOPER'],
    [{ ...confirmed, release: 'RELEASING' }, 'RELEASING', 'PLATFORM'],
    [{ ...confirmed, release: 'RELEASED' }, 'LIVE', 'NOBODY'],
    [{ ...confirmed, release: 'SUPERSEDED' }, 'SUPERSEDED', 'NOBODY'],
  ])('%j is %s, waiting on %s', (axes, headline, waitingOn) => {
    expect(headlineOf(axes)).toEqual({ headline, waitingOn });
  });

  it('uses every word it has', () => {
    expect(new Set(everyState.map((axes) => headlineOf(axes).headline))).toEqual(new Set(headlines));
  });

  it('wechat/2.3, baidu/2.2: never says live, nor is anything public, while an axis forbids it', () => {
    for (const axes of everyState) {
      const isConfirmed = axes.confirmation === 'CONFIRMED' || axes.confirmation === 'NOT_NEEDED';
      const isAllowed = axes.release === 'RELEASED' && axes.review === 'APPROVED' && isConfirmed;
      expect(headlineOf(axes).headline === 'LIVE').toBe(isAllowed);
      expect(visibilityOf(axes, true) === 'PUBLIC').toBe(isAllowed);
    }
  });
});

describe('wechat/2.3: who can see a version', () => {
  it('nobody before registration', () => {
    for (const axes of everyState) expect(visibilityOf(axes, false)).toBe('HIDDEN');
  });

  it('nobody before it is uploaded, testers after', () => {
    expect(visibilityOf(draft, true)).toBe('HIDDEN');
    expect(visibilityOf(uploaded, true)).toBe('TESTERS_ONLY');
  });

  it('testers only, approved or not, until it is released', () => {
    expect(visibilityOf(confirmed, true)).toBe('TESTERS_ONLY');
    expect(visibilityOf({ ...confirmed, release: 'RELEASED' }, true)).toBe('PUBLIC');
  });

  it('nobody once it is superseded', () => {
    expect(visibilityOf({ ...confirmed, release: 'SUPERSEDED' }, true)).toBe('HIDDEN');
  });
});
