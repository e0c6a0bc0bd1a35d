import type { TransitionTable } from '../lifecycle.ts';

/**
 * Read a row as: in this state, this step leads there; what is not written cannot happen. Baidu decides
 * first (baidu/2.2), then each host for itself (baidu/3.6), and then the developer releases (baidu/3.1).
 * A rejected or withdrawn version is over: its fix is a new version, with a review of its own.
 */
export const baiduTransitions: TransitionTable = {
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
    // At a host that Baidu speaks for from the start.
    NOT_NEEDED: {},
    // Confirmed without being asked: Baidu has come to speak for the host in the meantime.
    WAITING: { ask: 'PENDING', confirm: 'CONFIRMED' },
    PENDING: { confirm: 'CONFIRMED', refuse: 'REFUSED' },
    CONFIRMED: {},
    REFUSED: {},
  },
  release: {
    NOT_RELEASED: { release: 'RELEASING' },
    RELEASING: { released: 'RELEASED', releaseFailed: 'NOT_RELEASED' },
    RELEASED: { supersede: 'SUPERSEDED' },
    SUPERSEDED: {},
  },
};
