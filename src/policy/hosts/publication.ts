import type { CivilDate } from '../../kernel/civil-time.ts';
import type { RuleSetFault } from './rule-faults.ts';
import type { HostRuleSet } from './rule-set.ts';

/**
 * Whether this set can follow the ones that are published: numbers go up by one, and no set begins on a day that is
 * over, so what was in force then stays what was in force then. A set that has not begun is replaced by a later one that
 * begins on the same day or before it: a mistake in it need never come into force.
 */
export function successionFaults(
  published: readonly HostRuleSet[],
  { version, effectiveFrom }: Pick<HostRuleSet, 'version' | 'effectiveFrom'>,
  today: CivilDate,
): readonly RuleSetFault[] {
  const last = published.reduce<HostRuleSet | undefined>(
    (latest, set) => (latest && latest.version > set.version ? latest : set),
    undefined,
  );
  const faults: RuleSetFault[] = [];
  const next = (last?.version ?? 0) + 1;
  if (version !== next) faults.push(wrongNumber(version, next));
  if (effectiveFrom < today) faults.push(backwards(effectiveFrom, today));
  return faults;
}

function wrongNumber(found: number, next: number): RuleSetFault {
  return {
    path: 'version',
    message: {
      'zh-CN': `版本号须为 ${next}，现为 ${found}；若有人先行发布，请先读取最新的规则集`,
      en: `expected version ${next}, and this is ${found}: if somebody published in between, read the latest set first`,
    },
  };
}

function backwards(found: CivilDate, today: CivilDate): RuleSetFault {
  return {
    path: 'effectiveFrom',
    message: {
      'zh-CN': `生效日 ${found} 已经过去（今天是 ${today}）；应为今天或之后`,
      en: `${found} is over (today is ${today}); expected today or a later day`,
    },
  };
}
