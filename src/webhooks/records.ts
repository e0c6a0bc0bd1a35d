import type { StreamId } from '../events/stream.ts';
import type { Transaction } from '../onboarding/records.ts';
import type { Attempt, Delivery, NewDelivery } from './delivery.ts';
import type { DisabledReason, LentRights, Replay, WebhookEndpoint, WebhookState } from './endpoint.ts';

export type NewEndpoint = Pick<
  WebhookEndpoint,
  'stream' | 'url' | 'description' | 'chosen' | 'rights' | 'secret' | 'position'
>;

/** What may be changed of an endpoint; left out: as it is. */
export interface EndpointChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly chosen?: WebhookEndpoint['chosen'] | undefined;
  readonly rights?: LentRights;
  readonly state?: WebhookState;
  readonly reason?: DisabledReason | null;
  readonly position?: bigint | undefined;
  readonly replay?: Replay;
  /** The one that signs from now on; the one before it signs, too, until `previousUntil`. */
  readonly secret?: string;
  readonly previousUntil?: Date;
}

/** The rows of endpoints and deliveries, in one transaction. */
export interface WebhookRecords extends Pick<Transaction, 'record'> {
  /** How many endpoints the account or host has; nobody adds one meanwhile. */
  lockWebhooksOf(stream: StreamId): Promise<number>;
  addWebhook(endpoint: NewEndpoint, by: string): Promise<string>;
  /** Undefined where the account or host has none with this id. */
  lockWebhook(stream: StreamId, id: string): Promise<WebhookEndpoint | undefined>;
  /** Whether it is this courier that works on it, as its lease names it. Lock it first: nobody takes over meanwhile. */
  isWebhookOf(owner: string, id: string): Promise<boolean>;
  changeWebhook(id: string, change: EndpointChange): Promise<void>;
  /** With its deliveries. */
  deleteWebhook(id: string): Promise<void>;
  /** What waits is tried at once, and for three days from then; it says what is to become of it otherwise. */
  reopenWebhookDeliveries(id: string, instead: 'TRY' | 'SKIP'): Promise<void>;
  addWebhookDelivery(endpointId: string, delivery: NewDelivery): Promise<Delivery>;
  webhookTestsSince(endpointId: string, since: Date): Promise<number>;
  /** Undefined where it has been settled, or is tried by somebody else: then nothing is noted. */
  noteWebhookAttempt(delivery: Delivery, attempt: Attempt, next: NextOfDelivery): Promise<boolean>;
}

/** What becomes of a delivery after an attempt. */
export type NextOfDelivery =
  | { readonly state: 'DELIVERED' | 'FAILED' }
  | { readonly state: 'PENDING'; readonly at: Date };
