import type { PackageRequest } from '../requests.ts';

/** A version as a platform has it in one of its places. */
export interface VersionInPlace {
  /** The number that its developer gave it. */
  readonly versionNumber?: string;
  readonly description?: string;
  /** Our key, where the description carries one: without it, the version was handed in by somebody else, or in the host's console. */
  readonly key?: string;
  /** Since when it is there, where the platform says. */
  readonly at?: Date;
}

/** A version that the platform examines, or examined last. */
export interface VersionInReview extends VersionInPlace {
  readonly state: 'IN_REVIEW' | 'DELAYED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';
  /** The platform's own id of the review, or of the package. */
  readonly reference: string;
}

/** `isLeaving`: users still get it, and the platform is going back to an earlier one. */
export interface LiveVersion extends VersionInPlace {
  readonly isLeaving?: true;
}

/**
 * `trial`: what testers get; `review`: what the platform has on its desk, or else decided upon last; `live`: what everybody
 * gets. A place that is empty is left out.
 */
export interface VersionsInPlace {
  readonly trial?: VersionInPlace;
  readonly review?: VersionInReview;
  readonly live?: LiveVersion;
}

/** What is where at the platform, for noticing what was done in its own console. */
export interface VersionsDesk {
  inPlace(appId: string): Promise<VersionsInPlace>;
}

/** A version that the platform would go back to. */
export interface RollbackCandidate extends VersionInPlace {
  /** The platform's own number of it. */
  readonly reference: string;
}

/** How a rollback stands. `live`: what users get by now, where the platform says. */
export type RollbackReport =
  /** Users still get the version that is to give way, and nobody has asked for anything else. */
  | { readonly state: 'LIVE' }
  | { readonly state: 'ROLLING_BACK' }
  | { readonly state: 'ROLLED_BACK'; readonly live?: VersionInPlace };

/** How users are given an earlier version again. */
export interface RollbackDesk {
  /** The latest first. Empty where nothing can be gone back to: nothing was live before, or it was rolled back already. */
  candidates(appId: string): Promise<readonly RollbackCandidate[]>;
  /** `live` is the version that gives way; `to`: the reference of a candidate, left out for the one before. */
  rollBack(live: PackageRequest, to?: string): Promise<void>;
  lookUp(live: PackageRequest): Promise<RollbackReport>;
}

/** NONE: nothing is released in stages, or what was has been cancelled. FINISHED: everybody gets it. */
export type StagingState = 'NONE' | 'RUNNING' | 'PAUSED' | 'FINISHED';

export interface StagePlan {
  readonly state: StagingState;
  /** How many of a hundred users get the new version. */
  readonly percentage: number;
  readonly debuggersFirst: boolean;
  readonly testersFirst: boolean;
  readonly startedAt?: Date;
}

export interface Stage {
  /** 0 to 100. 0 is only for debuggers or testers, one of whom then has to come first. */
  readonly percentage: number;
  readonly debuggersFirst?: boolean;
  readonly testersFirst?: boolean;
}

/** How an approved version is released to a part of the users, which only grows. */
export interface StagedReleaseDesk {
  /** Begins it, or makes the part larger. */
  stage(request: PackageRequest, stage: Stage): Promise<void>;
  plan(appId: string): Promise<StagePlan>;
  /** Everybody gets the version before. */
  cancel(request: PackageRequest): Promise<void>;
}

/** How the service of a program that is live is closed for a time. */
export interface ServiceDesk {
  pause(appId: string): Promise<void>;
  resume(appId: string): Promise<void>;
  /** PAUSED also where the platform has closed it, by a measure. */
  state(appId: string): Promise<'SERVING' | 'PAUSED'>;
}
