import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { isBlank, quoted } from './wording.ts';

/**
 * The platform's analytics has the platform process what users do in the program. Whoever switches it on
 * has a privacy policy, and has asked users for consent to what is processed, before.
 */
export function analyticsConsented({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'analytics-consented',
    clauses,
    operations: ['SUBMIT'],
    check({ manifest }) {
      if (manifest.analytics === 'DISABLED') return [];
      const findings: Finding[] = [];
      if (isBlank(manifest.privacyPolicy?.url)) findings.push(noPolicy);
      const unasked = manifest.dataItems.filter(({ consentMoment }) => isBlank(consentMoment));
      // Analytics processes the pages a user visits, so a program that uses it has at least that to declare.
      if (manifest.dataItems.length === 0) findings.push(nothingDeclared);
      else if (unasked.length > 0) findings.push(noConsent(unasked.map(({ name }) => name)));
      return findings;
    },
  };
}

const noPolicy: Finding = {
  effect: 'BLOCKS',
  code: 'ANALYTICS_WITHOUT_PRIVACY_POLICY',
  message: {
    'zh-CN': '启用了数据分析功能，但没有公布隐私政策',
    en: 'analytics is enabled, and no privacy policy is published',
  },
  path: 'manifest.privacyPolicy',
  remedy: { kind: 'EDIT_MANIFEST', field: 'privacyPolicy' },
};

const nothingDeclared: Finding = {
  effect: 'BLOCKS',
  code: 'ANALYTICS_WITHOUT_DATA_ITEM',
  message: {
    'zh-CN': '启用了数据分析功能，但未声明任何个人信息；数据分析至少会处理用户访问的页面路径',
    en: 'analytics is enabled, and no data item is declared; it processes at least the pages a user visits',
  },
  path: 'manifest.dataItems',
  remedy: { kind: 'EDIT_MANIFEST', field: 'dataItems' },
};

function noConsent(names: readonly string[]): Finding {
  const items = quoted(names);
  return {
    effect: 'BLOCKS',
    code: 'ANALYTICS_WITHOUT_CONSENT',
    message: {
      'zh-CN': `启用了数据分析功能，但${items['zh-CN']}未事先征得用户同意`,
      en: `analytics is enabled, and users are not asked beforehand for ${items.en}`,
    },
    path: 'manifest.dataItems',
    remedy: { kind: 'EDIT_MANIFEST', field: 'dataItems' },
  };
}
