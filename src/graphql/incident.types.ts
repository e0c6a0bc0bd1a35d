import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType } from './connection.ts';
import { ObligationType } from './duty.types.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { Localized } from './localized.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const IncidentStateEnum = vocabulary<'OPEN' | 'CLOSED'>(
  'IncidentState',
  'Where the work on an incident stands.',
  { OPEN: 'It is being worked on.', CLOSED: 'Everybody who has to know was told, and it is over.' },
);

@ObjectType('IncidentDuties', {
  description: 'Whom one platform’s agreement makes the developer tell of an incident.',
  simpleResolvers: true,
})
export class IncidentDutiesType {
  @Field(() => PlatformEnum, { description: 'Whose agreement.' })
  platform!: string;

  @Field(() => Boolean, {
    description:
      'True where the agreement has no clause on it (Baidu’s): nothing is owed by contract, and what the law asks for is not modelled here.',
  })
  lawOnly!: boolean;

  @Localized('What follows from the agreement.')
  says!: object;

  @Field(() => [ObligationType], {
    description: 'One for each recipient; `fulfilObligation` says that they were told.',
  })
  obligations!: readonly object[];
}

@ObjectType('Incident', {
  description: 'Unauthorised access to, or use of, personal data (wechat/4.11).',
  simpleResolvers: true,
})
export class IncidentType {
  @Field(() => ID, { description: 'What `updateIncident` and `closeIncident` take.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'The program that it is about; null: the account.' })
  programId?: string | undefined;

  @Field(() => IncidentStateEnum, { description: 'Where the work on it stands.' })
  state!: string;

  @Field(() => DateTime, { description: 'When it was discovered.' })
  discoveredAt!: Date;

  @Field(() => String, { description: 'What happened. Kept sealed.' })
  what!: string;

  @Field(() => [String], { description: 'The kinds of personal data concerned. Kept sealed.' })
  categories!: readonly string[];

  @Field(() => Int, { nullable: true, description: 'How many people; null: not known.' })
  affected?: number | undefined;

  @Field(() => String, { nullable: true, description: 'What was done about it so far. Kept sealed.' })
  measures?: string | undefined;

  @Field(() => String, { nullable: true, description: 'What came of it, once it is closed. Kept sealed.' })
  outcome?: string | undefined;

  @Field(() => String, { description: 'Who noted it: `member:…` or `token:…`.' })
  reportedBy!: string;

  @Field(() => DateTime, { description: 'When it was noted.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was changed last.' })
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt?: Date | undefined;
}

export const IncidentConnection = connectionType('Incident', () => IncidentType);

@InputType('ReportIncidentInput', { description: 'What is known of an incident.' })
export class ReportIncidentInput {
  @Field(() => ID, { nullable: true, description: 'The program that it is about; left out: the account.' })
  programId?: string | null;

  @Field(() => PlatformEnum, {
    nullable: true,
    description:
      'Under whose agreement; left out: every one that binds the account, and of those that it left those whose data are not shown to be gone.',
  })
  platform?: string | null;

  @Field(() => DateTime, { description: 'When it was discovered; now or before.' })
  discoveredAt!: Date;

  @Field(() => String, { description: 'What happened, 1 to 4,000 characters. Kept sealed.' })
  what!: string;

  @Field(() => Int, { nullable: true, description: 'How many people, as far as it is known.' })
  affected?: number | null;

  @Field(() => [String], { description: 'The kinds of personal data: 1 to 50, of 1 to 200 characters.' })
  categories!: string[];

  @Field(() => String, { nullable: true, description: 'What was done so far, 1 to 4,000 characters.' })
  measures?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('UpdateIncidentInput', { description: 'What more became known; what is left out stays.' })
export class UpdateIncidentInput {
  @Field(() => ID, { description: 'The incident, which is open.' })
  incidentId!: string;

  @Field(() => String, { nullable: true, description: 'What happened, 1 to 4,000 characters.' })
  what?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many people.' })
  affected?: number | null;

  @Field(() => [String], { nullable: true, description: 'All kinds of personal data that are known now.' })
  categories?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What was done so far, 1 to 4,000 characters.' })
  measures?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('CloseIncidentInput', { description: 'How an incident ended.' })
export class CloseIncidentInput {
  @Field(() => ID, { description: 'The incident; everybody it makes the developer tell was told.' })
  incidentId!: string;

  @Field(() => String, { description: 'What came of it, 1 to 4,000 characters. Kept sealed.' })
  outcome!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('ReportIncidentPayload', { description: 'What was noted.', simpleResolvers: true })
export class ReportIncidentPayload extends PayloadFields {
  @Field(() => IncidentType, { nullable: true, description: 'The incident, with whom to tell by when.' })
  incident?: object | undefined;
}

@ObjectType('UpdateIncidentPayload', { description: 'What was noted.', simpleResolvers: true })
export class UpdateIncidentPayload extends PayloadFields {
  @Field(() => IncidentType, { nullable: true, description: 'The incident as it is now.' })
  incident?: object | undefined;
}

@ObjectType('CloseIncidentPayload', { description: 'What became of the incident.', simpleResolvers: true })
export class CloseIncidentPayload extends PayloadFields {
  @Field(() => IncidentType, { nullable: true, description: 'The incident as it is now.' })
  incident?: object | undefined;
}
