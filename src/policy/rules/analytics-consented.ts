import type { ManifestEdit } from '../manifest-change.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { isBlank } from './wording.ts';

/**
 * The platform's analytics has the platform process what users do in the program. Whoever switches it on
 * has published a privacy policy and asks users for consent to exactly that, before: consent to what the
 * program itself collects is another consent.
 */
export function analyticsConsented({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'analytics-consented',
    clauses,
    partial: {
      'zh-CN': '只看是否写明隐私政策和同意的时刻；用户是否真的事先同意由人判断',
      en: 'whether a privacy policy and a moment of consent are named; whether users really agree beforehand is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest }) {
      if (manifest.analytics === 'DISABLED') return [];
      const findings: Finding[] = [];
      if (isBlank(manifest.privacyPolicy?.url)) findings.push(noPolicy);
      if (isBlank(manifest.analyticsConsentMoment)) findings.push(noConsent);
      return findings;
    },
  };
}

/** Whoever does without analytics need not do what it asks for. */
const switchedOff: ManifestEdit = { field: 'analytics', change: { to: 'VALUE', value: 'DISABLED' } };

const noPolicy: Finding = {
  effect: 'BLOCKS',
  code: 'ANALYTICS_WITHOUT_PRIVACY_POLICY',
  message: {
    'zh-CN': '启用了数据分析功能，但没有公布隐私政策',
    en: 'analytics is enabled, and no privacy policy is published',
  },
  path: 'manifest.privacyPolicy',
  remedy: { kind: 'EDIT_MANIFEST', field: 'privacyPolicy', change: { to: 'POLICY' }, or: [switchedOff] },
};

const noConsent: Finding = {
  effect: 'BLOCKS',
  code: 'ANALYTICS_WITHOUT_CONSENT',
  message: {
    'zh-CN': '启用了数据分析功能，但未注明用户在何时同意由平台处理其使用情况',
    en: 'analytics is enabled, and it is not said when users agree to the platform processing what they do',
  },
  path: 'manifest.analyticsConsentMoment',
  remedy: {
    kind: 'EDIT_MANIFEST',
    field: 'analyticsConsentMoment',
    change: { to: 'TEXT' },
    or: [switchedOff],
  },
};
