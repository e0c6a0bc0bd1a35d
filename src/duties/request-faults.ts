import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import type { OccurrenceKind } from '../policy/duty.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';

/** What is wrong with the day by which something is asked for: it exists, and it has not passed. */
export function dueDayFaults(dueOn: CivilDate | undefined, now: Date, path: string): Problem[] {
  if (dueOn === undefined) return [];
  if (!isCivilDate(dueOn)) return [noSuchDay(path)];
  const today = civilDateAt(now);
  if (dueOn >= today) return [];
  const message = {
    'zh-CN': `期限 ${dueOn} 已经过去；须为今天（${today}）或之后的日期`,
    en: `the day ${dueOn} has passed: name today (${today}) or a later one`,
  };
  return [invalidInput(message, path)];
}

/** What is wrong with a day on which something has happened. */
export function pastDayFaults(day: CivilDate, now: Date, path: string): Problem[] {
  if (!isCivilDate(day)) return [noSuchDay(path)];
  if (day <= civilDateAt(now)) return [];
  const message = { 'zh-CN': '日期不得晚于今天', en: 'the day is not after today' };
  return [invalidInput(message, path)];
}

/** What is wrong with a text of 1 to `longest` characters. */
export function textFaults(text: string | undefined, longest: number, path: string): Problem[] {
  if (text === undefined || (text.trim() !== '' && text.length <= longest)) return [];
  const message = { 'zh-CN': `须为 1 至 ${longest} 个字符`, en: `this has 1 to ${longest} characters` };
  return [invalidInput(message, path)];
}

/** Why nothing of a platform's agreement is asked of the account: it has accepted nothing of it, or has left. */
export function notBoundTo(
  platform: PlatformId,
  binding: readonly PlatformId[],
  path = 'input.platform',
): Problem[] {
  if (binding.includes(platform)) return [];
  const message = {
    'zh-CN': `账号未接受过平台 ${platform} 的协议，或已退出该平台`,
    en: `the account has accepted nothing of the agreement of ${platform}, or has left it`,
  };
  return [invalidInput(message, path)];
}

/** Whether a duty follows from such an occurrence under the agreement of the platform today. */
export async function knowsDutyOn(
  records: Parameters<typeof agreementAt>[0],
  platform: PlatformId,
  occurrence: OccurrenceKind,
  now: Date,
): Promise<boolean> {
  const { duties = [] } = await agreementAt(records, platform, now);
  return duties.some(({ on }) => on === occurrence);
}

function noSuchDay(path: string): Problem {
  return invalidInput({ 'zh-CN': '须为存在的日期（YYYY-MM-DD）', en: 'a day that exists, YYYY-MM-DD' }, path);
}
