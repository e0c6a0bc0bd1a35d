import { Field, ObjectType } from 'type-graphql';
import type { Verdict } from '../policy/verdict.ts';
import { PackageType } from './distribution.types.ts';
import { PlatformEnum } from './enums.ts';
import { HostReviewType } from './host-inbox.types.ts';
import { PayloadFields } from './payload.types.ts';
import { SubmissionType } from './program.types.ts';
import { VerdictType } from './verdict.types.ts';

@ObjectType('HostResult', {
  description: 'What became of an act at one host. A refusal at one holds back no other.',
  simpleResolvers: true,
})
export class HostResultType {
  @Field(() => PlatformEnum, { description: 'The platform that publishes the host.' })
  platform!: string;

  @Field(() => VerdictType, { description: 'What the rules say of it.' })
  verdict!: Verdict;
}

@ObjectType('SubmitForReviewPayload', {
  description: 'What became of it, host by host.',
  simpleResolvers: true,
})
export class SubmitForReviewPayload extends PayloadFields {
  @Field(() => SubmissionType, {
    nullable: true,
    description: 'The submission; null where no host took it on.',
  })
  submission?: object;

  @Field(() => [HostResultType], { description: 'One result for each host.' })
  results!: readonly object[];
}

@ObjectType('WithdrawReviewPayload', { description: 'What is under way.', simpleResolvers: true })
export class WithdrawReviewPayload extends PayloadFields {
  @Field(() => PackageType, { nullable: true, description: 'The package; it is back when an event says so.' })
  package?: object;
}

@ObjectType('ReleasePayload', { description: 'What became of it, host by host.', simpleResolvers: true })
export class ReleasePayload extends PayloadFields {
  @Field(() => [HostResultType], { description: 'One result for each host.' })
  results!: readonly object[];
}

@ObjectType('DecideHostReviewPayload', { description: 'What was decided.', simpleResolvers: true })
export class DecideHostReviewPayload extends PayloadFields {
  @Field(() => HostReviewType, { nullable: true, description: 'The review.' })
  review?: object;
}
