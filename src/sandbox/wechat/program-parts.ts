import type { Fields } from '../fields.ts';

/** Code that was uploaded: the trial version, and later what is reviewed and released. */
export interface Code {
  readonly templateId: number;
  readonly version: string;
  readonly description: string;
  readonly pages: readonly string[];
  readonly atSeconds: number;
}

/** Refusals that no field of a submission can cure, of one program. */
export type ProgramBar = 86007 | 87006 | 85087 | 9400001;
/** The same of the platform, for all its programs, for those that were never released, for those that were. */
export type PlatformBar = 86008 | 86009 | 86010;
export type SubmissionBar = ProgramBar | PlatformBar;
export const SUBMISSION_BARS: readonly SubmissionBar[] = [86007, 86008, 86009, 86010, 87006, 85087, 9400001];

export function isPlatformBar(bar: SubmissionBar): bar is PlatformBar {
  return bar === 86008 || bar === 86009 || bar === 86010;
}

/** `status`: 1 running, 3 done, 4 deleted. */
export interface GrayPlan {
  readonly code: Code;
  status: 1 | 3 | 4;
  readonly atSeconds: number;
  readonly percentage: number;
  readonly debuggersFirst: boolean;
  readonly experiencersFirst: boolean;
}

export interface Profile {
  headImage: string;
  signature: string;
  readonly used: { nickname: number; headImage: number; signature: number };
  /** Names that were asked for. `stat`: 1 in review, 2 refused, 3 passed. */
  readonly nicknames: Map<number, NameAsked>;
}

export interface NameAsked {
  readonly name: string;
  readonly stat: 1 | 2 | 3;
  readonly reason: string;
  readonly createTime: number;
  readonly auditTime: number;
}

/** The filing with the authorities. */
export interface Icp {
  status: number;
  isCanceling: boolean;
  /** Why it was refused last. */
  fault: string;
  /** What was handed in last. */
  order: Fields | undefined;
  /** By task: 1 waiting, 2 failed, 3 passed. */
  readonly faceChecks: Map<string, number>;
}

export interface PrivacyApplication {
  readonly audit_id: number;
  readonly status: number;
  readonly apply_time: number;
  readonly fail_reason: string;
}

/** A call that was refused, as `openapi/rid/get` tells it. */
export interface Refusal {
  readonly atSeconds: number;
  readonly path: string;
  readonly answer: string;
  readonly from: string;
}

export function newProfile(): Profile {
  return {
    headImage: '',
    signature: '',
    used: { nickname: 0, headImage: 0, signature: 0 },
    nicknames: new Map(),
  };
}

/** A program that was there before the platform has been filed (inferred); a new one has not. */
export function newIcp(isFiled: boolean): Icp {
  return {
    status: isFiled ? 6 : 1024,
    isCanceling: false,
    fault: '',
    order: undefined,
    faceChecks: new Map(),
  };
}

/** A breach on record, with what is done about it. */
export interface Violation {
  readonly recordId: string;
  readonly punishId: string;
  readonly kind: 'WARNING' | 'FUNCTIONS' | 'OFFLINE' | 'ACCOUNT' | 'PAGE';
  readonly reason: string;
  readonly atSeconds: number;
  /** Undefined: for good. */
  readonly untilSeconds: number | undefined;
  ended: boolean;
  readonly appeals: ViolationAppeal[];
}

/** `status`: 1 in hand, 2 won, 3 lost, 4 taken back. */
export interface ViolationAppeal {
  readonly id: number;
  readonly atSeconds: number;
  readonly count: number;
  readonly reason: string;
  readonly proof: readonly string[];
  status: 1 | 2 | 3 | 4;
  words: string;
  decidedAtSeconds: number | undefined;
}
