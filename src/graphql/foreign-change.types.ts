import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import {
  type ForeignChangeFact,
  type ForeignChangeKind,
  foreignChangeWords,
  type OverwritingAct,
} from '../policy/foreign-change.ts';
import type { InstantText } from '../store/reads/read-rows.ts';
import { PlatformEnum } from './enums.ts';
import { EventSourceEnum } from './event-enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const ForeignChangeKindEnum = vocabulary<ForeignChangeKind>(
  'ForeignChangeKind',
  'What somebody did in a platform’s own console.',
  {
    UPLOADED: 'Code was uploaded: testers get it.',
    SUBMITTED: 'A version was handed in for review.',
    WITHDRAWN: 'A version of ours was taken back from review.',
    RELEASED: 'A version was made public.',
    ROLLED_BACK: 'Users were given an earlier version again, or are about to be.',
    PAUSED:
      'The service was closed: in the console, or by the platform without its having said so as a measure.',
    RESUMED: 'The service was opened again.',
  },
);

export const OverwritingActEnum = vocabulary<OverwritingAct>(
  'OverwritingAct',
  'What the gateway does that can take the place of something at a platform.',
  {
    SUBMIT: 'To upload a version and hand it in: `submitForReview`.',
    RELEASE: 'To make a version public, at once or in stages, or to end that.',
    ROLL_BACK: 'To give users an earlier version: `rollBack`.',
    PAUSE: 'To close the service: `pauseService`.',
    RESUME: 'To open it again: `resumeService`.',
  },
);

@ObjectType('ForeignChange', {
  implements: NodeType,
  description:
    'What somebody did to a program in the platform’s own console, or with its tools. It stands until something else is in its place; until it is accepted, nothing is built over it.',
  simpleResolvers: true,
})
export class ForeignChangeType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => ForeignChangeKindEnum, { description: 'What was done.' })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the version, as the platform has it; null: it is not about one, or not told.',
  })
  hostVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a review: how it stands. Of a rollback that is under way: ROLLING_BACK.',
  })
  hostState!: string | null;

  @Localized<ForeignChangeFact>('What somebody did, and what to do about it.', { of: foreignChangeWords })
  message!: LocalizedText;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is there, where the platform says.' })
  hostAt!: InstantText | null;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: string;

  @Field(() => DateTime, { description: 'When it was noticed.' })
  noticedAt!: InstantText;

  @Field(() => DateTime, { nullable: true, description: 'When it was accepted; null: it was not.' })
  acknowledgedAt!: InstantText | null;

  @Field(() => String, { nullable: true, description: 'Who accepted it: `member:…` or `token:…`.' })
  acknowledgedBy!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when something else is in its place; null: it stands.',
  })
  endedAt!: InstantText | null;
}

@InputType('AcknowledgeForeignChangeInput', {
  description: 'Accepts what somebody did in a platform’s own console.',
})
export class AcknowledgeForeignChangeInput {
  @Field(() => ID, {
    description: 'The change that was read. One that was noticed since has to be accepted on its own.',
  })
  foreignChangeId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('AcknowledgeForeignChangePayload', { description: 'What was accepted.', simpleResolvers: true })
export class AcknowledgeForeignChangePayload extends PayloadFields {
  @Field(() => ForeignChangeType, { nullable: true, description: 'The change.' })
  foreignChange?: object;
}
