import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { placeInLog, type WebhookDeps, type WebhookKeeper } from './deps.ts';
import { act, notIn } from './keep-webhook.ts';

/**
 * Delivers a part of the log once more: what lies after `from`, up to `to`, or up to where the endpoint is. Each event has
 * the `webhook-id` that it had. Of each program, what waits comes first, then what is delivered again, then what is new.
 */
export function replayWebhook(
  deps: WebhookDeps,
  keeper: WebhookKeeper,
  { id, from, to }: { readonly id: string; readonly from: bigint; readonly to?: bigint | undefined },
  key?: string,
): Promise<Outcome<{ id: string }, Problem>> {
  const input = { id, from: from.toString(), to: to?.toString() ?? null };
  return act(
    deps,
    keeper,
    'replayWebhook',
    input,
    key,
    async (records, { stream, state, position, replay }) => {
      if (state === 'DISABLED')
        return refused(notIn(state, { 'zh-CN': '重放', en: 'replayed: resume it first' }));
      if (replay)
        return refused(notIn('REPLAYING', { 'zh-CN': '再次重放', en: 'replayed again until it is through' }));
      // What lies ahead of the endpoint is delivered anyway.
      const until = to !== undefined && to < position ? to : position;
      if (from >= until) return refused(nothingThere);
      await records.changeWebhook(id, { replay: { position: from, until } });
      records.record({ type: 'WEBHOOK_REPLAYED', ...placeInLog(stream, id), payload: {} });
      return done({ id });
    },
  );
}

const nothingThere = invalidInput(
  {
    'zh-CN': 'from 与 to 之间没有已处理过的事件',
    en: 'there is nothing between `from` and `to` that the webhook has passed',
  },
  'input.from',
);
