import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType } from './connection.ts';
import { DutyKindEnum, DutyProofEnum, DutyRecipientEnum, ObligationStateEnum } from './duty.enums.ts';
import { OperationEnum, PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Obligation', {
  implements: NodeType,
  description: 'A dated duty, with what there is to show for it. Its terms are those under which it arose.',
  simpleResolvers: true,
})
export class ObligationType extends NodeType {
  @Field(() => PlatformEnum, { description: 'Whose agreement asks for it.' })
  platform!: string;

  @Field(() => DutyKindEnum, { description: 'What is to be done.' })
  kind!: string;

  @Field(() => [ID], { description: 'The clauses that ask for it: see `node`.' })
  clauses!: readonly string[];

  @Field(() => String, { description: 'The version of the agreement under which it arose.' })
  agreementVersion!: string;

  @Field(() => DutyRecipientEnum, { description: 'To whom it is owed.' })
  recipient!: string;

  @Field(() => ID, {
    description: 'What it is about: a paper, a demand, an incident, a program, the account.',
  })
  subjectId!: string;

  @Field(() => Int, { description: 'Of a duty that arises again and again: 1, 2, 3, …' })
  round!: number;

  @Field(() => ObligationStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => DateTime, { description: 'From when it is to be done.' })
  opensAt!: Date;

  @Field(() => DateTime, {
    description: 'By when: the end of a day in China, with what outages of the host have added to it.',
  })
  dueAt!: Date;

  @Field(() => DateTime, { description: 'By when it was due at first.' })
  dueAtFirst!: Date;

  @Field(() => DutyProofEnum, { description: 'How it ends.' })
  proof!: string;

  @Field(() => [OperationEnum], { description: 'What is held up while it is overdue; empty: nothing.' })
  overdueBlocks!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who ended it: `member:…`, `token:…`, `gateway`.' })
  endedBy!: string | null;

  @Field(() => [ID], { description: 'The stored files that prove it.' })
  evidenceFileIds!: readonly string[];
}

export const ObligationConnection = connectionType('Obligation', () => ObligationType);

@InputType('FulfilObligationInput', { description: 'What was done, and what there is to show for it.' })
export class FulfilObligationInput {
  @Field(() => ID, { description: 'The obligation.' })
  obligationId!: string;

  @Field(() => String, { description: 'What was done, 1 to 2,000 characters. Kept sealed.' })
  statement!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Stored files that prove it, at most 20.' })
  evidenceFileIds!: string[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('FulfilObligationPayload', {
  description: 'What became of the obligation.',
  simpleResolvers: true,
})
export class FulfilObligationPayload extends PayloadFields {
  @Field(() => ObligationType, { nullable: true, description: 'The obligation as it is now.' })
  obligation?: object | undefined;
}
