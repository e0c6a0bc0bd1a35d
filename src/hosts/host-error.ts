import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { AnswerFault } from './host-watch.ts';
import {
  explanationOf,
  type HostProblemCode,
  problemOfClass,
  type Renewal,
  type RetryClass,
  type Trouble,
} from './trouble.ts';

export interface HostErrorDetail {
  readonly platform: PlatformId;
  /** Who can mend it, and how. From this one word follows, too, what the job that made the call does next. */
  readonly retry: RetryClass;
  /** The host may have acted although the answer was lost, or says otherwise: it is asked before anything is repeated. */
  readonly mayHaveActed?: true;
  /** The call: `POST /wxa/submit_audit`. Never with its query, which carries tokens. */
  readonly call: string;
  /** The host's own code, as text; undefined where it did not get as far as one. */
  readonly code?: string;
  /** The host's own words, whole. */
  readonly words: string;
  readonly retryAfterMs?: number;
  /** The clause of the platform's agreement that the refusal carries out, where one applies. */
  readonly clause?: string;
  /** What the host's code means, where its documents say; left out, what is usual of the class. */
  readonly problem?: HostProblemCode;
  readonly renewal?: Renewal;
  /** Waiting mends it, but for too long, or for what nobody can foresee. */
  readonly tooLong?: true;
  readonly explanation?: LocalizedText;
  /** What was wrong with the answer as such; left out where it is a refusal that can be read, or no call was made. */
  readonly fault?: AnswerFault;
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

  /** Waiting alone may mend it, in a time that a job waits for: it is tried again, and nobody is told. */
  get isPassing(): boolean {
    const { retry, renewal, tooLong } = this.detail;
    return passing.has(retry) && renewal === undefined && !tooLong;
  }

  /** What was under way ends, until somebody asks anew. What neither passes nor ends is the operator's to mend, and tried on. */
  get endsGoal(): boolean {
    return !this.isPassing && !forOperator.has(this.detail.retry);
  }

  /** The same for whoever is to mend it. */
  get trouble(): Trouble {
    const {
      platform,
      retry,
      mayHaveActed = false,
      call,
      code,
      words,
      clause,
      retryAfterMs,
      renewal,
    } = this.detail;
    return {
      platform,
      retry,
      mayHaveActed,
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

const passing: ReadonlySet<RetryClass> = new Set(['RETRY_NOW', 'RETRY_LATER', 'WAIT_FOR_HOST']);
const forOperator: ReadonlySet<RetryClass> = new Set(['REFRESH_TOKEN', 'ASK_OPERATOR']);

/** Why a push is refused. It is counted and logged; the sender is not told. */
export const pushFaults = [
  /** The body is not what the platform wraps its pushes in. */
  'MISSHAPEN',
  'TOO_LARGE',
  /** The signature is not the one over these parts under our token. */
  'UNSIGNED',
  /** It was signed too long ago, or in the future. */
  'STALE',
  /** No key opens it, or what is inside is no message of the platform. */
  'UNREADABLE',
  /** It is for another third-party platform than ours. */
  'NOT_OURS',
] as const;
export type PushFault = (typeof pushFaults)[number];

/** A push, or a return from a consent page, that is not believed. `status` is the HTTP status that the sender gets; the rest stays here. */
export class PushRefused extends Error {
  override readonly name = 'PushRefused';
  readonly status: number;
  readonly fault: PushFault;

  constructor(status: 400 | 403, reason: string, fault: PushFault = 'MISSHAPEN') {
    super(reason);
    this.status = status;
    this.fault = fault;
  }
}
