import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from '../programs/platform.ts';
import {
  explanationOf,
  type HostProblemCode,
  problemOfClass,
  type Renewal,
  type RetryClass,
  type Trouble,
} from './trouble.ts';

/**
 * What the job that made the call does next; for a person, `HostError.trouble` says more.
 *
 * RETRY: nothing happened there; the same call may be made again, not before `retryAfterMs`.
 * ASK_FIRST: it may have acted although the answer was lost; look up before repeating.
 * FIX_INPUT: the host refuses what was sent; the developer changes it.
 * ASK_OPERATOR: the gateway's own access is at fault (secret, address list, permission).
 * FINAL: the host will not do this, or not in a time that anybody waits for; the words say why.
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
  /** What the host's code means, where its documents say; left out, it is read off the kind. */
  readonly retry?: RetryClass;
  readonly problem?: HostProblemCode;
  readonly renewal?: Renewal;
  readonly explanation?: LocalizedText;
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

  /** The same for whoever is to mend it. */
  get trouble(): Trouble {
    const { platform, kind, call, code, words, clause, retryAfterMs, renewal } = this.detail;
    const retry = this.detail.retry ?? classOf(this.detail);
    return {
      platform,
      retry,
      mayHaveActed: kind === 'ASK_FIRST',
      call,
      words,
      problem: this.detail.problem ?? problemOfClass[retry],
      explanation: this.detail.explanation ?? explanationOf[retry],
      ...(code === undefined ? {} : { code }),
      ...(clause === undefined ? {} : { clause }),
      ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
      ...(renewal === undefined ? {} : { renewal }),
    };
  }
}

function classOf({ kind, retryAfterMs }: HostErrorDetail): RetryClass {
  if (kind !== 'RETRY' && kind !== 'ASK_FIRST') return kind;
  return retryAfterMs === undefined ? 'RETRY_NOW' : 'RETRY_LATER';
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
