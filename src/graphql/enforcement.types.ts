import { Field, ID, ObjectType } from 'type-graphql';
import type { InstantText } from '../store/reads/read-rows.ts';
import { connectionType } from './connection.ts';
import { TroubleType } from './distribution.types.ts';
import {
  AppealStateEnum,
  HandInStateEnum,
  MeasureEndingEnum,
  MeasureGroundEnum,
  MeasureKindEnum,
  MeasureScopeEnum,
  RectificationStateEnum,
} from './enforcement.enums.ts';
import { OperationEnum, PlatformEnum } from './enums.ts';
import { EventSourceEnum } from './event-enums.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Enforcement', {
  implements: NodeType,
  description: 'A measure that a platform or a host has taken. Its terms are those under which it was taken.',
  simpleResolvers: true,
})
export class EnforcementType extends NodeType {
  @Field(() => PlatformEnum, { description: 'Under whose agreement.' })
  platform!: string;

  @Field(() => MeasureKindEnum, { description: 'What was done.' })
  kind!: string;

  @Field(() => MeasureGroundEnum, { description: 'Why.' })
  ground!: string;

  @Field(() => MeasureScopeEnum, { description: 'How far it reaches.' })
  scope!: string;

  @Field(() => [String], { description: 'Of scope FUNCTION: the platform’s names of them.' })
  functions!: readonly string[];

  @Field(() => [ID], { description: 'The clauses that provide for it and for its ground: see `node`.' })
  clauses!: readonly string[];

  @Field(() => String, { description: 'The version of the agreement under which it was taken.' })
  agreementVersion!: string;

  @Field(() => [OperationEnum], { description: 'What it holds up while it is in force; empty: nothing.' })
  holdsUp!: readonly string[];

  @Field(() => Boolean, { description: 'Whether nobody can see the program while it is in force.' })
  hides!: boolean;

  @Field(() => Boolean, {
    description: 'Whether it ends when a fix was accepted: see `submitRectification`.',
  })
  rectifiable!: boolean;

  @Field(() => Boolean, { description: 'Whether a host took it, and not the platform.' })
  takenByHost!: boolean;

  @Field(() => String, { nullable: true, description: 'The number that the one who took it gives it.' })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What was said, word for word.' })
  words!: string | null;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: string;

  @Field(() => String, {
    description: 'Who recorded it: `platform:…`, `host:…`, or `gateway` where it was pushed.',
  })
  takenBy!: string;

  @Field(() => DateTime, { description: 'From when it is in force.' })
  from!: InstantText;

  @Field(() => DateTime, { nullable: true, description: 'Until when, exactly; null: no end was named.' })
  until!: InstantText | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day, YYYY-MM-DD, by which something is to be put right.',
  })
  rectifyBy!: string | null;

  @Field(() => Boolean, { description: 'Whether an appeal or a fix is before the one who took it.' })
  contested!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: InstantText | null;

  @Field(() => MeasureEndingEnum, { nullable: true, description: 'How it ended.' })
  endedHow!: string | null;

  @Field(() => String, { nullable: true, description: 'Who ended it.' })
  endedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'What was said at its end, word for word.' })
  endWords!: string | null;
}

export const EnforcementConnection = connectionType('Enforcement', () => EnforcementType);

@ObjectType('Appeal', {
  implements: NodeType,
  description: 'An appeal against a measure.',
  simpleResolvers: true,
})
export class AppealType extends NodeType {
  @Field(() => AppealStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => [ID], { description: 'The stored files that were handed in with it.' })
  evidenceFileIds!: readonly string[];

  @Field(() => String, { description: 'Who opened it.' })
  openedBy!: string;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt!: InstantText;

  @Field(() => String, { nullable: true, description: 'The platform’s own number of it.' })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What was answered last, word for word.' })
  words!: string | null;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows where it stands.' })
  source!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: InstantText | null;

  @Field(() => HandInStateEnum, { description: 'How it comes before the one who decides it.' })
  handIn!: string;

  @Field(() => TroubleType, {
    nullable: true,
    description: 'The platform’s last refusal of it, word for word; null once the platform has it.',
  })
  trouble!: TroubleType | null;
}

@ObjectType('Rectification', {
  implements: NodeType,
  description: 'What was put right after a measure, as it was handed in and examined.',
  simpleResolvers: true,
})
export class RectificationType extends NodeType {
  @Field(() => RectificationStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => [ID], { description: 'The stored files that were handed in with it.' })
  evidenceFileIds!: readonly string[];

  @Field(() => String, { description: 'Who handed it in.' })
  submittedBy!: string;

  @Field(() => DateTime, { description: 'When it was handed in.' })
  submittedAt!: InstantText;

  @Field(() => String, { nullable: true, description: 'What the examiner said, word for word.' })
  words!: string | null;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows where it stands.' })
  source!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: InstantText | null;

  @Field(() => String, { nullable: true, description: 'The platform’s own number of it.' })
  reference!: string | null;

  @Field(() => HandInStateEnum, { description: 'How it comes before the one who decides it.' })
  handIn!: string;

  @Field(() => TroubleType, {
    nullable: true,
    description: 'The platform’s last refusal of it, word for word; null once the platform has it.',
  })
  trouble!: TroubleType | null;
}

@ObjectType('OpenAppealPayload', { description: 'What became of the appeal.', simpleResolvers: true })
export class OpenAppealPayload extends PayloadFields {
  @Field(() => AppealType, { nullable: true, description: 'The appeal.' })
  appeal?: object | undefined;
}

@ObjectType('SubmitRectificationPayload', {
  description: 'What became of the fix.',
  simpleResolvers: true,
})
export class SubmitRectificationPayload extends PayloadFields {
  @Field(() => RectificationType, { nullable: true, description: 'The fix, as it is examined now.' })
  rectification?: object | undefined;
}

@ObjectType('TakeMeasurePayload', { description: 'The measure that was taken.', simpleResolvers: true })
export class TakeMeasurePayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'What `endMeasure` takes.' })
  enforcementId?: string | undefined;
}

@ObjectType('EndMeasurePayload', { description: 'The measure that was ended.', simpleResolvers: true })
export class EndMeasurePayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The measure.' })
  enforcementId?: string | undefined;
}

@ObjectType('AnswerAppealPayload', { description: 'The appeal that was answered.', simpleResolvers: true })
export class AnswerAppealPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The appeal.' })
  appealId?: string | undefined;
}

@ObjectType('DecideRectificationPayload', {
  description: 'The fix that was decided.',
  simpleResolvers: true,
})
export class DecideRectificationPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The fix.' })
  rectificationId?: string | undefined;
}
