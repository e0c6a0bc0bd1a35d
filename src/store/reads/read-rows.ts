import type { UserRight } from '../../duties/request-records.ts';
import type { EventSource } from '../../events/event.ts';
import type { CivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { ClauseId } from '../../policy/clause.ts';
import type { DutyKind, DutyProof, DutyRecipient } from '../../policy/duty.ts';
import type { FeeFact, FeeState } from '../../policy/fee.ts';
import type { ForeignChangeFact, ForeignChangeKind } from '../../policy/foreign-change.ts';
import type { ConfirmationState, PackageState, ReleaseState, ReviewState } from '../../policy/lifecycle.ts';
import type { EnforcementFact } from '../../policy/measure.ts';
import type { DeliveryFailure, DeliveryState, NoticeChannel, NoticeKind } from '../../policy/notice.ts';
import type { ObligationFact, ObligationState } from '../../policy/obligation.ts';
import type { Operation } from '../../policy/operation.ts';
import type { RulingAnswer } from '../../policy/ruling.ts';
import type { SignedUndertaking } from '../../policy/undertakings.ts';
import type { Citation, Finding } from '../../policy/verdict.ts';
import type { MaterialState, SubjectType } from '../../programs/category.ts';
import type { HostId } from '../../programs/host.ts';
import type { KeptTrouble } from '../../programs/host-trouble.ts';
import type { Manifest } from '../../programs/manifest.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { HostSelection } from '../../programs/program.ts';
import type { CheckState, RegistrationState } from '../../programs/registration.ts';
import type { PackageGoal } from '../../review/records.ts';
import type { ReviewedSetting, SettingState, SettingWish } from '../../review/setting-records.ts';

// What clients are shown, as it is read. No e-mail address, no holder of a paper, no secret is among it, so
// none can be returned by mistake. Empty columns are null, as the driver has them.

/**
 * An instant as the database writes it in JSON: RFC 3339, in UTC. Rows are shown and not reckoned with, and of a page's
 * hundreds of instants most are not even shown.
 */
export type InstantText = string;

export interface ProgramRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: InstantText;
}

export interface ManifestRow {
  /** The program's. */
  readonly id: string;
  readonly manifest: Manifest;
}

export interface RegistrationRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly state: RegistrationState;
  readonly appId: string | null;
  readonly admission: CheckState;
  readonly verification: CheckState;
  readonly sealedConsentUrl: string | null;
  readonly sealedVerificationUrl: string | null;
  readonly renewingSince: InstantText | null;
  readonly authorisedSince: InstantText | null;
  readonly authorisationEndedAt: InstantText | null;
  readonly permissions: readonly string[] | null;
  readonly words: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

export interface SelectionRow {
  readonly programId: string;
  readonly platform: PlatformId;
  readonly mode: HostSelection['mode'];
  readonly hostIds: readonly HostId[];
  readonly chosenAt: InstantText;
}

export interface VersionRow {
  readonly id: string;
  readonly programId: string;
  readonly number: string;
  readonly description: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly templates: Readonly<Record<PlatformId, string>>;
  readonly createdAt: InstantText;
}

export interface SubmissionRow {
  readonly id: string;
  readonly programId: string;
  readonly versionId: string;
  readonly declaration: { readonly absentContent: readonly string[] };
  readonly sealedForReviewer: string | null;
  readonly createdAt: InstantText;
}

export interface PackageRow {
  readonly id: string;
  readonly programId: string;
  readonly submissionId: string;
  readonly versionId: string;
  readonly registrationId: string;
  readonly platform: PlatformId;
  readonly attempt: number;
  readonly hostIds: readonly HostId[];
  readonly state: PackageState;
  readonly review: ReviewState;
  readonly goal: PackageGoal | null;
  readonly online: boolean;
  readonly reference: string | null;
  readonly trouble: KeptTrouble | null;
  readonly stagedPercentage: number | null;
  readonly submittedAt: InstantText;
  readonly updatedAt: InstantText;
}

export interface ReviewRow {
  readonly id: string;
  readonly programId: string;
  readonly packageId: string;
  readonly platform: PlatformId;
  readonly hostId: HostId | null;
  readonly reviewer: 'PLATFORM' | 'HOST';
  readonly state: string;
  readonly words: string | null;
  readonly reasonCode: string | null;
  readonly source: string;
  readonly openedAt: InstantText;
  readonly decidedAt: InstantText | null;
}

export interface DistributionRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly hostId: HostId;
  readonly packageId: string | null;
  readonly confirmation: ConfirmationState;
  readonly release: ReleaseState;
  readonly words: string | null;
  readonly livePackageId: string | null;
  readonly liveSince: InstantText | null;
  readonly liveRelease: ReleaseState | null;
  readonly stagedPackageId: string | null;
  readonly updatedAt: InstantText;
}

