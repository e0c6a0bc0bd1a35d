import { civilDateAt } from '../../kernel/civil-time.ts';
import type { MaterialState, PaperName } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import { bestStanding, shortfall } from './paper-standing.ts';
import { quoted } from './wording.ts';

/** Data are used for marketing only with the platform's own consent, in writing and beforehand. */
export function platformConsentForMarketing({
  clauses,
  paper,
  goesBy,
}: Pick<Rule, 'clauses'> & {
  readonly paper: PaperName;
  readonly goesBy: readonly MaterialState[];
}): Rule {
  return {
    id: 'platform-consent-for-marketing',
    clauses,
    operations: ['SUBMIT'],
    check({ manifest, materials }, { at }) {
      const items = manifest.dataItems.filter(({ usedForMarketing }) => usedForMarketing);
      if (items.length === 0) return [];
      const names = quoted(items.map(({ name }) => name));
      const consents = materials.filter((material) => material.paper === paper);
      const standing = bestStanding(consents, { goesBy, day: civilDateAt(at) });
      const asked = {
        code: 'MARKETING_CONSENT',
        name: {
          'zh-CN': `平台对将${names['zh-CN']}用于营销的书面同意`,
          en: `the platform's written consent to use ${names.en} for marketing`,
        },
        anyOf: [[paper]],
      };
      return shortfall(asked, standing);
    },
  };
}
