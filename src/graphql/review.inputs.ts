import { Field, ID, InputType } from 'type-graphql';
import { HostDecisionEnum, PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { ForReviewerInput } from './reviewer.inputs.ts';
import { DateTime } from './scalars.ts';

/** What every act that hands a version in is told, be it done or only planned. */
@InputType()
export class SubmissionFields {
  @Field(() => ID, { description: 'The version.' })
  versionId!: string;

  @Field(() => [ID], { nullable: true, description: 'The hosts. Left out: those that were chosen.' })
  hostIds?: string[] | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'The codes of `contentKinds` that are declared to be absent (baidu/3.3).',
  })
  absentContent!: string[];
}

/** The same of those that really do. */
@InputType()
export class SubmitFields extends SubmissionFields {
  @Field(() => ForReviewerInput, { nullable: true, description: 'What the reviewers are told besides.' })
  forReviewer?: ForReviewerInput | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('SubmitForReviewInput', { description: 'Hands one version in, to a set of hosts.' })
export class SubmitForReviewInput extends SubmitFields {}

@InputType('WithdrawReviewInput', { description: 'Takes a version back from a platform’s review.' })
export class WithdrawReviewInput {
  @Field(() => ID, { description: 'The version.' })
  versionId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('ReleaseInput', { description: 'Makes an approved version public, host by host.' })
export class ReleaseInput {
  @Field(() => ID, { description: 'The version.' })
  versionId!: string;

  @Field(() => [ID], { nullable: true, description: 'The hosts. Left out: all that it was handed in for.' })
  hostIds?: string[] | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('DecideHostReviewInput', { description: 'A host’s own word on a version (baidu/3.6).' })
export class DecideHostReviewInput {
  @Field(() => ID, { description: 'The review, from `hostReviews` or `hostInbox`.' })
  reviewId!: string;

  @Field(() => HostDecisionEnum, { description: 'The word. It is not taken back.' })
  decision!: 'CONFIRM' | 'REFUSE';

  @Field(() => String, { nullable: true, description: 'The host’s own code for its reason.' })
  reasonCode?: string | null;

  @Field(() => String, { nullable: true, description: 'The words to the developer; a refusal needs them.' })
  words?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the host decided, if that was earlier: after the review was opened. Left out: now.',
  })
  decidedAt?: Date | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}
