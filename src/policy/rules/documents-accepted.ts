import type { LocalizedText } from '../../kernel/localized.ts';
import type { AgreementDocument } from '../agreement.ts';
import type { AcceptanceFact } from '../facts.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import { missingDocuments, type TermsChange } from '../terms-change.ts';
import { listed } from './wording.ts';

/**
 * Every required document of the agreement in force is accepted, in the version in force. Documents have
 * versions of their own: a new agreement that leaves one of them as it was does not ask for it again. Where the
 * agreement says that use accepts a change (`change`), what use would accept does not have to be accepted before.
 */
export function documentsAccepted({
  clauses,
  change,
}: Pick<Rule, 'clauses'> & { readonly change?: TermsChange }): Rule {
  return {
    id: 'documents-accepted',
    clauses,
    operations,
    check(facts, { agreement, at }) {
      const { acceptances } = facts;
      const missing = missingDocuments(change, facts, agreement, at).explicitly;
      if (missing.length === 0) return [];
      const names = listed(missing.map((document) => nameOf(document, acceptances)));
      return [
        {
          effect: 'BLOCKS',
          code: 'DOCUMENTS_NOT_ACCEPTED',
          message: {
            'zh-CN': `须先接受以下协议文件：${names['zh-CN']}`,
            en: `these documents have to be accepted first: ${names.en}`,
          },
          path: 'acceptances',
          remedy: { kind: 'ACCEPT_DOCUMENTS', documents: missing.map(({ id }) => id) },
        },
      ];
    },
  };
}

/** Says so where another version was accepted: otherwise a person looks for a document they have agreed to. */
function nameOf(document: AgreementDocument, acceptances: readonly AcceptanceFact[]): LocalizedText {
  const { id, title, version } = document;
  const changed = acceptances.some(({ documentId }) => documentId === id);
  return {
    'zh-CN': `${title['zh-CN']}（${version} 版${changed ? '，此前接受的是其他版本' : ''}）`,
    en: `${title.en} (version ${version}${changed ? '; another version was accepted' : ''})`,
  };
}
