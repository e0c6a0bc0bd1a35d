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
   * `registration-of:…`, which leads from what a platform's push names back to a registration. One that ends in
   * `-renewal` says which node is renewing the credential before it.
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

/** What a credential is opened for that is no call of its own. They are in the audit log, so they are never renamed. */
export type CredentialErrand =
  /** To see whether it still holds, and to fetch another in its place. */
  | 'RENEW'
  /** To put what the platform has sent in its place. */
  | 'KEEP'
  /** To verify and decrypt a push, or to find what a push is about. */
  | 'READ_PUSH'
  /** To make or to find the mark by which a push is told to be about a registration. */
  | 'MARK_REGISTRATION'
  /** To see whether who comes back from a consent page was sent there by us. */
  | 'CHECK_CONSENT';

export type CredentialPurpose = `/${string}` | CredentialErrand;

/** Notes about a registration or a renewal are sealed as credentials are, and open nothing at a platform. */
export function isNote({ kind }: CredentialKey): boolean {
  return (
    kind === 'registration' ||
    kind.startsWith('registration-of:') ||
    kind.endsWith('-renewal') ||
    kind === 'key-check'
  );
}

/** Where connectors keep credentials: encrypted, shared by all nodes, never handed to a client (baidu/2.1). */
export interface CredentialVault {
  /**
   * Opens a credential for one purpose: the path of the call that is about to be made with it, or a `CredentialErrand`.
   * The use is in the audit log before the secret is handed out; where it cannot be written, there is no secret.
   */
  read(key: CredentialKey, purpose: CredentialPurpose): Promise<Credential | undefined>;
  /** Notes the use of a secret that is not kept here but in the configuration: an app secret, the keys of pushes. */
  noteUse(key: CredentialKey, purpose: CredentialPurpose): Promise<void>;
  /**
   * Stores a credential if nobody else has stored one since `revision` was read (0: there was none).
   * False means that somebody has: read again and use theirs.
   */
  replace(key: CredentialKey, revision: number, secret: string, expiresAt?: Date): Promise<boolean>;
}
