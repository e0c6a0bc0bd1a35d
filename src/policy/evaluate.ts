import { civilDateAt } from '../kernel/civil-time.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type Agreement, versionAt } from './agreement.ts';
import type { ClauseId } from './clause.ts';
import type { Facts } from './facts.ts';
import type { Operation } from './operation.ts';
import { asking, citationsOf, isBacked, questionsOf } from './questions.ts';
import type { Rule } from './rule.ts';
import { questionOf, ruledUpon } from './ruled-upon.ts';
import type { PolicyVariant } from './variant.ts';
import type { Citation, CitedFinding, Finding, FindingEffect, Verdict, VerdictAnswer } from './verdict.ts';

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
  const agreement = versionAt(variant.agreement, at);
  const { platform } = variant;
  const findings: CitedFinding[] = [];
  const passed: Passed[] = [];
  const context = { operation, at, agreement };
  const place = { platform, day: civilDateAt(at) };
  const { asked, notModelled } = questionsOf(variant, agreement, operation);
  const ofHost = hostRules
    .filter(({ operations, clauses }) => operations.includes(operation) && isBacked(clauses, agreement))
    .map((rule) => asking(rule, agreement));
  for (const { rule, pass } of [...asked, ...ofHost]) {
    const { found, evidence } = ruledUpon(rule.check(facts, context), rule.id, facts, place);
    const told = evidence ? { ...pass, evidence } : pass;
    for (const finding of found) findings.push(cited(finding, told, variant.agreement));
    if (found.every(({ effect }) => effect === 'WARNS')) passed.push(told);
  }
  findings.push(...notModelled);
  return {
    answer: answerOf(findings.map(({ effect }) => effect)),
    operation,
    platform,
    agreementVersion: agreement.version,
    at,
    findings,
    passed,
  };
}

function cited(finding: Finding, { rule, citations, evidence }: Passed, agreement: Agreement): CitedFinding {
  const { clauses } = finding;
  const rests = clauses ? citedFrom(agreement, clauses, finding.agreementVersion, citations) : citations;
  const seen = evidence ? { evidence } : {};
  const asks = finding.effect === 'ASKS' || finding.code === 'RULED_NOT_IN_ORDER';
  // Taking a field out of an object costs more than a rule does, and few findings have this one.
  if (!clauses && !asks) return { ...finding, rule, citations, ...seen };
  const { clauses: _named, agreementVersion: _of, ...said } = finding;
  const whole = { ...said, rule, citations: rests, ...seen };
  return asks ? { ...whole, ...remedyOf(whole, agreement.platform) } : whole;
}

/** The clauses as the version that is named has them; as the rule cites them where none is, or it is not known. */
function citedFrom(
  agreement: Agreement,
  clauses: readonly ClauseId[],
  version: string | undefined,
  citations: readonly Citation[],
): readonly Citation[] {
  const named = agreement.versions.find((one) => one.version === version);
  return named ? citationsOf(clauses, named) : citations.filter(({ clause }) => clauses.includes(clause));
}

/** Of a question the person's answer to it, put so that the answer can be recorded, unless the rule has a remedy of its own. */
function remedyOf(finding: CitedFinding, platform: PlatformId): Pick<CitedFinding, 'remedy'> {
  const { remedy = { kind: 'ASK_A_PERSON' } } = finding;
  if (remedy.kind !== 'ASK_A_PERSON') return {};
  const ruling = { ...questionOf(finding, finding, platform), ...remedy.ruling };
  return { remedy: { kind: 'ASK_A_PERSON', ruling } };
}

/** One blocker is a NO whatever else is open; a missing fact weighs more than a question to a person. */
function answerOf(effects: readonly FindingEffect[]): VerdictAnswer {
  if (effects.includes('BLOCKS')) return 'NO';
  if (effects.includes('LACKS')) return 'UNKNOWN';
  return effects.includes('ASKS') ? 'NEEDS_HUMAN' : 'YES';
}
