import { civilDateAt } from '../kernel/civil-time.ts';
import { versionOn } from './agreement.ts';
import type { Facts, Ruling } from './facts.ts';
import type { Operation } from './operation.ts';
import { asking, isBacked, questionsOf } from './questions.ts';
import type { Rule } from './rule.ts';
import type { PolicyVariant } from './variant.ts';
import type { CitedFinding, Finding, FindingEffect, Verdict, VerdictAnswer } from './verdict.ts';

type Passed = Verdict['passed'][number];

/**
 * May this be done? Every rule of the variant that is about the operation is asked, in its order, and after them
 * the host's own (`hosts/rules.ts`), where the question is about a host. A clause that binds the operation and that
 * no rule carries out makes it UNKNOWN: silence is not a yes.
 */
export function evaluate(
  variant: PolicyVariant,
  facts: Facts,
  operation: Operation,
  at: Date,
  hostRules: readonly Rule[] = [],
): Verdict {
  const agreement = versionOn(variant.agreement, civilDateAt(at));
  const findings: CitedFinding[] = [];
  const passed: Passed[] = [];
  const context = { operation, at, agreement };
  const { asked, notModelled } = questionsOf(variant, agreement, operation);
  const ofHost = hostRules
    .filter(({ operations, clauses }) => operations.includes(operation) && isBacked(clauses, agreement))
    .map((rule) => asking(rule, agreement));
  for (const { rule, pass } of [...asked, ...ofHost]) {
    const all = rule.check(facts, context);
    const found = facts.rulings
      ? all.filter((finding) => !isRuledUpon(finding, rule.id, facts.rulings))
      : all;
    for (const finding of found) findings.push(cited(finding, pass));
    if (found.every(({ effect }) => effect === 'WARNS')) passed.push(pass);
  }
  findings.push(...notModelled);
  return {
    answer: answerOf(findings.map(({ effect }) => effect)),
    operation,
    platform: variant.platform,
    agreementVersion: agreement.version,
    at,
    findings,
    passed,
  };
}

function cited(finding: Finding, { rule, citations }: Passed): CitedFinding {
  // Taking a field out of an object costs more than a rule does, and few findings have this one.
  if (!finding.clauses) return { ...finding, rule, citations };
  const { clauses, ...said } = finding;
  return { ...said, rule, citations: citations.filter(({ clause }) => clauses.includes(clause)) };
}

/** Whether a person has answered what the rule can only ask. */
function isRuledUpon(
  { effect, code, message }: Finding,
  rule: string,
  rulings: readonly Ruling[] = [],
): boolean {
  return (
    effect === 'ASKS' &&
    rulings.some((one) => one.rule === rule && one.code === code && one.question === message.en)
  );
}

/** One blocker is a NO whatever else is open; a missing fact weighs more than a question to a person. */
function answerOf(effects: readonly FindingEffect[]): VerdictAnswer {
  if (effects.includes('BLOCKS')) return 'NO';
  if (effects.includes('LACKS')) return 'UNKNOWN';
  return effects.includes('ASKS') ? 'NEEDS_HUMAN' : 'YES';
}
