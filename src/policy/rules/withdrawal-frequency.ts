import {
  addDays,
  type CivilDate,
  civilDateAt,
  startOfDay,
  startOfNextMonth,
} from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { CalendarLimit } from '../agreement.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** Reviews of a program are taken back no more often than the agreement version's numbers in a day and in a month. */
export function withdrawalFrequency({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'withdrawal-frequency',
    clauses,
    operations: ['WITHDRAW'],
    check({ earlierWithdrawals = [] }, { at, agreement: { withdrawalLimits = [] } }) {
      const today = civilDateAt(at);
      const days = earlierWithdrawals.filter((withdrawn) => withdrawn <= at).map(civilDateAt);
      return withdrawalLimits.flatMap((limit): Finding[] => {
        const counted = days.filter((day) => periods[limit.per].has(day, today)).length;
        return counted < limit.atMost ? [] : [refusal(counted, limit, periods[limit.per].next(today))];
      });
    },
  };
}

interface Period {
  readonly name: LocalizedText;
  readonly has: (day: CivilDate, today: CivilDate) => boolean;
  /** The first day of the next one. */
  readonly next: (today: CivilDate) => CivilDate;
}

const periods: Readonly<Record<CalendarLimit['per'], Period>> = {
  DAY: {
    name: { 'zh-CN': '今天', en: 'today' },
    has: (day, today) => day === today,
    next: (today) => addDays(today, 1),
  },
  MONTH: {
    name: { 'zh-CN': '本月', en: 'this month' },
    has: (day, today) => day.slice(0, 7) === today.slice(0, 7),
    next: startOfNextMonth,
  },
};

function refusal(counted: number, { per, atMost }: CalendarLimit, next: CivilDate): Finding {
  const { name } = periods[per];
  return {
    effect: 'BLOCKS',
    code: 'WITHDRAWN_TOO_OFTEN',
    message: {
      'zh-CN': `${name['zh-CN']}已撤回审核 ${counted} 次，平台公布的上限为 ${atMost} 次；${next} 起可再次撤回`,
      en: `${counted} reviews were taken back ${name.en}, and the platform publishes a limit of ${atMost}; from ${next} on it can be done again`,
    },
    path: 'earlierWithdrawals',
    remedy: { kind: 'WAIT_UNTIL', until: startOfDay(next) },
  };
}
