import { describe, expect, it } from '@jest/globals';
import { baidu } from '../../src/policy/baidu/variant.ts';
import {
  headlineOf,
  type StandingAxes,
  type StandingFacts,
  visibilityOf,
} from '../../src/policy/headline.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { checkStates } from '../../src/programs/registration.ts';

const registered: StandingAxes = {
  enforcement: 'FREE',
  console: 'AS_LEFT',
  registration: 'REGISTERED',
  admission: 'PASSED',
  verification: 'PASSED',
  package: 'NONE',
  review: 'NOT_SUBMITTED',
  confirmation: 'WAITING',
  release: 'NOT_RELEASED',
};
const unknown: StandingAxes = {
  ...registered,
  registration: 'NOT_REGISTERED',
  admission: 'NONE',
  verification: 'NONE',
};
const uploaded: StandingAxes = { ...registered, package: 'UPLOADED' };
const approved: StandingAxes = { ...uploaded, review: 'APPROVED' };
const confirmed: StandingAxes = { ...approved, confirmation: 'CONFIRMED' };
const released: StandingAxes = { ...confirmed, release: 'RELEASED' };

describe('the headline', () => {
  it.each<[StandingFacts, string, string]>([
    [unknown, 'DRAFT', 'DEVELOPER'],
    [{ ...unknown, registration: 'REQUESTED' }, 'REGISTERING', 'PLATFORM'],
    [{ ...unknown, registration: 'REFUSED' }, 'REGISTRATION_REFUSED', 'DEVELOPER'],
    [{ ...unknown, registration: 'LEFT' }, 'LEFT', 'DEVELOPER'],
    [registered, 'DRAFT', 'DEVELOPER'],
    [{ ...registered, package: 'UPLOADING' }, 'UPLOADING', 'GATEWAY'],
    [{ ...registered, isBeingHandedIn: true }, 'UPLOADING', 'GATEWAY'],
    [{ ...registered, package: 'FAILED', isBeingHandedIn: true }, 'UPLOADING', 'GATEWAY'],
    [{ ...uploaded, isBeingHandedIn: true }, 'UPLOADED', 'GATEWAY'],
    [{ ...registered, package: 'FAILED' }, 'UPLOAD_FAILED', 'DEVELOPER'],
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
    [{ ...confirmed, release: 'STAGED' }, 'STAGED', 'DEVELOPER'],
    [released, 'LIVE', 'NOBODY'],
    [{ ...confirmed, release: 'PAUSED' }, 'PAUSED', 'DEVELOPER'],
    [{ ...confirmed, release: 'ROLLING_BACK' }, 'ROLLING_BACK', 'PLATFORM'],
    [{ ...confirmed, release: 'ROLLED_BACK' }, 'ROLLED_BACK', 'NOBODY'],
    [{ ...confirmed, release: 'SUPERSEDED' }, 'SUPERSEDED', 'NOBODY'],
  ])('%j is %s, waiting on %s', (axes, headline, waitingOn) => {
    expect(headlineOf(wechat, axes)).toEqual({ headline, waitingOn });
    expect(headlineOf(baidu, axes)).toEqual({ headline, waitingOn });
  });

  it.each(checkStates)('baidu/2.1: admission %s comes before a version; WeChat has none', (admission) => {
    const standing = headlineOf(baidu, { ...registered, admission });
    expect(standing.headline).toBe(admission === 'PASSED' ? 'DRAFT' : 'AWAITING_ADMISSION');
    expect(standing.waitingOn).toBe(admission === 'PENDING' ? 'PLATFORM' : 'DEVELOPER');
    expect(headlineOf(wechat, { ...registered, admission }).headline).toBe('DRAFT');
  });

  it.each(checkStates)(
    'baidu/2.2: verification %s comes before release; wechat/3.1: not there',
    (verification) => {
      const standing = headlineOf(baidu, { ...confirmed, verification });
      expect(standing.headline).toBe(
        verification === 'PASSED' ? 'READY_TO_RELEASE' : 'AWAITING_VERIFICATION',
      );
      expect(standing.waitingOn).toBe(verification === 'PENDING' ? 'PLATFORM' : 'DEVELOPER');
      expect(headlineOf(wechat, { ...confirmed, verification }).headline).toBe('READY_TO_RELEASE');
    },
  );

  it.each<[string, StandingAxes]>([
    ['is handed in', registered],
    ['is in review', { ...uploaded, review: 'IN_REVIEW' }],
    ['is public', released],
    ['was superseded', { ...confirmed, release: 'SUPERSEDED' }],
  ])(
    'is that somebody changed something in the platform’s console, however far the version that %s has come',
    (_case, axes) => {
      const changed: StandingAxes = { ...axes, console: 'CHANGED' };
      const standing = { headline: 'CHANGED_ELSEWHERE', waitingOn: 'DEVELOPER' };
      expect(headlineOf(wechat, changed)).toEqual(standing);
      expect(headlineOf(baidu, changed)).toEqual(standing);
      expect(visibilityOf(wechat, changed)).toBe(visibilityOf(wechat, axes));
    },
  );

  it('is of the registration where there is none that could be changed', () => {
    expect(headlineOf(wechat, { ...unknown, console: 'CHANGED' }).headline).toBe('DRAFT');
    expect(headlineOf(baidu, { ...released, registration: 'LEFT', console: 'CHANGED' }).headline).toBe(
      'LEFT',
    );
  });

  it('baidu/2.2: a verification that expires takes nothing back that is public', () => {
    for (const verification of ['EXPIRED', 'PENDING', 'REFUSED'] as const) {
      expect(headlineOf(baidu, { ...released, verification }).headline).toBe('LIVE');
    }
    expect(headlineOf(baidu, { ...released, verification: 'NONE' }).headline).toBe('AWAITING_VERIFICATION');
  });
});

