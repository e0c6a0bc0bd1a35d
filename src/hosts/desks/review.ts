import type { LocalizedText } from '../../kernel/localized.ts';
import type { ContestFile } from '../contest-desk.ts';
import type { ForReviewer, PackageRequest } from '../requests.ts';

/** A number that a platform allows in a time. UNLIMITED: it does not count. */
export interface Allowance {
  readonly limit: number | 'UNLIMITED';
  readonly remaining: number | 'UNLIMITED';
}

/** How often versions may still be handed in. */
export interface ReviewQuota {
  /** GATEWAY: all programs of this gateway share it. PROGRAM: it is this program's own. */
  readonly scope: 'GATEWAY' | 'PROGRAM';
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  readonly submissions: Allowance;
  /** Left out where reviews cannot be expedited. */
  readonly expedites?: Allowance;
}

export interface ReviewQuotaDesk {
  /** Any program's app id, where it is shared. */
  read(appId: string): Promise<ReviewQuota>;
}

/** How a review that is waiting is moved to the front, which uses up an allowance. */
export interface ExpediteDesk {
  /** `reference`: the platform's own id of the review. */
  expedite(request: PackageRequest, reference: string): Promise<void>;
}

/** A file that a reviewer is to look at. */
export interface ReviewMedium {
  readonly reference: string;
  readonly kind: 'IMAGE' | 'VIDEO';
  /** From then on the platform has it no longer. */
  readonly keptUntil: Date;
}

export interface ReviewMediaDesk {
  /** Costs nothing, and may be repeated: each time there is another reference. */
  upload(appId: string, file: ContestFile): Promise<ReviewMedium>;
  /** The same of a file that proves what is said to a rejection; answers with its reference. */
  uploadProof(appId: string, file: ContestFile): Promise<string>;
}

/** A file without its content: `bytes` is how many it has. */
export type FileFacts = Pick<ContestFile, 'name' | 'mediaType'> & { readonly bytes: number };

/** What a platform would refuse of what its reviewers are told. */
export interface ReviewerFault {
  /** Where it is: `pages[0].title`. */
  readonly field: string;
  readonly message: LocalizedText;
  /** The platform's own code for it, where its pages name one. */
  readonly code?: string;
}

/** What reviewers of a platform are told with a version. */
export interface ReviewerDesk {
  /** What the platform has a field for. */
  readonly takes: readonly (keyof ForReviewer)[];
  /** All that would be refused, of what it takes. Asks nobody. */
  faults(notes: ForReviewer<FileFacts>): readonly ReviewerFault[];
}

/** What the platform found of privacy-relevant calls in the code that was uploaded last. */
export type CodeScan =
  /** It has not looked to the end. Uploading again would make it begin anew. */
  | { readonly state: 'RUNNING' }
  | {
      readonly state: 'DONE';
      /** Called by the code, and the platform has not granted them to the program. */
      readonly notGranted: readonly string[];
      /** Called by the code, and its configuration does not declare them. */
      readonly notDeclared: readonly string[];
    };

export interface CodeScanDesk {
  read(appId: string): Promise<CodeScan>;
}
