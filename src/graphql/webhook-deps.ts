import { createWebhookWork } from '../store/webhook-work.ts';
import type { TestWebhookDeps } from '../webhooks/test-webhook.ts';
import type { GraphqlParts } from './context.ts';
import { createPayloadDesk } from './webhook-payloads.ts';

/** What the use cases of webhooks are given. */
export function webhookDeps(parts: GraphqlParts): TestWebhookDeps {
  const { database, cipher, clock, webhooks } = parts;
  return {
    ...parts,
    ...createWebhookWork(database, cipher, clock),
    payloads: createPayloadDesk(parts),
    webhookAddresses: webhooks.addresses,
    post: webhooks.post,
  };
}
