import type { LocalizedText } from '../kernel/localized.ts';
import type { MeasureKind } from './measure.ts';

/** What a platform asks of appeals and fixes that are handed in over its wire, as its documents say. */
export interface ContestTerms {
  /** An appeal has to bring at least one file, all of them of these kinds. */
  readonly appealProof?: { readonly mediaTypes: readonly string[]; readonly says: LocalizedText };
  /** Measures against which one call of the platform's is both the appeal and the fix: one of the two at a time. */
  readonly oneCall?: readonly MeasureKind[];
}
