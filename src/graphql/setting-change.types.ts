import { Field, ID, ObjectType } from 'type-graphql';
import type { EventSource } from '../events/event.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import type { ReviewedSetting, SettingState, SettingWish } from '../review/setting-records.ts';
import { TroubleType } from './distribution.types.ts';
import { PlatformEnum } from './enums.ts';
import { EventSourceEnum } from './event-enums.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const ReviewedSettingEnum = vocabulary<ReviewedSetting>(
  'ReviewedSetting',
  'What a platform shows of a program, or files it under, and looks at apart from its versions.',
  {
    NAME: 'Its name.',
    ICON: 'Its picture.',
    INTRODUCTION: 'How it is introduced.',
    CATEGORY: 'One of its categories.',
  },
);

export const SettingActEnum = vocabulary<SettingWish['act']>(
  'SettingAct',
  'What is to be done to a setting.',
  {
    CHANGE: 'It is to be another.',
    ADD: 'Of a category: the program is to stand under it.',
    REPLACE_PAPERS: 'Of a category: other papers are handed in for it.',
    REMOVE: 'Of a category: the program is to stand under it no longer.',
  },
);

export const SettingStateEnum = vocabulary<SettingState>(
  'SettingState',
  'How a change of a setting stands.',
  {
    REQUESTED: 'The platform is still to be asked.',
    IN_REVIEW: 'The platform looks at it.',
    APPROVED: 'It is in force.',
    REFUSED: 'The platform refused; the words say why.',
    ABANDONED: 'Nobody will say: the platform was left, or said nothing for thirty days.',
  },
);

@ObjectType('SettingPaper', { description: 'A paper that goes with a category.', simpleResolvers: true })
export class SettingPaperType {
  @Field(() => String, { description: 'Its published name.' })
  paper!: string;

  @Field(() => ID, { description: 'The file.' })
  fileId!: string;
}

@ObjectType('SettingChange', {
  implements: NodeType,
  description:
    'A change of what a platform shows of a program, or files it under, as it was asked of that platform.',
  simpleResolvers: true,
})
export class SettingChangeType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => ReviewedSettingEnum, { description: 'What is changed.' })
  setting!: ReviewedSetting;

  @Field(() => SettingActEnum, { description: 'What is done to it.' })
  act!: SettingWish['act'];

  @Field(() => SettingStateEnum, { description: 'How it stands.' })
  state!: SettingState;

  @Field(() => String, { nullable: true, description: 'The platform’s own number of it.' })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What the platform said, word for word.' })
  words!: string | null;

  @Field(() => TroubleType, { nullable: true, description: 'What a call was refused with.' })
  trouble!: KeptTrouble | null;

  @Field(() => EventSourceEnum, { description: 'Where the state comes from.' })
  source!: EventSource;

  @Field(() => DateTime, { description: 'When it was asked for here.' })
  requestedAt!: Date;

  @Field(() => String, { description: 'By whom: `member:…`, `token:…`.' })
  requestedBy!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the platform took it on.' })
  askedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null;
}

@ObjectType('SettingChangePayload', {
  description: 'What is under way; events tell how it goes.',
  simpleResolvers: true,
})
export class SettingChangePayload extends PayloadFields {
  @Field(() => SettingChangeType, { nullable: true, description: 'The change.' })
  settingChange?: object;
}
