import { addDays, civilDateAt, startOfDay, startOfNextMonth } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from '../programs/platform.ts';

/**
 * Who can mend a failed call, and how.
 *
 * RETRY_NOW: the same call may be made again at once. RETRY_LATER: not before the time that is told.
 * REFRESH_TOKEN: with another token; the connector does so once by itself.
 * WAIT_FOR_HOST: the host is still at work on something of its own, and says when it is done.
 * FIX_INPUT: the developer changes what was sent. ASK_OPERATOR: the gateway's own access is at fault.
 * FINAL: the host will not do this, whoever asks.
 */
export const retryClasses = [
  'RETRY_NOW',
  'RETRY_LATER',
  'REFRESH_TOKEN',
  'WAIT_FOR_HOST',
  'FIX_INPUT',
  'ASK_OPERATOR',
  'FINAL',
] as const;
export type RetryClass = (typeof retryClasses)[number];

/** What kind of refusal it is, for programs, in words that no platform has to itself. */
export const hostProblemCodes = [
  /** The host is busy, or did not answer. */
  'HOST_BUSY',
  /** A number of calls, submissions or changes that the host allows in a time is used up. */
  'QUOTA_USED',
  /** The gateway's own access: its secret, its tokens, its address, a method or body it must not send so. */
  'GATEWAY_ACCESS',
  /** The program's owner has not given the platform this permission, or has taken it away. */
  'NOT_AUTHORISED',
  'INVALID_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  /** What it is asked about is not in a state in which that can be done. */
  'STATE',
  /** The host has done something against the program or the gateway, which forbids this. */
  'MEASURE',
  /** Programs of this kind cannot. */
  'NOT_POSSIBLE',
  /** No document of the host names this code. */
  'UNKNOWN',
] as const;
export type HostProblemCode = (typeof hostProblemCodes)[number];

/** When a used-up number is given anew, by the host's own calendar. Both platforms count in Chinese days. */
export type Renewal = 'NEXT_DAY' | 'NEXT_MONTH';

/** A call to a host that failed, for whoever is to mend it. */
export interface Trouble {
  readonly platform: PlatformId;
  readonly retry: RetryClass;
  /** Milliseconds to let pass before the next attempt, where the host or its documents name them. */
  readonly afterMs?: number;
  readonly renewal?: Renewal;
  /** Whether the host may have acted all the same: then it is looked up before anything is repeated. */
  readonly mayHaveActed: boolean;
  /** The call: `POST /wxa/submit_audit`. */
  readonly call: string;
  /** The host's own code, as text. */
  readonly code?: string;
  /** The host's own words, whole. */
  readonly words: string;
  readonly problem: HostProblemCode;
  /** The clause of the platform's agreement that the refusal carries out, where one applies. */
  readonly clause?: string;
  /** What it means and what to do, in words of ours. */
  readonly explanation: LocalizedText;
}

/** The instant from which the call can be made again by waiting alone; undefined where waiting mends nothing, or nobody says how long. */
export function retryAt(
  { afterMs, renewal }: Pick<Trouble, 'afterMs' | 'renewal'>,
  now: Date,
): Date | undefined {
  const today = civilDateAt(now);
  if (renewal === 'NEXT_DAY') return startOfDay(addDays(today, 1));
  if (renewal === 'NEXT_MONTH') return startOfDay(startOfNextMonth(today));
  return afterMs === undefined ? undefined : new Date(now.getTime() + afterMs);
}

/** What is said of a code that has no explanation of its own. */
export const explanationOf: Readonly<Record<RetryClass, LocalizedText>> = {
  RETRY_NOW: {
    'zh-CN': '宿主没有给出可用的答复；可以立即重试',
    en: 'the host gave no usable answer: the call may be made again at once',
  },
  RETRY_LATER: {
    'zh-CN': '宿主目前不接受此调用；请稍后再试',
    en: 'the host does not take this call now: try again later',
  },
  REFRESH_TOKEN: {
    'zh-CN': '宿主不认当前令牌；网关换取新令牌后仍被拒绝，请运营方检查授权',
    en: 'the host does not know the token: another one was refused, too; the operator looks at the authorisation',
  },
  WAIT_FOR_HOST: {
    'zh-CN': '宿主仍在处理上一步；处理完后再继续',
    en: 'the host is still at work on the step before: go on when it is done',
  },
  FIX_INPUT: {
    'zh-CN': '宿主不接受所提交的内容；请按宿主的说明修改后重新提交',
    en: 'the host does not take what was sent: change it as the host says, and hand it in again',
  },
  ASK_OPERATOR: {
    'zh-CN': '网关在宿主处的权限或配置有误；请联系网关的运营方',
    en: 'the access of the gateway to the host is at fault: ask the operator of the gateway',
  },
  FINAL: {
    'zh-CN': '宿主不办理此事；原因见宿主原话',
    en: 'the host will not do this; its own words say why',
  },
};

export const problemOfClass: Readonly<Record<RetryClass, HostProblemCode>> = {
  RETRY_NOW: 'HOST_BUSY',
  RETRY_LATER: 'HOST_BUSY',
  REFRESH_TOKEN: 'GATEWAY_ACCESS',
  WAIT_FOR_HOST: 'STATE',
  FIX_INPUT: 'INVALID_INPUT',
  ASK_OPERATOR: 'GATEWAY_ACCESS',
  FINAL: 'STATE',
};
