import { civilDateAt } from '../kernel/civil-time.ts';
import { type AgreementVersion, versionOn } from './agreement.ts';
import type { Facts, Operation } from './facts.ts';
import type { Rule } from './rule.ts';
import type { PolicyVariant } from './variant.ts';
import type { Citation, CitedFinding, FindingEffect, Verdict, VerdictAnswer } from './verdict.ts';

/** May this be done? Every rule of the variant that is about the operation is asked, in its order. */
export function evaluate(variant: PolicyVariant, facts: Facts, operation: Operation, at: Date): Verdict {
  const agreement = versionOn(variant.agreement, civilDateAt(at));
  const findings: CitedFinding[] = [];
  const passed: Verdict['passed'][number][] = [];
  for (const rule of variant.rules.filter(({ operations }) => operations.includes(operation))) {
    const citations = cite(rule, agreement);
    const found = rule.check(facts, { operation, at, agreement });
    for (const { clauses, ...finding } of found) {
      const cited = clauses ? citations.filter(({ clause }) => clauses.includes(clause)) : citations;
      findings.push({ ...finding, rule: rule.id, citations: cited });
    }
    if (found.every(({ effect }) => effect === 'WARNS')) passed.push({ rule: rule.id, citations });
  }
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

/** One blocker is a NO whatever else is open; a missing fact weighs more than a question to a person. */
function answerOf(effects: readonly FindingEffect[]): VerdictAnswer {
  if (effects.includes('BLOCKS')) return 'NO';
  if (effects.includes('LACKS')) return 'UNKNOWN';
  return effects.includes('ASKS') ? 'NEEDS_HUMAN' : 'YES';
}

function cite(rule: Rule, agreement: AgreementVersion): Citation[] {
  return rule.clauses.map((id) => {
    const clause = agreement.clauses.find((candidate) => candidate.id === id);
    if (!clause) throw new Error(`rule ${rule.id} cites ${id}, which is not in version ${agreement.version}`);
    return { clause: id, agreementVersion: agreement.version, sourceHash: clause.sourceHash };
  });
}
