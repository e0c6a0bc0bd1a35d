/**
 * A calendar day in mainland China, `YYYY-MM-DD`. Papers and birthdays have days, not instants, and
 * both agreements are governed by mainland law (wechat/7.4, baidu/8.3), so a day begins at midnight there.
 */
export type CivilDate = string;

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The day it is in China at this instant. China has had no daylight saving time since 1991. */
export function civilDateAt(instant: Date): CivilDate {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which the day begins in China. */
export function startOfDay(day: CivilDate): Date {
  return new Date(Date.parse(day) - CHINA_OFFSET_MS);
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
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
