import type { AgreementVersion } from './agreement.ts';
import type { Clause, ClauseId } from './clause.ts';
import { needsRule } from './coverage.ts';
import type { Operation } from './operation.ts';
import type { Rule } from './rule.ts';
import type { PolicyVariant } from './variant.ts';
import type { Citation, Finding, Verdict } from './verdict.ts';

/** What a verdict on an operation has to ask, before any facts are known. */
export interface Questions {
  /** The rules about the operation, in the variant's order, with what is said of each that passes. */
  readonly asked: readonly { readonly rule: Rule; readonly pass: Verdict['passed'][number] }[];
  /** One for each clause that binds the operation and that no rule carries out: it asks a person about that clause. */
  readonly notModelled: Questions['asked'];
}

const known = new WeakMap<PolicyVariant, WeakMap<AgreementVersion, Map<Operation, Questions>>>();

/** The same for every program, so it is put together once for each variant, version and operation. */
export function questionsOf(
  variant: PolicyVariant,
  agreement: AgreementVersion,
  operation: Operation,
): Questions {
  const found = known.get(variant)?.get(agreement)?.get(operation);
  if (found) return found;
  const questions = collect(variant, agreement, operation);
  const ofVariant = known.get(variant) ?? new WeakMap<AgreementVersion, Map<Operation, Questions>>();
  known.set(variant, ofVariant);
  ofVariant.set(agreement, new Map(ofVariant.get(agreement)).set(operation, questions));
  return questions;
}

function collect({ rules }: PolicyVariant, agreement: AgreementVersion, operation: Operation): Questions {
  const carried = new Set(rules.flatMap((rule) => rule.clauses));
  const open = agreement.clauses.filter(
    ({ id, kind, binds }) =>
      needsRule(kind) && !carried.has(id) && (binds === undefined || binds.includes(operation)),
  );
  return {
    asked: rules
      .filter(({ operations, clauses }) => operations.includes(operation) && isBacked(clauses, agreement))
      .map((rule) => asking(rule, agreement)),
    notModelled: open.map((clause) => asking(notModelled(clause, agreement, operation), agreement)),
  };
}

/** Whether the version has any of the clauses: what no clause asks for any more, no rule asks for. */
export function isBacked(clauses: Rule['clauses'], agreement: AgreementVersion): boolean {
  return agreement.clauses.some(({ id }) => clauses.includes(id));
}

/** A rule with those of its clauses that this version has, as it has them. */
export function asking(rule: Rule, agreement: AgreementVersion): Questions['asked'][number] {
  return { rule, pass: { rule: rule.id, citations: citationsOf(rule.clauses, agreement) } };
}

/** Those of the clauses that the version has, as it has them. */
export function citationsOf(clauses: readonly ClauseId[], agreement: AgreementVersion): readonly Citation[] {
  return clauses.flatMap((id) => {
    const clause = agreement.clauses.find((candidate) => candidate.id === id);
    return clause ? [cite(clause, agreement)] : [];
  });
}

function cite({ id, sourceHash }: Clause, { version }: AgreementVersion): Citation {
  return { clause: id, agreementVersion: version, sourceHash };
}

/**
 * What stands in for the rule that a clause does not have: it lacks a person's word on that clause in that version. A later
 * version of the agreement asks anew, as its text may be another.
 */
function notModelled({ id, title }: Clause, { version }: AgreementVersion, operation: Operation): Rule {
  const lacking: Finding = {
    effect: 'LACKS',
    code: 'CLAUSE_NOT_MODELLED',
    message: {
      'zh-CN': `协议版本 ${version} 的条款 ${id}（${title['zh-CN']}）尚无规则可判断，须由人对照原文确认`,
      en: `no rule carries out clause ${id} (${title.en}) of version ${version}; a person has to read it and judge`,
    },
    remedy: { kind: 'ASK_A_PERSON' },
  };
  return {
    id: 'clause-not-modelled',
    clauses: [id],
    operations: [operation],
    check: () => [lacking],
  };
}