/** The same after leaving: what the platform said of the developer is purged, and nothing was taken off a host. */
function left(axes: StandingAxes): StandingAxes {
  return { ...axes, registration: 'LEFT', admission: 'NONE', verification: 'NONE' };
}

describe('wechat/2.3, baidu/2.2: who can see a version', () => {
  it.each<[string, StandingAxes, string]>([
    ['nobody before registration', { ...released, registration: 'REQUESTED' }, 'HIDDEN'],
    ['nobody before it is uploaded', { ...registered, package: 'UPLOADING' }, 'HIDDEN'],
    ['testers once it is uploaded', uploaded, 'TESTERS_ONLY'],
    ['testers only, approved or not, until it is released', confirmed, 'TESTERS_ONLY'],
    ['testers only while it is being released', { ...confirmed, release: 'RELEASING' }, 'TESTERS_ONLY'],
    ['a part of the users of a staged one', { ...confirmed, release: 'STAGED' }, 'PARTLY_PUBLIC'],
    ['all users of a released one', released, 'PUBLIC'],
    ['nobody while the service is paused', { ...confirmed, release: 'PAUSED' }, 'HIDDEN'],
    ['all users until it is rolled back', { ...confirmed, release: 'ROLLING_BACK' }, 'PUBLIC'],
    ['nobody once it is rolled back', { ...confirmed, release: 'ROLLED_BACK' }, 'HIDDEN'],
    ['all users of what was public when the platform was left', left(released), 'PUBLIC'],
    ['a part of them where it was staged', left({ ...confirmed, release: 'STAGED' }), 'PARTLY_PUBLIC'],
    ['nobody of what was not public when it was left', left(confirmed), 'HIDDEN'],
    ['nobody of what a measure hid', { ...left(released), enforcement: 'OFFLINE' }, 'HIDDEN'],
    ['nobody once it is superseded', { ...confirmed, release: 'SUPERSEDED' }, 'HIDDEN'],
  ])('%s', (_case, axes, visibility) => {
    expect(visibilityOf(wechat, axes)).toBe(visibility);
    expect(visibilityOf(baidu, axes)).toBe(visibility);
  });
});
