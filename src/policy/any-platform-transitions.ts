import type { CheckState } from '../programs/registration.ts';
import type { AppealState, RectificationState } from './appeal.ts';
import type { ConsoleState } from './foreign-change.ts';
import type { AxisTable, PackageState, RegistrationStanding, ReviewState } from './lifecycle.ts';
import type { EnforcementState } from './measure.ts';

// Pieces of a transition table on which the platforms agree so far. A platform that differs writes its own.

/**
 * A program is registered once; what was refused may be asked for again (wechat/2.1, baidu/2.1), and so may what ended
 * because the account left the platform (wechat/4.10).
 */
export const registeredOnce: AxisTable<RegistrationStanding> = {
  NOT_REGISTERED: { request: 'REQUESTED' },
  REQUESTED: { register: 'REGISTERED', decline: 'REFUSED', leave: 'LEFT' },
  REFUSED: { request: 'REQUESTED', leave: 'LEFT' },
  REGISTERED: { leave: 'LEFT' },
  LEFT: { request: 'REQUESTED' },
};

/**
 * A check of the developer, valid for a time. Who has passed it and begins it again, for the yearly review or because
 * data changed, stays passed while that is checked, and where it is turned down: what was passed holds until it expires.
 */
export const checkedAgain: AxisTable<CheckState> = {
  NONE: { begin: 'PENDING' },
  PENDING: { pass: 'PASSED', decline: 'REFUSED' },
  PASSED: { begin: 'PASSED', pass: 'PASSED', decline: 'PASSED', expire: 'EXPIRED' },
  REFUSED: { begin: 'PENDING' },
  EXPIRED: { begin: 'PENDING' },
};

/** A version's package is uploaded until the platform has it, and is not changed from then on (wechat/2.3, baidu/2.1). */
export const uploadedOnce: AxisTable<PackageState> = {
  NONE: { upload: 'UPLOADING' },
  UPLOADING: { uploaded: 'UPLOADED', uploadFailed: 'FAILED' },
  FAILED: { upload: 'UPLOADING' },
  UPLOADED: {},
};

/**
 * A review ends in passed or not passed (wechat/2.4, baidu/2.2); a delay is a review that goes on. A version that was
 * rejected is over: its fix is a new version, with a review of its own. One that was taken back was not decided upon, and
 * may be handed in once more: at both platforms it is then code that was uploaded and is not reviewed (`undocodeaudit`
 * leaves WeChat's trial version, `package/withdraw` Baidu's development package).
 */
export const reviewedOnce: AxisTable<ReviewState> = {
  NOT_SUBMITTED: { submit: 'IN_REVIEW' },
  IN_REVIEW: { approve: 'APPROVED', reject: 'REJECTED', delay: 'DELAYED', withdraw: 'WITHDRAWN' },
  DELAYED: { approve: 'APPROVED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
  APPROVED: {},
  REJECTED: {},
  WITHDRAWN: { resubmit: 'NOT_SUBMITTED' },
};

/** What hides a program can be contested, and goes when it is ended, when its date comes, or when an appeal is won. */
export const measuresTaken: AxisTable<EnforcementState> = {
  FREE: { takeOffline: 'OFFLINE' },
  OFFLINE: { contest: 'CONTESTED', letGo: 'FREE' },
  CONTESTED: { stand: 'OFFLINE', letGo: 'FREE' },
};

/** What somebody else changed is the developer's to accept, however many changes there are; until then nothing is built over it. */
export const changedElsewhere: AxisTable<ConsoleState> = {
  AS_LEFT: { notice: 'CHANGED' },
  CHANGED: { notice: 'CHANGED', acknowledge: 'AS_LEFT', settle: 'AS_LEFT' },
};

/** An appeal may be answered before it is decided; once it is decided, there can be another, and not this one again. */
export const appealedOnce: AxisTable<AppealState> = {
  OPENED: { answer: 'ANSWERED', uphold: 'UPHELD', overturn: 'OVERTURNED' },
  ANSWERED: { answer: 'ANSWERED', uphold: 'UPHELD', overturn: 'OVERTURNED' },
  UPHELD: {},
  OVERTURNED: {},
};

/** A fix is examined on its own. One that is declined may be handed in again, better. */
export const fixExamined: AxisTable<RectificationState> = {
  ORDERED: { rectify: 'IN_REVIEW' },
  IN_REVIEW: { accept: 'ACCEPTED', decline: 'DECLINED' },
  DECLINED: { rectify: 'IN_REVIEW' },
  ACCEPTED: {},
};
