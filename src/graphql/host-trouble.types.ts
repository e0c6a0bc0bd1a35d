import { Field, ID, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { HostProblemCode, RetryClass } from '../programs/host-trouble.ts';
import { Localized } from './localized.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const RetryClassEnum = vocabulary<RetryClass>(
  'RetryClass',
  'Who can mend a failed call to a platform, and how.',
  {
    RETRY_NOW: 'It may be asked again at once.',
    RETRY_LATER: 'It may be asked again later; `retryAt` says when, where that is known.',
    REFRESH_TOKEN: 'With another token: the gateway did so, and was refused again. For the operator.',
    WAIT_FOR_HOST: 'The platform is at work on something of its own; go on when it is done.',
    FIX_INPUT: 'What was sent is to be changed.',
    ASK_OPERATOR: 'The gateway’s own access to the platform is at fault.',
    FINAL: 'The platform will not do this.',
  },
);

export const HostProblemCodeEnum = vocabulary<HostProblemCode>(
  'HostProblemCode',
  'What kind of refusal of a platform it is, in words that no platform has to itself.',
  {
    HOST_BUSY: 'The platform is busy, or did not answer.',
    QUOTA_USED: 'A number that the platform allows in a time is used up.',
    GATEWAY_ACCESS: 'The gateway’s own access.',
    NOT_AUTHORISED: 'The program’s owner has not given this permission, or has taken it away.',
    INVALID_INPUT: 'What was sent does not fit.',
    NOT_FOUND: 'The platform has no such thing.',
    ALREADY_EXISTS: 'It is so already.',
    STATE: 'What it is about is not in a state in which that can be done.',
    MEASURE: 'A measure of the platform forbids it.',
    NOT_POSSIBLE: 'Programs of this kind cannot.',
    UNKNOWN: 'No document of the platform names the code.',
  },
);

@ObjectType('HostTrouble', {
  description: 'What a platform refused with, who can mend it and how.',
  simpleResolvers: true,
})
export class HostTroubleType {
  @Field(() => RetryClassEnum, { description: 'Who can mend it, and how.' })
  retry!: RetryClass;

  @Field(() => HostProblemCodeEnum, { description: 'What kind of refusal it is.' })
  problem!: HostProblemCode;

  @Field(() => String, { description: 'The call: `POST /wxa/submit_audit`.' })
  call!: string;

  @Field(() => String, { nullable: true, description: 'The platform’s own code.' })
  code?: string;

  @Field(() => String, { description: 'The platform’s own words, whole.' })
  words!: string;

  @Field(() => ID, { nullable: true, description: 'The clause that the refusal carries out: `wechat/2.6`.' })
  clause?: string;

  @Localized('What it means and what to do.')
  explanation!: LocalizedText;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when it can be asked again by waiting alone; null where waiting mends nothing.',
  })
  retryAt?: string;
}
