import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import type { Headline, Visibility } from '../policy/headline.ts';
import type { ReleaseState } from '../policy/lifecycle.ts';
import type { Host } from '../programs/host.ts';
import { liveReleaseOf, stagedAt } from '../review/release-axis.ts';
import type {
  DistributionRow,
  InstantText,
  PackageRow,
  ProgramRow,
  RegistrationRow,
  ReviewRow,
  VersionRow,
} from '../store/reads/read-rows.ts';
import {
  type AllowedOperation,
  allowedForDistribution,
  allowedForPackage,
  allowedForRegistration,
} from './allowed-next.ts';
import type { GraphqlContext } from './context.ts';
import {
  DistributionType,
  PackageType,
  ReviewType,
  type Standing,
  WaitingOnType,
} from './distribution.types.ts';
import { HeadlineEnum, ReleaseStateEnum, VisibilityEnum } from './enums.ts';
import { hostsNamed } from './host.resolver.ts';
import { HostType } from './host.types.ts';
import { ProgramType, VersionType } from './program.types.ts';
import { QrCodeType } from './qr-code.types.ts';
import { RegistrationType } from './registration.types.ts';
import { DateTime } from './scalars.ts';
import {
  isHidden,
  latestReviewAt,
  measuresAt,
  qrCodeOf,
  type StandingNow,
  standingOf,
  visibilityAt,
} from './standing.ts';
import { AllowedOperationType } from './verdict.types.ts';

@Resolver(() => DistributionType)
export class DistributionResolver {
  @FieldResolver(() => ProgramType, { description: 'The program.' })
  program(@Root() distribution: DistributionRow, @Ctx() context: GraphqlContext) {
    return context.rowsOf(distribution).find('Program', distribution.programId);
  }

  @FieldResolver(() => HostType, { description: 'The host.' })
  host(@Root() { hostId }: DistributionRow, @Ctx() { parts }: GraphqlContext) {
    return parts.hosts.find(hostId);
  }

