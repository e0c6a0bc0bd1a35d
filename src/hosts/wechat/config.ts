/** The gateway's own identity at WeChat: one third-party platform (第三方平台). */
export interface WechatConfig {
  /** `https://api.weixin.qq.com`, or the address of a sandbox. */
  readonly baseUrl: string;
  readonly componentAppId: string;
  readonly componentAppSecret: string;
  /** The token that signs pushes. */
  readonly messageToken: string;
  /** The current key first; then those before it, which WeChat may still use for a while after a change. */
  readonly encodingAesKeys: readonly [string, ...string[]];
}

export interface WechatOptions {
  /** How long one call may take; default 10 s. */
  readonly timeoutMs?: number;
}

export const PLATFORM = 'WECHAT';
