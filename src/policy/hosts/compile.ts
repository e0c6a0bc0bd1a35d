import { isCivilDate } from '../../kernel/civil-time.ts';
import type { Locale } from '../../kernel/localized.ts';
import { locales } from '../../kernel/localized.ts';
import { compileExpression, type ExpressionType, expressionFaults } from './expression.ts';
import { hostRuleLimits } from './limits.ts';
import {
  badCode,
  badId,
  noField,
  noInstant,
  noOperations,
  notADay,
  oneOf,
  type RuleSetFault,
  repeatedId,
  textFaults,
  tooCostly,
  tooManyRules,
} from './rule-faults.ts';
import {
  type HostRule,
  type HostRuleRemedy,
  type HostRuleSet,
  hostRuleEffects,
  hostRuleOperations,
  hostRuleRemedies,
} from './rule-set.ts';
import { vocabulary } from './vocabulary.ts';

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
  return remedy.field === '' ? [noField(path, manifestFields)] : [oneOf(path, remedy.field, manifestFields)];
}

/** The fields of the manifest that a host's rules can see, and so can ask to be changed. */
const manifestFields: readonly string[] = [
  ...(vocabulary.program?.kind === 'RECORD' ? Object.keys(vocabulary.program.fields) : []).filter(
    (name) => name !== 'ownName' && name !== 'hasPrivacyPolicy',
  ),
  'ownership',
  'privacyPolicy',
];
