import type { PlatformId } from '../programs/platform.ts';

/**
 * What may be done after a call to a host failed.
 *
 * RETRY: nothing happened there; the same call may be made again, not before `retryAfterMs`.
 * ASK_FIRST: it may have acted although the answer was lost; look up before repeating.
 * FIX_INPUT: the host refuses what was sent; the developer changes it.
 * ASK_OPERATOR: the gateway's own access is at fault (secret, address list, permission).
 * FINAL: the host will not do this; the words say why.
 */
export const hostErrorKinds = ['RETRY', 'ASK_FIRST', 'FIX_INPUT', 'ASK_OPERATOR', 'FINAL'] as const;
export type HostErrorKind = (typeof hostErrorKinds)[number];

export interface HostErrorDetail {
  readonly platform: PlatformId;
  readonly kind: HostErrorKind;
  /** The call: `POST /wxa/submit_audit`. Never with its query, which carries tokens. */
  readonly call: string;
  /** The host's own code, as text; undefined where it did not get as far as one. */
  readonly code?: string;
  /** The host's own words, whole. */
  readonly words: string;
  readonly retryAfterMs?: number;
  /** The clause of the platform's agreement that the refusal carries out, where one applies. */
  readonly clause?: string;
}

/** A call to a host that failed, in a way that somebody can act upon. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly detail: HostErrorDetail;

  constructor(detail: HostErrorDetail, options?: { readonly cause: unknown }) {
    const { platform, call, code, words } = detail;
    super(`${platform} ${call}: ${code === undefined ? words : `${code} ${words}`}`, options);
    this.detail = detail;
  }
}

/** A push, or a return from a consent page, that is not believed. `status` is the HTTP status that the sender gets; the reason stays here. */
export class PushRefused extends Error {
  override readonly name = 'PushRefused';
  readonly status: number;

  constructor(status: 400 | 403, reason: string) {
    super(reason);
    this.status = status;
  }
}
