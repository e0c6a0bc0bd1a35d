import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Material } from '../../programs/category.ts';
import type { ObligationFact } from '../obligation.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import type { Remedy } from '../verdict.ts';
import { nameOfDuty } from './duty-names.ts';
import { type PapersLookedFor, papersReliedOn } from './papers-relied-on.ts';

/**
 * A duty that is overdue holds up what its terms say that it holds up, and is only told of everywhere else. A paper that
 * the platform does not go by for this program holds up nothing of it: the necessary data are to be current (wechat/4.2).
 */
export function dutiesKept({ clauses, ...lookedFor }: Pick<Rule, 'clauses'> & PapersLookedFor): Rule {
  return {
    id: 'duties-kept',
    clauses,
    operations,
    check(facts, { operation, at }) {
      const { obligations = [], materials } = facts;
      const isReliedOn = (subjectId: string) => {
        const paper = materials.find(({ id }) => id === subjectId)?.paper;
        return paper === undefined || papersReliedOn(lookedFor, facts).has(paper);
      };
      return obligations
        .filter(({ dueAt, overdueBlocks }) => at >= dueAt && overdueBlocks.includes(operation))
        .filter(({ kind, subjectId }) => kind !== 'RENEW_MATERIAL' || isReliedOn(subjectId))
        .map((overdue) => {
          const name = nameOfDuty(overdue.kind);
          const day = civilDateAt(new Date(overdue.dueAt.getTime() - 1));
          return {
            effect: 'BLOCKS',
            code: 'OBLIGATION_OVERDUE',
            message: {
              'zh-CN': `义务“${name['zh-CN']}”应于 ${day} 前履行，已逾期；履行之前使用受限`,
              en: `the duty to ${name.en} was due by ${day} and is overdue: use is limited until it is done`,
            },
            path: `obligations[${overdue.id}]`,
            remedy: remedyOf(overdue, materials),
            clauses: overdue.clauses,
          };
        });
    },
  };
}

/** A duty that asks for an act of its own ends by that act: a renewed paper. */
function remedyOf({ id, kind, subjectId }: ObligationFact, materials: readonly Material[]): Remedy {
  const paper = materials.find((material) => material.id === subjectId)?.paper;
  return kind === 'RENEW_MATERIAL' && paper !== undefined
    ? { kind: 'RENEW_MATERIAL', materialId: subjectId, paper }
    : { kind: 'FULFIL_OBLIGATION', obligationId: id };
}
