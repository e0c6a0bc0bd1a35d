import type { ForReviewer } from '../hosts/requests.ts';
import type { CivilDate } from '../kernel/civil-time.ts';
import type { OnboardingRecords } from '../onboarding/records.ts';
import type { ClosedTest } from '../policy/closed-tests.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { ConfirmationState, PackageState, ReleaseState, ReviewState } from '../policy/lifecycle.ts';
import type { Outage } from '../policy/outage.ts';
import type { Finding } from '../policy/verdict.ts';
import type { Host, HostId } from '../programs/host.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Version } from '../programs/version.ts';
import type { ForeignChangeRecords } from './foreign-change-records.ts';
import type { SettingRecords } from './setting-records.ts';

/** What the gateway works towards at the platform, until the platform says that it is so. */
export type PackageGoal =
  | 'IN_REVIEW'
  | 'WITHDRAWN'
  | 'RELEASED'
  /** A review that waits is to be moved to the front. */
  | 'EXPEDITED'
  | 'STAGED'
  | 'UNSTAGED'
  | 'ROLLED_BACK'
  | 'PAUSED'
  | 'SERVING';

/** What a goal is about besides the package. */
export interface GoalDetail {
  /** Of STAGED: how many of a hundred users, and who comes first. */
  readonly percentage?: number;
  readonly debuggersFirst?: boolean;
  readonly testersFirst?: boolean;
  /** Of ROLLED_BACK: the platform's own number of the version to go back to; left out, the one before. */
  readonly to?: string;
  /** Of ROLLED_BACK: that the platform was told to, or is about to be: what it does from then on is done from here. */
  readonly asked?: true;
}

/** A version on its way through one platform. */
export interface PackageRecord {
  readonly id: string;
  readonly accountId: string;
  readonly programId: string;
  readonly submissionId: string;
  readonly versionId: string;
  readonly versionNumber: string;
  readonly registrationId: string;
  readonly platform: PlatformId;
  /** Which package of the version at the platform it is, from 1: one that ended undecided may be followed by another. */
  readonly attempt: number;
  readonly hostIds: readonly HostId[];
  readonly state: PackageState;
  readonly review: ReviewState;
  readonly goal?: PackageGoal;
  readonly goalDetail?: GoalDetail;
  /** How many of a hundred users get it, while it is released in stages. */
  readonly stagedPercentage?: number;
  /** Whether the platform has it online; each host's visibility is the distribution's. */
  readonly online: boolean;
  readonly reference?: string;
  readonly trouble?: KeptTrouble;
  readonly submittedAt: Date;
  /** When the review moved, by a push, until a look has told where to. */
  readonly newsAt?: Date;
}

/** The program at one host, on the axes that are the host's own. */
export interface DistributionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly hostId: HostId;
  readonly packageId?: string;
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
  readonly livePackageId?: string;
  /** Where the live version stands, once another was handed in after it. Left out: `release` is its, or nothing is live. */
  readonly liveRelease?: ReleaseState;
  /** What a part of the users gets, once another was handed in after it. */
  readonly stagedPackageId?: string;
}

/** A change of some columns; null empties one. */
export type PackageChange = Partial<
  Pick<
    PackageRecord,
    'submissionId' | 'hostIds' | 'state' | 'review' | 'online' | 'reference' | 'submittedAt'
  >
> & {
  readonly goal?: PackageGoal | null;
  readonly goalDetail?: GoalDetail | null;
  readonly stagedPercentage?: number | null;
  readonly trouble?: KeptTrouble | null;
  readonly newsAt?: null;
};

export type DistributionChange = Partial<
  Pick<DistributionRecord, 'packageId' | 'confirmation' | 'release'>
> & {
  readonly words?: string | null;
  /** null: what users get was not handed in here, or nothing is left. */
  readonly livePackageId?: string | null;
  readonly liveRelease?: ReleaseState | null;
  readonly liveSince?: Date;
  readonly stagedPackageId?: string | null;
};

export interface NewPackage {
  readonly submissionId: string;
  readonly version: Version;
  readonly accountId: string;
  readonly registrationId: string;
  readonly platform: PlatformId;
  readonly attempt: number;
  readonly hostIds: readonly HostId[];
}

