import type { PackageRequest, SuppliedFile } from '../requests.ts';

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
  upload(appId: string, file: Pick<SuppliedFile, 'name' | 'mediaType' | 'bytes'>): Promise<ReviewMedium>;
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
