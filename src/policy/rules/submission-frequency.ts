import type { LocalizedText } from '../../kernel/localized.ts';
import type { SubmissionLimit } from '../agreement.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

const DAY_MS = 86_400_000;

/**
 * Not more submissions than the agreement version's limit in a window that slides. What the platform may
 * do to whoever goes past it is said in both findings: `consequences`.
 */
export function submissionFrequency({
  clauses,
  consequences,
}: Pick<Rule, 'clauses'> & { readonly consequences: LocalizedText }): Rule {
  return {
    id: 'submission-frequency',
    clauses,
    partial: {
      'zh-CN': '只看次数；是否恶意、是否造成损失由平台判断',
      en: 'how often; whether it is in bad faith or does harm is for the platform to judge',
    },
    operations: ['SUBMIT'],
    check({ earlierSubmissions }, { at, agreement: { submissionLimit } }) {
      const counted = inWindow(earlierSubmissions, submissionLimit, at);
      if (counted.length >= submissionLimit.atMost) {
        return [refusal(counted, submissionLimit, consequences)];
      }
      if (counted.length >= submissionLimit.warnFrom) {
        return [warning(counted.length, submissionLimit, consequences)];
      }
      return [];
    },
  };
}

/** The submissions that count at `at`, oldest first. One exactly as old as the window has left it. */
function inWindow(submissions: readonly Date[], { windowDays }: SubmissionLimit, at: Date): readonly Date[] {
  const since = at.getTime() - windowDays * DAY_MS;
  return submissions
    .filter((submitted) => submitted.getTime() > since && submitted <= at)
    .sort((one, other) => one.getTime() - other.getTime());
}

function refusal(counted: readonly Date[], limit: SubmissionLimit, consequences: LocalizedText): Finding {
  const { windowDays, atMost } = limit;
  // Usually the oldest; a later one where more were made under an earlier, wider limit.
  const leaving = counted[counted.length - atMost];
  return {
    effect: 'BLOCKS',
    code: 'SUBMITTED_TOO_OFTEN',
    message: {
      'zh-CN': `最近 ${windowDays} 天内已提交 ${counted.length} 次，上限为 ${atMost} 次（${origins[limit.origin]['zh-CN']}）；过于频繁时平台可${consequences['zh-CN']}`,
      en: `${counted.length} submissions in the last ${windowDays} days, and the limit is ${atMost} (${origins[limit.origin].en}); past it the platform may ${consequences.en}`,
    },
    path: 'earlierSubmissions',
    ...(leaving && {
      remedy: { kind: 'WAIT_UNTIL', until: new Date(leaving.getTime() + windowDays * DAY_MS) },
    }),
  };
}

function warning(count: number, limit: SubmissionLimit, consequences: LocalizedText): Finding {
  const { windowDays, atMost } = limit;
  return {
    effect: 'WARNS',
    code: 'SUBMISSIONS_NEAR_LIMIT',
    message: {
      'zh-CN': `这将是最近 ${windowDays} 天内的第 ${count + 1} 次提交，上限为 ${atMost} 次（${origins[limit.origin]['zh-CN']}）；过于频繁时平台可${consequences['zh-CN']}`,
      en: `this would be submission ${count + 1} in ${windowDays} days, and the limit is ${atMost} (${origins[limit.origin].en}); past it the platform may ${consequences.en}`,
    },
    path: 'earlierSubmissions',
  };
}

const origins: Readonly<Record<SubmissionLimit['origin'], LocalizedText>> = {
  PUBLISHED: { 'zh-CN': '平台公布', en: 'published by the platform' },
  OURS: {
    'zh-CN': '平台未公布数字，此为本网关的取值',
    en: "the platform publishes no number; this one is the gateway's",
  },
};
