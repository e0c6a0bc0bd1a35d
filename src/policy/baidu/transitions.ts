import type { CheckState } from '../../programs/registration.ts';
import type { AxisTable, Endings, TransitionTable } from '../lifecycle.ts';
import { registeredOnce, reviewedOnce, uploadedOnce } from '../shared-transitions.ts';

/**
 * A check of the developer. Who has passed it and hands in a change stays passed while the change is checked, and if
 * it is turned down: until then Baidu goes by what it had before (baidu/2.5). The yearly review can be overdue.
 */
const check: AxisTable<CheckState> = {
  NONE: { begin: 'PENDING' },
  PENDING: { pass: 'PASSED', decline: 'REFUSED' },
  PASSED: { begin: 'PASSED', decline: 'PASSED', expire: 'EXPIRED' },
  REFUSED: { begin: 'PENDING' },
  EXPIRED: { begin: 'PENDING' },
};

/**
 * Read a row as: in this state, this step leads there; what is not written cannot happen. Baidu decides
 * first (baidu/2.2), then each host for itself (baidu/3.6), and then the developer releases (baidu/3.1).
 */
export const baiduTransitions: TransitionTable = {
  registration: registeredOnce,
  // Before keys and tools (baidu/2.1).
  admission: check,
  // Before anything is public (baidu/2.2).
  verification: check,
  // A paper that replaces another waits until it is verified; the old one holds until then (baidu/2.5).
  material: {
    NOT_FILED: { file: 'EFFECTIVE', replace: 'PENDING' },
    PENDING: { verify: 'EFFECTIVE', supersede: 'SUPERSEDED' },
    EFFECTIVE: { supersede: 'SUPERSEDED' },
    SUPERSEDED: {},
  },
  package: uploadedOnce,
  review: reviewedOnce,
  confirmation: {
    // At a host that Baidu speaks for from the start.
    NOT_NEEDED: {},
    // Confirmed without being asked: Baidu has come to speak for the host in the meantime.
    WAITING: { ask: 'PENDING', confirm: 'CONFIRMED' },
    PENDING: { confirm: 'CONFIRMED', refuse: 'REFUSED' },
    CONFIRMED: {},
    REFUSED: {},
  },
  // Baidu publishes no release to a part of the users.
  release: {
    NOT_RELEASED: { release: 'RELEASING' },
    RELEASING: { released: 'RELEASED', releaseFailed: 'NOT_RELEASED' },
    // `app/pause`, `app/resume`; `package/rollback`, which takes effect later (status 8 until then).
    RELEASED: {
      pause: 'PAUSED',
      rollBack: 'ROLLING_BACK',
      rolledBack: 'ROLLED_BACK',
      supersede: 'SUPERSEDED',
    },
    PAUSED: { resume: 'RELEASED', supersede: 'SUPERSEDED' },
    ROLLING_BACK: { rolledBack: 'ROLLED_BACK', rollBackFailed: 'RELEASED' },
    // It gave way to an earlier version. `release` takes a package that is approved (status 6), and no document says
    // that one which was rolled back is: so it comes back by another review of the same version.
    ROLLED_BACK: { resubmit: 'NOT_RELEASED' },
    // The one that was online before comes back when the next is rolled back.
    SUPERSEDED: { restore: 'RELEASED' },
  },
};

/** A registration ends by a measure or by leaving the platform, and no decided review, paper or package is taken up again. */
export const baiduEndings: Endings = {
  registration: { REGISTERED: 'baidu/2.1' },
  material: { SUPERSEDED: 'baidu/2.5' },
  package: { UPLOADED: 'baidu/2.1' },
  review: { APPROVED: 'baidu/2.2', REJECTED: 'baidu/2.2' },
  confirmation: { NOT_NEEDED: 'baidu/3.6', CONFIRMED: 'baidu/3.6', REFUSED: 'baidu/3.6' },
};
