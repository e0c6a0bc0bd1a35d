import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import { isAccepted } from '../terms-change.ts';

/**
 * Who does not agree to changed terms uses the service no more: nothing but leaving is left, until they are accepted
 * after all, or those that have replaced them are (wechat/7.2, baidu/0.3, baidu/7).
 */
export function termsNotDeclined({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'terms-not-declined',
    clauses,
    operations,
    check({ declined, acceptances }, { agreement, at }) {
      if (!declined || at < declined.stopsFrom) return [];
      const isReplaced = agreement.effectiveFrom > declined.effectiveFrom;
      const wanted = isReplaced
        ? agreement.documents
            .filter(({ required }) => required)
            .map(({ id, version }) => ({ documentId: id, version }))
        : declined.documents;
      const missing = wanted.filter(
        ({ documentId: id, version }) => !isAccepted({ id, version }, acceptances),
      );
      if (missing.length === 0) return [];
      const version = isReplaced ? agreement.version : declined.version;
      return [
        {
          effect: 'BLOCKS',
          code: 'TERMS_DECLINED',
          message: {
            'zh-CN': `账号已表示不同意协议 ${declined.version} 版，须停止使用；若改变决定，请明确接受 ${version} 版`,
            en: `the account has declined version ${declined.version} of the agreement and has to stop: accept version ${version} explicitly to go on after all`,
          },
          path: 'declined',
          remedy: {
            kind: 'ACCEPT_DOCUMENTS',
            documents: missing.map(({ documentId }) => documentId),
            agreementVersion: version,
          },
        },
      ];
    },
  };
}
