import { actOf, foreignChangeWords, type Overwrites, overwrittenBy } from '../foreign-change.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';

/**
 * What somebody did in the platform's own console is not built over before a person has accepted it: two who write are
 * told of each other. `overwrites` says by which acts it would be.
 */
export function nothingOverwritten({
  clauses,
  overwrites,
}: Pick<Rule, 'clauses'> & { readonly overwrites: Overwrites }): Rule {
  return {
    id: NOTHING_OVERWRITTEN,
    clauses,
    operations: operations.filter((operation) => actOf(operation) !== undefined),
    check({ foreignChanges = [] }, { operation }) {
      const act = actOf(operation);
      if (!act) return [];
      return overwrittenBy(overwrites, foreignChanges, act).map((change) => ({
        effect: 'BLOCKS',
        code: 'FOREIGN_CHANGE',
        message: foreignChangeWords(change),
        path: `foreignChanges[${change.id}]`,
        remedy: { kind: 'ACKNOWLEDGE_FOREIGN_CHANGE', foreignChangeId: change.id },
      }));
    },
  };
}

export const NOTHING_OVERWRITTEN = 'nothing-overwritten';
