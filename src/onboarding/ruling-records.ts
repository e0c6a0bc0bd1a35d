import type { LocalizedText } from '../kernel/localized.ts';
import type { Ruling } from '../policy/ruling.ts';
import type { Citation } from '../policy/verdict.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A ruling that is to be recorded; who and when is the transaction's. */
export interface NewRuling extends Required<Pick<Ruling, 'rule' | 'code' | 'answer'>> {
  readonly programId: string;
  readonly platform: PlatformId;
  readonly question: LocalizedText;
  /** The clauses that the question rested on. */
  readonly citations: readonly Citation[];
  readonly category?: readonly string[];
  readonly note: string;
  /** The file with the evidence. */
  readonly fileId?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** A ruling as it stands in the books. */
export interface RulingEntry
  extends Pick<NewRuling, 'programId' | 'platform' | 'rule' | 'code' | 'answer' | 'citations'> {
  readonly id: string;
  readonly revokedAt?: Date;
}

/** What persons have judged. */
export interface RulingRecords {
  /** What was not revoked, the earliest first. Whether it has run out is for the verdict to say. */
  rulings(programId: string, platform: PlatformId): Promise<readonly Ruling[]>;
  addRuling(accountId: string, ruling: NewRuling, by: string): Promise<string>;
  ruling(accountId: string, id: string): Promise<RulingEntry | undefined>;
  endRuling(id: string, by: string): Promise<void>;
}
