import type { Manifest } from '../programs/manifest.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CheckState } from '../programs/registration.ts';
import type { HostImage } from './host-image.ts';

/** A file that a platform asks for when a program is registered. */
export interface SuppliedFile {
  readonly purpose: 'ICON' | 'IDENTITY' | 'QUALIFICATION';
  /** The published name of the paper, of papers. */
  readonly paper?: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Who the program belongs to, as far as a platform asks when it is registered. */
export interface RegistrationRequest {
  /** Ours; an answer or a push about this registration leads back to it. */
  readonly registrationId: string;
  /**
   * How often the developer has asked for this registration, from 1, which is also what it is where it is
   * not given. What a platform refused is refused for that attempt: for a later one it is absent again.
   */
  readonly attempt?: number;
  readonly email: string;
  readonly subject: {
    readonly legalName: string;
    /** Unified social credit code, 18 characters; of a person the number of the identity card. */
    readonly identityNumber: string;
    readonly representativeName: string;
    /** The representative's own account on the platform (a WeChat id, a Baidu user name). */
    readonly representativeAccount: string;
    readonly phone: string;
  };
  readonly manifest: Manifest;
  readonly files: readonly SuppliedFile[];
}

/** A developer who is to be verified, or verified again, by way of one program. */
export interface VerificationRequest extends RegistrationRequest {
  /** The platform's id of the program. */
  readonly appId: string;
}

/** A paper that replaces one that the platform goes by; `files` are all papers as they are with the new one in place. */
export interface PaperRequest extends VerificationRequest {
  readonly paper: SuppliedFile;
}

/**
 * What was begun at the platform. `mark` is the connector's own: by it, the answer is told from what was so before.
 * `url`: where a person goes on.
 */
export interface CheckBegun {
  readonly mark: string;
  readonly url?: string;
}

/** What came of it. A later mark takes the place of the one that was asked with. */
export type CheckReport =
  | { readonly state: 'IN_REVIEW'; readonly mark: string }
  | { readonly state: 'PASSED' }
  | { readonly state: 'DECLINED'; readonly words: string };

/** How papers are handed in again, at a platform that goes by the old one until the new one is verified. */
export interface PaperDesk {
  /** NOT_ASKED: the platform was never shown a paper of this kind, so it goes by none. Safe to repeat. */
  handIn(request: PaperRequest): Promise<CheckBegun | 'NOT_ASKED'>;
  lookUp(request: PaperRequest, mark: string): Promise<CheckReport>;
}

/** What is uploaded and submitted: one version of one registered program. */
export interface PackageRequest {
  /** The platform's id of the program. */
  readonly appId: string;
  /**
   * Ours. It travels in the description that the host keeps with the version, so that after a lost
   * answer the host can be asked whether it acted: neither host has an idempotency key of its own.
   */
  readonly key: string;
  readonly versionNumber: string;
  readonly description: string;
  readonly templateId: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest;
  /** The names of the category on this platform, from the first level down. */
  readonly categoryPath: readonly string[];
}

/** A QR code that opens a registered program (wechat/2.2). */
export interface QrCodeRequest {
  /** The platform's id of the program. */
  readonly appId: string;
  /** TESTERS: the version that was uploaded last. EVERYBODY: the one that is public. */
  readonly opensFor: 'TESTERS' | 'EVERYBODY';
  /** Our key of what was handed in last, where anything was: testers open that, where a platform keeps several. */
  readonly key?: string;
}

/**
 * What the platform says of a package, in our words. `reference` is its own id: an audit id, a package id; `at` is when
 * it came to be so, where the platform says.
 */
export type PackageReport =
  | { readonly state: 'ABSENT' }
  | { readonly state: 'UPLOADING' }
  | { readonly state: 'UPLOADED'; readonly reference?: string }
  | { readonly state: 'UPLOAD_FAILED'; readonly words: string }
  | { readonly state: 'IN_REVIEW'; readonly reference: string; readonly at?: Date }
  | { readonly state: 'DELAYED'; readonly reference: string; readonly words: string }
  | { readonly state: 'APPROVED'; readonly reference: string }
  | { readonly state: 'REJECTED'; readonly reference: string; readonly words: string }
  | { readonly state: 'WITHDRAWN'; readonly reference?: string }
  | { readonly state: 'RELEASED'; readonly reference: string; readonly at?: Date };

/** What the platform says of a registration. */
export type RegistrationReport =
  /** The platform knows of no such request: it may be made, or made again. */
  | { readonly state: 'ABSENT' }
  | { readonly state: 'REQUESTED' }
  | { readonly state: 'REFUSED'; readonly words: string }
  | {
      readonly state: 'REGISTERED';
      readonly appId: string;
      readonly admission: CheckState;
      readonly verification: CheckState;
    };

/** A push as it came in, before anybody believes it. */
export interface IncomingPush {
  /** `events` for the platform's authorisation address, otherwise the app id in the address. */
  readonly address: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A push that is signed, fresh and readable. */
export interface VerifiedPush {
  /** The same for every delivery of the same event, so that a repeated one is stored once. */
  readonly key: string;
  /** The decrypted message, word for word. */
  readonly message: string;
  /** What the platform calls the event, for people: `weapp_audit_success`. */
  readonly event: string;
  /** The platform's id of the program that it names, if any: pushes about one program are applied in their order. */
  readonly about?: string;
}

/** A measure as a platform's own wire tells it, in the words of its agreement. */
export type MeasureTold =
  | {
      readonly act: 'TAKEN';
      /** The kind and the ground by the words of the policy; one that its agreement does not have is refused there. */
      readonly measure: string;
      readonly ground: string;
      /** One for each time that it is told anew. */
      readonly reference: string;
      readonly words?: string;
      /** How many days there are to put it right, where it is to be. */
      readonly rectifyWithinDays?: number;
      /** The instant by which it is to be put right, where one is told. */
      readonly rectifyBefore?: Date;
      /** When it was taken, where the platform says so; left out: from when it was heard. */
      readonly from?: Date;
      readonly until?: Date;
      /** The functions that it is about, as the platform names them; left out: the whole program. */
      readonly functions?: readonly string[];
      /** The words begin so wherever the same breach is told of: its reason and its rule. */
      readonly breach?: string;
      /** It says that a breach is on record. What is done about it is told of on its own. */
      readonly isRecord?: true;
    }
  /** What became of the fix of a measure of this kind. */
  | {
      readonly act: 'FIX_ACCEPTED' | 'FIX_DECLINED';
      readonly measure: string;
      readonly words?: string;
      /** When that was decided, where the platform says so. */
      readonly at?: Date;
    }
  /** How an appeal stands. */
  | {
      readonly act: 'APPEAL_TAKEN' | 'APPEAL_UPHELD' | 'APPEAL_OVERTURNED';
      /** The platform's own number of the appeal. */
      readonly reference: string;
      /** Whether it was handed in over the wire, and not at the platform's console. */
      readonly overWire: boolean;
      readonly words?: string;
    }
  /** Something against the program that is none of these: an event of a kind that is not published. */
  | { readonly act: 'UNREAD'; readonly words: string };

/** What is said against a measure, or was put right after it, as it is handed in at the platform that took it. */
export interface ContestRequest {
  readonly kind: 'APPEAL' | 'FIX';
  /** The platform's id of the program. */
  readonly appId: string;
  /** Ours, another each time that it is handed in; it travels in the reason, so that a lost answer can be asked after. */
  readonly key: string;
  /** Whether it was handed in before, as far as we know. */
  readonly handedIn: boolean;
  /** The platform's own number of it, once it is known. */
  readonly reference?: string;
  readonly measure: {
    readonly kind: string;
    readonly reference?: string;
    readonly words?: string;
    readonly from: Date;
  };
  readonly statement: string;
  readonly evidence: readonly ContestFile[];
  /** The program as it is now. */
  readonly manifest: Manifest;
  readonly icon?: ContestFile;
}

export type ContestFile = Pick<SuppliedFile, 'name' | 'mediaType' | 'bytes'>;

/** What the platform says of it. */
export type ContestReport =
  /** It has none such: it may be handed in. */
  | { readonly state: 'ABSENT' }
  | { readonly state: 'IN_REVIEW'; readonly reference?: string }
  | {
      readonly state: 'ACCEPTED' | 'DECLINED';
      readonly reference?: string;
      readonly words?: string;
    }
  /** No call is documented for it: it is for the platform's console, or done by a new version that passes review. */
  | { readonly state: 'NO_CALL'; readonly instead: 'IN_CONSOLE' | 'BY_NEW_VERSION' };

/** How appeals and fixes are handed in, where the platform documents how. */
export interface ContestDesk {
  /** Answers with the platform's own number of it, where the call does. */
  handIn(request: ContestRequest): Promise<{ readonly reference?: string }>;
  lookUp(request: ContestRequest): Promise<ContestReport>;
}

/**
 * What a verified push makes the gateway do. A push never decides a review or a check: the platform is asked. A measure it
 * tells of stands as it was told, since no call of the platform’s answers for it.
 */
export type PushNews =
  /** Credentials were taken over; nothing else to do. */
  | { readonly kind: 'CREDENTIALS' }
  | { readonly kind: 'REGISTRATION_MOVED'; readonly registrationId?: string; readonly appId?: string }
  | { readonly kind: 'VERIFICATION_MOVED'; readonly appId: string }
  /** The platform has looked at papers of a program. */
  | { readonly kind: 'PAPERS_MOVED'; readonly appId: string }
  /** The platform says what it has done against a program, or what became of a fix. */
  | {
      readonly kind: 'MEASURE_TOLD';
      readonly appId: string;
      readonly told: MeasureTold;
      /** Where one event tells of several. */
      readonly also?: readonly MeasureTold[];
    }
  /** `at`: when the review moved, by the push. What came of it is asked for. */
  | { readonly kind: 'REVIEW_MOVED'; readonly appId: string; readonly at?: Date }
  /** An event that the gateway does not act upon yet. It is kept and shown. */
  | { readonly kind: 'OTHER'; readonly appId?: string };

/**
 * Speaks one platform's documented wire protocol. Every implementation passes `test/hosts/connector-contract.ts`.
 *
 * Methods reject with `HostError` and nothing else that a host can cause. None retries an act by itself:
 * that is the queue's business, which asks (`lookUp…`) before it repeats.
 */
export interface PlatformConnector {
  readonly platform: PlatformId;
  /** The reply that acknowledges a push: what the platform expects to read, to the letter. */
  readonly acknowledgement: string;

