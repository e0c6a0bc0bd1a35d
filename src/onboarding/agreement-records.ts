import type { PolicyVariant } from '../policy/variant.ts';
import type { PlatformId } from '../programs/platform.ts';

/** That an account does not agree to a version of a platform's agreement, and has not accepted it after all. */
export interface StandingDecline {
  readonly id: string;
  /** Of the agreement. */
  readonly version: string;
  readonly stopsFrom: Date;
}

/** Which agreements are in force, as far as that is kept and not in the code, and how an account stands with them. */
export interface StandingAgreementRecords {
  /**
   * A platform's answers with every published version of its agreement. Read once, so that all of a transaction goes by
   * the same. Ask this and not the code: only structure (hosts, transitions, lists) is the same in both.
   */
  variantOf(platform: PlatformId): Promise<PolicyVariant>;
  /** When the account had been given notice of a version on all channels (baidu/7); undefined where it has not. */
  noticeComplete(
    accountId: string,
    platform: PlatformId,
    agreementVersion: string,
  ): Promise<Date | undefined>;
  standingDecline(accountId: string, platform: PlatformId): Promise<StandingDecline | undefined>;
}

/** What a person says to changed terms. */
export interface DeclineRecords {
  addDecline(decline: NewDecline): Promise<string>;
  liftDecline(id: string): Promise<void>;
}

export interface NewDecline extends Omit<StandingDecline, 'id'> {
  readonly accountId: string;
  readonly platform: PlatformId;
  /** `member:…`. */
  readonly by: string;
}
