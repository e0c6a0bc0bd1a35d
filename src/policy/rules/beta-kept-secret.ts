import { civilDateAt } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { Audience } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { consentFindings } from './named-consent.ts';
import type { ConsentTerms } from './paper-standing.ts';

/** What belongs to a closed test stays with the account and the host that runs it, unless the platform agrees. */
export function betaKeptSecret({ clauses, paper, goesBy }: ConsentTerms): Rule {
  return {
    id: 'beta-kept-secret',
    clauses,
    operations: ['DISCLOSE'],
    check({ disclosure, materials }, { at }) {
      if (!disclosure) return [noDisclosure];
      const { audience, underBeta, writtenConsent } = disclosure;
      if (!underBeta || isInside(audience)) return [];
      const to = outsiders[audience];
      const asked = {
        code: 'BETA_CONSENT',
        name: {
          'zh-CN': `平台对向${to['zh-CN']}披露内测内容的书面同意`,
          en: `the platform's written consent to show what is in closed test to ${to.en}`,
        },
      };
      const consent = { named: writtenConsent, byDefault: paper };
      return consentFindings(consent, materials, asked, { goesBy, day: civilDateAt(at) });
    },
  };
}

type Insider = 'ACCOUNT' | 'THIS_HOST';

function isInside(audience: Audience): audience is Insider {
  return audience === 'ACCOUNT' || audience === 'THIS_HOST';
}

const outsiders: Readonly<Record<Exclude<Audience, Insider>, LocalizedText>> = {
  OTHER_HOST: { 'zh-CN': '其他宿主平台', en: 'another host' },
  PARTNER: { 'zh-CN': '合作方', en: 'a partner' },
  PUBLIC: { 'zh-CN': '公众', en: 'the public' },
};

const noDisclosure: Finding = {
  effect: 'LACKS',
  code: 'DISCLOSURE_NOT_DESCRIBED',
  message: {
    'zh-CN': '未说明向谁披露，以及是否属于内测内容',
    en: 'it is not said to whom something is shown, and whether it belongs to a closed test',
  },
  path: 'disclosure',
};
