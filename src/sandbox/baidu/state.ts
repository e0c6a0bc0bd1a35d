import type { ChangeDesk } from '../change-desk.ts';
import { type Fields, numberIn } from '../fields.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Pushes } from '../push.ts';
import type { ReviewDesk } from '../review-desk.ts';
import type { Timers } from '../timers.ts';
import type { TokenTable } from '../token-table.ts';
import type { BaiduCategory } from './categories.ts';
import { required } from './errors.ts';

export interface SandboxTemplate {
  readonly templateId: number;
  readonly userVersion: string;
  readonly userDesc: string;
}

/** A template in the library, or a draft that may become one. */
export interface Template extends SandboxTemplate {
  readonly draftId: number;
  readonly at: Date;
}

/** What is changed and reviewed on its own: the name, the picture, the words. */
export type BaseInfoKind = 'name' | 'icon' | 'desc';

export interface BaiduSettings {
  /** `client_id` of the platform. */
  readonly tpKey: string;
  readonly tpAppId: number;
  /** The key of the one member host that there is. */
  readonly memberHost: { readonly apiKey: string; readonly secretKey: string };
  readonly messageToken: string;
  readonly encodingAesKey: string;
  /** The id behind the message in a push; which one it is, is not published. */
  readonly pushTail: string;
  /** 2020: pushes without package ids. MISSPELLED: `reson` and a blank before the event, as in some samples. */
  readonly pushStyle: 'CURRENT' | '2020' | 'MISSPELLED';
  /** The gateway's address without a path. May change while the sandbox runs. */
  pushBaseUrl: string;
  readonly baseInfoAfterMs: number;
  readonly uploadAfterMs: number;
  /** How long a step back takes. */
  readonly rollbackAfterMs: number;
  readonly weeklyQuota: number;
  /** Host names that the platform registered; any will do, where there is none. */
  readonly domains: readonly string[];
  readonly categories: readonly BaiduCategory[];
  /** Callers that are served; all, where there is none. */
  readonly allowedAddresses: readonly string[];
}

/** A Baidu account whose holder agreed that the platform registers on its behalf. */
export interface Account {
  readonly userId: string;
  readonly authorizationCode: string;
  readonly createAuthorizationCode: string;
  customerId: number | undefined;
  /** What became of the registration. */
  state: 'CONSENTED' | 'IN_REVIEW' | 'REFUSED' | 'REGISTERED';
  /** The name that is asked for, while its registration is in review. */
  appName: string | undefined;
  /** The programs of the account, in the order in which they were created. */
  readonly apps: App[];
}

/** 1 online, 3 development, 4 in review, 5 rejected, 6 approved, 8 rolling back. */
export type PackageStatus = 1 | 3 | 4 | 5 | 6 | 8;

/** -1 unknown, 40001 parameters, 69009 the service, 69010 the template. */
export interface UploadFault {
  readonly code: -1 | 40001 | 69009 | 69010;
  readonly words: string;
}

export interface Package {
  readonly version: string;
  readonly description: string;
  readonly committedAt: Date;
  /** Both undefined while it is uploaded, and for good where that failed. */
  id: number | undefined;
  status: PackageStatus | undefined;
  uploadFault: UploadFault | undefined;
  /** What the reviewer said. */
  words: string;
  remark: string;
  rollbackVersion: string | undefined;
}

/** A step of the ladder against a program, with the fix that was handed in last. */
export interface AppMeasure {
  readonly id: string;
  readonly kind: 'OFFLINE' | 'TRAFFIC' | 'WARNING';
  readonly reason: string;
  /** Of OFFLINE: 1 name, picture and words, 2 the package, 3 both. */
  readonly offlineReason: 1 | 2 | 3;
  ended: boolean;
  fix:
    | { readonly words: string; readonly state: 'IN_REVIEW' | 'ACCEPTED' | 'DECLINED'; readonly said: string }
    | undefined;
}

