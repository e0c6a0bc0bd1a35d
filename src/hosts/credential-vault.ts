import type { PlatformId } from '../programs/platform.ts';

/**
 * Which credential of which holder: the ticket of the gateway itself (`holder` is its own id at the
 * platform), or the tokens of a program (`holder` is the app id).
 */
export interface CredentialKey {
  readonly platform: PlatformId;
  readonly holder: string;
  /**
   * `ticket`, `component-token`; `authorisation` (a program's tokens, access and refresh in one secret, since
   * a new pair must replace the old one whole); `consent`, `registration` (by our registration id), and
   * `registration-of:…`, which leads from what a platform's push names back to a registration.
   */
  readonly kind: string;
}

export interface Credential {
  readonly secret: string;
  /** No date: it does not expire, or the platform does not say. */
  readonly expiresAt?: Date;
  /** Grows by one with each write; see `replace`. */
  readonly revision: number;
}

/** Where connectors keep credentials: encrypted, shared by all nodes, never handed to a client (baidu/2.1). */
export interface CredentialVault {
  read(key: CredentialKey): Promise<Credential | undefined>;
  /**
   * Stores a credential if nobody else has stored one since `revision` was read (0: there was none).
   * False means that somebody has: read again and use theirs.
   */
  replace(key: CredentialKey, revision: number, secret: string, expiresAt?: Date): Promise<boolean>;
}
