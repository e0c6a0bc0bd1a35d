import type { ConfirmationState, PackageState, ReleaseState, ReviewState } from '../../policy/lifecycle.ts';
import type { MaterialState, SubjectType } from '../../programs/category.ts';
import type { HostId } from '../../programs/host.ts';
import type { Manifest } from '../../programs/manifest.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { HostSelection } from '../../programs/program.ts';
import type { CheckState, RegistrationState } from '../../programs/registration.ts';
import type { PackageGoal, Trouble } from '../../review/records.ts';

// What clients are shown, as it is read. No e-mail address, no holder of a paper, no secret is among it, so
// none can be returned by mistake. Empty columns are null, as the driver has them.

export interface ProgramRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
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
  readonly words: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface SelectionRow {
  readonly programId: string;
  readonly platform: PlatformId;
  readonly mode: HostSelection['mode'];
  readonly hostIds: readonly HostId[];
  readonly chosenAt: Date;
}

export interface VersionRow {
  readonly id: string;
  readonly programId: string;
  readonly number: string;
  readonly description: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly templates: Readonly<Record<PlatformId, string>>;
  readonly createdAt: Date;
}

export interface SubmissionRow {
  readonly id: string;
  readonly programId: string;
  readonly versionId: string;
  readonly declaration: { readonly absentContent: readonly string[] };
  readonly createdAt: Date;
}

export interface PackageRow {
  readonly id: string;
  readonly programId: string;
  readonly submissionId: string;
  readonly versionId: string;
  readonly registrationId: string;
  readonly platform: PlatformId;
  readonly hostIds: readonly HostId[];
  readonly state: PackageState;
  readonly review: ReviewState;
  readonly goal: PackageGoal | null;
  readonly online: boolean;
  readonly reference: string | null;
  readonly trouble: Trouble | null;
  readonly submittedAt: Date;
  readonly updatedAt: Date;
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
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
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
  readonly liveSince: Date | null;
  readonly updatedAt: Date;
}

export interface MaterialRow {
  readonly id: string;
  readonly programId: string | null;
  readonly paper: string;
  readonly fileId: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly state: MaterialState;
  readonly createdAt: Date;
}

export interface AcceptanceRow {
  readonly platform: PlatformId;
  readonly documentId: string;
  readonly documentVersion: string;
  readonly how: 'EXPLICIT' | 'BY_USE';
  readonly at: Date;
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
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
  readonly programId: string;
  readonly programName: string;
  readonly manifest: Manifest;
  readonly versionNumber: string;
  readonly versionDescription: string;
}
