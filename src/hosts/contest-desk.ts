import type { Manifest } from '../programs/manifest.ts';
import type { SuppliedFile } from './requests.ts';

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
