import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Rule } from '../rule.ts';
import { consentFindings } from './named-consent.ts';
import type { ConsentTerms } from './paper-standing.ts';

/** Nothing is requested of the platform for somebody else without its written permission on file. */
export function thirdPartyPermitted({ clauses, paper, goesBy }: ConsentTerms): Rule {
  return {
    id: 'third-party-permitted',
    clauses,
    partial: {
      'zh-CN': '只看所申报的第三方是否有在档且有效的许可；有无未申报的第三方、许可范围是否足够由人判断',
      en: 'whether the third party that is declared has a valid permission on file; whether there are others, and whether the permission goes far enough, is for a person',
    },
    operations: ['REGISTER', 'VERIFY', 'SUBMIT'],
    check({ manifest: { operatedFor }, materials }, { at }) {
      if (!operatedFor) return [];
      const { party, permission } = operatedFor;
      const asked = {
        code: 'THIRD_PARTY_PERMISSION',
        name: {
          'zh-CN': `平台对代“${party}”申请接口和服务的书面许可`,
          en: `the platform's written permission to request interfaces and services for “${party}”`,
        },
      };
      const consent = { named: permission, byDefault: paper };
      return consentFindings(consent, materials, asked, { goesBy, day: civilDateAt(at) });
    },
  };
}
