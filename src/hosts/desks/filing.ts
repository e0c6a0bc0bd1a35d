import type { ContestFile } from '../contest-desk.ts';
import type { HostImage } from '../host-image.ts';

/** Where a program stands with the authority that it is filed with (ICP filing, 小程序备案). */
export interface FilingReport {
  readonly state:
    | 'NOT_FILED'
    | 'PLATFORM_REVIEW'
    | 'PLATFORM_DECLINED'
    | 'AUTHORITY_REVIEW'
    | 'AUTHORITY_DECLINED'
    | 'FILED'
    | 'UNKNOWN';
  /** The platform's own number of the state. */
  readonly hostState: string;
  /** What has to be there before it can be applied for. */
  readonly lacks: readonly ('BASE_INFO' | 'CATEGORY' | 'VERIFICATION')[];
  readonly isBeingCancelled: boolean;
  /** What was wrong, field by field. */
  readonly faults: readonly {
    readonly field: string;
    readonly words: string;
    readonly suggestion?: string;
  }[];
}

type Json = Readonly<Record<string, unknown>>;

/** What is filed, in the platform's own fields: who, which program, and papers by their references. */
export interface FilingForm {
  readonly subject: Json;
  readonly program: Json;
  readonly papers: Json;
}

/** A check of the face of the person in charge, who does it at `url`. */
export interface FaceCheck {
  readonly reference: string;
  readonly url?: string;
}

export type FaceCheckState = 'NOT_STARTED' | 'WAITING' | 'FAILED' | 'PASSED';

/** What the form chooses from. */
export const filingLists = [
  'CERTIFICATE_TYPES',
  'DISTRICTS',
  'CONTENT_TYPES',
  'SERVICE_TYPES',
  'SUBJECT_TYPES',
] as const;
export type FilingList = (typeof filingLists)[number];

/** What of it is to be taken off the authority's list. */
export type FilingPart = 'SUBJECT' | 'PROGRAM' | 'PROGRAM_HERE';

export interface FilingDesk {
  read(appId: string): Promise<FilingReport>;
  /** Has to be passed before it is applied for. */
  startFaceCheck(appId: string): Promise<FaceCheck>;
  faceCheck(appId: string, reference: string): Promise<FaceCheckState>;
  /** `field`: of the form, for which the paper is. Answers by what the form names it. */
  upload(appId: string, field: string, file: ContestFile): Promise<string>;
  download(appId: string, reference: string): Promise<HostImage>;
  /** What is wrong with the form comes in the words of the refusal, field by field. */
  apply(appId: string, form: FilingForm): Promise<void>;
  /** Takes an application back that is not with the authority yet. */
  withdraw(appId: string): Promise<void>;
  /** Has a filing that was made ended. */
  cancel(appId: string, part: FilingPart): Promise<void>;
  /** What is on file; empty where nothing is. */
  onFile(appId: string): Promise<Json>;
  choices(appId: string, list: FilingList): Promise<readonly Json[]>;
}
