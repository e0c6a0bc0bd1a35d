import { addDays, type CivilDate, startOfDay } from '../kernel/civil-time.ts';

/** So many days before a version takes effect the accounts are warned of it. */
export const WARNED_DAYS_AHEAD = [30, 14, 7, 1] as const;

/** The publication itself, told before any warning: further ahead than any day. */
export const PUBLICATION = 1_000_000;

/** How far accounts were told of a published version. */
export interface Told {
  readonly publishedAt: Date;
  readonly effectiveFrom: CivilDate;
  /** Of the last telling; `PUBLICATION` for the publication. */
  readonly toldDaysAhead?: number;
}

/** What accounts are to be told by now; undefined where nothing. Of warnings slept through, only the nearest. */
export function tellingBy(told: Told, now: Date): number | undefined {
  const due = tellingsOf(told).filter(({ at }) => at <= now);
  const [first] = due;
  if (first?.daysAhead === PUBLICATION) return PUBLICATION;
  return now < startOfDay(told.effectiveFrom) ? due.at(-1)?.daysAhead : undefined;
}

/** When accounts are to be told the next thing; undefined where there is nothing more to tell. */
export function nextTellingAt(told: Told, now: Date): Date | undefined {
  return tellingsOf(told).find(({ at, daysAhead }) => daysAhead === PUBLICATION || at > now)?.at;
}

/** What was not told yet, the earliest first. Warnings that would have come before the publication do not exist. */
function tellingsOf({ publishedAt, effectiveFrom, toldDaysAhead }: Told) {
  const warnings = WARNED_DAYS_AHEAD.map((daysAhead) => ({
    daysAhead,
    at: startOfDay(addDays(effectiveFrom, -daysAhead)),
  }));
  return [
    { daysAhead: PUBLICATION, at: publishedAt },
    ...warnings.filter(({ at }) => at > publishedAt),
  ].filter(({ daysAhead }) => daysAhead < (toldDaysAhead ?? Number.POSITIVE_INFINITY));
}
