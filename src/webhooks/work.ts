import type { LoggedEvent } from '../events/event.ts';
import type { EventLog } from '../events/log.ts';
import type { StreamId } from '../events/stream.ts';
import type { Delivery, NewDelivery } from './delivery.ts';
import type { Replay, WebhookEndpoint } from './endpoint.ts';

/** What was read of the log for an endpoint: what of it is to be delivered, and where it stands then. */
export interface Planned {
  readonly deliveries: readonly NewDelivery[];
  readonly position: bigint;
  /** What is left of what is delivered once more; undefined: nothing. */
  readonly replay: Replay | undefined;
}

/** An endpoint that one courier of all nodes works on. */
export interface WebhookLease {
  /** As the row of the endpoint names who has it. */
  readonly owner: string;
  /** Whether no other can have taken over. What is to be sent is sent right after this was true. */
  isHeld(): Promise<boolean>;
  free(): Promise<void>;
}

/** Endpoints and deliveries, outside a transaction of an act; `store` has it. */
export interface WebhookWork {
  /** Endpoints that there is something to do for and that nobody works on. */
  webhooksDue(now: Date): Promise<readonly string[]>;
  /** Takes an endpoint for this process alone; undefined while another has it. */
  claimWebhook(id: string): Promise<WebhookLease | undefined>;
  findWebhook(id: string): Promise<WebhookEndpoint | undefined>;
  findWebhookDelivery(id: string): Promise<Delivery | undefined>;
  /** How many deliveries wait. */
  webhookDeliveriesWaiting(id: string): Promise<number>;
  /** Adds deliveries and moves on, or neither: where the endpoint is not where it was, somebody else did. */
  planWebhook(endpoint: WebhookEndpoint, planned: Planned): Promise<void>;
  /** The first that waits of each lane, where its time has come: of other lanes than these. */
  webhookHeads(
    id: string,
    now: Date,
    besides: readonly string[],
    limit: number,
  ): Promise<readonly Delivery[]>;
  skipWebhookDelivery(id: string): Promise<void>;
  /** Takes what was settled before then out of the delivery log; resolves to how much it was. */
  pruneWebhookDeliveries(before: Date): Promise<number>;
}

/** The event of a delivery, as its reader may see it now; undefined where there is none. */
export async function eventAt(
  log: Pick<EventLog, 'readAfter'>,
  stream: StreamId,
  position: bigint,
): Promise<LoggedEvent | undefined> {
  if (position < 1n) return undefined;
  const [event] = await log.readAfter(stream, position - 1n, 1);
  return event?.position === position ? event : undefined;
}