/** What somebody did to a program in the platform's own console. */
export interface ForeignChangeRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly kind: ForeignChangeKind;
  readonly hostVersion: string | null;
  readonly hostDescription: string | null;
  readonly hostState: string | null;
  readonly hostAt: InstantText | null;
  readonly packageId: string | null;
  readonly insteadOfId: string | null;
  readonly source: string;
  readonly noticedAt: InstantText;
  readonly acknowledgedAt: InstantText | null;
  readonly acknowledgedBy: string | null;
  readonly endedAt: InstantText | null;
}

/** The same, where it stands and nobody has accepted it: as rules and standings are told of it. */
export interface OpenChangeRow extends ForeignChangeFact {
  readonly programId: string;
  readonly platform: PlatformId;
}

export interface MaterialRow {
  readonly id: string;
  readonly programId: string | null;
  readonly paper: string;
  readonly fileId: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly state: MaterialState;
  readonly words: string | null;
  readonly createdAt: InstantText;
}

export interface ObligationRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly programId: string | null;
  readonly kind: DutyKind;
  readonly clauses: readonly ClauseId[];
  readonly agreementVersion: string;
  readonly recipient: DutyRecipient;
  readonly subjectId: string;
  readonly round: number;
  readonly state: ObligationState;
  readonly opensAt: InstantText;
  readonly dueAt: InstantText;
  readonly dueAtFirst: InstantText;
  readonly proof: DutyProof;
  readonly overdueBlocks: readonly Operation[];
  readonly endedAt: InstantText | null;
  readonly endedBy: string | null;
  readonly sealedStatement: string | null;
  readonly evidenceFileIds: readonly string[];
}

/** A platform wants to be shown how personal data are treated. */
export interface AuditRequestRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly programId: string | null;
  readonly sealedScope: string;
  readonly dueOn: string | null;
  readonly requestedAt: InstantText;
}

/** An end user uses a right of theirs to their data. */
export interface RightsRequestRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly programId: string;
  readonly right: UserRight;
  readonly receivedOn: string;
  readonly dueOn: string | null;
  readonly sealedUser: string;
  readonly sealedWords: string | null;
  readonly recordedBy: string;
  readonly recordedAt: InstantText;
}

/** A fee that is not paid, as rules are told of it. */
export interface UnpaidFeeRow extends FeeFact {
  readonly platform: PlatformId;
  readonly programId: string | null;
}

export interface FeeRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly programId: string | null;
  readonly clause: ClauseId;
  readonly agreementVersion: string;
  readonly amountFen: number;
  readonly currency: string;
  readonly reference: string;
  readonly dueOn: CivilDate;
  readonly state: FeeState;
  readonly demandedAt: InstantText;
  readonly paidAt: InstantText | null;
  readonly paidBy: string | null;
  readonly paymentReference: string | null;
  readonly evidenceFileIds: readonly string[];
  readonly confirmedAt: InstantText | null;
  readonly waivedAt: InstantText | null;
  readonly invoiceRequestedAt: InstantText | null;
  readonly sealedInvoiceData: string | null;
  readonly invoiceNumber: string | null;
  readonly invoiceFileId: string | null;
  readonly invoicedAt: InstantText | null;
}

/** Which fees are asked for; what is not said is any. */
export interface FeesAsked {
  readonly platform?: PlatformId | undefined;
  readonly programId?: string | undefined;
  readonly states?: readonly FeeState[] | undefined;
}

/** A notice as the account has it. */
export interface NoticeRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly kind: NoticeKind;
  readonly subject: LocalizedText;
  readonly body: LocalizedText;
  readonly agreementVersion: string | null;
  readonly requiredChannels: readonly NoticeChannel[];
  readonly publishedAt: InstantText;
  readonly completedAt: InstantText | null;
  readonly readAt: InstantText | null;
  readonly readBy: string | null;
}

export interface NoticeDeliveryRow {
  readonly id: string;
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: InstantText | null;
  readonly lastAttemptAt: InstantText | null;
  readonly sentAt: InstantText | null;
  readonly failure: DeliveryFailure | null;
  readonly obligationId: string | null;
  readonly words: string | null;
}

/** Where notices reach the account, as far as it is shown. */
export interface NoticeAddressRow {
  readonly kind: 'PHONE' | 'EMAIL';
  readonly sealedMasked: string;
  readonly updatedAt: Date;
}

/** What is owed, as rules are told of it. */
export interface OwedRow extends ObligationFact {
  readonly platform: PlatformId;
  readonly programId: string | null;
}

/** Which obligations are asked for; what is not said is any. */
export interface ObligationsAsked {
  readonly platform?: PlatformId | undefined;
  readonly programId?: string | undefined;
  readonly states?: readonly ObligationState[] | undefined;
}