/** What hosts have to say of their own. */
export interface HostRuleRecords {
  /** The rule set in force that day of each of these hosts that has one. */
  ruleSetsOn(hostIds: readonly HostId[], day: CivilDate): Promise<readonly HostRuleSet[]>;
  /** When these hosts refused versions of the program, as many of the latest as rules are told of. */
  refusalsOf(programId: string, hostIds: readonly HostId[]): Promise<ReadonlyMap<HostId, readonly Date[]>>;
}

/** The words that came with a decision, and where they came from. */
export interface Decision {
  readonly state: string;
  readonly words?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly source: string;
  /** When it was decided, or opened, by whoever did; left out: now. */
  readonly at?: Date | undefined;
  /** What the host's own rules found, at the opening of its review. */
  readonly findings?: readonly Finding[];
}

/** A platform's invitation of a program to a closed test (wechat/7.1, baidu/8.1). */
export interface BetaInvitation {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  /** Left out: every host of the platform. */
  readonly hostId?: HostId;
  readonly invitedOn: CivilDate;
  /** From this day on it is over. */
  readonly endedOn?: CivilDate;
}

/** Closed tests, and what they keep secret. */
export interface BetaRecords {
  /** All closed tests of a program, over or not, with the consent that was recorded. */
  closedTests(programId: string): Promise<readonly ClosedTest[]>;
  betaInvitations(accountId: string, programId: string): Promise<readonly BetaInvitation[]>;
  betaInvitation(accountId: string, id: string): Promise<BetaInvitation | undefined>;
  addBetaInvitation(
    accountId: string,
    invitation: Omit<BetaInvitation, 'id' | 'endedOn'> & { readonly fileId?: string },
  ): Promise<string>;
  changeBetaInvitation(
    id: string,
    change: { readonly endedOn: CivilDate } | { readonly consentMaterialId: string },
  ): Promise<void>;
}

/** What the life of a version at its hosts reads and writes. */
export interface ReviewRecords
  extends OnboardingRecords,
    HostRuleRecords,
    BetaRecords,
    SettingRecords,
    ForeignChangeRecords {
  version(accountId: string, id: string): Promise<Version | undefined>;
  /** The version that was created last. */
  newestVersion(programId: string): Promise<Version | undefined>;
  /** The platforms on which the program is registered or for which hosts were chosen. */
  platformsOf(programId: string): Promise<readonly PlatformId[]>;
  /** Locks all packages of the program at the platform, so that what is judged is what is changed. */
  lockPackagesOf(programId: string, platform: PlatformId): Promise<void>;
  /** All packages of the program at the platform, the latest first. */
  /** When all of the platform was out. */
  outages(platform: PlatformId): Promise<readonly Outage[]>;
  packagesOf(programId: string, platform: PlatformId): Promise<readonly PackageRecord[]>;
  /** When the platform gave reviews of the program back. */
  withdrawalsOf(programId: string, platform: PlatformId): Promise<readonly Date[]>;
  /** The package, locked until the transaction ends, so that moves come one after the other. */
  lockPackage(id: string): Promise<PackageRecord | undefined>;
  addSubmission(
    version: Version,
    accountId: string,
    declaration: { readonly absentContent: readonly string[]; readonly forReviewer?: ForReviewer },
  ): Promise<string>;
  addPackage(entry: NewPackage): Promise<PackageRecord>;
  changePackage(id: string, change: PackageChange): Promise<void>;
  distributionsOf(programId: string, platform: PlatformId): Promise<readonly DistributionRecord[]>;
  changeDistribution(id: string, change: DistributionChange): Promise<void>;
  /** Opens an examination of a package: the platform's, or a host's own. */
  openReview(pack: PackageRecord, hostId: HostId | undefined, decision: Decision): Promise<string>;
  /** Notes what came of the examination that is open for the package at the platform, or at the host; the id of it. */
  decideReview(
    packageId: string,
    hostId: HostId | undefined,
    decision: Decision,
  ): Promise<string | undefined>;
  /** The host, locked until the transaction ends: those who publish its rules do so one after the other. */
  lockHost(hostId: HostId): Promise<Host | undefined>;
  /** All rule sets of a host. */
  ruleSets(hostId: HostId): Promise<readonly HostRuleSet[]>;
  addRuleSet(set: HostRuleSet, publishedBy: string): Promise<void>;
}
