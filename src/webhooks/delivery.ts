/** EVENT: what happened. GAP: what happened is no longer kept. TEST: somebody asked for a sample. */
export const deliveryKinds = ['EVENT', 'GAP', 'TEST'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** SKIPPED: it is not to be delivered any more: the event is gone, is not shown to its reader, or was not wanted. */
export const deliveryStates = ['PENDING', 'DELIVERED', 'FAILED', 'SKIPPED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event, or what stands for one, on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly endpointId: string;
  readonly kind: DeliveryKind;
  readonly eventId: string;
  readonly type: string;
  /** The place in the endpoint's stream. */
  readonly position: bigint;
  /** The program; empty for what is about none. */
  readonly lane: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Tries of the present round, which began with the first of them. */
  readonly tries: number;
  readonly roundSince?: Date;
  readonly createdAt: Date;
}

/** Something to be told, before it is a delivery. */
export type NewDelivery = Pick<Delivery, 'kind' | 'eventId' | 'type' | 'position' | 'lane'>;

/**
 * TAKEN: 2xx. REFUSED: another status. REDIRECTED: 3xx, which is not followed. TIMED_OUT, UNREACHABLE: no answer.
 * PRIVATE_ADDRESS: the name leads to this machine or into the house's own network. FAULT: the payload could not be made.
 */
export const attemptOutcomes = [
  'TAKEN',
  'REFUSED',
  'REDIRECTED',
  'TIMED_OUT',
  'UNREACHABLE',
  'PRIVATE_ADDRESS',
  'FAULT',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** One request, and what came of it. */
export interface Attempt {
  readonly number: number;
  readonly at: Date;
  readonly outcome: AttemptOutcome;
  readonly statusCode?: number;
  readonly latencyMs: number;
  /** The first characters of the answer, or why there was none. */
  readonly answer: string;
  /** Of the payload, which is not kept: its bytes, and their SHA-256 in hexadecimal. */
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * `webhook-id`: the same for every attempt, also of a replay, so that who is told twice can tell that it is one. Of
 * characters that need no care; the signature sets a full stop behind it, so it has none.
 */
export function messageId({ eventId, endpointId }: Pick<Delivery, 'eventId' | 'endpointId'>): string {
  return `${eventId}-${endpointId}`;
}
