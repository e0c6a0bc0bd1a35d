import type { LocalizedText } from '../../kernel/localized.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { CheckState } from '../../programs/registration.ts';
import type { Finding, Remedy } from '../verdict.ts';

/** One of a platform's checks of the developer, in the words of the rule that asks for it. */
export interface CheckAsked {
  readonly code: string;
  readonly path: string;
  readonly name: LocalizedText;
  /** What may not be had without it. */
  readonly neededFor: LocalizedText;
  readonly platform: PlatformId;
  readonly remedy: Remedy;
}

/** The one finding about a check of the developer that is not PASSED. */
export function unpassed(state: CheckState, asked: CheckAsked): Finding[] {
  if (state === 'PASSED') return [];
  const { code, path, name, neededFor, platform, remedy } = asked;
  const standing = checkStandings[state];
  return [
    {
      effect: 'BLOCKS',
      code,
      message: {
        'zh-CN': `${neededFor['zh-CN']}须先通过${name['zh-CN']}，目前${standing['zh-CN']}`,
        en: `${neededFor.en} needs ${name.en}, which ${standing.en}`,
      },
      path,
      remedy: state === 'PENDING' ? { kind: 'AWAIT_PLATFORM', platform } : remedy,
    },
  ];
}

const checkStandings: Readonly<Record<Exclude<CheckState, 'PASSED'>, LocalizedText>> = {
  NONE: { 'zh-CN': '尚未申请', en: 'has not been asked for' },
  PENDING: { 'zh-CN': '仍在进行', en: 'is still going on' },
  REFUSED: { 'zh-CN': '未通过', en: 'was refused' },
  EXPIRED: { 'zh-CN': '已过期', en: 'has expired' },
};
