/**
 * How long what waits for a platform goes without being looked at, in seconds, where no push has said anything. Whatever
 * a push did not say is known after that, and SWEEP_SECONDS at most. `PAIFANG_POLL_SECONDS` is the most that any of them is.
 */
export const lookAfterSeconds = {
  package: {
    /** Somebody has asked for something that is not done yet: a submission, a withdrawal, a release. */
    UNDER_WAY: 60,
    /** Both platforms take hours at least. */
    IN_REVIEW: 300,
    /** It takes longer than the platform itself had promised. */
    DELAYED: 1_800,
  },
  /** What the platform has of a program, whoever put it there: asked of it whenever the gateway does something there, too. */
  versions: {
    /** A version is in review, or on its way somewhere. */
    UNDER_WAY: 300,
    /** Something is public. */
    LIVE: 900,
    /** Something was handed in once, and is not public. */
    HANDED_IN: 3_600,
  },
  registration: {
    REQUESTED: 120,
    /** Registered, and still to be admitted or verified. */
    BEING_CHECKED: 300,
  },
  /** A change of a setting. */
  setting: { REQUESTED: 60, IN_REVIEW: 300 },
  /** A paper that replaces one the platform goes by. */
  material: { PENDING: 300 },
  /** An appeal, or a fix. */
  contest: { HANDED_IN: 300 },
} as const;

/** How often the table above is gone by. */
export const SWEEP_SECONDS = 60;

/** Of each kind so many are looked at in one go, those first that have waited longest: the rest comes with the next. */
export const MOST_IN_A_SWEEP = 5_000;

/** Before which instant something has to have been looked at last, so that it is due now. */
export function dueBefore(now: Date, seconds: number, longestMs: number): Date {
  return new Date(now.getTime() - Math.min(seconds * 1_000, longestMs));
}
