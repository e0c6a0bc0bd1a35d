import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { placeInLog, type WebhookDeps, type WebhookKeeper } from './deps.ts';
import { type ChosenPayload, webhookLimits } from './endpoint.ts';
import { inputFaults } from './input-faults.ts';
import { newWebhookSecret } from './signature.ts';

export interface CreateWebhookInput {
  readonly url: string;
  readonly description: string;
  readonly chosen: ChosenPayload;
  /** The place in the stream after which it begins; left out: from now on. */
  readonly after?: bigint | undefined;
}

/**
 * An endpoint that is told of what happens from a place on. The secret is shown this once: it is sealed, and in no event.
 * Refuses what cannot be read, what this keeper may not see, and addresses that nothing may go to.
 */
export async function createWebhook(
  deps: WebhookDeps,
  keeper: WebhookKeeper,
  input: CreateWebhookInput,
  key?: string,
): Promise<Outcome<{ id: string; secret: string }, Problem>> {
  const { actor, stream, rights } = keeper;
  const { url, description, chosen, after } = input;
  // Looked at before the transaction, and judged in it: a key that was used before has its answer already.
  const faults = await inputFaults(deps, keeper, input);
  const position = after ?? (await deps.log.bounds(stream)).last;
  const asked = { url, description, chosen, after: after?.toString() ?? null };
  return deps.perform(
    { actor, name: 'createWebhook', key, keySpace: actor.accountId, input: asked },
    async (records) => {
      if (faults.length > 0) return refused(...faults);
      if ((await records.lockWebhooksOf(stream)) >= webhookLimits.endpoints) return refused(tooMany);
      const secret = newWebhookSecret();
      const id = await records.addWebhook(
        { stream, url, description, chosen, rights, secret, position },
        actor.label,
      );
      records.record({ type: 'WEBHOOK_CREATED', ...placeInLog(stream, id), payload: { description } });
      return done({ id, secret });
    },
  );
}

const tooMany: Problem = {
  code: 'STATE',
  currentState: `${webhookLimits.endpoints}`,
  message: {
    'zh-CN': `最多可有 ${webhookLimits.endpoints} 个回调地址；请先删除不用的`,
    en: `there can be ${webhookLimits.endpoints} webhooks at most: delete one that is not used`,
  },
  path: 'input',
};
