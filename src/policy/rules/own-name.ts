import { civilDateAt } from '../../kernel/civil-time.ts';
import type { MaterialState, PaperName } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { bestStanding, shortfall } from './paper-standing.ts';
import { isIdentityPaper } from './real-name.ts';

/** The program is run in the developer's own name, or a paper on file gives the right to run it. */
export function ownName({
  clauses,
  goesBy,
}: Pick<Rule, 'clauses'> & { readonly goesBy: readonly MaterialState[] }): Rule {
  return {
    id: 'own-name',
    clauses,
    partial: {
      'zh-CN': '只看所列授权文件是否在档且有效；授权范围是否足够由人判断',
      en: 'whether the authorisation is on file and valid; whether it goes far enough is for a person',
    },
    operations: ['REGISTER', 'SUBMIT'],
    check({ manifest: { ownership }, materials }, { at }) {
      if (ownership.kind === 'OWN_NAME') return [];
      if (isIdentityPaper(ownership.paper)) return [noAuthorisation(ownership.paper)];
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

/** Who somebody is says nothing of what they may run for somebody else. */
function noAuthorisation(paper: PaperName): Finding {
  return {
    effect: 'BLOCKS',
    code: 'PAPER_IS_NO_CONSENT',
    message: {
      'zh-CN': `《${paper}》是身份证明，不能作为代他人运营小程序的授权证明；应填写授权文件的名称`,
      en: `《${paper}》 proves who somebody is and is no authorisation to run the program for somebody else: name the paper that authorises it`,
    },
    path: 'manifest.ownership.paper',
    remedy: { kind: 'EDIT_MANIFEST', field: 'ownership.paper', change: { to: 'TEXT' } },
  };
}
