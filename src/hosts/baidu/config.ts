import type { HostLimits } from '../host-gate.ts';
import type { HostWatch } from '../host-watch.ts';

/** The gateway's own identity at Baidu: one third-party platform (TP). */
export interface BaiduConfig {
  /** `https://openapi.baidu.com`, or the address of a sandbox. */
  readonly baseUrl: string;
  /** `https://smartprogram.baidu.com`: where a person agrees to be registered. */
  readonly consentBaseUrl: string;
  /** What Baidu calls the TP key. */
  readonly clientId: string;
  readonly tpAppId: string;
  /** The token that signs pushes. */
  readonly messageToken: string;
  /** The current key first; then those before it, which Baidu may still use for a while after a change. */
  readonly encodingAesKeys: readonly [string, ...string[]];
  /** Our public address; the consent page sends the person back below it. */
  readonly redirectBaseUrl: string;
  /** There where the gateway is a member host's own. */
  readonly memberHost?: MemberHostConfig;
}

/** The key of a member of the alliance, by which it asks as a host; none of the gateway's. */
export interface MemberHostConfig {
  readonly apiKey: string;
  readonly secretKey: string;
}

export interface BaiduOptions {
  /** How much is asked of it; what is left out is as usual (`host-gate.ts`). */
  readonly limits?: Partial<HostLimits>;
  /** Hears how its calls go. */
  readonly watch?: HostWatch;
}

export const PLATFORM = 'BAIDU';
