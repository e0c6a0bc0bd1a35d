import type { LocalizedText } from '../kernel/localized.ts';
import type { AgreementVersion } from './agreement.ts';
import { type Clause, type ClauseId, type ClauseKind, clauseKinds } from './clause.ts';
import type { Move } from './clause-moves.ts';
import type { DutyTerms } from './duty.ts';
import { clausesOf, type MeasureTerms } from './measure.ts';
import type { NoticeTerms } from './notice.ts';
import type { Rule } from './rule.ts';
import type { Term } from './term.ts';
import type { PolicyVariant } from './variant.ts';

/**
 * How far the gateway carries out a clause. EXECUTABLE: wholly. PARTIAL: a rule says which part is left.
 * HUMAN_ONLY: its rules only ever ask a person. NOT_MODELLED: the clause is there to be read and no more.
 */
export const coverageGrades = ['EXECUTABLE', 'PARTIAL', 'HUMAN_ONLY', 'NOT_MODELLED'] as const;
export type CoverageGrade = (typeof coverageGrades)[number];

/** The titles of the tests that name a clause. */
export type ClauseTests = Readonly<Record<ClauseId, readonly string[]>>;

/** What is there for one clause. The grade follows from the rest; nobody types it in. */
export interface ClauseCoverage {
  readonly clause: Clause;
  readonly grade: CoverageGrade;
  readonly rules: readonly Rule[];
  /** What those rules (or, under `transitions`, those moves) leave open, in their own words. */
  readonly gaps: readonly { readonly rule: string; readonly says: LocalizedText }[];
  readonly moves: readonly Move[];
  readonly terms: readonly Term[];
  /** The duties that are laid down for it. */
  readonly duties: readonly DutyTerms[];
  /** What is laid down of notices. */
  readonly notices: readonly NoticeTerms[];
  /** The measures that it provides for, or is a ground of. */
  readonly measures: readonly MeasureTerms[];
  readonly tests: readonly string[];
}

/** Clause by clause, in the order of the agreement: what carries it out in this version of it. */
export function policyCoverage(
  variant: PolicyVariant,
  agreement: AgreementVersion,
  tests: ClauseTests,
): readonly ClauseCoverage[] {
  return agreement.clauses.map((clause) => coverageOf(variant, clause, tests[clause.id] ?? [], agreement));
}

/** What is there for one clause of the variant's agreement. */
export function coverageOf(
  { rules, clauseMoves, moveGaps = {}, agreement }: PolicyVariant,
  clause: Clause,
  tests: readonly string[] = [],
  laidDown: Pick<AgreementVersion, 'duties' | 'notices' | 'measures'> = {},
): ClauseCoverage {
  const carrying = rules.filter(({ clauses }) => clauses.includes(clause.id));
  const moves = clauseMoves[clause.id] ?? [];
  const terms = agreement.terms.filter((term) => term.clause === clause.id);
  const unmoved = moveGaps[clause.id];
  const gaps = [
    ...carrying.flatMap(({ id, partial }) => (partial ? [{ rule: id, says: partial }] : [])),
    ...(unmoved ? [{ rule: 'transitions', says: unmoved }] : []),
  ];
  const duties = (laidDown.duties ?? []).filter(({ clauses }) => clauses.includes(clause.id));
  const notices = (laidDown.notices ?? []).filter(({ clauses }) => clauses.includes(clause.id));
  const measures = (laidDown.measures ?? []).filter((terms) =>
    terms.grounds.some(({ ground }) => clausesOf(terms, ground).includes(clause.id)),
  );
  const data = [moves, terms, duties, notices, measures];
  const isData = data.some((some) => some.length > 0) && !needsRule(clause.kind);
  return {
    clause,
    grade: gradeOf(carrying, isData, gaps.length > 0),
    rules: carrying,
    gaps,
    moves,
    terms,
    duties,
    notices,
    measures,
    tests,
  };
}

/** A condition or a number holds something up only where a rule is asked. */
export function needsRule(kind: ClauseKind): boolean {
  return kind === 'GATE' || kind === 'LIMIT';
}

function gradeOf(rules: readonly Rule[], isData: boolean, hasGaps: boolean): CoverageGrade {
  const asking = rules.filter(({ onlyAsks }) => onlyAsks);
  if (hasGaps) return 'PARTIAL';
  if (asking.length > 0) return asking.length === rules.length && !isData ? 'HUMAN_ONLY' : 'PARTIAL';
  return rules.length > 0 || isData ? 'EXECUTABLE' : 'NOT_MODELLED';
}

export interface CoverageCount {
  readonly kind: ClauseKind;
  readonly grade: CoverageGrade;
  readonly clauses: number;
}

/** How many clauses of each kind have each grade; what does not occur is left out. */
export function countsOf(coverage: readonly ClauseCoverage[]): readonly CoverageCount[] {
  const counts = clauseKinds.flatMap((kind) =>
    coverageGrades.map((grade) => ({
      kind,
      grade,
      clauses: coverage.filter((one) => one.clause.kind === kind && one.grade === grade).length,
    })),
  );
  return counts.filter(({ clauses }) => clauses > 0);
}
