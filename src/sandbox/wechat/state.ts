import { civilDateAt } from '../../kernel/civil-time.ts';
import type { ChangeDesk } from '../change-desk.ts';
import type { Fields } from '../fields.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Pushes } from '../push.ts';
import type { ReviewDesk } from '../review-desk.ts';
import type { Timers } from '../timers.ts';
import type { TokenTable } from '../token-table.ts';
import type { WechatCategory } from './categories.ts';
import type {
  Code,
  GrayPlan,
  Icp,
  PlatformBar,
  PrivacyApplication,
  Profile,
  ProgramBar,
  Refusal,
  Violation,
} from './program-parts.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** A template in the platform's library, as a start gives it. Its code is its pages; nothing else of it matters here. */
export interface SandboxTemplate {
  readonly templateId: number;
  readonly userVersion: string;
  readonly userDesc: string;
  readonly pages: readonly string[];
}

/** A template in the library, or a draft that may become one. */
export interface Template extends SandboxTemplate {
  readonly draftId: number;
  readonly atSeconds: number;
  /** 0 ordinary, 1 standard. */
  readonly type: 0 | 1;
}

export interface WechatSettings {
  readonly componentAppId: string;
  readonly componentAppSecret: string;
  readonly messageToken: string;
  readonly encodingAesKey: string;
  /** The gateway's address without a path. May change while the sandbox runs. */
  pushBaseUrl: string;
  readonly registrationAfterMs: number;
  readonly scanAfterMs: number;
  readonly monthlyQuota: number;
  readonly monthlySpeedups: number;
  /** How soon a hastened review ends. */
  readonly speedUpAfterMs: number;
  /** Calls of one path on one day; none is counted where it is infinite. */
  readonly dailyCalls: number;
  readonly categories: readonly WechatCategory[];
  /** Callers that are served; all, where there is none. */
  readonly allowedAddresses: readonly string[];
}

/** 0 approved, 1 rejected, 2 in review, 3 withdrawn, 4 delayed. */
export type AuditStatus = 0 | 1 | 2 | 3 | 4;

export interface Audit {
  readonly id: number;
  readonly code: Code;
  readonly submittedAtSeconds: number;
  status: AuditStatus;
  reason: string;
  screenshot: string;
  spedUp: boolean;
}

export interface ConfiguredCategory {
  readonly category: WechatCategory;
  /** 1 in review, 2 refused, 3 approved. */
  auditStatus: 1 | 2 | 3;
  reason: string;
  /** Whether a call added it: only such count against the number that a program may have. */
  readonly added: boolean;
  /** WeChat gave it up: nothing can be submitted under it. */
  withdrawn?: boolean;
}

export interface MiniProgram {
  readonly appid: string;
  /** The original id, `gh_…`, to which account messages are addressed. */
  readonly userName: string;
  nickName: string;
  readonly principalName: string;
  /** 0 by its owner, 6 with the legal person's face, 13 on trial, 16 of a natural person, 19 on trial once. */
  registerType: 0 | 6 | 13 | 16 | 19;
  /** Whether WeChat has verified who is behind it. */
  verified: boolean;
  refreshToken: string;
  authorized: boolean;
  authorizedAtSeconds: number;
  /** The sets of permissions that were granted. */
  granted: readonly number[];
  /** Name, picture and introduction are set. */
  initialised: boolean;
  /** Privacy interfaces that the code uses and nobody declared. */
  undeclaredApis: readonly string[];
  /** Interfaces that need the platform's leave and have none. */
  unauthorisedApis: readonly string[];
  /** Keys of personal data that the scan finds in the code. */
  detectedPrivacy: readonly string[];
  /** Why nothing can be submitted, as the code of the refusal. */
  submissionBar: ProgramBar | undefined;
  /** Another operation is running on it. */
  busy: boolean;
  serving: boolean;
  readonly categories: ConfiguredCategory[];
  /** The months of changes, `YYYY-MM`; one entry per category that was added. */
  readonly categoryChanges: string[];
  readonly domains: Record<string, readonly string[]>;
  webviewDomains: readonly string[];
  supportVersion: string;
  /** WeChat names by the text that stands for them. */
  readonly testers: Map<string, string>;
  readonly profile: Profile;
  readonly icp: Icp;
  readonly procedures: Map<string, { readonly status: number; readonly failReason: string }>;
  readonly orderPath: { online: string | undefined; inReview: Fields | undefined };
  readonly privacyApplications: Map<string, PrivacyApplication>;
  readonly privacy: Map<1 | 2, Fields>;
  trial: Code | undefined;
  /** Grows with each commit; the scan of an older one no longer counts. */
  scanRound: number;
  scanned: boolean;
  readonly audits: Audit[];
  /** Newest last. */
  readonly releases: { readonly number: number; readonly code: Code; readonly atSeconds: number }[];
  releaseCount: number;
  gray: GrayPlan | undefined;
  /** The days, in China, on which a review was withdrawn; one entry per withdrawal. */
  readonly withdrawals: string[];
  readonly violations: Violation[];
}

