import type { PlatformId } from '../../programs/platform.ts';
import type { Rule } from '../rule.ts';
import { unpassed } from './platform-check.ts';
import { quoted } from './wording.ts';

type AtPlatform = Pick<Rule, 'clauses'> & { readonly platform: PlatformId };

const verification = {
  code: 'NOT_VERIFIED',
  path: 'registration.verification',
} as const;

/** Nothing becomes public before the platform has verified the developer. */
export function verifiedBeforeRelease({ clauses, platform }: AtPlatform): Rule {
  return {
    id: 'verified-before-release',
    clauses,
    operations: ['RELEASE'],
    check({ registration }) {
      return unpassed(registration?.verification ?? 'NONE', {
        ...verification,
        name: { 'zh-CN': '高级认证', en: 'advanced verification' },
        neededFor: { 'zh-CN': '对用户公开发布', en: 'public release' },
        platform,
        remedy: { kind: 'PASS_VERIFICATION', platform },
      });
    },
  };
}

/** How the names of a platform's advanced features begin: `wechat:`. */
export function featurePrefixOf(platform: PlatformId): string {
  return `${platform.toLowerCase()}:`;
}

/** Only a program with advanced features of this platform needs verification. */
export function advancedFeaturesNeedVerification({ clauses, platform }: AtPlatform): Rule {
  const prefix = featurePrefixOf(platform);
  return {
    id: 'advanced-features-need-verification',
    clauses,
    operations: ['SUBMIT'],
    check({ manifest, registration }) {
      const features = manifest.advancedFeatures.filter((feature) => feature.startsWith(prefix));
      if (features.length === 0) return [];
      const names = quoted(features);
      return unpassed(registration?.verification ?? 'NONE', {
        ...verification,
        name: { 'zh-CN': '平台认证', en: "the platform's verification" },
        neededFor: {
          'zh-CN': `使用高级功能${names['zh-CN']}`,
          en: `use of the advanced features ${names.en}`,
        },
        platform,
        remedy: { kind: 'PASS_VERIFICATION', platform },
      });
    },
  };
}
