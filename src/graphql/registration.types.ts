import { Field, ObjectType } from 'type-graphql';
import { CheckStateEnum, PlatformEnum, RegistrationStateEnum } from './enums.ts';
import { NodeType } from './node.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('Registration', {
  implements: NodeType,
  description: 'A program’s identity on one platform. The e-mail address behind it is never shown.',
  simpleResolvers: true,
})
export class RegistrationType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => RegistrationStateEnum, { description: 'How far the platform has come.' })
  state!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The platform’s id of the program, once it is registered.',
  })
  appId!: string | null;

  @Field(() => CheckStateEnum, {
    description:
      'The check that comes before credentials (baidu/2.1); NONE where the platform has no such check.',
  })
  admission!: string;

  @Field(() => CheckStateEnum, { description: 'The further check of the developer (wechat/3.1, baidu/2.2).' })
  verification!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since when a verification that was passed is being renewed; it holds until the platform has answered (baidu/2.5, wechat/3.1). Null: none is.',
  })
  renewingSince!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since when the program’s owner lets the gateway act for it. Null: nobody has said so yet, or it is not known.',
  })
  authorisedSince!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Since when the owner no longer lets the gateway act for it: nothing can be done there until it is authorised anew (`askForAuthorisation`). Null: the permission lasts.',
  })
  authorisationEndedAt!: Date | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'What the gateway may do for it, as the platform names it: WeChat’s numbers of sets (18 code and reviews, 30 basic information), Baidu’s names of scopes.',
  })
  permissions!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'What the platform said last, word for word.' })
  words!: string | null;

  @Field(() => DateTime, { description: 'When it was first asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it last changed.' })
  updatedAt!: Date;
}
