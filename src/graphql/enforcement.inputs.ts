import { Field, ID, InputType } from 'type-graphql';
import {
  AppealDecisionEnum,
  MeasureGroundEnum,
  MeasureKindEnum,
  MeasureScopeEnum,
  RectificationDecisionEnum,
} from './enforcement.enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { DateTime } from './scalars.ts';

@InputType('TakeMeasureInput', {
  description:
    'A measure. A partner host takes it at its own place: kind, ground HOST_RULES, and the program.',
})
export class TakeMeasureInput {
  @Field(() => ID, { nullable: true, description: 'The account; left out: the one whose `programId` is.' })
  accountId?: string | null;

  @Field(() => MeasureKindEnum, { description: 'What is done: of those that the agreement provides for.' })
  kind!: string;

  @Field(() => MeasureGroundEnum, {
    nullable: true,
    description: 'Why. A measure without a ground that the agreement names for it is refused.',
  })
  ground?: string | null;

  @Field(() => MeasureScopeEnum, { description: 'How far it reaches.' })
  scope!: string;

  @Field(() => ID, { nullable: true, description: 'The program, where it is about one.' })
  programId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of scope DISTRIBUTION: the host. A host need not name itself.',
  })
  hostId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of scope FUNCTION: `wechat:payment`. 1 to 50.' })
  functions?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when, and not before the account or the program was here; left out: from now on.',
  })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when, exactly; later than `from`.' })
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is said to the developer, kept whole; at most 10,000 characters.',
  })
  words?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The day, YYYY-MM-DD, by which something is to be put right, where the measure can ask for that.',
  })
  rectifyBy?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The taker’s own number of it: told twice, it is taken once. Another measure under a number that is on file (of ' +
      'another kind, ground or reach) is refused with ALREADY_EXISTS. Each platform and host has numbers of its own.',
  })
  reference?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('EndMeasureInput', { description: 'Which measure ends.' })
export class EndMeasureInput {
  @Field(() => ID, { description: 'A measure that one has taken oneself.' })
  enforcementId!: string;

  @Field(() => String, { nullable: true, description: 'What is said to the developer, kept whole.' })
  words?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('OpenAppealInput', { description: 'What is said against a measure.' })
export class OpenAppealInput {
  @Field(() => ID, { description: 'The measure.' })
  enforcementId!: string;

  @Field(() => String, { description: 'Why it should end, 1 to 2,000 characters. Kept sealed.' })
  statement!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Stored files that show it, at most 20.' })
  evidenceFileIds!: string[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('SubmitRectificationInput', { description: 'What was put right.' })
export class SubmitRectificationInput {
  @Field(() => ID, { description: 'The measure that asked for it.' })
  enforcementId!: string;

  @Field(() => String, { description: 'What was put right, 1 to 2,000 characters. Kept sealed.' })
  statement!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Stored files that show it, at most 20.' })
  evidenceFileIds!: string[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('AnswerAppealInput', { description: 'What is said to an appeal.' })
export class AnswerAppealInput {
  @Field(() => ID, { description: 'An appeal against a measure that one has taken oneself.' })
  appealId!: string;

  @Field(() => AppealDecisionEnum, { description: 'What becomes of it.' })
  decision!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is said to the developer. Only an overturning needs none.',
  })
  words?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('DecideRectificationInput', { description: 'Whether a fix will do.' })
export class DecideRectificationInput {
  @Field(() => ID, { description: 'A fix of a measure that one has taken oneself.' })
  rectificationId!: string;

  @Field(() => RectificationDecisionEnum, { description: 'Whether it will do.' })
  decision!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is said to the developer. Declining needs words.',
  })
  words?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}
