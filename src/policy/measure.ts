import type { CivilDate } from '../kernel/civil-time.ts';
import type { ClauseId } from './clause.ts';
import type { Operation } from './operation.ts';

/** What a platform or a host can do to those who do not keep to its terms. */
export const measureKinds = [
  /** Blocked for a short time, for a long time, for good, or refused in another way (wechat/2.5). */
  'SHORT_TERM',
  'LONG_TERM',
  'PERMANENT',
  'OTHER',
  /** No reviews for a while, or any more (wechat/2.6). */
  'REVIEW_SERVICE_PAUSED',
  'REVIEW_SERVICE_ENDED',
  /** Use is limited while what is on file is incomplete (wechat/4.2). */
  'USE_LIMITED',
  /** Data that the platform provides cannot be read (wechat/4.8). */
  'DATA_ACCESS_RESTRICTED',
  /** The platform does not serve this developer (wechat/6.2, baidu/6.2). */
  'SERVICE_DECLINED',
  /** What is handed in is refused (baidu/2.3). */
  'SUBMISSION_REFUSED',
  /** Taken offline (baidu/2.3), or by a host at its own place (baidu/3.6). */
  'TAKEN_OFFLINE',
  /** Something is to be changed by a day (baidu/2.3). */
  'CHANGES_DEMANDED',
  /** The service rests, or is over (baidu/0.2, baidu/2.4). */
  'SERVICE_PAUSED',
  'SERVICE_ENDED',
  /** The agreement is over (baidu/2.3, baidu/2.4, baidu/3.4). */
  'AGREEMENT_ENDED',
  /** The others of baidu/3.4. */
  'WARNING',
  'FUNCTIONS_LIMITED',
  'TRAFFIC_OFF',
  'PROGRAM_OFFLINE',
  'ALL_PROGRAMS_OFFLINE',
  'SERVICE_REFUSED',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Why a measure is taken: as the texts name it; one that names no ground leaves it to the platform's judgement. */
export const measureGrounds = [
  /** baidu/3.4(1). */
  'BREACH_OF_LAW',
  /** baidu/3.4(2), baidu/0.2. */
  'BREACH_OF_AGREEMENT',
  /** A court, a government or a regulator asks for it (baidu/3.4(3)). */
  'AUTHORITY_DEMAND',
  /** Unlawful or infringing, as found or reasonably judged (baidu/3.4(4)). */
  'UNLAWFUL_OR_INFRINGING',
  /** It may harm the running of the platform (baidu/3.4(5)). */
  'HARM_TO_RUNNING',
  /** baidu/3.4(6). */
  'OTHER_HARM',
  /** Law, supervision or product policy has changed (baidu/2.3). */
  'LEGAL_REQUIREMENT',
  'REGULATORY_REQUIREMENT',
  'PRODUCT_POLICY',
  /** Too many submissions (wechat/2.6, baidu/2.4). */
  'FREQUENT_SUBMISSIONS',
  /** Malicious interference, or a loss caused to the platform, by submissions (baidu/2.4). */
  'MALICIOUS_SUBMISSIONS',
  'LOSS_CAUSED',
  /** The review rules or the law are not kept to (wechat/2.5). */
  'REVIEW_STANDARD',
  /** What is on file is incomplete or out of date (wechat/4.2). */
  'INCOMPLETE_DATA',
  /** What was handed in is not true (baidu/2.5). */
  'FALSE_MATERIAL',
  /** The text leaves it to the platform at any time (wechat/4.8, wechat/6.2, baidu/6.2). */
  'PLATFORM_CHOICE',
  /** A host's own rules (baidu/3.6). */
  'HOST_RULES',
] as const;
export type MeasureGround = (typeof measureGrounds)[number];

/**
 * How far a measure reaches: everything of the account on the platform, one program, one program at one host, named
 * functions, or the data that the platform provides.
 */
export const measureScopes = ['ACCOUNT', 'PROGRAM', 'DISTRIBUTION', 'FUNCTION', 'DATA'] as const;
export type MeasureScope = (typeof measureScopes)[number];

/** DATED: it has to name its end. ENDLESS: it cannot name one. EITHER: as it is taken. */
export type MeasureEnd = 'DATED' | 'ENDLESS' | 'EITHER';

/** A measure as an agreement version provides for it. What was taken keeps the terms it was taken under. */
export interface MeasureTerms {
  readonly kind: MeasureKind;
  /** Each ground with the clause that makes it one, where that is not the measure's own. */
  readonly grounds: readonly MeasureGroundTerms[];
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly scopes: readonly [MeasureScope, ...MeasureScope[]];
  readonly by: 'PLATFORM' | 'HOST';
  readonly ends: MeasureEnd;
  /** The operations that it holds up while it is in force. */
  readonly holdsUp: readonly Operation[];
  /** Nobody can see the program while it is in force. */
  readonly hides: boolean;
  /** It can ask for something to be put right by a day, and ends when that was examined and accepted. */
  readonly rectifiable?: true;
}

export interface MeasureGroundTerms {
  readonly ground: MeasureGround;
  readonly clauses?: readonly ClauseId[];
}

/** The terms of a measure of this kind on this ground by that party; undefined where the agreement provides for none. */
export function termsOf(
  measures: readonly MeasureTerms[],
  by: MeasureTerms['by'],
  kind: MeasureKind,
  ground: MeasureGround,
): MeasureTerms | undefined {
  return measures.find(
    (terms) => terms.by === by && terms.kind === kind && terms.grounds.some((one) => one.ground === ground),
  );
}

/** What the measure is cited by: its own clauses, and those of the ground. */
export function clausesOf({ clauses, grounds }: MeasureTerms, ground: MeasureGround): readonly ClauseId[] {
  const ofGround = grounds.find((one) => one.ground === ground)?.clauses ?? [];
  return [...new Set([...clauses, ...ofGround])];
}

/** A measure that was taken, with all that rules and standings depend on. */
export interface EnforcementFact {
  readonly id: string;
  readonly kind: MeasureKind;
  readonly ground: MeasureGround;
  readonly scope: MeasureScope;
  /** Left out: it is the account's. */
  readonly programId?: string | null;
  /** Where one host took it, or it is about one. */
  readonly hostId?: string | null;
  readonly functions: readonly string[];
  readonly clauses: readonly ClauseId[];
  /** In which it was taken, and from which it is cited ever after. */
  readonly agreementVersion: string;
  readonly holdsUp: readonly Operation[];
  readonly hides: boolean;
  /** A host took it, not the platform. */
  readonly takenByHost: boolean;
  readonly from: Date;
  readonly until?: Date | null;
  readonly endedAt?: Date | null;
  /** Whether an appeal or a fix is before the one who took it. */
  readonly contested: boolean;
  /** By which day something is to be put right. */
  readonly rectifyBy?: CivilDate | null;
}

/** Whether it is in force at the instant: from its beginning on, until its date exactly or until it was ended before. */
export function isInForce(
  { from, until, endedAt }: Pick<EnforcementFact, 'from' | 'until' | 'endedAt'>,
  at: Date,
): boolean {
  return at >= from && (!until || at < until) && (!endedAt || at < endedAt);
}

/** Whether it is about this program, at this host where one is asked about. */
export function concerns(
  { programId, hostId }: Pick<EnforcementFact, 'programId' | 'hostId'>,
  asked: { readonly programId: string; readonly hostId?: string | undefined },
): boolean {
  if (programId && programId !== asked.programId) return false;
  return !hostId || hostId === asked.hostId;
}

/** How a program stands at a host by the measures against it: the axis that the headline is told. */
export const enforcementStates = ['FREE', 'OFFLINE', 'CONTESTED'] as const;
export type EnforcementState = (typeof enforcementStates)[number];

/** OFFLINE where any measure in force hides it; CONTESTED while each of those is before the one who took it. */
export function enforcementStateOf(measures: readonly EnforcementFact[], at: Date): EnforcementState {
  const hiding = measures.filter((one) => one.hides && isInForce(one, at));
  if (hiding.length === 0) return 'FREE';
  return hiding.every(({ contested }) => contested) ? 'CONTESTED' : 'OFFLINE';
}

/** When time does the next thing to a measure that was not ended: it begins, or it ends; undefined: never. */
export function nextTurnAt(
  { from, until }: Pick<EnforcementFact, 'from' | 'until'>,
  now: Date,
): Date | undefined {
  if (from > now) return from;
  return until ?? undefined;
}
