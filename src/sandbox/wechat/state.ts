import { randomBytes } from 'node:crypto';
import type { MovableClock } from '../movable-clock.ts';
import type { Pushes } from '../push.ts';
import type { ReviewDesk } from '../review-desk.ts';
import type { Timers } from '../timers.ts';
import type { TokenTable } from '../token-table.ts';
import type { WechatCategory } from './categories.ts';

/** A template in the platform's library. Its code is its pages; nothing else of it matters here. */
export interface SandboxTemplate {
  readonly templateId: number;
  readonly userVersion: string;
  readonly userDesc: string;
  readonly pages: readonly string[];
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
  readonly templates: readonly SandboxTemplate[];
  readonly categories: readonly WechatCategory[];
  /** Callers that are served; all, where there is none. */
  readonly allowedAddresses: readonly string[];
}

/** Code that was uploaded: the trial version, and later what is reviewed and released. */
export interface Code {
  readonly templateId: number;
  readonly version: string;
  readonly description: string;
  readonly pages: readonly string[];
  readonly atSeconds: number;
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
}

export interface ConfiguredCategory {
  readonly category: WechatCategory;
  /** 1 in review, 2 refused, 3 approved. */
  auditStatus: 1 | 2 | 3;
}

export interface MiniProgram {
  readonly appid: string;
  /** The original id, `gh_…`, to which account messages are addressed. */
  readonly userName: string;
  readonly nickName: string;
  readonly principalName: string;
  /** 0 registered by its owner, 6 through the platform with the legal person's face. */
  readonly registerType: 0 | 6;
  /** Whether WeChat has verified who is behind it. */
  verified: boolean;
  refreshToken: string;
  authorized: boolean;
  authorizedAtSeconds: number;
  /** Name, picture and introduction are set. */
  initialised: boolean;
  /** Privacy interfaces that the code uses and nobody declared. */
  undeclaredApis: readonly string[];
  serving: boolean;
  readonly categories: ConfiguredCategory[];
  readonly domains: Record<string, readonly string[]>;
  readonly privacy: Map<1 | 2, Readonly<Record<string, unknown>>>;
  trial: Code | undefined;
  /** Grows with each commit; the scan of an older one no longer counts. */
  scanRound: number;
  scanned: boolean;
  readonly audits: Audit[];
  /** Newest last. */
  readonly releases: { readonly code: Code; readonly atSeconds: number }[];
  /** The days, in China, on which a review was withdrawn; one entry per withdrawal. */
  readonly withdrawals: string[];
  readonly violations: Violation[];
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

export type WechatTokenKind = 'ticket' | 'component' | 'authorizer' | 'code';

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
  readonly tokens: TokenTable<WechatTokenKind>;
  readonly programs: Map<string, MiniProgram>;
  readonly tasks: RegistrationTask[];
  readonly verifications: Map<string, VerificationTask>;
  /** Pictures for verifications and appeals, by their ids. */
  readonly media: Set<string>;
  nextAuditId: number;
  /** Submissions by month, `YYYY-MM` in China. */
  readonly submissions: Map<string, number>;
}

/** Unix time. */
export function secondsNow(world: WechatWorld): number {
  return Math.floor(world.clock.now().getTime() / 1000);
}

/** A program that exists and has authorised the platform. Its id is random: a restarted sandbox repeats none. */
export function createProgram(
  world: WechatWorld,
  about: Pick<MiniProgram, 'nickName' | 'principalName' | 'registerType'> & { readonly appid?: string },
): MiniProgram {
  const program: MiniProgram = {
    appid: about.appid ?? `wx${randomBytes(8).toString('hex')}`,
    userName: `gh_${randomBytes(6).toString('hex')}`,
    nickName: about.nickName,
    principalName: about.principalName,
    registerType: about.registerType,
    // New accounts start unverified.
    verified: about.registerType !== 6,
    refreshToken: `refreshtoken@@@${randomBytes(24).toString('base64url')}`,
    authorized: true,
    authorizedAtSeconds: secondsNow(world),
    initialised: true,
    undeclaredApis: [],
    serving: true,
    categories: world.settings.categories.map((category) => ({ category, auditStatus: 3 })),
    domains: {},
    privacy: new Map(),
    trial: undefined,
    scanRound: 0,
    scanned: false,
    audits: [],
    releases: [],
    withdrawals: [],
    violations: [],
  };
  world.programs.set(program.appid, program);
  return program;
}

export function latestAudit(program: MiniProgram): Audit | undefined {
  return program.audits.at(-1);
}

/** In review or delayed: nobody has said a last word. */
export function isOpen(audit: Audit | undefined): audit is Audit {
  return audit?.status === 2 || audit?.status === 4;
}
