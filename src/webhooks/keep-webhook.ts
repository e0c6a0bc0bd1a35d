import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { placeInLog, type WebhookDeps, type WebhookKeeper } from './deps.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { type EndpointInput, inputFaults } from './input-faults.ts';
import type { WebhookRecords } from './records.ts';

type Kept = Promise<Outcome<{ id: string }, Problem>>;

/**
 * Changes an endpoint. From then on it runs with the rights of who changed it, since what it is told is what they chose;
 * deliveries that wait are made in its new form.
 */
export async function updateWebhook(
  deps: WebhookDeps,
  keeper: WebhookKeeper,
  { id, ...input }: EndpointInput & { readonly id: string },
  key?: string,
): Kept {
  const faults = await inputFaults(deps, keeper, input);
  return act(deps, keeper, 'updateWebhook', { id, ...input }, key, async (records, webhook) => {
    if (faults.length > 0) return refused(...faults);
    await records.changeWebhook(id, { ...input, rights: keeper.rights });
    const fields = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    records.record({ type: 'WEBHOOK_UPDATED', ...placeInLog(webhook.stream, id), payload: { fields } });
    return done({ id });
  });
}

/** Ends an endpoint, with what waits for it and with its delivery log. */
export function deleteWebhook(deps: WebhookDeps, keeper: WebhookKeeper, id: string, key?: string): Kept {
  return act(deps, keeper, 'deleteWebhook', { id }, key, async (records, { stream, description }) => {
    await records.deleteWebhook(id);
    records.record({ type: 'WEBHOOK_DELETED', ...placeInLog(stream, id), payload: { description } });
    return done({ id });
  });
}

/** Nothing is sent until it is resumed; what happens meanwhile stays in the log. */
export function pauseWebhook(deps: WebhookDeps, keeper: WebhookKeeper, id: string, key?: string): Kept {
  return act(deps, keeper, 'pauseWebhook', { id }, key, async (records, { stream, state }) => {
    if (state !== 'ACTIVE') return refused(notIn(state, { 'zh-CN': '暂停', en: 'paused' }));
    await records.changeWebhook(id, { state: 'PAUSED' });
    records.record({ type: 'WEBHOOK_PAUSED', ...placeInLog(stream, id), payload: {} });
    return done({ id });
  });
}

/**
 * Goes on, with the rights of who says so. What was missed is delivered, each event with three days of its own, or left
 * out: `missed`.
 */
export async function resumeWebhook(
  deps: WebhookDeps,
  keeper: WebhookKeeper,
  { id, missed }: { readonly id: string; readonly missed: 'DELIVER' | 'SKIP' },
  key?: string,
): Kept {
  const { last } = await deps.log.bounds(keeper.stream);
  return act(deps, keeper, 'resumeWebhook', { id, missed }, key, async (records, webhook) => {
    const { stream, state } = webhook;
    if (state === 'ACTIVE') return refused(notIn(state, { 'zh-CN': '恢复', en: 'resumed' }));
    const position = missed === 'SKIP' ? last : undefined;
    await records.changeWebhook(id, {
      state: 'ACTIVE',
      reason: null,
      rights: keeper.rights,
      position,
    });
    await records.reopenWebhookDeliveries(id, missed === 'SKIP' ? 'SKIP' : 'TRY');
    records.record({ type: 'WEBHOOK_RESUMED', ...placeInLog(stream, id), payload: { missed } });
    return done({ id });
  });
}

/** Does something with an endpoint of the keeper's own, which nobody else changes meanwhile. */
export function act<Value>(
  { perform }: Pick<WebhookDeps, 'perform'>,
  { actor, stream }: WebhookKeeper,
  name: string,
  input: { readonly id: string } & Readonly<Record<string, unknown>>,
  key: string | undefined,
  work: (records: WebhookRecords, webhook: WebhookEndpoint) => Promise<Outcome<Value, Problem>>,
): Promise<Outcome<Value, Problem>> {
  return perform({ actor, name, key, keySpace: actor.accountId, input }, async (records) => {
    const webhook = await records.lockWebhook(stream, input.id);
    return webhook
      ? work(records, webhook)
      : refused(notFound({ 'zh-CN': '回调地址', en: 'webhook' }, 'input.id'));
  });
}

export function notIn(
  currentState: string,
  done: { readonly 'zh-CN': string; readonly en: string },
): Problem {
  return {
    code: 'STATE',
    currentState,
    message: {
      'zh-CN': `回调地址处于 ${currentState} 状态，不能${done['zh-CN']}`,
      en: `a webhook that is ${currentState} cannot be ${done.en}`,
    },
    path: 'input.id',
  };
}
