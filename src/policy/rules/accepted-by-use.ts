import type { Operation } from '../operation.ts';
import type { Rule } from '../rule.ts';
import { missingDocuments, type TermsChange } from '../terms-change.ts';
import { listed } from './wording.ts';

/** The operations that are acts of use: doing one of them accepts what use accepts. */
const acts: readonly Operation[] = ['REGISTER', 'VERIFY', 'SUBMIT', 'WITHDRAW', 'RELEASE'];

/** Says beforehand which changed documents the operation accepts by being done (wechat/7.2, baidu/0.3, baidu/7). */
export function acceptedByUse({
  clauses,
  change,
}: Pick<Rule, 'clauses'> & { readonly change: TermsChange }): Rule {
  return {
    id: 'accepted-by-use',
    clauses,
    operations: acts,
    check(facts, { agreement, at }) {
      const { byUse } = missingDocuments(change, facts, agreement, at);
      if (byUse.length === 0) return [];
      const names = listed(
        byUse.map(({ title, version }) => ({
          'zh-CN': `${title['zh-CN']}（${version} 版）`,
          en: `${title.en} (version ${version})`,
        })),
      );
      return [
        {
          effect: 'WARNS',
          code: 'ACCEPTED_BY_USE',
          message: {
            'zh-CN': `执行此操作即视为接受变更后的文件：${names['zh-CN']}；不同意请勿执行，改用 declineAgreement`,
            en: `doing this accepts these documents as they were changed: ${names.en}; if you do not agree, do not do it, and use declineAgreement`,
          },
          path: 'acceptances',
        },
      ];
    },
  };
}
