import type { Principal } from '../accounts/standing.ts';
import type { Role } from '../accounts/viewer.ts';
import type { StreamId } from '../events/stream.ts';

/** ACTIVE: it is told. PAUSED: somebody wanted it quiet. DISABLED: the gateway stopped it; the reason says why. */
export const webhookStates = ['ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type WebhookState = (typeof webhookStates)[number];

/**
 * GONE: it answered 410. FAILING: nothing but failure for five days. RIGHTS_LOST: who it runs for may no longer have it.
 * DOCUMENT_INVALID: its document does not fit the contract, or names what is no longer there.
 */
export const disabledReasons = ['GONE', 'FAILING', 'RIGHTS_LOST', 'DOCUMENT_INVALID'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** What is told, chosen as by a subscription. */
export interface ChosenPayload {
  readonly document: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** In whose name the document is executed, and with which rights at most; hosts have no role. */
export interface LentRights {
  readonly principal: Principal;
  readonly role?: Role;
}

/** A part of the log that is delivered once more: what lies after `position`, up to `until`. */
export interface Replay {
  readonly position: bigint;
  readonly until: bigint;
}

export interface WebhookEndpoint {
  readonly id: string;
  /** Whose it is, and what it follows: the stream of an account, or of a host. */
  readonly stream: StreamId;
  readonly url: string;
  readonly description: string;
  readonly chosen: ChosenPayload;
  /** Another number: document or rights are others. */
  readonly revision: number;
  readonly state: WebhookState;
  readonly reason?: DisabledReason;
  readonly rights: LentRights;
  readonly secret: string;
  /** The secret before it, which signs, too, until then. */
  readonly previous?: { readonly secret: string; readonly until: Date };
  /** Everything up to here was looked at; what of it is still to be delivered has a delivery. */
  readonly position: bigint;
  readonly replay?: Replay;
  readonly replays: number;
  readonly failingSince?: Date;
}

/** Its own limits. */
export const webhookLimits = {
  /** Endpoints of one account or host. */
  endpoints: 20,
  urlCharacters: 2_000,
  descriptionCharacters: 200,
  documentCharacters: 20_000,
  variablesCharacters: 20_000,
  /** Deliveries of one endpoint that wait: when there are as many, the log is read no further. */
  waiting: 1_000,
  /** Requests to one endpoint at once, each about another program. */
  atOnce: 4,
  testsAMinute: 10,
} as const;

/** What signs now, the newest first. */
export function secretsOf({ secret, previous }: WebhookEndpoint, now: Date): readonly string[] {
  return previous && previous.until > now ? [secret, previous.secret] : [secret];
}
