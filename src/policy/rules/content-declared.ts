import type { LocalizedText } from '../../kernel/localized.ts';
import type { ClauseId } from '../clause.ts';
import type { Rule } from '../rule.ts';
import { listed } from './wording.ts';

/** A kind of content that an agreement forbids, and the clause that names it. */
export interface ContentKind {
  readonly code: string;
  readonly name: LocalizedText;
  readonly clause: ClauseId;
}

/** Every submission declares each forbidden kind of content to be absent. The finding cites the kinds left out. */
export function contentDeclared({
  clause,
  kinds,
}: {
  readonly clause: ClauseId;
  readonly kinds: readonly ContentKind[];
}): Rule {
  return {
    id: 'content-declared',
    clauses: [clause, ...kinds.map((kind) => kind.clause)],
    partial: {
      'zh-CN': '只看开发者是否逐项声明；内容本身由审核人员判断',
      en: 'whether the developer declares each kind absent; the content itself is for the reviewers',
    },
    operations: ['SUBMIT'],
    check({ declaration }) {
      const missing = kinds.filter(({ code }) => !declaration?.absentContent.includes(code));
      if (missing.length === 0) return [];
      const names = listed(missing.map(({ name }) => name));
      return [
        {
          effect: 'BLOCKS',
          code: 'CONTENT_NOT_DECLARED',
          message: {
            'zh-CN': `提交时须声明不含以下内容：${names['zh-CN']}`,
            en: `the submission has to declare that it contains none of: ${names.en}`,
          },
          path: 'declaration.absentContent',
          remedy: { kind: 'DECLARE_CONTENT', missing: missing.map(({ code }) => code) },
          clauses: [clause, ...missing.map((kind) => kind.clause)],
        },
      ];
    },
  };
}
