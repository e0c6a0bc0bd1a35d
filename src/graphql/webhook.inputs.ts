import { Field, ID, InputType, Int } from 'type-graphql';
import { OVERLAP_HOURS } from '../webhooks/rotate-secret.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { JsonObject } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

const URL = {
  description: 'Where it is told: `https://…`, without user name and password, and not in a private network.',
} as const;
const DESCRIPTION = { description: 'What it is for, 200 characters at most.' } as const;
const DOCUMENT = {
  description:
    'A subscription to `reviewStatus`, `accountEvents` or, of a partner host, `hostInbox`, without `after`: its selection is the payload, its arguments choose the events.',
} as const;
const OPERATION = { nullable: true, description: 'Which of the operations of the document.' } as const;
const VARIABLES = { nullable: true, description: 'Its variables. Left out: none.' } as const;

export const MissedEnum = vocabulary<'DELIVER' | 'SKIP'>('MissedEvents', 'What becomes of what was missed.', {
  DELIVER: 'It is delivered, in its order.',
  SKIP: 'It is left out; `replayWebhook` can still bring it.',
});

@InputType('CreateWebhookInput', { description: 'Who is to be told of what.' })
export class CreateWebhookInput {
  @Field(() => String, URL)
  url!: string;

  @Field(() => String, { ...DESCRIPTION, defaultValue: '' })
  description!: string;

  @Field(() => String, DOCUMENT)
  document!: string;

  @Field(() => String, OPERATION)
  operationName?: string | null;

  @Field(() => JsonObject, VARIABLES)
  variables?: Record<string, unknown> | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which it begins. Left out: from now on.',
  })
  after?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('UpdateWebhookInput', {
  description:
    'What is to change; what is left out stays. `operationName` and `variables` go with `document`.',
})
export class UpdateWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id!: string;

  @Field(() => String, { ...URL, nullable: true })
  url?: string | null;

  @Field(() => String, { ...DESCRIPTION, nullable: true })
  description?: string | null;

  @Field(() => String, { ...DOCUMENT, nullable: true })
  document?: string | null;

  @Field(() => String, OPERATION)
  operationName?: string | null;

  @Field(() => JsonObject, VARIABLES)
  variables?: Record<string, unknown> | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('WebhookInput', { description: 'One of the caller’s webhooks.' })
export class WebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('ResumeWebhookInput', { description: 'A webhook that is to be told again.' })
export class ResumeWebhookInput extends WebhookInput {
  @Field(() => MissedEnum, { defaultValue: 'DELIVER', description: 'What becomes of what was missed.' })
  missed!: 'DELIVER' | 'SKIP';
}

@InputType('RotateWebhookSecretInput', { description: 'A webhook that is to have a new secret.' })
export class RotateWebhookSecretInput extends WebhookInput {
  @Field(() => Int, {
    defaultValue: OVERLAP_HOURS.usual,
    description: `For how many hours the secret before signs, too: 0 to ${OVERLAP_HOURS.most}; 0 where it has become known.`,
  })
  overlapHours!: number;
}

@InputType('ReplayWebhookInput', { description: 'What is to be delivered once more.' })
export class ReplayWebhookInput extends WebhookInput {
  @Field(() => String, { description: 'The cursor after which it begins.' })
  from!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor up to which it goes. Left out: up to where the webhook is.',
  })
  to?: string | null;
}
