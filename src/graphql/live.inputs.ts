import { Field, ID, InputType, Int } from 'type-graphql';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';

/** What every act says about which version it means, and where. */
@InputType()
export class VersionAtPlatformFields {
  @Field(() => ID, { description: 'The version.' })
  versionId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RollBackInput', { description: 'Gives users an earlier version again.' })
export class RollBackInput extends VersionAtPlatformFields {
  @Field(() => ID, {
    nullable: true,
    description: 'The reference of one of `rollbackCandidates`. Left out: the version before.',
  })
  to?: string | null;
}

@InputType('StageReleaseInput', {
  description: 'Gives an approved version to a part of the users, or to a larger part.',
})
export class StageReleaseInput extends VersionAtPlatformFields {
  @Field(() => Int, {
    description: 'How many of a hundred users, 0 to 100; it only grows. 0 is for debuggers or testers only.',
  })
  percentage!: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether debuggers come first.' })
  debuggersFirst!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether testers come first.' })
  testersFirst!: boolean;
}

@InputType('CancelStagedReleaseInput', {
  description: 'Takes a version back from the part of the users that got it.',
})
export class CancelStagedReleaseInput extends VersionAtPlatformFields {}

@InputType('PauseServiceInput', { description: 'Closes the service of a live version for a time.' })
export class PauseServiceInput extends VersionAtPlatformFields {}

@InputType('ResumeServiceInput', { description: 'Opens the service of a version again that was paused.' })
export class ResumeServiceInput extends VersionAtPlatformFields {}

@InputType('ExpediteReviewInput', { description: 'Asks a platform to look at a version before others.' })
export class ExpediteReviewInput extends VersionAtPlatformFields {}

@InputType()
export class ProgramAtPlatformFields {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;
}

@InputType('AddTesterInput', { description: 'Lets a person open what is not public yet.' })
export class AddTesterInput extends ProgramAtPlatformFields {
  @Field(() => String, { description: 'The person’s account on the platform. It is handed on and not kept.' })
  account!: string;
}

@InputType('RemoveTesterInput', { description: 'Takes that from a person again.' })
export class RemoveTesterInput extends ProgramAtPlatformFields {
  @Field(() => String, { nullable: true, description: 'The person’s account on the platform, or else:' })
  account?: string | null;

  @Field(() => String, { nullable: true, description: 'What the platform calls them, from `testers`.' })
  reference?: string | null;
}
