import { isCivilDate } from '../../kernel/civil-time.ts';
import type { Locale, LocalizedText } from '../../kernel/localized.ts';
import { locales } from '../../kernel/localized.ts';
import { compileExpression, type ExpressionType, expressionFaults } from './expression.ts';
import { hostRuleLimits } from './limits.ts';
import {
  type HostRule,
  type HostRuleRemedy,
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
    for (const { path, expression, type, refuted } of expressionsOf(rule, at)) {
      faults.push(...expressionFaults(expression, type, refuted).map((fault) => ({ path, ...fault })));
      const compiled = compileExpression(expression, type);
      if (compiled.ok) cost += compiled.value.cost;
    }
  }
  return cost > hostRuleLimits.setCost ? [...faults, tooCostly(cost)] : faults;
}

interface PlacedExpression {
  readonly path: string;
  readonly expression: string;
  readonly type: ExpressionType;
  /** What has come out false, where this one is worked out. */
  readonly refuted?: string;
}

function expressionsOf({ expression, remedy }: HostRule, at: string): readonly PlacedExpression[] {
  const main: PlacedExpression = { path: `${at}.expression`, expression, type: 'bool' };
  // That there is none is told as what it is, and not as an expression of nothing.
  if (remedy?.kind !== 'WAIT_UNTIL' || remedy.until.trim() === '') return [main];
  const path = `${at}.remedy.until`;
  return [main, { path, expression: remedy.until, type: 'timestamp', refuted: expression }];
}

function wordFaults(rule: HostRule, at: string): RuleSetFault[] {
  const { id, reasonCode, message, source, operations, effect, remedy } = rule;
  const faults: RuleSetFault[] = [];
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(id)) faults.push(badId(`${at}.id`, id));
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(reasonCode)) faults.push(badCode(`${at}.reasonCode`, reasonCode));
  for (const locale of locales)
    faults.push(...textFaults(`${at}.message.${inContract[locale]}`, message[locale]));
  faults.push(...textFaults(`${at}.source`, source));
  if (operations.length === 0) faults.push(noOperations(`${at}.operations`));
  for (const [index, operation] of operations.entries()) {
    if (!hostRuleOperations.includes(operation)) {
      faults.push(oneOf(`${at}.operations[${index}]`, operation, hostRuleOperations));
    }
  }
  if (!hostRuleEffects.includes(effect)) faults.push(oneOf(`${at}.effect`, effect, hostRuleEffects));
  if (remedy && !hostRuleRemedies.includes(remedy.kind)) {
    faults.push(oneOf(`${at}.remedy.kind`, remedy.kind, hostRuleRemedies));
  }
  return remedy ? [...faults, ...lacksOf(remedy, `${at}.remedy`)] : faults;
}

/** The languages as the contract spells them: a fault is found again in what was sent. */
const inContract: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh_CN', en: 'en' };

/** What a way out of its kind needs and has not. */
function lacksOf(remedy: HostRuleRemedy, at: string): RuleSetFault[] {
  if (remedy.kind === 'WAIT_UNTIL' && remedy.until.trim() === '') return [noInstant(`${at}.until`)];
  if (remedy.kind !== 'EDIT_MANIFEST' || manifestFields.includes(remedy.field)) return [];
  const path = `${at}.field`;
  return remedy.field === '' ? [noField(path)] : [oneOf(path, remedy.field, manifestFields)];
}

function noInstant(path: string): RuleSetFault {
  const example = 'now + duration("24h")';
  return {
    path,
    message: {
      'zh-CN': `WAIT_UNTIL 须有 until：一个结果为时间点的表达式，例如 ${example}`,
      en: `WAIT_UNTIL needs \`until\`; expected an expression that gives an instant, such as \`${example}\``,
    },
  };
}

function noField(path: string): RuleSetFault {
  const names = manifestFields.join(', ');
  return {
    path,
    message: {
      'zh-CN': `EDIT_MANIFEST 须有 field；应为其中之一：${names}`,
      en: `EDIT_MANIFEST needs \`field\`; expected one of: ${names}`,
    },
  };
}

function noOperations(path: string): RuleSetFault {
  const names = hostRuleOperations.join(', ');
  return {
    path,
    message: {
      'zh-CN': `规则须至少针对一项操作，否则永远不会被询问；应为其中之一或全部：${names}`,
      en: `a rule of no operation is never asked; expected at least one of: ${names}`,
    },
  };
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
