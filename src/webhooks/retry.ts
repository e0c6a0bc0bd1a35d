const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Pauses after the first failed tries; the last one from then on. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR] as const;
const LAST_PAUSE = 14 * HOUR;

/** A delivery is tried for so long, counted from its first try; the last try is at the end of it. */
export const TRIED_FOR_MS = 3 * DAY;

/** An endpoint that has done nothing but fail for so long is told nothing more. */
export const FAILS_FOR_MS = 5 * DAY;

/** Pauses are longer by up to this part, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * When a delivery is tried again; undefined: no more. Not before the receiver said (`Retry-After`), and not sooner than
 * otherwise because it said so.
 * @param tries Failed ones of this round, at least 1.
 * @param dice From 0 to 1.
 */
export function nextTry(
  {
    tries,
    since,
    now,
    retryAfterMs = 0,
  }: { tries: number; since: Date; now: Date; retryAfterMs?: number | undefined },
  dice: number,
): Date | undefined {
  const end = since.getTime() + TRIED_FOR_MS;
  if (now.getTime() >= end) return undefined;
  const pause = (PAUSES[tries - 1] ?? LAST_PAUSE) * (1 + JITTER * dice);
  return new Date(Math.min(now.getTime() + Math.max(pause, retryAfterMs), end));
}

/** `Retry-After` in milliseconds from now: seconds, or a date; undefined where it is neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
