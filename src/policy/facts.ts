import type { CivilDate } from '../kernel/civil-time.ts';
import type { Material, PaperName, SubjectType } from '../programs/category.ts';
import type { Host } from '../programs/host.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { CheckState, RegistrationState } from '../programs/registration.ts';
import type { FeeFact } from './fee.ts';
import type { ForeignChangeFact } from './foreign-change.ts';
import type { ConfirmationState, ReleaseState, ReviewState } from './lifecycle.ts';
import type { EnforcementFact } from './measure.ts';
import type { ObligationFact } from './obligation.ts';
import type { Ruling } from './ruling.ts';

/** One document, in one version, accepted by the account. */
export interface AcceptanceFact {
  readonly documentId: string;
  readonly version: string;
}

/** Terms that an account has said it does not agree to. */
export interface DeclinedTerms {
  /** Of the agreement. */
  readonly version: string;
  readonly effectiveFrom: CivilDate;
  /** From then on the platform's service is not to be used. */
  readonly stopsFrom: Date;
  /** The required documents of that version. */
  readonly documents: readonly AcceptanceFact[];
}

/** A document in a version that carries a material change, and when the notice of that change had gone out on all channels. */
export interface DocumentNotice extends AcceptanceFact {
  /** Versions of the document that carry the change, too: who has accepted one of them needs no notice of it any more. */
  readonly settledBy?: readonly string[];
  readonly completedAt?: Date;
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
  /** Whether the verification was begun again, and is not answered yet. */
  readonly renewing?: boolean;
}

/** A version of the program as it stands on the platform; at a host where one is asked about. */
export interface VersionFact {
  readonly versionId: string;
  readonly number: string;
  readonly review: ReviewState;
  /** Whether it is on its way to the platform's review, and not in it yet. */
  readonly onItsWay?: boolean;
  /** Whether the developer named no template of the platform for it, so that there is nothing to hand in. */
  readonly withoutTemplate?: boolean;
  /** The host's own word; NOT_NEEDED where the platform speaks for it. */
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
}

/** What the developer declares with one submission. */
export interface DeclarationFact {
  /** The kinds of unlawful content that the developer declares to be absent (baidu/3.3). */
  readonly absentContent: readonly string[];
}

/** The member who is to read personal data that the platform provides (wechat/4.9). */
export interface ReaderFact {
  readonly memberId: string;
  /** Their confidentiality undertaking, if they signed one. Both days count; no `validUntil` means it has no end. */
  readonly undertaking?: { readonly signedOn: CivilDate; readonly validUntil?: CivilDate };
}

/** Whom something is shown to: the account, the host it is about, another host, a partner, or everybody. */
export const audiences = ['ACCOUNT', 'THIS_HOST', 'OTHER_HOST', 'PARTNER', 'PUBLIC'] as const;
export type Audience = (typeof audiences)[number];

/** What is to be shown to whom (wechat/7.1, baidu/8.1). */
export interface DisclosureFact {
  readonly audience: Audience;
  /** Whether it belongs to a closed test to which the platform has invited the developer. */
  readonly underBeta: boolean;
  /** The paper in which the platform agrees to this disclosure; without one the paper that its rules name. */
  readonly writtenConsent?: PaperName;
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
  /** When reviews of this program on this platform were taken back before, in any order. */
  readonly earlierWithdrawals?: readonly Date[];
  /** Whether another version of this program is in review on this platform. */
  readonly otherReviewOpen: boolean;
  readonly declaration?: DeclarationFact;
  /** Asked with READ_PLATFORM_DATA. */
  readonly reader?: ReaderFact;
  /** Asked with DISCLOSE. */
  readonly disclosure?: DisclosureFact;
  /** The host that the question is about, where it is about one. */
  readonly host?: Pick<Host, 'id' | 'kind' | 'form' | 'confirmation'>;
  /** When that host refused versions of this program before, in any order. */
  readonly hostRefusals?: readonly Date[];
  /** What persons have judged of the program on this platform, the earliest first, also what has run out. */
  readonly rulings?: readonly Ruling[];
  /** What the account owes the platform or somebody else under its agreement, for itself or for this program; nothing that has ended. */
  readonly obligations?: readonly ObligationFact[];
  /** When the account left the platform, where it has not come back by accepting the agreement anew. */
  readonly leftAt?: Date | undefined;
  /** The fees that the platform demands of the account, for this program or for all of them, and that are not paid. */
  readonly fees?: readonly FeeFact[];
  /** The measures that were taken against the account, or this program, on the platform and that nobody has ended. */
  readonly enforcements?: readonly EnforcementFact[];
  /** What was done to the program in the platform's own console, stands, and has not been accepted. */
  readonly foreignChanges?: readonly ForeignChangeFact[];
  /** The terms that the account does not agree to, while it has not accepted them after all. */
  readonly declined?: DeclinedTerms;
  /** The documents of which the platform has to give notice before use can accept them, whether or not it has. */
  readonly notices?: readonly DocumentNotice[];
}
