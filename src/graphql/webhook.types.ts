import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AttemptOutcome, DeliveryKind, DeliveryState } from '../webhooks/delivery.ts';
import type { DisabledReason, WebhookState } from '../webhooks/endpoint.ts';
import { connectionType } from './connection.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime, JsonObject } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const WebhookStateEnum = vocabulary<WebhookState>('WebhookState', 'Whether a webhook is told.', {
  ACTIVE: 'It is told.',
  PAUSED: 'Somebody wanted it quiet; what happens meanwhile stays in the log.',
  DISABLED: 'The gateway stopped it; the reason says why.',
});

export const WebhookDisabledReasonEnum = vocabulary<DisabledReason>(
  'WebhookDisabledReason',
  'Why the gateway stopped telling a webhook.',
  {
    GONE: 'It answered 410: it is not there any more.',
    FAILING: 'There was nothing but failure for five days.',
    RIGHTS_LOST:
      'Who it ran for is no longer an administrator, or their token or credential is not in force: `resumeWebhook` lends it the rights of who says so.',
    DOCUMENT_INVALID: 'Its document does not fit the contract, or names what is no longer there.',
  },
);

export const WebhookDeliveryKindEnum = vocabulary<DeliveryKind>(
  'WebhookDeliveryKind',
  'What is delivered to a webhook.',
  {
    EVENT: 'Something that happened.',
    GAP: 'That what happened up to a place is no longer kept.',
    TEST: 'A sample that somebody asked for.',
  },
);

export const WebhookDeliveryStateEnum = vocabulary<DeliveryState>(
  'WebhookDeliveryState',
  'How far a delivery has come.',
  {
    PENDING: 'It is tried, or waits for its turn.',
    DELIVERED: 'The receiver took it.',
    FAILED: 'It was given up after three days; of a test, after one try.',
    SKIPPED: 'It is not to be delivered any more: it was left out, or is no longer shown to this reader.',
  },
);

export const WebhookOutcomeEnum = vocabulary<AttemptOutcome>('WebhookOutcome', 'What came of one request.', {
  TAKEN: 'The answer was 2xx.',
  REFUSED: 'The answer had another status.',
  REDIRECTED: 'The answer was 3xx; redirects are not followed.',
  TIMED_OUT: 'There was no whole answer in 15 seconds.',
  UNREACHABLE: 'There was no connection, or it broke.',
  PRIVATE_ADDRESS: 'The address leads to the gateway’s machine or into its own network: nothing was sent.',
  FAULT: 'The gateway could not make the payload: nothing was sent.',
});

@ObjectType('WebhookAttempt', { description: 'One request to a webhook.', simpleResolvers: true })
export class WebhookAttemptType {
  @Field(() => Int, { description: 'From 1.' })
  number!: number;

  @Field(() => DateTime, { description: 'When it was sent: its `webhook-timestamp`.' })
  at!: Date;

  @Field(() => WebhookOutcomeEnum, { description: 'What came of it.' })
  outcome!: AttemptOutcome;

  @Field(() => Int, { nullable: true, description: 'The status of the answer, where there was one.' })
  statusCode?: number;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  latencyMs!: number;

  @Field(() => String, {
    description: 'The first 500 characters of the answer, or why there was none.',
  })
  answer!: string;

  @Field(() => Int, { description: 'Bytes of the payload, which is not kept.' })
  bytes!: number;

  @Field(() => String, { description: 'SHA-256 of the payload, in hexadecimal.' })
  sha256!: string;
}

@ObjectType('WebhookDelivery', {
  description:
    'One event on its way to one webhook. Kept for as long as the operator says, 30 days as a rule.',
})
export class WebhookDeliveryType {
  @Field(() => ID, { description: 'Its id; sent along as `paifang-delivery`.' })
  id!: string;

  @Field(() => WebhookDeliveryKindEnum, { description: 'What is delivered.' })
  kind!: DeliveryKind;

  @Field(() => String, { description: 'The word of the event; `WEBHOOK_TEST` for a sample without one.' })
  type!: string;

  @Field(() => ID, { description: 'The event; of a gap and a test, a name of its own.' })
  eventId!: string;

  @Field(() => WebhookDeliveryStateEnum, { description: 'How far it has come.' })
  state!: DeliveryState;

  @Field(() => DateTime, { description: 'Since when it waits, or waited.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken, given up or left out.' })
  settledAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next, once its turn has come.' })
  nextAttemptAt!: Date | null;
}

@ObjectType('Webhook', {
  description: 'Where somebody is told over HTTP of what happens: a place in the log, as a subscription is.',
})
export class WebhookType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Where it is told.' })
  url!: string;

  @Field(() => String, { description: 'What somebody wrote about it.' })
  description!: string;

  @Field(() => WebhookStateEnum, { description: 'Whether it is told.' })
  state!: WebhookState;

  @Field(() => WebhookDisabledReasonEnum, { nullable: true, description: 'Why it is DISABLED.' })
  reason?: DisabledReason;

  @Field(() => DateTime, { description: 'Since when it is in this state.' })
  stateSince!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when there has been nothing but failure.' })
  failingSince?: Date;

  @Field(() => String, { description: 'Who made it.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the secret before the present one signs, too.',
  })
  previousSecretUntil!: Date | null;
}

@ObjectType('WebhookDocument', {
  description: 'What chooses the payload of a webhook.',
  simpleResolvers: true,
})
export class WebhookDocumentType {
  @Field(() => String, { description: 'The subscription.' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Which of its operations.' })
  operationName?: string;

  @Field(() => JsonObject, { description: 'Its variables.' })
  variables!: Readonly<Record<string, unknown>>;
}

export const WebhookDeliveryConnection = connectionType('WebhookDelivery', () => WebhookDeliveryType);

@ObjectType('WebhookPayload', { description: 'A webhook that was changed.', simpleResolvers: true })
export class WebhookPayload extends PayloadFields {
  @Field(() => WebhookType, { nullable: true, description: 'As it is now.' })
  webhook?: object;
}

@ObjectType('WebhookSecretPayload', {
  description: 'A webhook with a new secret.',
  simpleResolvers: true,
})
export class WebhookSecretPayload extends WebhookPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'The secret, `whsec_…`. Shown in this answer alone, and in that to a repeat with its `idempotencyKey`.',
  })
  secret?: string;
}

@ObjectType('DeleteWebhookPayload', { description: 'The webhook that is no more.', simpleResolvers: true })
export class DeleteWebhookPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;
}

@ObjectType('TestWebhookPayload', { description: 'What came of a sample.', simpleResolvers: true })
export class TestWebhookPayload extends PayloadFields {
  @Field(() => WebhookDeliveryType, { nullable: true, description: 'The delivery, with its one attempt.' })
  delivery?: object;
}
