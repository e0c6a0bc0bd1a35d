import type { LocalizedText } from '../../kernel/localized.ts';
import { hostRuleLimits } from './limits.ts';
import { type HostRule, hostRuleOperations } from './rule-set.ts';

/** Something wrong with a rule set: where, what, and what was expected. */
export interface RuleSetFault {
  /** `rules[2].expression`. */
  readonly path: string;
  /** Where in the expression, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly message: LocalizedText;
}

const MOST_QUOTED = 80;

/** What was sent, as much of it as is needed to find it again. */
function quoted(sent: string): string {
  return sent.length > MOST_QUOTED ? `${sent.slice(0, MOST_QUOTED)}…` : sent;
}

export function noInstant(path: string): RuleSetFault {
  const example = 'now + duration("24h")';
  return {
    path,
    message: {
      'zh-CN': `WAIT_UNTIL 须有 until：一个结果为时间点的表达式，例如 ${example}`,
      en: `WAIT_UNTIL needs \`until\`; expected an expression that gives an instant, such as \`${example}\``,
    },
  };
}

export function noField(path: string, known: readonly string[]): RuleSetFault {
  const names = known.join(', ');
  return {
    path,
    message: {
      'zh-CN': `EDIT_MANIFEST 须有 field；应为其中之一：${names}`,
      en: `EDIT_MANIFEST needs \`field\`; expected one of: ${names}`,
    },
  };
}

export function noOperations(path: string): RuleSetFault {
  const names = hostRuleOperations.join(', ');
  return {
    path,
    message: {
      'zh-CN': `规则须至少针对一项操作，否则永远不会被询问；应为其中之一或全部：${names}`,
      en: `a rule of no operation is never asked; expected at least one of: ${names}`,
    },
  };
}

export function oneOf(path: string, found: string, known: readonly string[]): RuleSetFault {
  const names = known.join(', ');
  return {
    path,
    message: {
      'zh-CN': `没有“${quoted(found)}”；应为其中之一：${names}`,
      en: `there is no \`${quoted(found)}\`; expected one of: ${names}`,
    },
  };
}

export function badId(path: string, found: string): RuleSetFault {
  return {
    path,
    message: {
      'zh-CN': `“${quoted(found)}”不是规则编号；应为 1 至 64 个小写字母、数字或连字符，以字母开头`,
      en: `\`${quoted(found)}\` is no id; expected 1 to 64 small letters, digits and hyphens, a letter first`,
    },
  };
}

export function badCode(path: string, found: string): RuleSetFault {
  return {
    path,
    message: {
      'zh-CN': `“${quoted(found)}”不是原因代码；应为 1 至 64 个大写字母、数字或下划线，以字母开头`,
      en: `\`${quoted(found)}\` is no reason code; expected 1 to 64 capital letters, digits and underscores, a letter first`,
    },
  };
}

export function notADay(found: string): RuleSetFault {
  return {
    path: 'effectiveFrom',
    message: {
      'zh-CN': `“${quoted(found)}”不是日期；应为 YYYY-MM-DD`,
      en: `\`${quoted(found)}\` is no day; expected YYYY-MM-DD`,
    },
  };
}

export function tooManyRules(found: number): RuleSetFault {
  return {
    path: 'rules',
    message: {
      'zh-CN': `共 ${found} 条规则，上限为 ${hostRuleLimits.rules}`,
      en: `there are ${found} rules; expected at most ${hostRuleLimits.rules}`,
    },
  };
}

export function tooCostly(cost: number): RuleSetFault {
  return {
    path: 'rules',
    message: {
      'zh-CN': `全部规则合计最多可能需要 ${cost} 步，上限为 ${hostRuleLimits.setCost}`,
      en: `all rules together take up to ${cost} steps; expected at most ${hostRuleLimits.setCost}`,
    },
  };
}

export function textFaults(path: string, text: string): RuleSetFault[] {
  const { textLength } = hostRuleLimits;
  if (text.trim() !== '' && text.length <= textLength) return [];
  return [
    {
      path,
      message: {
        'zh-CN': `须为 1 至 ${textLength} 个字符，现为 ${text.trim() === '' ? 0 : text.length} 个`,
        en: `expected 1 to ${textLength} characters, and there are ${text.trim() === '' ? 0 : text.length}`,
      },
    },
  ];
}

export function repeatedId(rules: readonly HostRule[], index: number): RuleSetFault[] {
  const id = rules[index]?.id ?? '';
  const first = rules.findIndex((rule) => rule.id === id);
  if (first === index) return [];
  return [
    {
      path: `rules[${index}].id`,
      message: {
        'zh-CN': `“${quoted(id)}”已用于 rules[${first}]；每条规则须有自己的编号`,
        en: `\`${quoted(id)}\` is the id of rules[${first}]; expected an id of its own`,
      },
    },
  ];
}
