import type { Locale, LocalizedText } from '../../kernel/localized.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { Operation } from '../operation.ts';
import type { Rule } from '../rule.ts';
import type { PolicyVariant } from '../variant.ts';
import type { Finding, Remedy } from '../verdict.ts';
import { compileExpression } from './expression.ts';
import { NoAnswer, reasonOf } from './no-answer.ts';
import type { HostRule, HostRuleSet } from './rule-set.ts';
import { type HostRuleFacts, viewOf } from './vocabulary.ts';

interface Asked {
  readonly operation: Operation;
  readonly at: Date;
  readonly platform: PlatformId;
}

/**
 * A host's set as rules to be asked beside the platform's. They cite the clause by which the platform's agreement
 * binds to a host's own rules (baidu/3.6); an agreement without one has no room for them, and there are none.
 */
export function rulesOf(set: HostRuleSet | undefined, variant: PolicyVariant): readonly Rule[] {
  const { hostRuleClauses: clauses, platform } = variant;
  if (!set || !clauses) return [];
  return set.rules.map((rule) => ({
    id: `${set.hostId}@${set.version}/${rule.id}`,
    clauses,
    operations: rule.operations,
    check: (facts, { operation, at }) => findingsOf(set, rule, facts, { operation, at, platform }),
  }));
}

/** What a set says of one program, without the platform's rules. */
export function askSet(set: HostRuleSet | undefined, facts: HostRuleFacts, asked: Asked): readonly Finding[] {
  const rules = (set?.rules ?? []).filter(({ operations }) =>
    (operations as readonly Operation[]).includes(asked.operation),
  );
  return set ? rules.flatMap((rule) => findingsOf(set, rule, facts, asked)) : [];
}

function findingsOf(
  set: HostRuleSet,
  rule: HostRule,
  facts: HostRuleFacts,
  asked: Asked,
): readonly Finding[] {
  const hostRule = { hostId: set.hostId, version: set.version, rule: rule.id, source: rule.source };
  try {
    const view = viewOf(facts, asked);
    const fine = run(rule.expression, 'bool', view);
    if (fine === true) return [];
    if (fine !== false) throw new NoAnswer(neither);
    const remedy = remedyOf(rule, asked.platform, view);
    return [
      {
        effect: effectOf(rule, facts),
        code: rule.reasonCode,
        message: rule.message,
        hostRule,
        ...(remedy ? { remedy } : {}),
      },
    ];
  } catch (fault) {
    return [
      {
        effect: 'ASKS',
        code: 'HOST_RULE_UNDECIDED',
        message: undecided(rule.id, fault),
        hostRule,
        remedy: { kind: 'ASK_A_PERSON' },
      },
    ];
  }
}

/**
 * What a person has to look at is looked at in the host's own review. Until that is open it is no reason to keep
 * the version from getting there, and a warning; a host without a review of its own has to be asked before.
 */
function effectOf({ effect }: HostRule, { host, version }: HostRuleFacts): Finding['effect'] {
  const looksItself = host?.confirmation === 'OWN' && version?.confirmation !== 'PENDING';
  return effect === 'ASKS' && looksItself ? 'WARNS' : effect;
}

function run(text: string, type: 'bool' | 'timestamp', view: Readonly<Record<string, unknown>>): unknown {
  const compiled = compileExpression(text, type);
  if (compiled.ok) return compiled.value.run(view);
  // It was sound when it was published: what rules may speak of has changed since.
  const all = (locale: Locale) => compiled.problems.map(({ message }) => message[locale]).join('; ');
  throw new NoAnswer({ 'zh-CN': all('zh-CN'), en: all('en') });
}

function remedyOf(
  { remedy }: HostRule,
  platform: PlatformId,
  view: Readonly<Record<string, unknown>>,
): Remedy | undefined {
  switch (remedy?.kind) {
    case undefined:
      return undefined;
    case 'CHOOSE_CATEGORY':
      return { kind: 'CHOOSE_CATEGORY', platform };
    case 'PASS_VERIFICATION':
      return { kind: 'PASS_VERIFICATION', platform };
    case 'WAIT_UNTIL': {
      const until = run(remedy.until, 'timestamp', view);
      if (!(until instanceof Date) || Number.isNaN(until.getTime())) throw new NoAnswer(noInstant);
      return { kind: 'WAIT_UNTIL', until };
    }
    case 'EDIT_MANIFEST':
      return { ...remedy, change: { to: 'AS_SAID' } };
    default:
      return remedy;
  }
}

const neither: LocalizedText = { 'zh-CN': '结果既非真也非假', en: 'it is neither true nor false' };
const noInstant: LocalizedText = { 'zh-CN': '没有可等待的时间点', en: 'there is no instant to wait for' };

function undecided(rule: string, fault: unknown): LocalizedText {
  const why = reasonOf(fault);
  return {
    'zh-CN': `宿主的规则“${rule}”无法对该程序得出结论（${why['zh-CN']}）；须由宿主的人员判断`,
    en: `the host's rule \`${rule}\` comes to no answer on this program (${why.en}); a person at the host has to judge`,
  };
}