  /**
   * Asks the platform to register the program. Where a person has to agree at the platform first, it
   * answers with the page for that and has asked nothing yet: call again once they have come back.
   */
  register(request: RegistrationRequest): Promise<{ readonly consentUrl?: string }>;
  /**
   * Takes over what the platform put into the address when it sent the person back from its consent page.
   * Anybody can call that address: throws `PushRefused`, 403 unless it is one that `register` gave out, 400
   * where it brings no code.
   */
  absorbConsent(registrationId: string, query: Readonly<Record<string, string>>): Promise<void>;
  lookUpRegistration(request: RegistrationRequest): Promise<RegistrationReport>;
  /** Begins the platform's verification of the developer, or begins it again; a person goes on at `url`. */
  startVerification(request: VerificationRequest): Promise<Required<CheckBegun>>;
  /** What came of a verification that was begun with this mark. */
  lookUpVerification(appId: string, mark: string): Promise<CheckReport>;
  /** Where the platform waits for a paper that replaces one (baidu/2.5). */
  readonly papers?: PaperDesk;
  /** Where appeals and fixes are handed in (wechat/2.5, baidu/3.4). */
  readonly contests: ContestDesk;

  upload(request: PackageRequest): Promise<void>;
  submit(request: PackageRequest): Promise<{ readonly reference?: string }>;
  lookUpPackage(request: PackageRequest): Promise<PackageReport>;
  withdraw(request: PackageRequest): Promise<void>;
  release(request: PackageRequest): Promise<void>;
  /** The platform's own picture of the code. Nothing happens there; it may be asked for again. */
  qrCode(request: QrCodeRequest): Promise<HostImage>;

  /** Verifies and decrypts; `now` bounds how old a push may be. Rejects with `PushRefused`. */
  readPush(push: IncomingPush, now: Date): Promise<VerifiedPush>;
  /**
   * Takes over what concerns credentials, and says what else the push is about. Safe to repeat. `address`
   * is the one the push came in at (`IncomingPush`): WeChat's messages about a review name no app id.
   */
  absorbPush(message: string, address: string): Promise<PushNews>;
}
