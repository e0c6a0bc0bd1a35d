import type { CivilDate } from '../kernel/civil-time.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { AgreementDocument, AgreementVersion, CalendarLimit, SubmissionLimit } from './agreement.ts';
import type { Clause, ClauseId } from './clause.ts';
import type { DutyTerms } from './duty.ts';
import type { MeasureTerms } from './measure.ts';

/** A clause as a draft gives it: its id follows from the platform and its number. */
export type DraftedClause = Omit<Clause, 'id'>;

/** A version to come, as what it changes of the one before it. What is left out stays as it was. */
export interface AgreementDraft {
  readonly version: string;
  readonly effectiveFrom: CivilDate;
  /** Whether the platform calls it a material change (baidu/7). */
  readonly material: boolean;
  /** The whole bundle as it will be, the text that the clauses belong to first. */
  readonly documents?: readonly AgreementDocument[];
  readonly addClauses: readonly DraftedClause[];
  /** By their numbers. */
  readonly changeClauses: readonly DraftedClause[];
  readonly removeClauses: readonly ClauseId[];
  readonly submissionLimit?: SubmissionLimit;
  readonly withdrawalLimits?: readonly CalendarLimit[];
  readonly duties?: readonly DutyTerms[];
}

/** The version that a draft makes of the one before it. Ask `draftFaults` first. */
export function drafted(
  platform: PlatformId,
  base: AgreementVersion,
  draft: AgreementDraft,
  readOn: CivilDate,
): AgreementVersion {
  const { version, effectiveFrom, material, addClauses, changeClauses, removeClauses } = draft;
  const changed = new Map(changeClauses.map((clause) => [idOf(platform, clause.number), clause]));
  const kept = base.clauses
    .filter(({ id }) => !removeClauses.includes(id))
    .map((clause): Clause => {
      const change = changed.get(clause.id);
      return change ? { id: clause.id, ...change } : clause;
    });
  const added = addClauses.map((clause): Clause => ({ id: idOf(platform, clause.number), ...clause }));
  const { submissionLimit, withdrawalLimits, duties, documents } = { ...base, ...given(draft) };
  const clauses = [...kept, ...added].sort((one, other) => byNumber(one.number, other.number));
  return {
    version,
    effectiveFrom,
    readOn,
    material,
    documents,
    clauses,
    ...termsKept(base, clauses),
    submissionLimit,
    ...(withdrawalLimits ? { withdrawalLimits } : {}),
    ...(duties ? { duties } : {}),
  };
}

/** What a draft cannot say otherwise stays as it was, for as long as a clause says it, and by those that still do. */
function termsKept(
  { deletion, notices, fee, measures }: AgreementVersion,
  clauses: readonly Clause[],
): Pick<AgreementVersion, 'deletion' | 'notices' | 'fee' | 'measures'> {
  const ids = new Set(clauses.map(({ id }) => id));
  const [deletionKept] = deletion ? stillSaid(deletion, ids) : [];
  return {
    ...(deletionKept ? { deletion: deletionKept } : {}),
    ...(notices && { notices: notices.flatMap((terms) => stillSaid(terms, ids)) }),
    ...(fee && ids.has(fee.clause) ? { fee } : {}),
    ...(measures && { measures: measures.flatMap((terms) => measureKept(terms, ids)) }),
  };
}

/** The terms by the clauses that are left of them; none where none is. */
function stillSaid<Terms extends { readonly clauses: readonly [ClauseId, ...ClauseId[]] }>(
  terms: Terms,
  ids: ReadonlySet<ClauseId>,
): readonly Terms[] {
  const [first, ...others] = terms.clauses.filter((id) => ids.has(id));
  return first === undefined ? [] : [{ ...terms, clauses: [first, ...others] }];
}

/** A measure on the grounds that are left of it: one whose clause is gone is none any more. */
function measureKept(terms: MeasureTerms, ids: ReadonlySet<ClauseId>): readonly MeasureTerms[] {
  const grounds = terms.grounds.flatMap(({ ground, clauses }) => {
    if (!clauses) return [{ ground }];
    const left = clauses.filter((id) => ids.has(id));
    return left.length > 0 ? [{ ground, clauses: left }] : [];
  });
  return grounds.length > 0 ? stillSaid({ ...terms, grounds }, ids) : [];
}

/** `2.6` of WeChat is `wechat/2.6`. */
export function idOf(platform: PlatformId, number: string): ClauseId {
  return `${platform.toLowerCase()}/${number}`;
}

function given({ submissionLimit, withdrawalLimits, duties, documents }: AgreementDraft) {
  return {
    ...(submissionLimit ? { submissionLimit } : {}),
    ...(withdrawalLimits ? { withdrawalLimits } : {}),
    ...(duties ? { duties } : {}),
    ...(documents ? { documents } : {}),
  };
}

/** The order of an agreement: 2.9 before 2.10, 4.4 before 4.4(1). */
function byNumber(one: string, other: string): number {
  const [left, right] = [one, other].map((number) => (number.match(/\d+/g) ?? []).map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