  @FieldResolver(() => PackageType, { nullable: true, description: 'What was last handed in for this host.' })
  package(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<PackageRow | undefined> {
    return packageOf(distribution, context);
  }

  @FieldResolver(() => HeadlineEnum, { description: 'How that stands here, in one word.' })
  async headline(@Root() distribution: DistributionRow, @Ctx() context: GraphqlContext): Promise<Headline> {
    return (await standing(distribution, context)).headline;
  }

  @FieldResolver(() => WaitingOnType, { description: 'Whose move is next.' })
  async waitingOn(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<WaitingOnType> {
    return (await standing(distribution, context)).waitingOn;
  }

  @FieldResolver(() => VisibilityEnum, {
    description:
      'Who can see the version that was last handed in. While it is reviewed, that is not the one which is live: `liveVersion` says whether an earlier one is public.',
  })
  async visibility(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<Visibility> {
    const [pack, registration, now] = await Promise.all([
      packageOf(distribution, context),
      registrationOf(distribution, context),
      standingNow(distribution, context),
    ]);
    return visibilityAt(distribution, pack, registration, now);
  }

  @FieldResolver(() => QrCodeType, {
    description:
      'The code that opens the program here: for testers until something is public, then for everybody.',
  })
  async qrCode(@Root() distribution: DistributionRow, @Ctx() context: GraphqlContext): Promise<QrCodeType> {
    const [registration, now] = await Promise.all([
      registrationOf(distribution, context),
      standingNow(distribution, context),
    ]);
    return qrCodeOf(distribution, registration, now);
  }

  @FieldResolver(() => VersionType, {
    nullable: true,
    description:
      'What end users see here now; null: nothing, as while a measure hides it. May be an earlier version than the one handed in. `liveRelease` says whether its service is open.',
  })
  async liveVersion(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<VersionRow | undefined> {
    return shownVersion(distribution, distribution.livePackageId ?? undefined, context);
  }

  @FieldResolver(() => ReleaseStateEnum, {
    nullable: true,
    description:
      'Where the version that end users have stands on its own release axis, whatever was handed in after it: RELEASED, PAUSED or ROLLING_BACK; null: nothing is live.',
  })
  liveRelease(@Root() distribution: DistributionRow): ReleaseState | undefined {
    return liveReleaseOf(distribution);
  }

  @FieldResolver(() => VersionType, {
    nullable: true,
    description:
      'What a part of the end users see here instead of `liveVersion`; null: none, as while a measure hides it.',
  })
  async stagedVersion(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<VersionRow | undefined> {
    return shownVersion(distribution, stagedAt(distribution), context);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Since when end users see `liveVersion`, but for the time in which a measure hid it.',
  })
  async liveSince(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<InstantText | null> {
    const { liveSince } = distribution;
    if (liveSince === null || isHidden(await standingNow(distribution, context))) return null;
    return liveSince;
  }

  @FieldResolver(() => ReviewType, {
    nullable: true,
    description:
      'The examination that speaks last: the host’s own where it has begun, or else the platform’s.',
  })
  async latestReview(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ReviewRow | undefined> {
    return latestReviewAt(distribution, await reviewsOf(distribution, context));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was said last of what was handed in, word for word: by the host where it has spoken, or else by the platform’s reviewer.',
  })
  async words(@Root() distribution: DistributionRow, @Ctx() context: GraphqlContext): Promise<string | null> {
    if (distribution.words !== null) return distribution.words;
    return latestReviewAt(distribution, await reviewsOf(distribution, context))?.words ?? null;
  }

  @FieldResolver(() => [AllowedOperationType], {
    description:
      'Whether it may be released here now, and if not, why. Of the past: whether it might have been then.',
  })
  allowedNext(
    @Root() distribution: DistributionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<AllowedOperation[]> {
    return allowedForDistribution(context, distribution);
  }
}

@Resolver(() => PackageType)
export class PackageResolver {
  @FieldResolver(() => VersionType, { description: 'The version.' })
  version(@Root() pack: PackageRow, @Ctx() context: GraphqlContext): Promise<VersionRow | undefined> {
    return context.rowsOf(pack).find('Version', pack.versionId);
  }

  @FieldResolver(() => ProgramType, { description: 'The program.' })
  program(@Root() pack: PackageRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> {
    return context.rowsOf(pack).find('Program', pack.programId);
  }

  @FieldResolver(() => [HostType], { description: 'The hosts that it was handed in for.' })
  hosts(@Root() { hostIds }: PackageRow, @Ctx() context: GraphqlContext): Promise<readonly Host[]> {
    return hostsNamed(context, hostIds);
  }

  @FieldResolver(() => [ReviewType], { description: 'Its examinations, the latest first.' })
  reviews(@Root() pack: PackageRow, @Ctx() context: GraphqlContext): Promise<readonly ReviewRow[]> {
    return context.rowsOf(pack).all('Review', 'packageId', pack.id);
  }

  @FieldResolver(() => [AllowedOperationType], {
    description:
      'Whether it may be handed in again or taken back now, and if not, why. Of the past: whether it might have been then.',
  })
  allowedNext(@Root() pack: PackageRow, @Ctx() context: GraphqlContext): Promise<AllowedOperation[]> {
    return allowedForPackage(context, pack);
  }
}

@Resolver(() => ReviewType)
export class ReviewResolver {
  @FieldResolver(() => HostType, {
    nullable: true,
    description: 'The host that examines; null: the platform does.',
  })
  host(@Root() { hostId }: ReviewRow, @Ctx() { parts }: GraphqlContext) {
    return hostId === null ? undefined : parts.hosts.find(hostId);
  }

  @FieldResolver(() => PackageType, { description: 'What is examined.' })
  package(@Root() review: ReviewRow, @Ctx() context: GraphqlContext): Promise<PackageRow | undefined> {
    return context.rowsOf(review).find('Package', review.packageId);
  }
}

@Resolver(() => RegistrationType)
export class RegistrationResolver {
  @FieldResolver(() => ProgramType, { description: 'The program.' })
  program(
    @Root() registration: RegistrationRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> {
    return context.rowsOf(registration).find('Program', registration.programId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The page of the platform on which a person agrees, while one is awaited; of the past, none. For administrators: whoever opens it speaks for the developer.',
  })
  consentUrl(@Root() registration: RegistrationRow, @Ctx() context: GraphqlContext): string | null {
    return pageOf(context, registration, 'sealedConsentUrl');
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The page on which a person goes on with verification; of the past, none. For administrators.',
  })
  verificationUrl(@Root() registration: RegistrationRow, @Ctx() context: GraphqlContext): string | null {
    return pageOf(context, registration, 'sealedVerificationUrl');
  }

  @FieldResolver(() => [AllowedOperationType], {
    description:
      'Whether verification may begin now, and if not, why. Of the past: whether it might have begun then.',
  })
  allowedNext(
    @Root() registration: RegistrationRow,
    @Ctx() context: GraphqlContext,
  ): Promise<AllowedOperation[]> {
    return allowedForRegistration(context, registration);
  }
}

function pageOf(
  { viewer, parts }: GraphqlContext,
  registration: RegistrationRow,
  column: 'sealedConsentUrl' | 'sealedVerificationUrl',
): string | null {
  const sealed = registration[column];
  if (sealed === null || !mayAct(viewer, 'ADMIN')) return null;
  return parts.cipher.open({ table: 'Registration', column, rowId: registration.id }, sealed);
}

/** A version that end users have, as long as no measure hides it from them. */
async function shownVersion(
  distribution: DistributionRow,
  packageId: string | undefined,
  context: GraphqlContext,
): Promise<VersionRow | undefined> {
  if (packageId === undefined || isHidden(await standingNow(distribution, context))) return undefined;
  const rows = context.rowsOf(distribution);
  const pack = await rows.find('Package', packageId);
  return pack && rows.find('Version', pack.versionId);
}

function packageOf(distribution: DistributionRow, context: GraphqlContext): Promise<PackageRow | undefined> {
  const { packageId } = distribution;
  return packageId === null
    ? Promise.resolve(undefined)
    : context.rowsOf(distribution).find('Package', packageId);
}

async function registrationOf(
  distribution: DistributionRow,
  context: GraphqlContext,
): Promise<RegistrationRow | undefined> {
  const { programId, platform } = distribution;
  const registrations = await context.rowsOf(distribution).all('Registration', 'programId', programId);
  return registrations.find((one) => one.platform === platform);
}

async function standingNow(distribution: DistributionRow, context: GraphqlContext): Promise<StandingNow> {
  const { programId, platform } = distribution;
  const { facts, accountId } = context.scopeOf(distribution);
  const [against, changes] = await Promise.all([
    facts.measuresAgainst(accountId, programId, platform),
    facts.openForeignChanges(programId, platform),
  ]);
  return { measures: measuresAt(distribution, against), changes, at: context.instantOf(distribution) };
}

function reviewsOf(distribution: DistributionRow, context: GraphqlContext): Promise<readonly ReviewRow[]> {
  const { packageId } = distribution;
  return packageId === null ? Promise.resolve([]) : context.rowsOf(distribution).latestReviews(packageId);
}

async function standing(distribution: DistributionRow, context: GraphqlContext): Promise<Standing> {
  const [pack, registration, reviews, now] = await Promise.all([
    packageOf(distribution, context),
    registrationOf(distribution, context),
    reviewsOf(distribution, context),
    standingNow(distribution, context),
  ]);
  return standingOf(distribution, pack, registration, reviews, now);
}
