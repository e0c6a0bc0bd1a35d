import type { LocalizedText } from '../kernel/localized.ts';
import type { Obligation } from '../policy/obligation.ts';
import type { StoredFile } from '../programs/program.ts';

/** What a report is made of: JSON, with texts in all languages where a person reads them. */
export type ReportValue =
  | string
  | number
  | boolean
  | null
  | LocalizedText
  | readonly ReportValue[]
  | { readonly [key: string]: ReportValue };
export type ReportObject = { readonly [key: string]: ReportValue };

/** A paper or picture that is named, never shown. */
export type ReportedFile = Pick<StoredFile, 'id' | 'mediaType' | 'sha256'>;

/** An obligation with how it ended, and what there is to show for it. */
export interface ReportedObligation extends Obligation {
  readonly createdAt: Date;
  readonly endedAt?: Date;
  readonly endedBy?: string;
  readonly statement?: string;
  readonly evidence: readonly ReportedFile[];
}

/** As of when, and for whose eyes. */
export interface ReportTerms {
  readonly at: Date;
  /** Whether holders of papers and what was stated, which can name people, are told. */
  readonly names: boolean;
}
