import { civilDateAt } from '../../kernel/civil-time.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';

/**
 * Who has left a platform does nothing there any more, and uses nothing of what was obtained there, until they accept
 * the documents of its agreement anew. To have accepted them before is not enough.
 */
export function platformNotLeft({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'platform-not-left',
    clauses,
    operations,
    check({ leftAt }, { agreement }) {
      if (!leftAt) return [];
      const documents = agreement.documents.filter(({ required }) => required).map(({ id }) => id);
      const day = civilDateAt(leftAt);
      return [
        {
          effect: 'BLOCKS',
          code: 'LEFT_PLATFORM',
          message: {
            'zh-CN': `账号已于 ${day} 退出该平台；重新接受全部协议文件之前不能进行任何操作`,
            en: `the account left this platform on ${day}: nothing is done there before all documents are accepted anew`,
          },
          path: 'leftAt',
          remedy: { kind: 'ACCEPT_DOCUMENTS', documents },
        },
      ];
    },
  };
}
