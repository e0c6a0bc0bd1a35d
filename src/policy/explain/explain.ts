import { evaluate } from '../evaluate.ts';
import type { Facts } from '../facts.ts';
import type { Operation } from '../operation.ts';
import type { PolicyVariant } from '../variant.ts';
import type { PassedRule, Verdict } from '../verdict.ts';
import { takingNotes } from './evidence.ts';
import type { HostRules } from './situation.ts';

/**
 * The verdict, and of everything that stands against it and everything that passed what it rests on: the
 * clause with its version and the hash of its text, and the facts that the rule looked at, a person's ruling among them.
 * A host's own rule is told all that hosts may know, so what it rests on is told as the rule itself, in its set:
 * `hostRules[tieba@1/no-credit-category]`.
 */
export function explain(
  variant: PolicyVariant,
  facts: Facts,
  operation: Operation,
  at: Date,
  hostRules: HostRules = [],
): Verdict {
  const notes = takingNotes(variant);
  const verdict = evaluate(notes.variant, facts, operation, at, hostRules);
  const evident = <Told extends PassedRule>(told: Told) => {
    const isHosts = hostRules.some(({ id }) => id === told.rule);
    const looked = isHosts ? [{ path: `hostRules[${told.rule}]` }] : notes.of(told.rule);
    return { ...told, evidence: told.evidence ? [...looked, ...told.evidence] : looked };
  };
  return { ...verdict, findings: verdict.findings.map(evident), passed: verdict.passed.map(evident) };
}
