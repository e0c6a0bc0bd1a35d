import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionType } from './connection.ts';
import { DeletionMethodEnum, DemandTellerEnum } from './demand.enums.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('DeletionConfirmation', {
  description: 'That a demand was carried out. There is one of each demand, and it is never changed.',
  simpleResolvers: true,
})
export class DeletionConfirmationType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => ID, { description: 'The demand that was carried out.' })
  demandId!: string;

  @Field(() => PlatformEnum, { description: 'The platform that demanded it.' })
  platform!: string;

  @Field(() => ID, { description: 'The account that carried it out.' })
  accountId!: string;

  @Field(() => DeletionMethodEnum, { description: 'How the data went.' })
  method!: string;

  @Field(() => String, { description: 'What was done, in the member’s words.' })
  statement!: string;

  @Field(() => [ID], { description: 'The stored files that prove it.' })
  evidenceFileIds!: readonly string[];

  @Field(() => String, { description: 'The member who confirmed it: `member:…`.' })
  confirmedBy!: string;

  @Field(() => DateTime, { description: 'When it was confirmed.' })
  confirmedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Of the written confirmation, `PF-DEL-00000001`: unique in the gateway, without gaps. Null where the agreement asks for none in writing (baidu/4.4).',
  })
  number?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of the written confirmation, hex: it is the same byte for byte whenever it is asked for.',
  })
  documentSha256?: string | undefined;
}

@ObjectType('DeletionDemand', {
  description: 'What a platform asks to be deleted (wechat/4.4(5), wechat/4.7, baidu/4.4).',
  simpleResolvers: true,
})
export class DeletionDemandType {
  @Field(() => ID, { description: 'What `confirmDataDeletion` takes.' })
  id!: string;

  @Field(() => PlatformEnum, { description: 'The platform that demands it.' })
  platform!: string;

  @Field(() => ID, { nullable: true, description: 'The program whose data are meant; null: the account’s.' })
  programId?: string | undefined;

  @Field(() => String, { description: 'Which data of whom. Kept sealed.' })
  scope!: string;

  @Field(() => String, { nullable: true, description: 'How the platform names it.' })
  reference?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'The last day that the platform named, YYYY-MM-DD; by when it is due is said by the obligation.',
  })
  demandedBy?: string | undefined;

  @Field(() => DemandTellerEnum, { description: 'Who told of it.' })
  toldBy!: string;

  @Field(() => DateTime, { description: 'When it was noted.' })
  createdAt!: Date;

  @Field(() => DeletionConfirmationType, { nullable: true, description: 'That it was done; null: not yet.' })
  confirmation?: object | undefined;
}

export const DeletionDemandConnection = connectionType('DeletionDemand', () => DeletionDemandType);
export const DeletionConfirmationConnection = connectionType(
  'DeletionConfirmation',
  () => DeletionConfirmationType,
);

@InputType('DemandDataDeletionInput', {
  description: 'Whose data are to go. Give `accountId` or `programId`.',
})
export class DemandDataDeletionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The account; all its programs at the platform are meant.',
  })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The program, which is registered at the platform.' })
  programId?: string | null;

  @Field(() => String, { description: 'Which data of whom, in words, 1 to 4,000 characters. Kept sealed.' })
  scope!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The last day, YYYY-MM-DD, today or later; left out: as soon as the agreement says.',
  })
  dueBy?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The platform’s own name of the demand, at most 100 characters. The same name is the same demand: told again with the same content it has the first one’s id, with another it is `ALREADY_EXISTS`.',
  })
  reference?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RecordDeletionDemandInput', { description: 'A demand that came by letter.' })
export class RecordDeletionDemandInput {
  @Field(() => PlatformEnum, { description: 'The platform that wrote.' })
  platform!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The program whose data are meant; left out: the account’s.',
  })
  programId?: string | null;

  @Field(() => String, { description: 'Which data of whom, in words, 1 to 4,000 characters. Kept sealed.' })
  scope!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The last day, YYYY-MM-DD, today or later; left out: as soon as the agreement says.',
  })
  dueBy?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The platform’s own name of the demand, at most 100 characters. The same name is the same demand: told again with the same content it has the first one’s id, with another it is `ALREADY_EXISTS`.',
  })
  reference?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('ConfirmDataDeletionInput', { description: 'How a demand was carried out.' })
export class ConfirmDataDeletionInput {
  @Field(() => ID, { description: 'The demand.' })
  demandId!: string;

  @Field(() => DeletionMethodEnum, { description: 'One that the platform’s agreement allows.' })
  method!: string;

  @Field(() => String, { description: 'What was done, 1 to 2,000 characters. Kept sealed.' })
  statement!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Stored files that prove it, at most 20.' })
  evidenceFileIds!: string[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('DemandDataDeletionPayload', { description: 'What became of the demand.', simpleResolvers: true })
export class DemandDataDeletionPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The demand, as confirmations name it.' })
  demandId?: string | undefined;
}

@ObjectType('RecordDeletionDemandPayload', { description: 'What was noted.', simpleResolvers: true })
export class RecordDeletionDemandPayload extends PayloadFields {
  @Field(() => DeletionDemandType, { nullable: true, description: 'The demand.' })
  demand?: object | undefined;
}

@ObjectType('ConfirmDataDeletionPayload', {
  description: 'What became of the demand.',
  simpleResolvers: true,
})
export class ConfirmDataDeletionPayload extends PayloadFields {
  @Field(() => DeletionDemandType, {
    nullable: true,
    description:
      'The demand with its confirmation; also where it had been confirmed before, which is a problem: the confirmation is then the first one.',
  })
  demand?: object | undefined;
}
