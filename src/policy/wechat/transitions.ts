import type { TransitionTable } from '../lifecycle.ts';

/**
 * Read a row as: in this state, this step leads there; what is not written cannot happen. Tencent alone
 * decides, and its review ends in passed or not passed (wechat/2.4); a delay is a review that goes on.
 * A rejected or withdrawn version is over: its fix is a new version, with a review of its own.
 */
export const wechatTransitions: TransitionTable = {
  package: {
    NONE: { upload: 'UPLOADING' },
    UPLOADING: { uploaded: 'UPLOADED', uploadFailed: 'FAILED' },
    FAILED: { upload: 'UPLOADING' },
    UPLOADED: {},
  },
  review: {
    NOT_SUBMITTED: { submit: 'IN_REVIEW' },
    IN_REVIEW: { approve: 'APPROVED', reject: 'REJECTED', delay: 'DELAYED', withdraw: 'WITHDRAWN' },
    DELAYED: { approve: 'APPROVED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
    APPROVED: {},
    REJECTED: {},
    WITHDRAWN: {},
  },
  confirmation: {
    NOT_NEEDED: {},
  },
  release: {
    NOT_RELEASED: { release: 'RELEASING' },
    RELEASING: { released: 'RELEASED', releaseFailed: 'NOT_RELEASED' },
    RELEASED: { supersede: 'SUPERSEDED' },
    SUPERSEDED: {},
  },
};
