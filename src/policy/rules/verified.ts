import type { LocalizedText } from '../../kernel/localized.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { CheckState } from '../../programs/registration.ts';
import type { AxisTable } from '../lifecycle.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
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

export const BEGUN_ONCE = 'begun-once';

/** Verification is begun where the developer is not verified, nor about to be; `moves` says from where (wechat/3.1, baidu/2.2). */
export function begunOnce({
  clauses,
  moves,
}: Pick<Rule, 'clauses'> & { readonly moves: AxisTable<CheckState> }): Rule {
  return {
    id: BEGUN_ONCE,
    clauses,
    operations: ['VERIFY'],
    check({ registration }) {
      if (registration?.renewing) return [notNow('PENDING')];
      const state = registration?.verification ?? 'NONE';
      // Begun again before it expires it stays as it is, until that is answered.
      return moves[state]?.begin === undefined ? [notNow(state)] : [];
    },
  };
}

function notNow(state: CheckState): Finding {
  const { code, message } = closedIn[state];
  return { effect: 'BLOCKS', code, message, path: verification.path };
}

const closed = {
  code: 'VERIFICATION_CLOSED',
  message: { 'zh-CN': '该平台此时不受理认证', en: 'the platform begins no verification from here' },
};
const closedIn: Readonly<Record<CheckState, { readonly code: string; readonly message: LocalizedText }>> = {
  NONE: closed,
  REFUSED: closed,
  EXPIRED: closed,
  PASSED: {
    code: 'ALREADY_VERIFIED',
    message: {
      'zh-CN': '开发者已通过该平台的认证',
      en: 'the platform has verified the developer already',
    },
  },
  PENDING: {
    code: 'VERIFICATION_UNDER_WAY',
    message: {
      'zh-CN': '该平台的认证正在进行，尚无结果',
      en: 'verification by the platform is under way; its outcome is awaited',
    },
  },
};
