import { done } from '../kernel/outcome.ts';
import type { AttemptMade } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import { gatewayFor, placeInLog, type WebhookDeps } from './deps.ts';
import type { DisabledReason, WebhookEndpoint } from './endpoint.ts';
import type { NextOfDelivery, WebhookRecords } from './records.ts';
import { FAILS_FOR_MS, nextTry } from './retry.ts';

export interface SettleDeps extends Pick<WebhookDeps, 'clock' | 'perform'> {
  /** From 0 to 1. */
  readonly dice: () => number;
}

/**
 * Notes an attempt, and what follows from it: done, tried again, given up, or the end of the endpoint. That it was taken is
 * so whoever says it; of anything else, only who has the endpoint now may say what follows. Otherwise one who was
 * stopped meanwhile would tell again what another is just delivering.
 * @param owner Who made it, as the lease of the endpoint names them.
 */
export async function settle(
  { clock, perform, dice }: SettleDeps,
  endpoint: WebhookEndpoint,
  owner: string,
  delivery: Delivery,
  made: AttemptMade,
): Promise<void> {
  const { stream } = endpoint;
  const now = clock.now();
  const next = nextOf(delivery, made, now, dice());
  const act = { actor: gatewayFor(stream), name: 'settleWebhookDelivery', input: {} };
  await perform(act, async (records) => {
    if (made.attempt.outcome === 'TAKEN') {
      await records.noteWebhookAttempt(delivery, made.attempt, next);
      return done(undefined);
    }
    const webhook = await lockOwn(records, endpoint, owner);
    if (!webhook || !(await records.noteWebhookAttempt(delivery, made.attempt, next))) return done(undefined);
    if (next.state === 'FAILED') recordFailure(records, endpoint, delivery, made);
    const failing = webhook.failingSince ?? made.attempt.at;
    const isOver = now.getTime() - failing.getTime() >= FAILS_FOR_MS;
    if (webhook.state === 'ACTIVE' && made.gone) await disable(records, webhook, 'GONE');
    else if (webhook.state === 'ACTIVE' && isOver) await disable(records, webhook, 'FAILING');
    return done(undefined);
  });
}

/** Undefined where it is gone, or somebody else works on it. */
async function lockOwn(
  records: WebhookRecords,
  { id, stream }: WebhookEndpoint,
  owner: string,
): Promise<WebhookEndpoint | undefined> {
  const webhook = await records.lockWebhook(stream, id);
  return webhook && (await records.isWebhookOf(owner, id)) ? webhook : undefined;
}

/** Stops an endpoint that the gateway cannot or may not tell anything any more. */
export async function disableWebhook(
  { perform }: Pick<SettleDeps, 'perform'>,
  { id, stream, revision }: WebhookEndpoint,
  reason: DisabledReason,
): Promise<void> {
  const act = { actor: gatewayFor(stream), name: 'disableWebhook', input: {} };
  await perform(act, async (records) => {
    const webhook = await records.lockWebhook(stream, id);
    // Somebody may have put it right meanwhile.
    if (webhook?.state === 'ACTIVE' && webhook.revision === revision) await disable(records, webhook, reason);
    return done(undefined);
  });
}

async function disable(
  records: WebhookRecords,
  { id, stream }: WebhookEndpoint,
  reason: DisabledReason,
): Promise<void> {
  await records.changeWebhook(id, { state: 'DISABLED', reason });
  records.record({ type: 'WEBHOOK_DISABLED', ...placeInLog(stream, id), payload: { reason } });
}

function nextOf(
  delivery: Delivery,
  { attempt, gone, retryAfterMs }: AttemptMade,
  now: Date,
  dice: number,
): NextOfDelivery {
  if (attempt.outcome === 'TAKEN') return { state: 'DELIVERED' };
  // It waits for the endpoint to be resumed.
  if (gone) return { state: 'PENDING', at: now };
  const since = delivery.roundSince ?? attempt.at;
  const at = nextTry({ tries: delivery.tries + 1, since, now, retryAfterMs }, dice);
  return at ? { state: 'PENDING', at } : { state: 'FAILED' };
}

function recordFailure(
  records: WebhookRecords,
  { id, stream }: WebhookEndpoint,
  { id: deliveryId, eventId, lane }: Delivery,
  { attempt: { outcome, statusCode } }: AttemptMade,
): void {
  records.record({
    type: 'WEBHOOK_DELIVERY_FAILED',
    ...placeInLog(stream, id),
    ...(lane === '' ? {} : { programId: lane }),
    payload: { deliveryId, eventId, outcome, ...(statusCode === undefined ? {} : { statusCode }) },
  });
}
