import type { CivilDate } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Agreement, AgreementVersion } from './agreement.ts';
import { invalidInput, type Problem } from './problem.ts';

/** What a draft is held against. */
export interface DraftBasis {
  /** With everything that is published, the oldest version first. */
  readonly agreement: Agreement;
  readonly today: CivilDate;
  /** The documents of which any account has accepted any version. */
  readonly acceptedDocuments: readonly string[];
}

/** The version that a draft changes: the last that is published, in force or to come. */
export function latestOf({ versions }: Agreement): AgreementVersion {
  return versions.at(-1) ?? versions[0];
}

export function draftFault(message: LocalizedText, path: string): Problem {
  return invalidInput(message, `input.${path}`);
}