/** A company whose legal person has been asked to agree. */
export interface RegistrationTask {
  readonly name: string;
  readonly code: string;
  readonly codeType: number;
  readonly wechat: string;
  readonly legalPerson: string;
  readonly phone: string;
  state: 'WAITING' | 'DONE' | 'FAILED';
}

/** A verification of who is behind a program. `applyStatus`: 2 in review, 4 passed, 5 failed for good. */
export interface VerificationTask {
  readonly id: string;
  readonly appid: string;
  applyStatus: 2 | 4 | 5;
  reason: string;
}

export type WechatTokenKind = 'ticket' | 'preauth' | 'component' | 'authorizer' | 'code';

/** All that this WeChat knows. In memory only. */
export interface WechatWorld {
  readonly settings: WechatSettings;
  readonly clock: MovableClock;
  readonly timers: Timers;
  readonly pushes: Pushes;
  readonly reviews: ReviewDesk;
  readonly registrations: ReviewDesk;
  /** Who looks at appeals. */
  readonly contests: ReviewDesk;
  /** Who looks at names, categories, papers, filings. */
  readonly changes: ChangeDesk;
  readonly tokens: TokenTable<WechatTokenKind>;
  readonly programs: Map<string, MiniProgram>;
  readonly templates: Template[];
  readonly drafts: Template[];
  readonly tasks: RegistrationTask[];
  readonly personalTasks: Map<string, { readonly status: number; readonly appid: string | undefined }>;
  readonly verifications: Map<string, VerificationTask>;
  /** Pictures for verifications and appeals, by their ids. */
  readonly media: Set<string>;
  /** Papers of filings, by their ids, and whose they are. */
  readonly icpMedia: Map<string, { readonly appid: string; readonly file: UploadedFile }>;
  readonly reviewMedia: Map<string, { readonly type: 'image' | 'video'; readonly untilSeconds: number }>;
  /** What the platform may not hand in, being punished. */
  platformBar: PlatformBar | undefined;
  nextAuditId: number;
  /** Submissions by month, `YYYY-MM` in China. */
  readonly submissions: Map<string, number>;
  /** Hastened reviews by month. */
  readonly speedups: Map<string, number>;
  readonly quotaResets: Map<string, number>;
  /** Calls by day and path. */
  readonly callCounts: Map<string, number>;
  /** Refused calls by the number in their answer. */
  readonly refusals: Map<string, Refusal>;
}

/** Unix time. */
export function secondsNow(world: WechatWorld): number {
  return Math.floor(world.clock.now().getTime() / 1000);
}

/** `YYYY-MM`, in China. */
export function monthNow(world: WechatWorld): string {
  return civilDateAt(world.clock.now()).slice(0, 7);
}

export function latestAudit(program: MiniProgram): Audit | undefined {
  return program.audits.at(-1);
}

/** In review or delayed: nobody has said a last word. */
export function isOpen(audit: Audit | undefined): audit is Audit {
  return audit?.status === 2 || audit?.status === 4;
}
