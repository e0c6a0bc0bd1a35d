import { Field, ID, ObjectType } from 'type-graphql';
import { AgreementDocumentType } from './agreement.types.ts';
import {
  AcceptanceManner,
  MaterialStateEnum,
  OperationEnum,
  PlatformEnum,
  RoleEnum,
  SubjectTypeEnum,
  ViewerKindEnum,
} from './enums.ts';
import { NodeType } from './node.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Viewer', { description: 'Who is asking.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ViewerKindEnum, { description: 'As what.' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: 'The account for which a member or a token asks.' })
  accountId!: string | null;

  @Field(() => RoleEnum, { nullable: true, description: 'What a member or a token may do there.' })
  role!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the session or token ends by itself, if it does.',
  })
  expiresAt!: Date | null;
}

@ObjectType('Subject', {
  description: 'Who the account is before the law. Its personal data is kept sealed and never shown.',
  simpleResolvers: true,
})
export class SubjectType {
  @Field(() => Boolean, { description: 'Whether it was declared.' })
  declared!: boolean;

  @Field(() => SubjectTypeEnum, { nullable: true, description: 'What was declared; null before that.' })
  type!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last declared.' })
  updatedAt!: Date | null;
}

@ObjectType('Material', {
  implements: NodeType,
  description: 'A paper on file. The name it is made out to is kept sealed and never shown.',
  simpleResolvers: true,
})
export class MaterialType extends NodeType {
  @Field(() => String, { description: 'The published name of the paper, without its book-title marks.' })
  paper!: string;

  @Field(() => ID, { description: 'The stored file.' })
  fileId!: string;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD, on which it is valid.' })
  validFrom!: string;

  @Field(() => String, { nullable: true, description: 'The last day, YYYY-MM-DD; null: it does not expire.' })
  validUntil!: string | null;

  @Field(() => MaterialStateEnum, { description: 'How far it is relied upon.' })
  state!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why a platform declined it, or why it could not be handed in again, word for word.',
  })
  words!: string | null;

  @Field(() => DateTime, { description: 'When it was put on file.' })
  createdAt!: Date;
}

@ObjectType('DocumentAcceptance', {
  description: 'Whether the account has accepted a document in force.',
  simpleResolvers: true,
})
export class DocumentAcceptanceType {
  @Field(() => AgreementDocumentType, { description: 'The document in force.' })
  document!: AgreementDocumentType;

  @Field(() => Boolean, { description: 'Whether this version of it was accepted.' })
  accepted!: boolean;

  @Field(() => AcceptanceManner, { nullable: true, description: 'How.' })
  how!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When.' })
  at!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who: `member:…` or `token:…`.' })
  by!: string | null;

  @Field(() => OperationEnum, { nullable: true, description: 'BY_USE: the operation that was the use.' })
  operation!: string | null;
}

@ObjectType('TermsDecline', {
  description:
    'That the account does not agree to a version of an agreement (wechat/7.2, baidu/0.3, baidu/7).',
  simpleResolvers: true,
})
export class TermsDeclineType {
  @Field(() => String, { description: 'The version of the agreement.' })
  version!: string;

  @Field(() => DateTime, {
    description: 'From then on nothing is left but to leave, or to accept after all.',
  })
  stopsFrom!: Date;

  @Field(() => DateTime, { description: 'When it was declined.' })
  declinedAt!: Date;

  @Field(() => String, { description: 'Who declined it: `member:…`.' })
  by!: string;
}

@ObjectType('PlatformAcceptance', {
  description: 'What the account has accepted of one platform’s agreement.',
  simpleResolvers: true,
})
export class PlatformAcceptanceType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, { description: 'The version of the agreement that is in force.' })
  agreementVersion!: string;

  @Field(() => Boolean, { description: 'Whether every required document in force was accepted.' })
  complete!: boolean;

  @Field(() => [DocumentAcceptanceType], { description: 'Document by document.' })
  documents!: readonly DocumentAcceptanceType[];

  @Field(() => TermsDeclineType, {
    nullable: true,
    description: 'What the account has declined, while it stands.',
  })
  declined!: TermsDeclineType | null;
}

@ObjectType('ApiToken', {
  description: 'A token with which programs ask for the account.',
  simpleResolvers: true,
})
export class ApiTokenType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it was called.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do.' })
  role!: string;

  @Field(() => String, { description: 'Its first characters, by which a person tells one from another.' })
  start!: string;

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself.' })
  expiresAt?: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, within a minute.' })
  lastUsedAt?: Date;
}
