import { Field, ObjectType } from 'type-graphql';
import { DataSourceEnum, HostSelectionModeEnum, PlatformEnum, SensitivityEnum } from './enums.ts';
import { NodeType } from './node.types.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType('ChosenCategory', {
  description: 'Where a program stands on a platform’s list of categories.',
  simpleResolvers: true,
})
export class ChosenCategoryType {
  @Field(() => PlatformEnum, { description: 'Whose list.' })
  platform!: string;

  @Field(() => [String], { description: 'The names of the levels as published, from the first down.' })
  path!: readonly string[];
}

@ObjectType('DataItem', {
  description: 'One kind of personal data that a program collects.',
  simpleResolvers: true,
})
export class DataItemType {
  @Field(() => String, { description: 'Short and unique in the program.' })
  key!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => SensitivityEnum, { description: 'Its class of sensitive data.' })
  sensitivity!: string;

  @Field(() => String, { description: 'What it is needed for.' })
  purpose!: string;

  @Field(() => String, { description: 'The feature that needs it.' })
  feature!: string;

  @Field(() => String, { nullable: true, description: 'When the user is asked; null: nobody asks.' })
  consentMoment?: string;

  @Field(() => Boolean, { description: 'Whether the user is asked for it alone.' })
  separateConsent!: boolean;

  @Field(() => Boolean, { description: 'Whether it is used for marketing.' })
  usedForMarketing!: boolean;

  @Field(() => DataSourceEnum, { nullable: true, description: 'Where it comes from; null: not declared.' })
  source?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is used for anything outside the program; null: not declared.',
  })
  usedOutsideProgram?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is stored encrypted; null: not declared.',
  })
  storedEncrypted?: boolean;
}

@ObjectType('Program', {
  implements: NodeType,
  description: 'What is being distributed: a mini program, as its developer declares it.',
  simpleResolvers: true,
})
export class ProgramType extends NodeType {
  @Field(() => String, { description: 'Its name, unique in the account.' })
  name!: string;

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;
}

@ObjectType('HostSelection', {
  description: 'Where a program is to run on one platform (baidu/3.6).',
  simpleResolvers: true,
})
export class HostSelectionType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => HostSelectionModeEnum, { description: 'How the choice was made.' })
  mode!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  chosenAt!: Date;
}

@ObjectType('PlatformTemplate', {
  description: 'The template in a platform’s library from which a version’s code is taken.',
  simpleResolvers: true,
})
export class PlatformTemplateType {
  @Field(() => PlatformEnum, { description: 'Whose library.' })
  platform!: string;

  @Field(() => String, { description: 'The platform’s id of the template.' })
  templateId!: string;
}

@ObjectType('Version', {
  implements: NodeType,
  description: 'One state of a program’s code and its settings. Never changed; a fix is the next one.',
  simpleResolvers: true,
})
export class VersionType extends NodeType {
  @Field(() => String, { description: 'The developer’s own number: `1.4.0`.' })
  number!: string;

  @Field(() => String, { description: 'What is new.' })
  description!: string;

  @Field(() => JsonObject, { description: 'The settings that are laid over the template.' })
  settings!: object;

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;
}

@ObjectType('Submission', {
  implements: NodeType,
  description: 'One act of handing a version in, to a set of hosts.',
  simpleResolvers: true,
})
export class SubmissionType extends NodeType {
  @Field(() => DateTime, { description: 'When it was handed in.' })
  createdAt!: Date;
}
