import type { NewEvent } from '../events/event.ts';
import type { CivilDate } from '../kernel/civil-time.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import type { FeeFact } from '../policy/fee.ts';
import type { ForeignChangeFact } from '../policy/foreign-change.ts';
import type { EnforcementFact } from '../policy/measure.ts';
import type { ObligationFact } from '../policy/obligation.ts';
import type { Operation } from '../policy/operation.ts';
import type { Material } from '../programs/category.ts';
import type { Host } from '../programs/host.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { HostSelection, Program, StoredFile, Subject } from '../programs/program.ts';
import type { Registration } from '../programs/registration.ts';
import type { Version } from '../programs/version.ts';
import type { DeclineRecords, StandingAgreementRecords } from './agreement-records.ts';
import type { AuthorisationRecords } from './authorisation-records.ts';
import type { Job } from './job.ts';
import type { RulingRecords } from './ruling-records.ts';

/** What every transaction can do besides reading and writing rows. */
export interface Transaction {
  /**
   * Notes an event of the actor's account, from the gateway unless it says otherwise. All of a
   * transaction's events get their places together, as its last statement.
   */
  record(event: Pick<NewEvent, 'type' | 'payload'> & Partial<NewEvent>): void;
  /** Notes a job; it is in the queue if and only if the transaction commits. */
  enqueue(job: Job, options?: { readonly notBefore?: Date }): void;
  /**
   * Runs a change of what a platform or host dates itself: true since `at`, though recorded now. An instant ahead of
   * now counts as now, and so does none.
   */
  trueSince<Result>(at: Date | undefined, change: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a change after which nobody can read what was there before, at any time: for what a law or an agreement wants
   * gone. What it changes has its new value at all times; of what it deletes nothing is left.
   */
  forgettingThePast<Result>(change: () => Promise<Result>): Promise<Result>;
}

export interface NewMaterial {
  readonly programId?: string | undefined;
  readonly paper: string;
  readonly holder: string;
  readonly fileId: string;
  readonly validFrom: CivilDate;
  readonly validUntil?: CivilDate | undefined;
}

/** IN_REVIEW: handed in. NOT_ASKED: the platform was never shown a paper of this kind. */
export type MaterialCheckState = 'IN_REVIEW' | 'PASSED' | 'NOT_ASKED';

/** A registration with what the gateway keeps of it besides its public face. */
export interface RegistrationRecord extends Registration {
  readonly accountId: string;
  readonly email: string;
  /** How often the developer has asked for it. */
  readonly attempt: number;
  /** Whether a person has been led to the page on which they consent to this attempt. */
  readonly awaitsConsent: boolean;
  readonly words?: string;
  /** Since when a verification that was passed is being renewed; the mark comes once the platform was asked. */
  readonly renewingSince?: Date;
  readonly renewalMark?: string;
  /** What the platform said last that its transition table does not allow. */
  readonly anomaly?: string;
  /** Since when its owner lets the gateway act for it, for what, and since when no longer. */
  readonly authorisedSince?: Date;
  readonly authorisationEndedAt?: Date;
  readonly permissions: readonly string[];
}

/** A platform that knows the account by what it declared. */
export interface PlatformTold {
  readonly platform: PlatformId;
  /** Whether it has checked who the developer is, for admission or for verification. */
  readonly verified: boolean;
}

/** An undertaking as it is signed. */
export interface NewUndertaking {
  readonly memberId: string;
  readonly personId: string;
  readonly platform: PlatformId;
  readonly signedOn: CivilDate;
  readonly validUntil?: CivilDate | undefined;
  readonly fileId?: string | undefined;
}

/** The confidentiality undertakings of an account's members (wechat/4.9). */
export interface UndertakingRecords {
  addUndertaking(accountId: string, undertaking: NewUndertaking): Promise<string>;
  /** The undertaking, locked until the transaction ends. */
  lockUndertaking(
    accountId: string,
    id: string,
  ): Promise<
    { readonly memberId: string; readonly platform: PlatformId; readonly revoked: boolean } | undefined
  >;
  revokeUndertaking(id: string): Promise<void>;
}

/** How documents are accepted, and by whom: by a person who says so, or by an act that uses the service (wechat/7.2, baidu/7). */
export type AcceptanceManner =
  | { readonly how: 'EXPLICIT'; readonly by: string; readonly personId: string | undefined }
  | {
      readonly how: 'BY_USE';
      readonly by: string;
      readonly personId: string | undefined;
      readonly operation: Operation;
    };

/** What onboarding reads and writes. Everything is found within one account; what is another's is not there. */
export interface OnboardingRecords
  extends Transaction,
    RulingRecords,
    UndertakingRecords,
    StandingAgreementRecords,
    AuthorisationRecords,
    DeclineRecords {
  acceptances(accountId: string, platform: PlatformId): Promise<readonly AcceptanceFact[]>;
  /** Resolves to those that were not accepted before: of two who accept at once, one does. */
  addAcceptances(
    accountId: string,
    platform: PlatformId,
    documents: readonly AcceptanceFact[],
    manner: AcceptanceManner,
  ): Promise<readonly AcceptanceFact[]>;
  subject(accountId: string): Promise<Subject | undefined>;
  putSubject(accountId: string, subject: Subject): Promise<void>;
  /** The platforms that were told who the account is, by registering a program of it, and whether one verified it. */
  platformsTold(accountId: string): Promise<readonly PlatformTold[]>;
  files(accountId: string, ids: readonly string[]): Promise<readonly StoredFile[]>;
  /** The papers of the account itself and, with a program, of that program, too. */
  materials(accountId: string, programId?: string): Promise<readonly Material[]>;
  /** What the account owes under a platform's agreement, for itself or for the program, and has not ended. */
  obligationsOwed(
    accountId: string,
    programId: string,
    platform: PlatformId,
  ): Promise<readonly ObligationFact[]>;
  /** When the account left the platform, where it has not come back. */
  leftAt(accountId: string, platform: PlatformId): Promise<Date | undefined>;
  /** Whether it has left, and what the gateway had from the platform is purged. */
  hasLeft(accountId: string, platform: PlatformId): Promise<boolean>;
  /**
   * Ends what came of leaving: these documents, which were accepted before, count as accepted now. False where what is
   * being left is not purged yet.
   */
  returnTo(
    accountId: string,
    platform: PlatformId,
    documents: readonly AcceptanceFact[],
    personId: string,
  ): Promise<boolean>;
  /** The fees that a platform demands of the account, for itself or for the program, and that are not paid. */
  feesUnpaid(accountId: string, programId: string, platform: PlatformId): Promise<readonly FeeFact[]>;
  /** The measures against the account, or the program, on the platform that nobody has ended. */
  measuresAgainst(
    accountId: string,
    programId: string,
    platform: PlatformId,
  ): Promise<readonly EnforcementFact[]>;
  /** What was done to the program in the platform's own console, stands, and has not been accepted. */
  openForeignChanges(programId: string, platform: PlatformId): Promise<readonly ForeignChangeFact[]>;
  addMaterial(accountId: string, material: NewMaterial, state: Material['state']): Promise<Material>;
  changeMaterial(
    id: string,
    change: { readonly state?: Material['state']; readonly words?: string },
  ): Promise<void>;
  /** Makes the paper effective and those of its kind superseded that were filed before it in its place: their ids. */
  replaceMaterials(material: {
    readonly id: string;
    readonly accountId: string;
    readonly programId?: string;
    readonly paper: string;
  }): Promise<readonly string[]>;
  putMaterialCheck(
    materialId: string,
    registrationId: string,
    check: { readonly state: MaterialCheckState; readonly mark?: string },
  ): Promise<void>;
  program(accountId: string, id: string): Promise<Program | undefined>;
  /** The program, locked until the transaction ends: two acts on it are judged one after the other. */
  lockProgram(accountId: string, id: string): Promise<Program | undefined>;
  /** The platforms where a version of the program is in review, or handed in and on its way there. */
  platformsReviewing(programId: string): Promise<readonly PlatformId[]>;
  hasProgramNamed(accountId: string, name: string): Promise<boolean>;
  addProgram(accountId: string, manifest: Manifest): Promise<Program>;
  changeManifest(program: Program, manifest: Manifest): Promise<void>;
  versionNumbered(programId: string, number: string): Promise<Version | undefined>;
  addVersion(accountId: string, version: Omit<Version, 'id'>): Promise<Version>;
  hosts(platform: PlatformId): Promise<readonly Host[]>;
  selection(programId: string, platform: PlatformId): Promise<HostSelection | undefined>;
  putSelection(accountId: string, programId: string, selection: HostSelection): Promise<void>;
  /** Makes sure that there is a distribution for each of these hosts. */
  ensureDistributions(program: Program, platform: PlatformId, hostIds: readonly string[]): Promise<void>;
  /** Takes away the distributions for which nothing was ever handed in, but for those of these hosts. */
  dropDrafts(program: Program, platform: PlatformId, except: readonly string[]): Promise<void>;
  registration(programId: string, platform: PlatformId): Promise<RegistrationRecord | undefined>;
  /** Whether a registration of another program on the platform uses the address. */
  emailInUse(platform: PlatformId, email: string, programId: string): Promise<boolean>;
  addRegistration(program: Program, platform: PlatformId, email: string): Promise<RegistrationRecord>;
  /** The pages are those on which a person goes on: at the consent, at the verification. */
  changeRegistration(
    id: string,
    change: Partial<Pick<RegistrationRecord, 'state' | 'appId' | 'admission' | 'verification' | 'words'>> & {
      readonly consentUrl?: string;
      readonly verificationUrl?: string;
      /** Null once the renewal was answered, or could not be begun. */
      readonly renewingSince?: Date | null;
      readonly renewalMark?: string | null;
      /** Null once the platform says nothing strange any more. */
      readonly anomaly?: string | null;
      readonly authorisedSince?: Date;
      /** Null while the permission lasts. */
      readonly authorisationEndedAt?: Date | null;
      readonly permissions?: readonly string[];
    },
  ): Promise<void>;
}
