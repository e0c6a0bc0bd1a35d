import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CredentialKindEnum, PlatformEnum } from './enums.ts';
import { DateTime } from './scalars.ts';

@ObjectType('CredentialUse', {
  description:
    'That the gateway opened a credential of a program, and for what (baidu/2.1). Uses for one purpose by one node within a minute are one row. The credential itself is never shown.',
  simpleResolvers: true,
})
export class CredentialUseType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => PlatformEnum, { description: 'Whose credential.' })
  platform!: string;

  @Field(() => CredentialKindEnum, { description: 'Which credential.' })
  kind!: string;

  @Field(() => String, {
    description:
      'The path of the platform’s call that was made with it, or an errand: RENEW, to see whether it holds and to fetch another; KEEP, to put a newer one in its place; CHECK_CONSENT, to check who comes back from a consent page.',
  })
  purpose!: string;

  @Field(() => String, { description: 'Which process of the gateway opened it: host name and process id.' })
  node!: string;

  @Field(() => Int, { description: 'How many times, from `firstAt` to `lastAt`.' })
  uses!: number;

  @Field(() => DateTime, { description: 'The first time.' })
  firstAt!: Date;

  @Field(() => DateTime, { description: 'The last time.' })
  lastAt!: Date;
}
