import { isCivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import { locales } from '../../kernel/localized.ts';
import { compileExpression, type ExpressionType } from './expression.ts';
import { hostRuleLimits } from './limits.ts';
import {
  type HostRule,
  type HostRuleSet,
  hostRuleEffects,
  hostRuleOperations,
  hostRuleRemedies,
} from './rule-set.ts';
import { vocabulary } from './vocabulary.ts';

/** Something wrong with a rule set: where, what, and what was expected. */
export interface RuleSetFault {
  /** `rules[2].expression`. */
  readonly path: string;
  /** Where in the expression, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly message: LocalizedText;
}

/** Everything that is wrong with a rule set, of all its rules at once; none: it can be published. */
export function ruleSetFaults(set: Pick<HostRuleSet, 'effectiveFrom' | 'rules'>): readonly RuleSetFault[] {
  const { rules, effectiveFrom } = set;
  if (rules.length > hostRuleLimits.rules) return [tooManyRules(rules.length)];
  const faults: RuleSetFault[] = isCivilDate(effectiveFrom) ? [] : [notADay(effectiveFrom)];
  let cost = 0;
  for (const [index, rule] of rules.entries()) {
    const at = `rules[${index}]`;
    faults.push(...wordFaults(rule, at), ...repeatedId(rules, index));
    for (const [path, expression, type] of expressionsOf(rule, at)) {
      const compiled = compileExpression(expression, type);
      if (compiled.ok) cost += compiled.value.cost;
      else faults.push(...compiled.problems.map((fault) => ({ path, ...fault })));
    }
  }
  return cost > hostRuleLimits.setCost ? [...faults, tooCostly(cost)] : faults;
}

function expressionsOf(
  { expression, remedy }: HostRule,
  at: string,
): readonly (readonly [string, string, ExpressionType])[] {
  const main = [`${at}.expression`, expression, 'bool'] as const;
  return remedy?.kind === 'WAIT_UNTIL'
    ? [main, [`${at}.remedy.until`, remedy.until, 'timestamp'] as const]
    : [main];
}

function wordFaults(rule: HostRule, at: string): RuleSetFault[] {
  const { id, reasonCode, message, source, operations, effect, remedy } = rule;
  const faults: RuleSetFault[] = [];
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(id)) faults.push(badId(`${at}.id`, id));
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(reasonCode)) faults.push(badCode(`${at}.reasonCode`, reasonCode));
  for (const locale of locales) faults.push(...textFaults(`${at}.message.${locale}`, message[locale]));
  faults.push(...textFaults(`${at}.source`, source));
  if (operations.length === 0) faults.push(oneOf(`${at}.operations`, '', hostRuleOperations));
  for (const [index, operation] of operations.entries()) {
    if (!hostRuleOperations.includes(operation)) {
      faults.push(oneOf(`${at}.operations[${index}]`, operation, hostRuleOperations));
    }
  }
  if (!hostRuleEffects.includes(effect)) faults.push(oneOf(`${at}.effect`, effect, hostRuleEffects));
  if (remedy && !hostRuleRemedies.includes(remedy.kind)) {
    faults.push(oneOf(`${at}.remedy.kind`, remedy.kind, hostRuleRemedies));
  }
  if (remedy?.kind === 'EDIT_MANIFEST' && !manifestFields.includes(remedy.field)) {
    faults.push(oneOf(`${at}.remedy.field`, remedy.field, manifestFields));
  }
  return faults;
}

/** The fields of the manifest that a host's rules can see, and so can ask to be changed. */
const manifestFields: readonly string[] = [
  ...(vocabulary.program?.kind === 'RECORD' ? Object.keys(vocabulary.program.fields) : []).filter(
    (name) => name !== 'ownName' && name !== 'hasPrivacyPolicy',
  ),
  'ownership',
  'privacyPolicy',
];

function textFaults(path: string, text: string): RuleSetFault[] {
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

function repeatedId(rules: readonly HostRule[], index: number): RuleSetFault[] {
  const id = rules[index]?.id;
  const first = rules.findIndex((rule) => rule.id === id);
  if (first === index) return [];
  return [
    {
      path: `rules[${index}].id`,
      message: {
        'zh-CN': `“${id}”已用于 rules[${first}]；每条规则须有自己的编号`,
        en: `\`${id}\` is the id of rules[${first}]; expected an id of its own`,
      },
    },
  ];
}

function oneOf(path: string, found: string, known: readonly string[]): RuleSetFault {
  const names = known.join(', ');
  return {
    path,
    message: {
      'zh-CN': `没有“${found}”；应为其中之一：${names}`,
      en: `there is no \`${found}\`; expected one of: ${names}`,
    },
  };
}

function badId(path: string, found: string): RuleSetFault {
  return {
    path,
    message: {
      'zh-CN': `“${found}”不是规则编号；应为 1 至 64 个小写字母、数字或连字符，以字母开头`,
      en: `\`${found}\` is no id; expected 1 to 64 small letters, digits and hyphens, a letter first`,
    },
  };
}

function badCode(path: string, found: string): RuleSetFault {
  return {
    path,
    message: {
      'zh-CN': `“${found}”不是原因代码；应为 1 至 64 个大写字母、数字或下划线，以字母开头`,
      en: `\`${found}\` is no reason code; expected 1 to 64 capital letters, digits and underscores, a letter first`,
    },
  };
}

function notADay(found: string): RuleSetFault {
  return {
    path: 'effectiveFrom',
    message: {
      'zh-CN': `“${found}”不是日期；应为 YYYY-MM-DD`,
      en: `\`${found}\` is no day; expected YYYY-MM-DD`,
    },
  };
}

function tooManyRules(found: number): RuleSetFault {
  return {
    path: 'rules',
    message: {
      'zh-CN': `共 ${found} 条规则，上限为 ${hostRuleLimits.rules}`,
      en: `there are ${found} rules; expected at most ${hostRuleLimits.rules}`,
    },
  };
}

function tooCostly(cost: number): RuleSetFault {
  return {
    path: 'rules',
    message: {
      'zh-CN': `全部规则合计最多可能需要 ${cost} 步，上限为 ${hostRuleLimits.setCost}`,
      en: `all rules together take up to ${cost} steps; expected at most ${hostRuleLimits.setCost}`,
    },
  };
}
