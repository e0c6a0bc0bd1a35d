import type { PlatformId } from '../programs/platform.ts';
import type { CheckState } from '../programs/registration.ts';
import type { CheckBegun, CheckReport } from './check-at-platform.ts';
import type { CodeMeaning } from './code-meaning.ts';
import type { ContestDesk } from './contest-desk.ts';
import type { HostDesks } from './desks/desks.ts';
import type { HostImage } from './host-image.ts';
import type { IncomingPush, PushNews, VerifiedPush } from './push-news.ts';
import type { PackageRequest, PaperRequest, RegistrationRequest, VerificationRequest } from './requests.ts';

export type * from './contest-desk.ts';
export type * from './push-news.ts';
export type * from './requests.ts';

/** How papers are handed in again, at a platform that goes by the old one until the new one is verified. */
export interface PaperDesk {
  /** NOT_ASKED: the platform was never shown a paper of this kind, so it goes by none. Safe to repeat. */
  handIn(request: PaperRequest): Promise<CheckBegun | 'NOT_ASKED'>;
  lookUp(request: PaperRequest, mark: string): Promise<CheckReport>;
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
  /** `waitMs`: how long to let it work before it is asked again, where that is longer than usual. */
  | { readonly state: 'UPLOADING'; readonly waitMs?: number }
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
  | {
      readonly state: 'REFUSED';
      readonly words: string;
      /** The platform's own number of it, where it gave one, and what its documents say of that. */
      readonly refusal?: { readonly code: string } & CodeMeaning;
    }
  | {
      readonly state: 'REGISTERED';
      readonly appId: string;
      readonly admission: CheckState;
      readonly verification: CheckState;
      /** What the gateway may do for it, where the platform says; see `AuthorisedProgram`. */
      readonly permissions?: readonly string[];
    };

/**
 * Speaks one platform's documented wire protocol. Every implementation passes `test/hosts/connector-contract.ts`.
 *
 * Methods reject with `HostError` and nothing else that a host can cause. None retries an act by itself:
 * that is the queue's business, which asks (`lookUp…`) before it repeats.
 */
export interface PlatformConnector extends HostDesks {
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
   * What the platform expects to read where it only checks that the address leads here; undefined where what came in is
   * no such check. Rejects with `PushRefused`.
   */
  urlCheck?(push: IncomingPush, now: Date): Promise<string | undefined>;
  /**
   * Takes over what concerns credentials, and says what else the push is about. Safe to repeat. `address`
   * is the one the push came in at (`IncomingPush`): WeChat's messages about a review name no app id.
   */
  absorbPush(message: string, address: string): Promise<PushNews>;
}
