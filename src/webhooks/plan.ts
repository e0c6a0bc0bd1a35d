import type { LoggedEvent } from '../events/event.ts';
import type { EventLog } from '../events/log.ts';
import type { NewDelivery } from './delivery.ts';
import { type WebhookEndpoint, webhookLimits } from './endpoint.ts';
import type { OpenedPayload } from './payload.ts';
import type { WebhookWork } from './work.ts';

/** Events read at once. */
const PAGE = 200;

export interface PlanDeps extends Pick<WebhookWork, 'webhookDeliveriesWaiting' | 'planWebhook'> {
  readonly log: Pick<EventLog, 'bounds' | 'readAfter'>;
}

/**
 * Reads the log on for an endpoint: what it is to be told becomes deliveries, in that order, in the transaction that moves
 * its place. What is to be delivered once more comes before what is new. Resolves to whether there is more to read now.
 */
export async function plan(
  deps: PlanDeps,
  endpoint: WebhookEndpoint,
  opened: OpenedPayload,
): Promise<boolean> {
  const { id, stream, replay } = endpoint;
  const room = webhookLimits.waiting - (await deps.webhookDeliveriesWaiting(id));
  if (room <= 0) return false;
  const from = replay?.position ?? endpoint.position;
  const limit = Math.min(PAGE, room);
  // Before the page: whatever of the stream up to here is not in it is not shown to this reader.
  const { first, last } = await deps.log.bounds(stream);
  const until = replay?.until ?? last;
  if (from >= until && !replay) return false;
  const page = await deps.log.readAfter(stream, from, limit);
  const read = page.filter(({ position }) => position <= until);
  const isWhole = page.length < limit || read.length < page.length;
  const end = isWhole ? until : (read.at(-1)?.position ?? until);
  const deliveries = [
    ...gapBefore(first, from),
    ...read.filter((event) => event.subjectId !== id && opened.wants(event)).map(deliveryOf),
  ];
  await deps.planWebhook(endpoint, {
    deliveries,
    position: replay ? endpoint.position : end,
    replay: replay && end < until ? { position: end, until } : undefined,
  });
  return true;
}

/** What is told in the place of events that are no longer kept. */
function gapBefore(first: bigint, from: bigint): readonly NewDelivery[] {
  if (from >= first - 1n) return [];
  const position = first - 1n;
  return [{ kind: 'GAP', eventId: `gap_${position}`, type: 'GAP', position, lane: '' }];
}

function deliveryOf({ id, type, position, programId = '' }: LoggedEvent): NewDelivery {
  return { kind: 'EVENT', eventId: id, type, position, lane: programId };
}