export interface EnforcementRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly programId: string | null;
  readonly hostId: HostId | null;
  readonly kind: string;
  readonly ground: string;
  readonly scope: string;
  readonly functions: readonly string[];
  readonly clauses: readonly ClauseId[];
  readonly agreementVersion: string;
  readonly holdsUp: readonly Operation[];
  readonly hides: boolean;
  readonly rectifiable: boolean;
  readonly takenByHost: boolean;
  readonly reference: string | null;
  readonly words: string | null;
  readonly source: string;
  readonly takenBy: string;
  readonly from: InstantText;
  readonly until: InstantText | null;
  readonly rectifyBy: string | null;
  readonly endedAt: InstantText | null;
  readonly endedHow: string | null;
  readonly endedBy: string | null;
  readonly endWords: string | null;
  readonly contested: boolean;
}

export interface AppealRow {
  readonly id: string;
  readonly enforcementId: string;
  readonly state: string;
  readonly sealedStatement: string;
  readonly evidenceFileIds: readonly string[];
  readonly openedBy: string;
  readonly openedAt: InstantText;
  readonly reference: string | null;
  readonly words: string | null;
  readonly source: string;
  readonly decidedAt: InstantText | null;
  readonly handIn: string;
  readonly trouble: KeptTrouble | null;
}

export interface RectificationRow {
  readonly id: string;
  readonly enforcementId: string;
  readonly state: string;
  readonly sealedStatement: string;
  readonly evidenceFileIds: readonly string[];
  readonly submittedBy: string;
  readonly submittedAt: InstantText;
  readonly reference: string | null;
  readonly words: string | null;
  readonly source: string;
  readonly decidedAt: InstantText | null;
  readonly handIn: string;
  readonly trouble: KeptTrouble | null;
}

/** A measure, as rules and standings are told of it. */
export interface MeasureRow extends EnforcementFact {
  readonly platform: PlatformId;
  readonly programId: string | null;
}

/** Which measures are asked for; what is not said is any. */
export interface EnforcementsAsked {
  readonly platform?: PlatformId | undefined;
  readonly programId?: string | undefined;
  /** Only those in force at this instant. */
  readonly inForceAt?: Date | undefined;
}

export interface RulingRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly rule: string;
  readonly code: string;
  readonly question: string;
  /** The question in every language. */
  readonly message: LocalizedText;
  readonly citations: readonly Citation[];
  readonly answer: RulingAnswer;
  readonly sealedNote: string;
  readonly fileId: string | null;
  readonly validUntil: string | null;
  readonly ruledBy: string;
  readonly ruledAt: InstantText;
  readonly revokedBy: string | null;
  readonly revokedAt: InstantText | null;
}

/** A platform's invitation of a program to a closed test. */
export interface BetaInvitationRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly hostId: HostId | null;
  readonly invitedOn: string;
  readonly fileId: string | null;
  readonly endedOn: string | null;
  readonly consentMaterialId: string | null;
  readonly createdAt: InstantText;
}

/** A change of a setting, as it was asked of a platform. */
export interface SettingChangeRow {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly setting: ReviewedSetting;
  readonly act: SettingWish['act'];
  readonly wish: SettingWish;
  readonly state: SettingState;
  readonly reference: string | null;
  readonly words: string | null;
  readonly trouble: object | null;
  readonly source: EventSource;
  readonly requestedBy: string;
  readonly requestedAt: InstantText;
  readonly askedAt: InstantText | null;
  readonly decidedAt: InstantText | null;
}

export interface UndertakingRow extends SignedUndertaking {
  readonly id: string;
  readonly fileId?: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

export interface AcceptanceRow {
  readonly platform: PlatformId;
  readonly documentId: string;
  readonly documentVersion: string;
  readonly how: 'EXPLICIT' | 'BY_USE';
  readonly by: string | null;
  readonly operation: string | null;
  readonly at: Date;
}

/** That an account has been given notice of a version of an agreement on all channels. */
export interface CompleteNoticeRow {
  readonly platform: string;
  readonly agreementVersion: string | null;
  readonly completedAt: Date;
}

export interface DeclineRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly version: string;
  readonly stopsFrom: Date;
  readonly declinedAt: Date;
  readonly by: string;
}

export interface SubjectRow {
  readonly type: SubjectType;
  readonly updatedAt: Date;
}

/** A host's own review, as that host sees it: what it decides about, and nothing of whose account it is. */
export interface HostReviewRow {
  readonly id: string;
  readonly hostId: HostId;
  readonly platform: PlatformId;
  readonly state: string;
  readonly words: string | null;
  readonly reasonCode: string | null;
  readonly findings: readonly Finding[];
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
  readonly programId: string;
  readonly programName: string;
  readonly manifest: Manifest;
  readonly versionNumber: string;
  readonly versionDescription: string;
}
