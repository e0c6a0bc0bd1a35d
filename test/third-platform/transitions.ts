import type { TransitionTable } from '../../src/policy/lifecycle.ts';

/** The harbour master passes a program or does not; nothing is withdrawn, nothing is delayed. */
export const harbourTransitions: TransitionTable = {
  registration: {
    NOT_REGISTERED: { request: 'REQUESTED' },
    REQUESTED: { register: 'REGISTERED' },
    REGISTERED: {},
  },
  // No checks, and papers count from the day they are handed in.
  admission: {},
  verification: {},
  material: { NOT_FILED: { file: 'EFFECTIVE' }, EFFECTIVE: {} },
  package: {
    NONE: { upload: 'UPLOADING' },
    UPLOADING: { uploaded: 'UPLOADED', uploadFailed: 'FAILED' },
    FAILED: { upload: 'UPLOADING' },
    UPLOADED: {},
  },
  review: {
    NOT_SUBMITTED: { submit: 'IN_REVIEW' },
    IN_REVIEW: { approve: 'APPROVED', reject: 'REJECTED' },
    APPROVED: {},
    REJECTED: {},
  },
  confirmation: { NOT_NEEDED: {} },
  release: {
    NOT_RELEASED: { release: 'RELEASING' },
    RELEASING: { released: 'RELEASED', releaseFailed: 'NOT_RELEASED' },
    RELEASED: { supersede: 'SUPERSEDED' },
    SUPERSEDED: {},
  },
  // Nothing is done against anybody.
  enforcement: {},
  // All is done through the gateway.
  console: {},
  appeal: {},
  rectification: {},
};
