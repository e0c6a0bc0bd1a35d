import type { Fields } from '../fields.ts';
import type { App, BaiduWorld } from './state.ts';

export type Method = 'GET' | 'POST';

/** Under which nearly all calls are. */
export const REST = '/rest/2.0/smartapp';

/** A call of the platform in its own name. */
export interface PlatformCall {
  readonly method: Method;
  /** Needs no token: it is how one gets the first. */
  readonly open?: true;
  /** Takes the token of a member host, and no other. */
  readonly forHosts?: true;
  /** An app's token will do as well. */
  readonly alsoForApps?: true;
  /** Success comes without `errno` and `data`. */
  readonly flat?: true;
  readonly act: (world: BaiduWorld, fields: Fields, file: Buffer | undefined) => unknown;
}

/** A call on behalf of an app. */
export interface AppCall {
  readonly method: Method;
  readonly act: (world: BaiduWorld, app: App, fields: Fields) => unknown;
}

export type PlatformCalls = Readonly<Record<string, PlatformCall>>;
export type AppCalls = Readonly<Record<string, AppCall>>;
