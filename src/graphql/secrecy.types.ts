import { Field, ID, ObjectType } from 'type-graphql';
import { PlatformEnum, UndertakingStateEnum } from './enums.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Undertaking', {
  description:
    'A member’s undertaking to keep secret the personal data that a platform provides (wechat/4.9). Seen by the member and by administrators.',
  simpleResolvers: true,
})
export class UndertakingType {
  @Field(() => ID, { description: 'What `revokeUndertaking` takes.' })
  id!: string;

  @Field(() => ID, { description: 'The member who signed.' })
  memberId!: string;

  @Field(() => PlatformEnum, { description: 'Towards which platform.' })
  platform!: string;

  @Field(() => String, { description: 'The day on which it was signed, YYYY-MM-DD.' })
  signedOn!: string;

  @Field(() => String, { nullable: true, description: 'The last day, YYYY-MM-DD; null: it has no end.' })
  validUntil?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The signed paper; null: it was declared, without a paper.',
  })
  fileId?: string | null;

  @Field(() => UndertakingStateEnum, { description: 'How far it binds today.' })
  state!: string;

  @Field(() => DateTime, { description: 'When it was noted.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back.' })
  revokedAt?: Date | null;
}

@ObjectType('BetaInvitation', {
  implements: NodeType,
  description:
    'A platform’s invitation of a program to a closed test (wechat/7.1, baidu/8.1). While it is secret, no partner of a host that is not invited sees anything of the program.',
  simpleResolvers: true,
})
export class BetaInvitationType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform that invited.' })
  platform!: string;

  @Field(() => String, { description: 'The day of the invitation, YYYY-MM-DD.' })
  invitedOn!: string;

  @Field(() => ID, { nullable: true, description: 'The file with the invitation.' })
  fileId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day from which it was over, YYYY-MM-DD; null: it goes on.',
  })
  endedOn!: string | null;

  @Field(() => DateTime, { description: 'When it was noted.' })
  createdAt!: string;
}

@ObjectType('SignUndertakingPayload', { description: 'What was signed.', simpleResolvers: true })
export class SignUndertakingPayload extends PayloadFields {
  @Field(() => UndertakingType, { nullable: true, description: 'The undertaking.' })
  undertaking?: object;
}

@ObjectType('RevokeUndertakingPayload', { description: 'What was taken back.', simpleResolvers: true })
export class RevokeUndertakingPayload extends PayloadFields {
  @Field(() => UndertakingType, { nullable: true, description: 'The undertaking.' })
  undertaking?: object;
}

@ObjectType('RecordBetaInvitationPayload', { description: 'What was noted.', simpleResolvers: true })
export class RecordBetaInvitationPayload extends PayloadFields {
  @Field(() => BetaInvitationType, { nullable: true, description: 'The invitation.' })
  betaInvitation?: object;
}

@ObjectType('RecordBetaConsentPayload', { description: 'What was noted.', simpleResolvers: true })
export class RecordBetaConsentPayload extends PayloadFields {
  @Field(() => BetaInvitationType, { nullable: true, description: 'The invitation.' })
  betaInvitation?: object;
}

@ObjectType('EndBetaInvitationPayload', { description: 'What is over.', simpleResolvers: true })
export class EndBetaInvitationPayload extends PayloadFields {
  @Field(() => BetaInvitationType, { nullable: true, description: 'The invitation.' })
  betaInvitation?: object;
}
