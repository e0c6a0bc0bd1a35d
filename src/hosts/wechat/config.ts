import type { HostLimits } from '../host-gate.ts';
import type { HostWatch } from '../host-watch.ts';

/** The gateway's own identity at WeChat: one third-party platform (第三方平台). */
export interface WechatConfig {
  /** `https://api.weixin.qq.com`, or the address of a sandbox. */
  readonly baseUrl: string;
  /**
   * Where a program's owner agrees: with a computer, whose page shows a code to scan, and on a phone. Left out:
   * `https://mp.weixin.qq.com` and `https://open.weixin.qq.com`.
   */
  readonly consentBaseUrl?: string;
  readonly phoneConsentBaseUrl?: string;
  readonly componentAppId: string;
  readonly componentAppSecret: string;
  /** The token that signs pushes. */
  readonly messageToken: string;
  /** The current key first; then those before it, which WeChat may still use for a while after a change. */
  readonly encodingAesKeys: readonly [string, ...string[]];
}

export interface WechatOptions {
  /** How much is asked of it; what is left out is as usual (`host-gate.ts`). */
  readonly limits?: Partial<HostLimits>;
  /** Hears how its calls go. */
  readonly watch?: HostWatch;
}

export const PLATFORM = 'WECHAT';
