/**
 * A calendar day in mainland China, `YYYY-MM-DD`. Papers and birthdays have days, not instants, and
 * both agreements are governed by mainland law (wechat/7.4, baidu/8.3), so a day begins at midnight there.
 */
export type CivilDate = string;

const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day that was written last: one verdict asks a dozen times for the same, and a page for thousands. */
let written: { readonly day: number; readonly date: CivilDate } | undefined;

/** The day it is in China at this instant. China has had no daylight saving time since 1991. */
export function civilDateAt(instant: Date): CivilDate {
  const day = Math.floor((instant.getTime() + CHINA_OFFSET_MS) / DAY_MS);
  if (written?.day !== day) written = { day, date: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  return written.date;
}

/** The instant at which the day begins in China. */
export function startOfDay(day: CivilDate): Date {
  return new Date(Date.parse(day) - CHINA_OFFSET_MS);
}

/** The instant so many seconds after the beginning of 1970; undefined where that is no instant after it. */
export function instantOfSeconds(seconds: number): Date | undefined {
  const instant = new Date(seconds * 1_000);
  return instant.getTime() > 0 ? instant : undefined;
}

/** The instant of `YYYY-MM-DD HH:mm:ss` on a clock in China; undefined where the text is no such thing. */
export function instantOfChina(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const instant = day && isCivilDate(day) ? new Date(`${day}T${time}+08:00`) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

/** The first day of the month after the one that `day` lies in. */
export function startOfNextMonth(day: CivilDate): CivilDate {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists: 2025-02-29 is not. */
export function isCivilDate(text: string): text is CivilDate {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text)
  );
}

/** Full years lived on `day`. Somebody born on 29 February turns a year older on 1 March of common years. */
export function ageOn(birthDate: CivilDate, day: CivilDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

export function addDays(day: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
