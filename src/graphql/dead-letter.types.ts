import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Job } from '../onboarding/job.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { PayloadFields } from './payload.types.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const DeadLetterKindEnum = vocabulary<Job['kind']>('DeadLetterKind', 'What was given up.', {
  REGISTRATION: 'To take a registration further.',
  VERIFICATION: 'To begin the platform’s verification.',
  MATERIAL: 'To have a paper checked.',
  PACKAGE: 'To take a version further at its platform.',
  VERSIONS: 'To look whether somebody changed something in a platform’s own console.',
  OBLIGATION: 'To do to an obligation what time has done to it.',
  EXIT: 'To leave a platform.',
  NOTICE: 'To give a notice to accounts.',
  NOTICE_DELIVERY: 'To bring a notice to its reader.',
  ENFORCEMENT: 'To say of a measure that it began or ended.',
  AGREEMENT: 'To tell of a version of an agreement.',
  APPEAL: 'To hand in an appeal, or to hear of one.',
  RECTIFICATION: 'To hand in a fix, or to hear of one.',
  SETTING: 'To take a change of a setting further at its platform.',
  PUSH: 'To apply what a platform pushed.',
  MISSED_PUSHES: 'To ask a platform for the pushes that did not arrive.',
});

@ObjectType('DeadLetter', {
  description:
    'Work for this account that failed again and again by a fault of the gateway, and is not tried any more until somebody says so. Why it failed is for the operator, under this id.',
  simpleResolvers: true,
})
export class DeadLetterType {
  @Field(() => ID, { description: 'As `replayDeadLetter` takes it, and the operator’s `dead-letters show`.' })
  id!: string;

  @Field(() => DeadLetterKindEnum, { description: 'What was given up.' })
  kind!: string;

  @Field(() => ID, { description: 'What it is about: the id of a package, a registration, a push.' })
  subjectId!: string;

  @Field(() => PlatformEnum, { nullable: true, description: 'The platform, where it is about one.' })
  platform?: string | null;

  @Field(() => Int, { description: 'How often it was given up.' })
  deaths!: number;

  @Field(() => DateTime, { description: 'When it was given up for the first time.' })
  firstDiedAt!: Date;

  @Field(() => DateTime, { description: 'When it was given up the last time.' })
  diedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last asked to be tried again; after `diedAt`: it is being tried.',
  })
  replayedAt?: Date | null;

  @Field(() => ProgramType, { nullable: true, description: 'The program, where it is about one.' })
  program?: object | null;
}

@InputType('ReplayDeadLetterInput', { description: 'What is to be tried again.' })
export class ReplayDeadLetterInput {
  @Field(() => ID, { description: 'The dead letter.' })
  deadLetterId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('ReplayDeadLetterPayload', {
  description: 'The dead letter as it is now.',
  simpleResolvers: true,
})
export class ReplayDeadLetterPayload extends PayloadFields {
  @Field(() => DeadLetterType, { nullable: true, description: 'The dead letter; it is being tried.' })
  deadLetter?: object | undefined;
}
