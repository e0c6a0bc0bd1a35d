import type { EventSource } from '../events/event.ts';
import type { ForeignChangeKind } from '../policy/foreign-change.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A program at a platform. */
export interface ProgramThere {
  readonly accountId: string;
  readonly programId: string;
  readonly platform: PlatformId;
}

/** Where at a platform something can be that the gateway did not put there. TAKEN_BACK: a review of ours that is none any more. */
export type ForeignPlace = 'TRIAL' | 'REVIEW' | 'TAKEN_BACK' | 'LIVE' | 'SERVICE';

/** What is in a place, and what of it is not the gateway's doing. */
export interface ForeignFinding {
  readonly place: ForeignPlace;
  readonly kind: ForeignChangeKind;
  /** Told from anything else that could be there: as long as it is, the change stands. */
  readonly content: string;
  /** The number that the platform has of the version, and what was written about it. */
  readonly hostVersion?: string | undefined;
  readonly hostDescription?: string | undefined;
  /** Of a review: how it stands. Of a rollback: whether it is under way. */
  readonly hostState?: string | undefined;
  /** Since when it is there, where the platform says. */
  readonly hostAt?: Date | undefined;
  /** Our package, where it was handed in here. */
  readonly packageId?: string | undefined;
  /** Our package that was expected there. */
  readonly insteadOfId?: string | undefined;
}

/** A change as it stands in the books. It stands until something else is in its place, accepted or not. */
export interface ForeignChangeRecord extends ForeignFinding, ProgramThere {
  readonly id: string;
  readonly noticedAt: Date;
  readonly acknowledgedAt?: Date;
  readonly endedAt?: Date;
}

export interface ForeignChangeRecords {
  /** All that stand, accepted or not, and the latest of those that ended; the latest first. */
  foreignChanges(programId: string, platform: PlatformId): Promise<readonly ForeignChangeRecord[]>;
  /** One of the account's. */
  foreignChange(accountId: string, id: string): Promise<ForeignChangeRecord | undefined>;
  addForeignChange(about: ProgramThere, finding: ForeignFinding, source: EventSource): Promise<string>;
  changeForeignChange(
    id: string,
    change: Partial<Pick<ForeignFinding, 'content' | 'hostVersion' | 'hostDescription' | 'packageId'>> & {
      readonly hostState?: string | null;
      readonly acknowledgedAt?: Date;
      readonly acknowledgedBy?: string;
      readonly endedAt?: Date;
    },
  ): Promise<void>;
  /** When the platform's review of a package began that was opened last. */
  reviewOpenedAt(packageId: string): Promise<Date | undefined>;
}