export interface App {
  readonly appId: number;
  readonly appKey: string;
  appName: string;
  appDesc: string;
  photo: string;
  /** Whether a platform may act for it. */
  authorized: boolean;
  readonly subjectName: string;
  /** As `app/info` numbers it: 2 enterprise, 3 government, 4 media, 5 other. */
  readonly subjectType: number;
  categories: readonly BaiduCategory[];
  /** The review of categories that were written again: 1 in review, 2 passed, 3 failed, with the reviewer's words. */
  categoryReview: { readonly status: 1 | 2 | 3; readonly reason: string };
  /** The review of the subject: 1 passed, 2 in review, 3 failed. */
  subjectStatus: 1 | 2 | 3;
  /** 1 normal, 2 pending, 3 overdue. Only while it is not normal can a certified subject be certified again. */
  annualReview: 1 | 2 | 3;
  nameApproved: boolean;
  categoryApproved: boolean;
  /** The verification of who the subject is (真实性认证). */
  certified: boolean;
  /** Everything uploaded that is still listed, oldest first. */
  packages: Package[];
  /** What was online before, where it can be gone back to. */
  previous: Package | undefined;
  /** How the next uploads fail. */
  readonly uploadFaults: UploadFault[];
  /** Reviews of base information: 1 go on, 3 failed. */
  readonly baseReviews: Map<
    BaseInfoKind,
    { readonly value: string; readonly status: 1 | 3; readonly reason: string }
  >;
  /** How often each was changed. */
  readonly modified: Record<BaseInfoKind | 'category', number>;
  paused: boolean;
  trafficClosed: boolean;
  supportVersion: string;
  webStatus: 0 | 1 | 2;
  readonly domains: Map<string, readonly string[]>;
  /** 0 none or cancelled, 1 pending, 2 refused, 3 passed. */
  mobileAuth: { readonly status: 0 | 1 | 2 | 3; readonly reason: string };
  /** 1 not begun, 2 passed, 4 refused, 6 goes on. */
  faceStatus: 1 | 2 | 4 | 6;
  readonly measures: AppMeasure[];
  /** Submissions by week, named by its Monday in China. */
  readonly submissions: Map<string, number>;
}

export type BaiduTokenKind = 'ticket' | 'tp' | 'preauth' | 'code' | 'app' | 'refresh' | 'host';

/** All that this Baidu knows. In memory only. */
export interface BaiduWorld {
  readonly settings: BaiduSettings;
  readonly clock: MovableClock;
  readonly timers: Timers;
  readonly pushes: Pushes;
  readonly reviews: ReviewDesk;
  readonly registrations: ReviewDesk;
  /** Who looks at fixes. */
  readonly contests: ReviewDesk;
  /** Who looks at names, pictures, words and papers. */
  readonly changes: ChangeDesk;
  readonly tokens: TokenTable<BaiduTokenKind>;
  readonly templates: Template[];
  readonly drafts: Template[];
  readonly accounts: Map<string, Account>;
  readonly apps: Map<number, App>;
  /** Addresses of uploaded pictures; others are of foreign origin. */
  readonly images: Set<string>;
  /** Payments that wait for somebody to make them, by the number in their page's address. */
  readonly payments: Map<string, App>;
  nextPackageId: number;
  nextExamineId: number;
  /** The sandbox's own address, once it listens. */
  url: string;
}

/** The package with this id. */
export function findPackage(app: App, id: number | undefined): Package | undefined {
  return id === undefined ? undefined : app.packages.find((one) => one.id === id);
}

/** The package that a call names. Throws 40001 and 69005. */
export function chosenPackage(app: App, fields: Fields): Package {
  return required(findPackage(app, required(numberIn(fields, 'package_id'))), 69005);
}

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `2019-01-14 12:45:10`, the time in China. */
export function chinaTime(at: Date): string {
  return new Date(at.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
