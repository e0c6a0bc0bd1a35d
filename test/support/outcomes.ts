import type { Outcome } from '../../src/kernel/outcome.ts';
import type { Problem } from '../../src/policy/problem.ts';

/** The problems of an act that had to be refused. */
export function refusedWith<Value>(outcome: Outcome<Value, Problem>): readonly Problem[] {
  if (outcome.ok) throw new Error(`it was granted: ${JSON.stringify(outcome.value)}`);
  return outcome.problems;
}
