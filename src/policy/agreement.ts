import { type CivilDate, civilDateAt, startOfDay } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Clause } from './clause.ts';
import type { DeletionTerms } from './deletion.ts';
import type { DutyTerms } from './duty.ts';
import type { FeeTerms } from './fee.ts';
import type { MeasureTerms } from './measure.ts';
import type { NoticeTerms } from './notice.ts';
import type { Term } from './term.ts';

/** One text of the bundle that binds a developer (wechat/0.1, baidu/0.1). */
export interface AgreementDocument {
  /** `wechat:terms`, `baidu:operating-rules`. */
  readonly id: string;
  readonly version: string;
  readonly title: LocalizedText;
  /** Where it is published. */
  readonly url: string;
  /** Nothing may be done on the platform before it is accepted. */
  readonly required: boolean;
  /** SHA-256, hex, of the text, where it was read. */
  readonly textHash?: string;
}

/** How often something may be done, and whose number that is. */
export interface SubmissionLimit {
  /** The window slides: only what lies less than this many days back counts. */
  readonly windowDays: number;
  /** From this many submissions in the window on, the next one is allowed with a warning. */
  readonly warnFrom: number;
  /** With this many in the window, the next one is refused. */
  readonly atMost: number;
  /** PUBLISHED by the platform, or OURS: our own reading of "too frequent", where it publishes no number. */
  readonly origin: 'PUBLISHED' | 'OURS';
}

/** How often something may be done in a calendar day or month of China, and whose number that is. */
export interface CalendarLimit {
  readonly per: 'DAY' | 'MONTH';
  readonly atMost: number;
  readonly origin: 'PUBLISHED' | 'OURS';
}

/** The texts at one time, and every number that belongs to them. Immutable once published. */
export interface AgreementVersion {
  readonly version: string;
  /** The day from which the gateway goes by it. */
  readonly effectiveFrom: CivilDate;
  /** ISO 8601, of one that was published on that very day: what was decided earlier in the day stays under the one before. */
  readonly publishedAt?: string;
  /** The day of the copy that was read. */
  readonly readOn: CivilDate;
  /** Whether the platform calls it a material change of what was before (baidu/7). */
  readonly material?: boolean;
  readonly documents: readonly AgreementDocument[];
  readonly clauses: readonly Clause[];
  readonly submissionLimit: SubmissionLimit;
  /** How often reviews of one program may be taken back; none where the platform publishes no number. */
  readonly withdrawalLimits?: readonly CalendarLimit[];
  /** What follows from what happens, for the developer to do by a day. */
  readonly duties?: readonly DutyTerms[];
  /** How data go that the platform asks to be deleted; left out: the agreement says nothing of it. */
  readonly deletion?: DeletionTerms;
  /** How a change is told, clause by clause. */
  readonly notices?: readonly NoticeTerms[];
  /** What is said of fees; without it none can be demanded. */
  readonly fee?: FeeTerms;
  /** What can be done to a developer. */
  readonly measures?: readonly MeasureTerms[];
}

export interface Agreement {
  readonly platform: PlatformId;
  readonly title: LocalizedText;
  readonly party: LocalizedText;
  /** Where the text is published. */
  readonly url: string;
  readonly governingLaw: LocalizedText;
  readonly jurisdiction: LocalizedText;
  /** What the clauses of kind TERM answer, in the order of the text. */
  readonly terms: readonly Term[];
  /** Oldest first. */
  readonly versions: readonly [AgreementVersion, ...AgreementVersion[]];
}

/** The version in force at an instant: the latest that has taken effect; before the first, the first. */
export function versionAt(agreement: Agreement, at: Date): AgreementVersion {
  const day = civilDateAt(at);
  const isInForce = ({ effectiveFrom, publishedAt }: AgreementVersion) =>
    effectiveFrom < day ||
    (effectiveFrom === day && (publishedAt === undefined || Date.parse(publishedAt) <= at.getTime()));
  return agreement.versions.findLast(isInForce) ?? agreement.versions[0];
}

/** The instant from which the gateway goes by it. */
export function inForceFrom({ effectiveFrom, publishedAt }: AgreementVersion): Date {
  return publishedAt === undefined ? startOfDay(effectiveFrom) : new Date(publishedAt);
}

/** This version and those published after it, the oldest first; none where there is no such version. */
export function versionsFrom({ versions }: Agreement, version: string): readonly AgreementVersion[] {
  const at = versions.findIndex((known) => known.version === version);
  return at < 0 ? [] : versions.slice(at);
}
