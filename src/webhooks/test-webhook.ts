import type { LoggedEvent } from '../events/event.ts';
import { newId } from '../kernel/ids.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { gatewayFor, type WebhookDeps, type WebhookKeeper } from './deps.ts';
import { type WebhookEndpoint, webhookLimits } from './endpoint.ts';
import { act } from './keep-webhook.ts';
import type { OpenedPayload } from './payload.ts';
import { eventAt, type WebhookWork } from './work.ts';

/** How far back an event is looked for that can be shown. */
const LOOKED_BACK = 200n;
const MINUTE_MS = 60_000;
const NO_EVENT = 'WEBHOOK_TEST';

export type TestWebhookDeps = WebhookDeps & AttemptDeps & WebhookWork;

/**
 * Sends a sample now, marked `test`: the last event that the document wants, or none where there has been none yet. It is
 * tried once, whatever state the endpoint is in, and disturbs nothing that waits. Resolves when there is an answer.
 */
export async function testWebhook(
  deps: TestWebhookDeps,
  keeper: WebhookKeeper,
  id: string,
  key?: string,
): Promise<Outcome<{ deliveryId: string }, Problem>> {
  const found = await deps.findWebhook(id);
  const webhook = found?.stream === keeper.stream ? found : undefined;
  if (!webhook) return refused(notFound({ 'zh-CN': '回调地址', en: 'webhook' }, 'input.id'));
  const read = await deps.payloads.open(keeper.viewer, webhook.chosen);
  const opened = read.ok ? read.opened : undefined;
  const { last } = await deps.log.bounds(keeper.stream);
  const sample = opened && (await lastWanted(deps, webhook, opened, last));
  const outcome = await act(deps, keeper, 'testWebhook', { id }, key, async (records) => {
    if (!opened) return refused(invalidDocument);
    const since = new Date(deps.clock.now().getTime() - MINUTE_MS);
    if ((await records.webhookTestsSince(id, since)) >= webhookLimits.testsAMinute)
      return refused(tooOften(deps));
    const { id: deliveryId } = await records.addWebhookDelivery(id, {
      kind: 'TEST',
      eventId: newId('test', deps.clock.now()),
      type: sample?.type ?? NO_EVENT,
      position: sample?.position ?? last,
      lane: '',
    });
    return done({ deliveryId });
  });
  if (outcome.ok && opened) await sendOnce(deps, webhook, outcome.value.deliveryId, opened);
  return outcome;
}

async function lastWanted(
  { log }: Pick<WebhookDeps, 'log'>,
  { stream }: WebhookEndpoint,
  opened: OpenedPayload,
  last: bigint,
): Promise<LoggedEvent | undefined> {
  const from = last > LOOKED_BACK ? last - LOOKED_BACK : 0n;
  return (await log.readAfter(stream, from, Number(LOOKED_BACK))).findLast(opened.wants);
}

/** A test that was sent is not sent again, under whatever key it is asked for. */
async function sendOnce(
  deps: TestWebhookDeps,
  webhook: WebhookEndpoint,
  deliveryId: string,
  opened: OpenedPayload,
): Promise<void> {
  const delivery = await deps.findWebhookDelivery(deliveryId);
  if (delivery?.state !== 'PENDING') return;
  const event =
    delivery.type === NO_EVENT ? undefined : await eventAt(deps.log, webhook.stream, delivery.position);
  const made = await attempt(deps, () => deps.findWebhook(webhook.id), delivery, opened, event);
  if (!made) return;
  const state = made.attempt.outcome === 'TAKEN' ? 'DELIVERED' : 'FAILED';
  await deps.perform(
    { actor: gatewayFor(webhook.stream), name: 'noteWebhookTest', input: {} },
    async (records) => {
      await records.noteWebhookAttempt(delivery, made.attempt, { state });
      return done(undefined);
    },
  );
}

const invalidDocument: Problem = {
  code: 'STATE',
  currentState: 'DOCUMENT_INVALID',
  message: {
    'zh-CN': '该回调地址的查询文档已不再有效；请先更新它',
    en: 'the document of this webhook no longer holds: update it first',
  },
  path: 'input.id',
};

function tooOften({ clock }: Pick<WebhookDeps, 'clock'>): Problem {
  return {
    code: 'RETRY_LATER',
    retryAt: new Date(clock.now().getTime() + MINUTE_MS),
    message: {
      'zh-CN': `每分钟最多发送 ${webhookLimits.testsAMinute} 次测试`,
      en: `a webhook is tested ${webhookLimits.testsAMinute} times a minute at most`,
    },
    path: 'input.id',
  };
}
