import type { Overwrites } from './foreign-change.ts';

/** Of a platform that has no console of its own, or does not say what is done there. */
export const overwritesNothing: Overwrites = {
  UPLOADED: [],
  SUBMITTED: [],
  WITHDRAWN: [],
  RELEASED: [],
  ROLLED_BACK: [],
  PAUSED: [],
  RESUMED: [],
};

/**
 * On what the platforms agree so far, but for uploads. What is public, or was taken off, is built over by whatever leads to
 * another release: by the submission already, so that nobody finds out at its end. A service is closed and opened apart
 * from all versions.
 */
export const overwrittenAtAnyPlatform: Omit<Overwrites, 'UPLOADED'> = {
  SUBMITTED: ['SUBMIT', 'RELEASE'],
  WITHDRAWN: ['SUBMIT'],
  RELEASED: ['SUBMIT', 'RELEASE', 'ROLL_BACK'],
  ROLLED_BACK: ['SUBMIT', 'RELEASE', 'ROLL_BACK'],
  PAUSED: ['RESUME'],
  RESUMED: ['PAUSE'],
};
