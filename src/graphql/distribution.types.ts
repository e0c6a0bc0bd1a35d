import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Headline, Party } from '../policy/headline.ts';
import type { HostProblemCode, RetryClass } from '../programs/host-trouble.ts';
import type { InstantText } from '../store/reads/read-rows.ts';
import {
  ConfirmationStateEnum,
  PackageStateEnum,
  PartyEnum,
  PlatformEnum,
  ReleaseStateEnum,
  ReviewerEnum,
  ReviewStateEnum,
} from './enums.ts';
import { EventSourceEnum } from './event-enums.ts';
import { HostProblemCodeEnum, RetryClassEnum } from './host-trouble.types.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('WaitingOn', { description: 'Whose move is next.', simpleResolvers: true })
export class WaitingOnType {
  @Field(() => PartyEnum, { description: 'The party.' })
  party!: Party;

  @Field(() => DateTime, { description: 'Since when.' })
  since!: InstantText;
}

/** What a person reads of a distribution. */
export interface Standing {
  readonly headline: Headline;
  readonly waitingOn: WaitingOnType;
}

@ObjectType('Distribution', {
  implements: NodeType,
  description: 'The edge program × host: everything that is true of the program there.',
  simpleResolvers: true,
})
export class DistributionType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform that publishes the host.' })
  platform!: string;

  @Field(() => ConfirmationStateEnum, { description: 'The host’s own word on the version last handed in.' })
  confirmation!: string;

  @Field(() => ReleaseStateEnum, { description: 'Whether end users see the version last handed in.' })
  release!: string;
}

@ObjectType('Trouble', {
  description: 'The last refusal of a call to the platform, for the person who has to do something about it.',
  simpleResolvers: true,
})
export class TroubleType {
  @Field(() => String, { nullable: true, description: 'The platform’s own code.' })
  code?: string;

  @Field(() => String, { description: 'The platform’s own words, whole.' })
  words!: string;

  @Field(() => ID, { nullable: true, description: 'The clause that the refusal carries out: `wechat/2.6`.' })
  clause?: string;

  @Field(() => String, { description: 'The call: `POST /wxa/submit_audit`.' })
  call!: string;

  @Field(() => RetryClassEnum, {
    nullable: true,
    description: 'Who can mend it, and how; null on older ones.',
  })
  retry?: RetryClass;

  @Field(() => HostProblemCodeEnum, {
    nullable: true,
    description: 'What kind of refusal it is; null on older ones.',
  })
  problem?: HostProblemCode;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when it can be asked again by waiting alone, where that is known.',
  })
  retryAt?: string;

  @Localized('What it means and what to do; null on older ones.', { nullable: true })
  explanation?: LocalizedText;
}

@ObjectType('Package', {
  implements: NodeType,
  description: 'A version on its way through one platform.',
  simpleResolvers: true,
})
export class PackageType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => Int, {
    description:
      'Which package of the version at the platform it is, from 1: a version that was taken back or rolled back may be handed in once more.',
  })
  attempt!: number;

  @Field(() => PackageStateEnum, { description: 'Whether the platform has it.' })
  state!: string;

  @Field(() => ReviewStateEnum, { description: 'The platform’s review.' })
  review!: string;

  @Field(() => Boolean, {
    description: 'Whether the platform has it online; hosts become visible one by one.',
  })
  online!: boolean;

  @Field(() => String, { nullable: true, description: 'The platform’s own id of it or of its review.' })
  reference!: string | null;

  @Field(() => TroubleType, { nullable: true, description: 'What stands in its way, if anything.' })
  trouble!: TroubleType | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of a hundred users get it, while it is released in stages; null: it is not.',
  })
  stagedPercentage!: number | null;

  @Field(() => DateTime, { description: 'When it was last handed in.' })
  submittedAt!: InstantText;
}

@ObjectType('Review', {
  implements: NodeType,
  description: 'One examination of a package: the platform’s, or one host’s own.',
  simpleResolvers: true,
})
export class ReviewType extends NodeType {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => ReviewerEnum, { description: 'Who examines.' })
  reviewer!: string;

  @Field(() => String, {
    description:
      'A word of `ReviewState` where the platform examines, of `HostReviewState` where a host does.',
  })
  state!: string;

  @Field(() => String, { nullable: true, description: 'What the reviewer said, word for word.' })
  words!: string | null;

  @Field(() => String, { nullable: true, description: 'The reviewer’s own code for its reason.' })
  reasonCode!: string | null;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: string;

  @Field(() => DateTime, { description: 'When it began.' })
  openedAt!: InstantText;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it is open.' })
  decidedAt!: InstantText | null;
}
