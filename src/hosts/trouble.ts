import { addDays, civilDateAt, startOfDay, startOfNextMonth } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { HostProblemCode, HostTrouble, RetryClass } from '../programs/host-trouble.ts';
import type { PlatformId } from '../programs/platform.ts';

export type { HostProblemCode, RetryClass };

export const retryClasses: readonly RetryClass[] = [
  'RETRY_NOW',
  'RETRY_LATER',
  'REFRESH_TOKEN',
  'WAIT_FOR_HOST',
  'FIX_INPUT',
  'ASK_OPERATOR',
  'FINAL',
];

/** When a used-up number is given anew, by the host's own calendar. Both platforms count in Chinese days. */
export type Renewal = 'NEXT_DAY' | 'NEXT_MONTH';

/** A call to a host that failed, for whoever is to mend it. */
export interface Trouble extends Omit<HostTrouble, 'retryAt'> {
  readonly platform: PlatformId;
  /** Milliseconds to let pass before the next attempt, where the host or its documents name them. */
  readonly afterMs?: number;
  readonly renewal?: Renewal;
  /** Whether the host may have acted all the same: then it is looked up before anything is repeated. */
  readonly mayHaveActed: boolean;
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

/** The same as it is told and stored: with the instant instead of the wait. */
export function toldTrouble(trouble: Trouble, now: Date): HostTrouble {
  const { platform: _, afterMs, renewal, mayHaveActed: __, ...told } = trouble;
  const at = retryAt({ ...(afterMs === undefined ? {} : { afterMs }), ...(renewal ? { renewal } : {}) }, now);
  return { ...told, ...(at ? { retryAt: at.toISOString() } : {}) };
}
