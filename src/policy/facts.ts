import type { CivilDate } from '../kernel/civil-time.ts';
import type { Material, SubjectType } from '../programs/category.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { CheckState, RegistrationState } from '../programs/registration.ts';
import type { ConfirmationState, ReleaseState, ReviewState } from './lifecycle.ts';

/** What may be asked of a policy. */
export const operations = ['REGISTER', 'VERIFY', 'SUBMIT', 'WITHDRAW', 'RELEASE'] as const;
export type Operation = (typeof operations)[number];

/** One document, in one version, accepted by the account. */
export interface AcceptanceFact {
  readonly documentId: string;
  readonly version: string;
}

export interface SubjectFact {
  readonly type: SubjectType;
  /** The name on the identity paper. */
  readonly legalName: string;
  /** Of a person only. */
  readonly birthDate?: CivilDate;
  /** Whether a legal guardian's consent is on file. */
  readonly guardianConsent: boolean;
}

export interface RegistrationFact {
  readonly state: RegistrationState;
  readonly admission: CheckState;
  readonly verification: CheckState;
}

/** A version of the program as it stands on the platform; at a host where one is asked about. */
export interface VersionFact {
  readonly versionId: string;
  readonly number: string;
  readonly review: ReviewState;
  /** The host's own word; NOT_NEEDED where the platform speaks for it. */
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
}

/** What the developer declares with one submission. */
export interface DeclarationFact {
  /** The kinds of unlawful content that the developer declares to be absent (baidu/3.3). */
  readonly absentContent: readonly string[];
}

/**
 * Everything a verdict on one program at one platform may depend on. Gathered by whoever asks; the rules
 * see no database and no clock. Undefined means "not on file", which a rule may find is a reason to refuse.
 */
export interface Facts {
  readonly subject?: SubjectFact;
  readonly acceptances: readonly AcceptanceFact[];
  /** All papers of the account and of the program. */
  readonly materials: readonly Material[];
  readonly manifest: Manifest;
  readonly registration?: RegistrationFact;
  /** Asked with REGISTER: whether another registration on this platform uses the e-mail, as far as we know. */
  readonly emailInUse?: boolean;
  /** The version that the operation is about. */
  readonly version?: VersionFact;
  /** When versions of this program were submitted to this platform before, in any order. */
  readonly earlierSubmissions: readonly Date[];
  /** Whether another version of this program is in review on this platform. */
  readonly otherReviewOpen: boolean;
  readonly declaration?: DeclarationFact;
}
