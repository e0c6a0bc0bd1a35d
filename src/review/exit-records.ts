import type { ClauseId } from '../policy/clause.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';

/** What the gateway itself holds from a platform, by kind. */
export const purgeKinds = [
  'CREDENTIALS',
  'REGISTRATIONS',
  'PUSHES',
  'DEAD_LETTERS',
  'PACKAGE_ANSWERS',
  'REVIEW_WORDS',
  'HOST_WORDS',
  'MEASURE_WORDS',
  'NOTICE_WORDS',
  'PAPER_CHECKS',
  'FOREIGN_CHANGES',
  'LOG_WORDS',
] as const;
export type PurgeKind = (typeof purgeKinds)[number];

/** That something was purged: how many rows of which table, and a digest of what was there. */
export interface PurgedRows {
  readonly kind: PurgeKind;
  readonly table: string;
  readonly rows: number;
  /** SHA-256, hex, of the rows as they were stored, in JSON, in the order of their keys. */
  readonly sha256: string;
}

/**
 * An account that leaves a platform. LEAVING: what was under way is being taken back. LEFT: what the gateway held is
 * purged. RETURNED: the agreement was accepted anew.
 */
export interface PlatformExit {
  readonly id: string;
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly state: 'LEAVING' | 'LEFT' | 'RETURNED';
  readonly confirmedBy: string;
  readonly agreementVersion: string;
  /** Those that make everything go; empty: no clause does, and only credentials and identities went. */
  readonly clauses: readonly ClauseId[];
  readonly startedAt: Date;
  readonly leftAt?: Date;
  readonly returnedAt?: Date;
  /** At how many hosts something was public when it began. */
  readonly stillLive: number;
  readonly purged?: readonly PurgedRows[];
  readonly backups: readonly string[];
}

export type NewExit = Omit<PlatformExit, 'id' | 'state' | 'leftAt' | 'returnedAt' | 'purged'>;

/** What leaving reads and writes. */
export interface ExitRecords {
  /** The exit that is not over, locked until the transaction ends. */
  lockExit(accountId: string, platform: PlatformId): Promise<PlatformExit | undefined>;
  addExit(exit: NewExit): Promise<string>;
  /** At how many hosts of the platform something of the account is public. */
  liveAt(accountId: string, platform: PlatformId): Promise<number>;
  /** Whether the account has accepted anything of the platform's, or registered anything there. */
  isBoundTo(accountId: string, platform: PlatformId): Promise<boolean>;
  /** The packages that the platform has in review, or that are on their way to something, locked. */
  lockUnderWay(accountId: string, platform: PlatformId): Promise<readonly PackageRecord[]>;
  /** Where a host was asked for its own word and has not said it. */
  pendingAtHosts(accountId: string, platform: PlatformId): Promise<readonly DistributionRecord[]>;
  /** Whether a job is at work at the platform for the account at this moment. */
  isBusyAt(accountId: string, platform: PlatformId): Promise<boolean>;
  /** The registrations that have not ended by leaving. */
  registrationsAt(
    accountId: string,
    platform: PlatformId,
  ): Promise<readonly { readonly id: string; readonly programId: string; readonly state: string }[]>;
  /** Looks at it again then. */
  delayExit(id: string, until: Date): Promise<void>;
  /**
   * Purges what the gateway holds from the platform for the account, ends the registrations, and notes the proof.
   * `everything`: also what is no credential or identity: pushes, words, answers, those in the log, too.
   */
  purge(exit: PlatformExit, everything: boolean): Promise<readonly PurgedRows[]>;
}

export type ExitActRecords = ReviewRecords & ExitRecords;
