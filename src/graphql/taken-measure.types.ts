import { Field, ID, ObjectType } from 'type-graphql';
import type { TakenMeasure } from '../store/reads/taken-measures.ts';
import { connectionType } from './connection.ts';
import {
  AppealStateEnum,
  HandInStateEnum,
  MeasureEndingEnum,
  MeasureGroundEnum,
  MeasureKindEnum,
  MeasureScopeEnum,
  RectificationStateEnum,
} from './enforcement.enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType('TakenMeasureAppeal', {
  description: 'An appeal, as the platform that took the measure sees it.',
  simpleResolvers: true,
})
export class TakenMeasureAppealType {
  @Field(() => ID, { description: 'What `answerAppeal` takes.' })
  id!: string;

  @Field(() => AppealStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => HandInStateEnum, { description: 'How it comes before the platform.' })
  handIn!: string;

  @Field(() => String, { description: 'Why the measure should end.' })
  statement!: string;

  @Field(() => DateTime, { description: 'When it was opened.' })
  openedAt!: Date;

  @Field(() => String, { nullable: true, description: 'What was answered last, word for word.' })
  words!: string | null;
}

@ObjectType('TakenMeasureFix', {
  description: 'What was put right, as the platform that took the measure sees it.',
  simpleResolvers: true,
})
export class TakenMeasureFixType {
  @Field(() => ID, { description: 'What `decideRectification` takes.' })
  id!: string;

  @Field(() => RectificationStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => HandInStateEnum, { description: 'How it comes before the platform.' })
  handIn!: string;

  @Field(() => String, { description: 'What was put right.' })
  statement!: string;

  @Field(() => DateTime, { description: 'When it was handed in.' })
  submittedAt!: Date;

  @Field(() => String, { nullable: true, description: 'What was answered, word for word.' })
  words!: string | null;
}

@ObjectType('TakenMeasure', {
  description: 'A measure, as the platform that took it sees it.',
  simpleResolvers: true,
})
export class TakenMeasureType {
  @Field(() => ID, { description: 'What `endMeasure` takes.' })
  id!: string;

  @Field(() => ID, { description: 'The account.' })
  accountId!: string;

  @Field(() => ID, { nullable: true, description: 'The program; null: it is the account’s.' })
  programId!: string | null;

  @Field(() => MeasureKindEnum, { description: 'What was done.' })
  kind!: string;

  @Field(() => MeasureGroundEnum, { description: 'Why.' })
  ground!: string;

  @Field(() => MeasureScopeEnum, { description: 'How far it reaches.' })
  scope!: string;

  @Field(() => [ID], { description: 'The clauses that provide for it and for its ground: see `node`.' })
  clauses!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The platform’s own number of it.' })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What was said, word for word.' })
  words!: string | null;

  @Field(() => DateTime, { description: 'From when it is in force.' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when, exactly; null: no end was named.' })
  until!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day, YYYY-MM-DD, by which something is to be put right.',
  })
  rectifyBy!: string | null;

  @Field(() => Boolean, { description: 'Whether an appeal or a fix is before the platform.' })
  contested!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: Date | null;

  @Field(() => MeasureEndingEnum, { nullable: true, description: 'How it ended.' })
  endedHow!: string | null;

  @Field(() => [TakenMeasureAppealType], { description: 'The appeals against it, the oldest first.' })
  appeals!: TakenMeasure['appeals'];

  @Field(() => [TakenMeasureFixType], { description: 'What was put right, the oldest first.' })
  rectifications!: TakenMeasure['rectifications'];
}

export const TakenMeasureConnection = connectionType('TakenMeasure', () => TakenMeasureType);
