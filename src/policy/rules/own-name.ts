import { civilDateAt } from '../../kernel/civil-time.ts';
import type { MaterialState } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import { bestStanding, shortfall } from './paper-standing.ts';

/** The program is run in the developer's own name, or a paper on file gives the right to run it. */
export function ownName({
  clauses,
  goesBy,
}: Pick<Rule, 'clauses'> & { readonly goesBy: readonly MaterialState[] }): Rule {
  return {
    id: 'own-name',
    clauses,
    operations: ['REGISTER', 'SUBMIT'],
    check({ manifest: { ownership }, materials }, { at }) {
      if (ownership.kind === 'OWN_NAME') return [];
      const authorisations = materials.filter(({ paper }) => paper === ownership.paper);
      const standing = bestStanding(authorisations, { goesBy, day: civilDateAt(at) });
      const asked = {
        code: 'AUTHORISATION',
        name: {
          'zh-CN': '代他人运营小程序的授权证明',
          en: 'the authorisation to run the program for somebody else',
        },
        anyOf: [[ownership.paper]],
      };
      return shortfall(asked, standing);
    },
  };
}
