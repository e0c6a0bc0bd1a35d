import { addDays, type CivilDate, civilDateAt, startOfDay } from '../kernel/civil-time.ts';
import type { HostId } from '../programs/host.ts';
import type { ClauseId } from './clause.ts';
import type { Operation } from './operation.ts';

/** What a developer can have to do. */
export const dutyKinds = [
  /** Replace a paper before it expires (wechat/4.2, baidu/2.5). */
  'RENEW_MATERIAL',
  /** Tell the platform of a change of what it was told (baidu/2.5, wechat/4.2). */
  'REPORT_CHANGE',
  /** Show that personal data are treated as agreed (wechat/4.4(1)). */
  'SHOW_COMPLIANCE',
  /** Check the security measures, again and again (wechat/4.4(6)). */
  'CHECK_SECURITY',
  /** Help an end user with their rights (wechat/4.4(8)). */
  'ANSWER_RIGHTS_REQUEST',
  /** Delete what the platform asks to be deleted (wechat/4.4(5), wechat/4.7, baidu/4.4). */
  'DELETE_DATA',
  /** Tell somebody of an unauthorised access (wechat/4.11). */
  'TELL_OF_INCIDENT',
  /** Delete everything obtained from a platform that is left (wechat/4.10). */
  'DELETE_ON_LEAVING',
  /** Keep a phone on file for notices (baidu/7). */
  'KEEP_PHONE_ON_FILE',
  /** Stop using a service whose terms are not agreed to (wechat/7.2, baidu/0.3, baidu/7). */
  'STOP_USE',
  /** Put right what a platform or host objects to. */
  'RECTIFY',
  /** Pay a demanded fee (wechat/2.6, baidu/2.4). */
  'PAY_FEE',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/**
 * What is still owed to, or because of, a platform that was left. The data that were obtained there are to go, and who
 * is affected by what happens to them until then is told (wechat/4.7, wechat/4.10, wechat/4.11); what an end user has
 * asked for is theirs, and not the platform's (wechat/4.4(8)); a fee for reviews that were had is a debt (wechat/2.6,
 * baidu/2.4). Everything else is asked of who uses the service, and ends with the use.
 */
export const owedAfterLeaving: ReadonlySet<DutyKind> = new Set([
  'DELETE_ON_LEAVING',
  'DELETE_DATA',
  'TELL_OF_INCIDENT',
  'ANSWER_RIGHTS_REQUEST',
  'PAY_FEE',
]);

/** To whom a duty is owed. */
export const dutyRecipients = ['PLATFORM', 'HOST', 'END_USERS', 'AUTHORITY', 'OWN_FILES'] as const;
export type DutyRecipient = (typeof dutyRecipients)[number];

/** What can have happened that a duty follows from. */
export const occurrences = [
  'PAPER_FILED',
  'SUBJECT_CHANGED',
  'AGREEMENT_ACCEPTED',
  'PROGRAM_REGISTERED',
  /** A program that the platform has registered declares items of personal data: from then on, or since it declares any. */
  'PERSONAL_DATA_HANDLED',
  'AUDIT_REQUESTED',
  'RIGHTS_REQUESTED',
  'DELETION_DEMANDED',
  'INCIDENT_REPORTED',
  'PLATFORM_LEFT',
  'TERMS_DECLINED',
  'RECTIFICATION_ORDERED',
  'FEE_DEMANDED',
] as const;
export type OccurrenceKind = (typeof occurrences)[number];

/** Whose number a period is: published by the platform, or our own reading of "in time", "at once", "regularly". */
export type Origin = 'PUBLISHED' | 'OURS';

/**
 * By when. Days are civil days of China, and a duty is due at the end of its day. AT_ONCE is the day on which it
 * arises. BY_LAST_DAY is the last day of the paper, and the duty opens so many days ahead of it. AS_DEMANDED is the
 * day that the demand names, and so many days after it where it names none.
 */
export type DueRule =
  | { readonly rule: 'AT_ONCE' }
  | { readonly rule: 'WITHIN_DAYS'; readonly days: number; readonly origin: Origin }
  | { readonly rule: 'AS_DEMANDED'; readonly days: number; readonly origin: Origin }
  | { readonly rule: 'BY_LAST_DAY'; readonly opensDaysAhead: number; readonly origin: Origin };

/**
 * How a duty ends. STATEMENT: by a statement, with evidence if there is any. EVIDENCE: by a statement and at least
 * one file. BY_ACT: by an act of its own (a renewed paper, a confirmation), never by a mere statement.
 */
export const dutyProofs = ['STATEMENT', 'EVIDENCE', 'BY_ACT'] as const;
export type DutyProof = (typeof dutyProofs)[number];

/** A duty as an agreement version lays it down. Part of the version: older obligations keep the terms they arose under. */
export interface DutyTerms {
  readonly kind: DutyKind;
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly on: OccurrenceKind;
  readonly recipient: DutyRecipient;
  readonly due: DueRule;
  /** So many days before the due day a reminder goes out; none where it is due at once. */
  readonly remindDaysAhead: readonly number[];
  readonly proof: DutyProof;
  /** The operations that an overdue one holds up, where the text says so; none: it is only noted. */
  readonly overdueBlocks: readonly Operation[];
  /** It arises anew so many days after it was due. */
  readonly everyDays?: number;
}

/** Something that happened, as far as duties depend on it. */
export interface Occurrence {
  readonly kind: OccurrenceKind;
  readonly at: Date;
  /** What it is about: the paper, the demand, the incident. */
  readonly subjectId: string;
  readonly programId?: string;
  /** The host that it is about, where it is one of several. */
  readonly hostId?: HostId;
  /** Of a paper. */
  readonly lastDay?: CivilDate;
  /** The day that a demand names. */
  readonly demandedBy?: CivilDate;
  /** Who gave the order, where a platform or a host can: it is owed to that one alone. */
  readonly orderedBy?: Extract<DutyRecipient, 'PLATFORM' | 'HOST'>;
}

/** Whether a duty of these terms arises from what happened: an order is owed to the one who gave it. */
export function arisesFrom(
  { on, recipient }: Pick<DutyTerms, 'on' | 'recipient'>,
  { kind, orderedBy }: Occurrence,
): boolean {
  return on === kind && (orderedBy === undefined || orderedBy === recipient);
}

/** When a duty opens and by when it is due, before anything extends it. */
export interface DutyDates {
  readonly opensAt: Date;
  readonly dueAt: Date;
}

/** The dates of a duty that follows from the occurrence; undefined where it has none (a paper without a last day). */
export function datesOf({ due }: Pick<DutyTerms, 'due'>, occurrence: Occurrence): DutyDates | undefined {
  const { at, lastDay, demandedBy } = occurrence;
  const day = civilDateAt(at);
  switch (due.rule) {
    case 'AT_ONCE':
      return { opensAt: at, dueAt: endOfDay(day) };
    case 'WITHIN_DAYS':
      return { opensAt: at, dueAt: endOfDay(addDays(day, due.days)) };
    case 'AS_DEMANDED':
      return { opensAt: at, dueAt: endOfDay(demandedBy ?? addDays(day, due.days)) };
    case 'BY_LAST_DAY':
      if (lastDay === undefined) return undefined;
      return { opensAt: startOfDay(addDays(lastDay, -due.opensDaysAhead)), dueAt: endOfDay(lastDay) };
  }
}

/** The instant at which the day ends in China. */
export function endOfDay(day: CivilDate): Date {
  return startOfDay(addDays(day, 1));
}
