import {
  appealedOnce,
  changedElsewhere,
  checkedAgain,
  fixExamined,
  measuresTaken,
  registeredOnce,
  reviewedOnce,
  uploadedOnce,
} from '../any-platform-transitions.ts';
import type { Endings, TransitionTable } from '../lifecycle.ts';

/**
 * Read a row as: in this state, this step leads there; what is not written cannot happen. Baidu decides
 * first (baidu/2.2), then each host for itself (baidu/3.6), and then the developer releases (baidu/3.1).
 */
export const baiduTransitions: TransitionTable = {
  registration: registeredOnce,
  // Before keys and tools (baidu/2.1).
  admission: checkedAgain,
  // Before anything is public (baidu/2.2). Until a change is verified, Baidu goes by what it had before (baidu/2.5).
  verification: checkedAgain,
  // A paper that replaces another waits until it is verified; the old one holds until then, and for good where the new
  // one is declined (baidu/2.5). What was declined is never gone by: its fix is another paper.
  material: {
    NOT_FILED: { file: 'EFFECTIVE', replace: 'PENDING' },
    PENDING: { verify: 'EFFECTIVE', decline: 'DECLINED', supersede: 'SUPERSEDED' },
    EFFECTIVE: { supersede: 'SUPERSEDED' },
    DECLINED: {},
    SUPERSEDED: {},
  },
  package: uploadedOnce,
  review: reviewedOnce,
  confirmation: {
    // At a host that Baidu speaks for from the start.
    NOT_NEEDED: {},
    // Confirmed without being asked: Baidu has come to speak for the host in the meantime.
    WAITING: { ask: 'PENDING', confirm: 'CONFIRMED' },
    // Taken back undecided: another version takes its place, or the account leaves Baidu.
    PENDING: { confirm: 'CONFIRMED', refuse: 'REFUSED', withdraw: 'WAITING' },
    CONFIRMED: {},
    REFUSED: {},
  },
  // Baidu publishes no release to a part of the users.
  release: {
    // Released without being asked to from here: in the platform's own console.
    NOT_RELEASED: { release: 'RELEASING', released: 'RELEASED' },
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
  enforcement: measuresTaken,
  console: changedElsewhere,
  // Its wire has none: an appeal is answered by whoever speaks for it.
  appeal: appealedOnce,
  // `app/offline/update`, `appflow/applyRecovery`, or another version.
  rectification: fixExamined,
};

/** No decided review, paper or package is taken up again. A registration ends by leaving the platform, and can be asked for again. */
export const baiduEndings: Endings = {
  material: { DECLINED: 'baidu/2.5', SUPERSEDED: 'baidu/2.5' },
  package: { UPLOADED: 'baidu/2.1' },
  review: { APPROVED: 'baidu/2.2', REJECTED: 'baidu/2.2' },
  confirmation: { NOT_NEEDED: 'baidu/3.6', CONFIRMED: 'baidu/3.6', REFUSED: 'baidu/3.6' },
  appeal: { UPHELD: 'baidu/3.4', OVERTURNED: 'baidu/3.4' },
  rectification: { ACCEPTED: 'baidu/2.3' },
};
