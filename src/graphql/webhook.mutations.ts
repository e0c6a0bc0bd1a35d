import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { createWebhook } from '../webhooks/create-webhook.ts';
import { keeperOf, type WebhookKeeper } from '../webhooks/deps.ts';
import { deleteWebhook, pauseWebhook, resumeWebhook, updateWebhook } from '../webhooks/keep-webhook.ts';
import { replayWebhook } from '../webhooks/replay-webhook.ts';
import { OVERLAP_HOURS, rotateWebhookSecret } from '../webhooks/rotate-secret.ts';
import { testWebhook } from '../webhooks/test-webhook.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { badInput, unauthenticated } from './errors.ts';
import { given } from './idempotency.ts';
import { type Payload, payloadOf } from './payload.ts';
import { placeAfter } from './place-in-log.ts';
import {
  CreateWebhookInput,
  ReplayWebhookInput,
  ResumeWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  WebhookInput,
} from './webhook.inputs.ts';
import { webhookReads } from './webhook.resolver.ts';
import {
  DeleteWebhookPayload,
  TestWebhookPayload,
  WebhookPayload,
  WebhookSecretPayload,
} from './webhook.types.ts';
import { webhookDeps } from './webhook-deps.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver()
export class WebhookMutations {
  @Mutation(() => WebhookSecretPayload, {
    description:
      'Makes a webhook: an address that is told of what happens, in the form that a document chooses, signed as Standard Webhooks are. It runs with the rights of its maker, for as long as they have them.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async createWebhook(
    @Arg('input', () => CreateWebhookInput, INPUT) input: CreateWebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookSecretPayload> {
    const { url, description, document, operationName, variables, after, idempotencyKey } = input;
    const chosen = { document, operationName: given(operationName), variables: variables ?? {} };
    const asked = { url, description, chosen, after: await placeAt(context, after) };
    const outcome = await createWebhook(
      webhookDeps(context.parts),
      keeper(context),
      asked,
      given(idempotencyKey),
    );
    return withSecret(context, outcome);
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Changes a webhook. From then on it runs with the rights of who changed it, and what waits is delivered in its new form.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async updateWebhook(
    @Arg('input', () => UpdateWebhookInput, INPUT) input: UpdateWebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookPayload> {
    const { id, url, description, document, operationName, variables, idempotencyKey } = input;
    if (!document && (operationName || variables)) return { problems: [documentMissing] };
    const chosen = document
      ? { document, operationName: given(operationName), variables: variables ?? {} }
      : undefined;
    const asked = { id, url: given(url), description: given(description), chosen };
    return shown(
      context,
      await updateWebhook(webhookDeps(context.parts), keeper(context), asked, given(idempotencyKey)),
    );
  }

  @Mutation(() => DeleteWebhookPayload, {
    description: 'Ends a webhook, with what waits for it and with its delivery log.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async deleteWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id, idempotencyKey }: WebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<DeleteWebhookPayload> {
    const outcome = await deleteWebhook(
      webhookDeps(context.parts),
      keeper(context),
      id,
      given(idempotencyKey),
    );
    return payloadOf(outcome, (deleted) => deleted);
  }

  @Mutation(() => WebhookPayload, {
    description: 'Tells a webhook nothing until it is resumed; what happens meanwhile stays in the log.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async pauseWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id, idempotencyKey }: WebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookPayload> {
    return shown(
      context,
      await pauseWebhook(webhookDeps(context.parts), keeper(context), id, given(idempotencyKey)),
    );
  }

  @Mutation(() => WebhookPayload, {
    description: 'Tells a webhook again that was paused or disabled, with the rights of who says so.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async resumeWebhook(
    @Arg('input', () => ResumeWebhookInput, INPUT) { id, missed, idempotencyKey }: ResumeWebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookPayload> {
    const asked = { id, missed };
    return shown(
      context,
      await resumeWebhook(webhookDeps(context.parts), keeper(context), asked, given(idempotencyKey)),
    );
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Gives a webhook a new secret. The one before signs, too, for some hours.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput, INPUT)
    { id, overlapHours, idempotencyKey }: RotateWebhookSecretInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookSecretPayload> {
    if (overlapHours < 0 || overlapHours > OVERLAP_HOURS.most) return { problems: [badOverlap] };
    const asked = { id, overlapHours };
    const outcome = await rotateWebhookSecret(
      webhookDeps(context.parts),
      keeper(context),
      asked,
      given(idempotencyKey),
    );
    return withSecret(context, outcome);
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Delivers a part of the log to a webhook once more, each event with the `webhook-id` that it had.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput, INPUT) { id, from, to, idempotencyKey }: ReplayWebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WebhookPayload> {
    const position = await placeAt(context, from);
    if (position === undefined) throw badInput('`from` is a cursor', 'from');
    const asked = { id, from: position, to: await placeAt(context, to) };
    return shown(
      context,
      await replayWebhook(webhookDeps(context.parts), keeper(context), asked, given(idempotencyKey)),
    );
  }

  @Mutation(() => TestWebhookPayload, {
    description:
      'Sends a webhook a sample now, marked `"test": true`: the last event that its document wants. It is tried once, whatever state the webhook is in.',
  })
  @AccessFor('ADMIN_OR_HOST')
  async testWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id, idempotencyKey }: WebhookInput,
    @Ctx() context: GraphqlContext,
  ): Promise<TestWebhookPayload> {
    const outcome = await testWebhook(webhookDeps(context.parts), keeper(context), id, given(idempotencyKey));
    return payloadOf(outcome, async ({ deliveryId }) => {
      const delivery = await webhookReads(context).delivery(deliveryId);
      return delivery ? { delivery } : {};
    });
  }
}

function keeper({ viewer }: GraphqlContext): WebhookKeeper {
  const found = keeperOf(viewer);
  if (!found) throw unauthenticated(viewer);
  return found;
}

function shown(context: GraphqlContext, outcome: Outcome<{ id: string }, Problem>): Promise<WebhookPayload> {
  return payloadOf(outcome, async ({ id }) => {
    const webhook = await webhookReads(context).find(id);
    return webhook ? { webhook } : {};
  });
}

async function withSecret(
  context: GraphqlContext,
  outcome: Outcome<{ id: string; secret: string }, Problem>,
): Promise<Payload<{ webhook?: object; secret?: string }>> {
  if (!outcome.ok) return refusedWith(outcome);
  return { ...(await shown(context, outcome)), secret: outcome.value.secret };
}

function refusedWith({ problems }: { readonly problems: readonly Problem[] }) {
  return { problems };
}

/** The place behind a cursor of the caller’s stream. Throws CURSOR_…; undefined where none is given. */
async function placeAt(
  context: GraphqlContext,
  cursor: string | null | undefined,
): Promise<bigint | undefined> {
  return cursor === null || cursor === undefined ? undefined : (await placeAfter(context, cursor)).position;
}

const documentMissing = invalidInput(
  {
    'zh-CN': '修改 operationName 或 variables 时须同时给出 document',
    en: '`operationName` and `variables` are changed together with `document`: give it, too',
  },
  'input.document',
);
const badOverlap = invalidInput(
  {
    'zh-CN': `overlapHours 须为 0 至 ${OVERLAP_HOURS.most}`,
    en: `\`overlapHours\` is 0 to ${OVERLAP_HOURS.most}`,
  },
  'input.overlapHours',
);
