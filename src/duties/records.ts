import type { OnboardingRecords } from '../onboarding/records.ts';
import type { Obligation } from '../policy/obligation.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { AgreementPublicationRecords } from './agreement-records.ts';
import type { EnforcementRecords } from './enforcement-records.ts';
import type { FeeRecords } from './fee-records.ts';
import type { NoticeRecords } from './notice-records.ts';
import type { OutageRecords } from './outage-records.ts';
import type { PaperRecords } from './paper-records.ts';
import type { RequestRecords } from './request-records.ts';

export type NewObligation = Omit<Obligation, 'id' | 'remindedDaysAhead'>;

/** An obligation with the due date that it had at first. */
export interface LockedObligation extends Obligation {
  readonly dueAtFirst: Date;
}

/** How an obligation ended: who says so, and what there is to show for it. */
export interface ObligationEnd {
  readonly state: 'FULFILLED' | 'LAPSED';
  /** `member:…`, `token:…`, `platform:…` or `gateway`. */
  readonly by: string;
  /** Left out: now. */
  readonly at?: Date;
  readonly statement?: string;
  readonly evidenceFileIds?: readonly string[];
}

/** Which obligations are meant; what is not said is any. */
export interface ObligationsMeant extends Partial<Pick<Obligation, 'platform' | 'kind' | 'subjectId'>> {}

/** What duties read and write of obligations. */
export interface ObligationRecords {
  /** The platforms whose agreement the account has accepted anything of and that it has not left: whose duties it has. */
  platformsBinding(accountId: string): Promise<readonly PlatformId[]>;
  /** Those whose agreement the account has ever accepted anything of, also those that it has left since. */
  platformsDealtWith(accountId: string): Promise<readonly PlatformId[]>;
  /** Undefined where the same is owed already: what happened twice is owed once. */
  addObligation(obligation: NewObligation): Promise<Obligation | undefined>;
  /** The obligation, locked until the transaction ends: of two nodes one does what has become due. */
  lockObligation(id: string): Promise<LockedObligation | undefined>;
  /** Those of the account that have not ended, locked, in the order of their ids. */
  lockOwed(accountId: string, meant: ObligationsMeant): Promise<readonly Obligation[]>;
  /** How often the duty has arisen about this; 0 where it never has. */
  lastRound(accountId: string, duty: Required<ObligationsMeant>): Promise<number>;
  /** What time has done to it. */
  moveObligation(
    obligation: Pick<Obligation, 'id' | 'state' | 'dueAt' | 'remindedDaysAhead'>,
    nextStepAt: Date | undefined,
  ): Promise<void>;
  endObligation(id: string, end: ObligationEnd): Promise<void>;
}

/** What the duties of an account read and write. */
export interface DutyRecords
  extends OnboardingRecords,
    ObligationRecords,
    AgreementPublicationRecords,
    PaperRecords,
    OutageRecords,
    RequestRecords,
    NoticeRecords,
    FeeRecords,
    EnforcementRecords {}
