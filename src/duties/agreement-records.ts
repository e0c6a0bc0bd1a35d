import type { AgreementVersion } from '../policy/agreement.ts';
import type { AgreementDraft } from '../policy/agreement-draft.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A version of an agreement that is being prepared. */
export interface DraftRecord {
  readonly id: string;
  readonly draft: AgreementDraft;
}

/** A published version, as far as accounts have been told of it. */
export interface TellingRecord {
  readonly id: string;
  readonly platform: PlatformId;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly material: boolean;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly toldDaysAhead?: number;
  /** What is being told now, and the last account that was told it. */
  readonly telling?: { readonly daysAhead: number; readonly after?: string };
}

/** Where a telling has come to. */
export type TellingProgress = Pick<TellingRecord, 'toldDaysAhead' | 'telling'>;

/** What the versions of agreements read and write. */
export interface AgreementPublicationRecords {
  /** Those who draft or publish for a platform take turns until their transactions end. */
  lockAgreements(platform: PlatformId): Promise<void>;
  /** The documents of the platform of which any account has accepted any version. */
  acceptedDocuments(platform: PlatformId): Promise<readonly string[]>;
  agreementDraft(platform: PlatformId, version: string): Promise<DraftRecord | undefined>;
  putDraft(platform: PlatformId, draft: AgreementDraft, by: string): Promise<string>;
  /** Makes the draft the version, which then cannot be changed. */
  publishDraft(id: string, version: AgreementVersion, by: string): Promise<void>;
  /** The published version, locked until the transaction ends: of two nodes one tells the next accounts. */
  lockTelling(id: string): Promise<TellingRecord | undefined>;
  /** Those of the accounts that have accepted every one of these documents. */
  acceptedBy(
    accountIds: readonly string[],
    platform: PlatformId,
    documents: readonly { readonly id: string; readonly version: string }[],
  ): Promise<ReadonlySet<string>>;
  noteTelling(id: string, progress: TellingProgress, nextStepAt: Date | undefined): Promise<void>;
}
