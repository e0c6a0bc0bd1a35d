import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { UserRight } from '../duties/request-records.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const UserRightEnum = vocabulary<UserRight>(
  'UserRight',
  'What an end user asks about their personal data.',
  {
    ACCESS: 'To see them.',
    COPY: 'To get a copy, or have them handed on.',
    CORRECTION: 'To have them put right.',
    DELETION: 'To have them deleted.',
    RESTRICTION: 'To have their use limited or stopped.',
    WITHDRAWAL: 'To take a consent back.',
    EXPLANATION: 'To be told how they are treated.',
  },
);

@ObjectType('AuditRequest', {
  implements: NodeType,
  description: 'A platform wants to be shown how personal data are treated (wechat/4.4(1)).',
  simpleResolvers: true,
})
export class AuditRequestType extends NodeType {
  @Field(() => PlatformEnum, { description: 'Who asks.' })
  platform!: string;

  @Field(() => ID, { nullable: true, description: 'About which program; null: the account as a whole.' })
  programId!: string | null;

  @Field(() => String, { nullable: true, description: 'The day that was named, YYYY-MM-DD, if one was.' })
  dueOn!: string | null;

  @Field(() => DateTime, { description: 'When it was asked.' })
  requestedAt!: Date;
}

@ObjectType('RightsRequest', {
  implements: NodeType,
  description: 'An end user uses a right of theirs to their data (wechat/4.4(8)).',
  simpleResolvers: true,
})
export class RightsRequestType extends NodeType {
  @Field(() => PlatformEnum, { description: 'At which platform they use the program.' })
  platform!: string;

  @Field(() => ID, { description: 'About which program.' })
  programId!: string;

  @Field(() => UserRightEnum, { description: 'What is asked.' })
  right!: UserRight;

  @Field(() => String, { description: 'The day on which it was received, YYYY-MM-DD.' })
  receivedOn!: string;

  @Field(() => String, { nullable: true, description: 'The day that was promised, YYYY-MM-DD, if one was.' })
  dueOn!: string | null;

  @Field(() => String, { description: 'Who recorded it: `member:…`, `token:…`.' })
  recordedBy!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: Date;
}

@InputType('RequestAuditInput', { description: 'What a platform wants to be shown.' })
export class RequestAuditInput {
  @Field(() => ID, { description: 'By whom.' })
  accountId!: string;

  @Field(() => ID, { nullable: true, description: 'Of which program; left out: the account as a whole.' })
  programId?: string | null;

  @Field(() => String, { description: 'What is to be shown, 1 to 2,000 characters. Kept sealed.' })
  scope!: string;

  @Field(() => String, {
    nullable: true,
    description: 'By which day, YYYY-MM-DD, not before today. Left out: as many days as the terms say.',
  })
  dueOn?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('OpenedObligation', {
  description: 'What follows from a demand, as who demands may know it.',
  simpleResolvers: true,
})
export class OpenedObligationType {
  @Field(() => ID, { description: 'The obligation.' })
  id!: string;

  @Field(() => DateTime, { description: 'By when it is due.' })
  dueAt!: Date;
}

@ObjectType('RequestAuditPayload', { description: 'What came of it.', simpleResolvers: true })
export class RequestAuditPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The audit.' })
  auditId?: string | undefined;

  @Field(() => [OpenedObligationType], { nullable: true, description: 'What the account owes for it.' })
  obligations?: readonly OpenedObligationType[] | undefined;
}

@InputType('RecordRightsRequestInput', { description: 'What an end user asked.' })
export class RecordRightsRequestInput {
  @Field(() => ID, { description: 'About which program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'At which platform they use it.' })
  platform!: string;

  @Field(() => UserRightEnum, { description: 'What is asked.' })
  right!: UserRight;

  @Field(() => String, {
    description: 'The day on which it was received, YYYY-MM-DD, not after today: it is due from there.',
  })
  receivedOn!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The day that was promised, YYYY-MM-DD, not before today.',
  })
  dueOn?: string | null;

  @Field(() => String, {
    description: 'By what the user is known again, 1 to 200 characters. Kept sealed, and out of the log.',
  })
  user!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The user’s words, up to 2,000 characters. Kept sealed.',
  })
  words?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('RecordRightsRequestPayload', { description: 'What came of it.', simpleResolvers: true })
export class RecordRightsRequestPayload extends PayloadFields {
  @Field(() => RightsRequestType, { nullable: true, description: 'The request as it is on file.' })
  request?: object | undefined;
}
