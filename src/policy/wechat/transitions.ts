import {
  appealedOnce,
  changedElsewhere,
  checkedAgain,
  measuresTaken,
  registeredOnce,
  reviewedOnce,
  uploadedOnce,
} from '../any-platform-transitions.ts';
import type { Endings, TransitionTable } from '../lifecycle.ts';

/**
 * Read a row as: in this state, this step leads there; what is not written cannot happen. Tencent alone decides,
 * and there is no check before credentials: who has an app id may call.
 */
export const wechatTransitions: TransitionTable = {
  registration: registeredOnce,
  admission: {},
  // A choice of the developer's, decided by Tencent (wechat/3.1). It is valid for a time; data that changed before that
  // are checked by beginning it again (wechat/4.2), and that what was passed counts meanwhile no clause denies: OURS.
  verification: checkedAgain,
  // Data are to be kept true and current (wechat/4.2), and no clause keeps the old paper in force: the new one counts.
  material: {
    NOT_FILED: { file: 'EFFECTIVE', replace: 'EFFECTIVE' },
    EFFECTIVE: { supersede: 'SUPERSEDED' },
    SUPERSEDED: {},
  },
  package: uploadedOnce,
  review: reviewedOnce,
  confirmation: {
    NOT_NEEDED: {},
  },
  release: {
    // Released without being asked to from here: in the platform's own console.
    NOT_RELEASED: { release: 'RELEASING', released: 'RELEASED' },
    RELEASING: { released: 'RELEASED', staged: 'STAGED', releaseFailed: 'NOT_RELEASED' },
    // `grayrelease`: the part of the users only grows (85082), so no step makes it smaller; `revertgrayrelease` ends
    // it. It needs an earlier version that is live (85079). It cannot be rolled back while it runs (87011). `release` gives
    // everybody what was approved last; until it has, and where it does not, the part of the users has it still.
    STAGED: {
      release: 'STAGED',
      widen: 'STAGED',
      released: 'RELEASED',
      releaseFailed: 'STAGED',
      unstage: 'NOT_RELEASED',
      supersede: 'SUPERSEDED',
    },
    // `change_visitstatus` closes and opens the service. `revertcoderelease` acts at once, and once: for a second
    // time there has to be another release (87012).
    RELEASED: { pause: 'PAUSED', rolledBack: 'ROLLED_BACK', supersede: 'SUPERSEDED' },
    PAUSED: { resume: 'RELEASED', supersede: 'SUPERSEDED' },
    // It gave way to an earlier version. `release` publishes what was approved last and cannot be told to publish this
    // one, so it comes back by another review of the same version.
    ROLLED_BACK: { resubmit: 'NOT_RELEASED' },
    // One of the last five comes back when a later version is rolled back.
    SUPERSEDED: { restore: 'RELEASED' },
  },
  enforcement: measuresTaken,
  console: changedElsewhere,
  // `createappeal`, `getappealrecords`.
  appeal: appealedOnce,
  // It names a guide to what is to be adjusted, and no examination of the fix.
  rectification: {},
};

/** No decided review, paper or package is taken up again. A registration ends by leaving the platform, and can be asked for again. */
export const wechatEndings: Endings = {
  material: { SUPERSEDED: 'wechat/4.2' },
  package: { UPLOADED: 'wechat/2.3' },
  review: { APPROVED: 'wechat/2.4', REJECTED: 'wechat/2.4' },
  confirmation: { NOT_NEEDED: 'wechat/2.4' },
  appeal: { UPHELD: 'wechat/2.5', OVERTURNED: 'wechat/2.5' },
};
