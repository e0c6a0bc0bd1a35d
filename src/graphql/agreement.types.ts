import { Field, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Clause } from '../policy/clause.ts';
import type { Operation } from '../policy/operation.ts';
import { ClauseKindEnum, LimitOrigin, OperationEnum, PlatformEnum } from './enums.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';

@ObjectType('AgreementDocument', {
  description: 'One text of the bundle that binds a developer (wechat/0.1, baidu/0.1).',
  simpleResolvers: true,
})
export class AgreementDocumentType {
  @Field(() => String, { description: 'Stable: `wechat:terms`.' })
  id!: string;

  @Field(() => String, { description: 'The version, which an acceptance names.' })
  version!: string;

  @Localized('The title of the text.')
  title!: LocalizedText;

  @Field(() => String, { description: 'Where it is published.' })
  url!: string;

  @Field(() => Boolean, { description: 'Whether nothing may be done on the platform before it is accepted.' })
  required!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the text, in hex; null: the text was not read here, its address only.',
  })
  textHash?: string;
}

@ObjectType('SubmissionLimit', {
  description: 'How often a version may be handed in.',
  simpleResolvers: true,
})
export class SubmissionLimitType {
  @Field(() => Int, { description: 'Only what lies less than this many days back counts.' })
  windowDays!: number;

  @Field(() => Int, {
    description: 'From this many in the window on, the next one is allowed with a warning.',
  })
  warnFrom!: number;

  @Field(() => Int, { description: 'With this many in the window, the next one is refused.' })
  atMost!: number;

  @Field(() => LimitOrigin, { description: 'Whose number it is.' })
  origin!: string;
}

@ObjectType('Rule', { description: 'A check that cites its clauses.', simpleResolvers: true })
export class RuleType {
  @Field(() => String, { description: 'What it asks for: `documents-accepted`.' })
  id!: string;

  @Field(() => [OperationEnum], { description: 'The operations before which it is asked.' })
  operations!: readonly Operation[];

  @Localized('What it looks at where that is only a part of its clauses, and who judges the rest.', {
    nullable: true,
  })
  partial?: LocalizedText;
}

@ObjectType('Clause', {
  implements: NodeType,
  description:
    'One numbered paragraph of an agreement. Title and summary are ours; the text is not reproduced.',
  simpleResolvers: true,
})
export class ClauseType extends NodeType {
  @Field(() => String, { description: 'The agreement’s own number: `2.6`, `4.4(3)`.' })
  number!: string;

  @Field(() => ClauseKindEnum, { description: 'Where the clause shows up.' })
  kind!: Clause['kind'];

  @Field(() => Boolean, { description: 'Whether the agreement prints it in bold, wholly or in part.' })
  emphasised!: boolean;

  @Localized('What it is about.')
  title!: LocalizedText;

  @Localized('What it says, in our words.')
  summary!: LocalizedText;

  @Field(() => String, { description: 'SHA-256, hex, of the clause’s text in Chinese as it was read.' })
  sourceHash!: string;
}

@ObjectType('AgreementVersion', {
  implements: NodeType,
  description:
    'The texts at one time, and every number that belongs to them. Once published it does not change.',
  simpleResolvers: true,
})
export class AgreementVersionType extends NodeType {
  @Field(() => String, { description: 'The name of the version.' })
  version!: string;

  @Field(() => String, { description: 'The day, YYYY-MM-DD, from which the gateway goes by it.' })
  effectiveFrom!: string;

  @Field(() => String, { description: 'The day, YYYY-MM-DD, of the copy that was read.' })
  readOn!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the platform calls it a material change (baidu/7); null: of a first version nothing is said.',
  })
  material?: boolean;

  @Field(() => [AgreementDocumentType], { description: 'The texts of the bundle.' })
  documents!: readonly AgreementDocumentType[];

  @Field(() => SubmissionLimitType, { description: 'How often a version may be handed in.' })
  submissionLimit!: SubmissionLimitType;
}

@ObjectType('ContentKind', {
  description: 'A kind of unlawful content that a submission declares absent.',
  simpleResolvers: true,
})
export class ContentKindType {
  @Field(() => String, { description: 'What `submitForReview` takes in `absentContent`.' })
  code!: string;

  @Localized('What people call it.')
  name!: LocalizedText;
}

@ObjectType('Agreement', { description: 'What binds a developer on a platform.', simpleResolvers: true })
export class AgreementType {
  @Field(() => PlatformEnum, { description: 'The party.' })
  platform!: string;

  @Localized('The name of the platform.')
  name!: LocalizedText;

  @Localized('The title of the agreement.')
  title!: LocalizedText;

  @Localized('The company that concludes it.')
  party!: LocalizedText;

  @Field(() => String, { description: 'Where the text is published.' })
  url!: string;

  @Localized('The law that governs it.')
  governingLaw!: LocalizedText;

  @Localized('Where disputes are decided.')
  jurisdiction!: LocalizedText;

  @Field(() => [AgreementVersionType], { description: 'All versions, the oldest first.' })
  versions!: readonly AgreementVersionType[];

  @Field(() => [ContentKindType], {
    description: 'What each submission has to declare absent; empty where the agreement names nothing.',
  })
  contentKinds!: readonly ContentKindType[];
}
