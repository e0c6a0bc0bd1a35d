import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Rule } from '../rule.ts';
import { bestStanding, type ConsentTerms, shortfall } from './paper-standing.ts';
import { quoted } from './wording.ts';

/** Data are used for marketing only with the platform's own consent, in writing and beforehand. */
export function platformConsentForMarketing({ clauses, paper, goesBy }: ConsentTerms): Rule {
  return {
    id: 'platform-consent-for-marketing',
    clauses,
    partial: {
      'zh-CN':
        '只看声明用于营销的数据是否有在档且有效的同意书；有无未声明的营销、同意书的范围是否足够由人判断',
      en: 'whether declared marketing has a valid consent on file; whether there is other marketing, and whether the consent goes far enough, is for a person',
    },
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
