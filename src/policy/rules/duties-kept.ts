import { civilDateAt } from '../../kernel/civil-time.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import { nameOfDuty } from './duty-names.ts';

/** A duty that is overdue holds up what its terms say that it holds up, and is only told of everywhere else. */
export function dutiesKept({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'duties-kept',
    clauses,
    operations,
    check({ obligations = [] }, { operation, at }) {
      return obligations
        .filter(({ dueAt, overdueBlocks }) => at >= dueAt && overdueBlocks.includes(operation))
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
            remedy: { kind: 'FULFIL_OBLIGATION', obligationId: overdue.id },
            clauses: overdue.clauses,
          };
        });
    },
  };
}
