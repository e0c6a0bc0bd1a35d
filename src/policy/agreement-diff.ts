import type { AgreementDocument, AgreementVersion } from './agreement.ts';
import type { Clause } from './clause.ts';

/** What one version of an agreement has otherwise than another. */
export interface AgreementDiff {
  readonly from: AgreementVersion;
  readonly to: AgreementVersion;
  readonly addedClauses: readonly Clause[];
  readonly removedClauses: readonly Clause[];
  readonly changedClauses: readonly ClauseChange[];
  readonly documents: readonly DocumentChange[];
  readonly parameters: readonly ParameterChange[];
}

/** What of a clause reads otherwise. TEXT is the agreement's, TITLE and SUMMARY are ours. */
export const clauseParts = ['TEXT', 'KIND', 'EMPHASIS', 'BINDS', 'TITLE', 'SUMMARY'] as const;
export type ClausePart = (typeof clauseParts)[number];

export interface ClauseChange {
  readonly before: Clause;
  readonly after: Clause;
  readonly parts: readonly ClausePart[];
}

export interface DocumentChange {
  readonly documentId: string;
  readonly before?: AgreementDocument;
  readonly after?: AgreementDocument;
}

/** A number, or what else is laid down by the version: `submissionLimit.atMost`, `duties[STOP_USE/PLATFORM]`, `fee`. */
export interface ParameterChange {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export function agreementDiff(from: AgreementVersion, to: AgreementVersion): AgreementDiff {
  const had = new Map(from.clauses.map((clause) => [clause.id, clause]));
  const has = new Set(to.clauses.map(({ id }) => id));
  return {
    from,
    to,
    addedClauses: to.clauses.filter(({ id }) => !had.has(id)),
    removedClauses: from.clauses.filter(({ id }) => !has.has(id)),
    changedClauses: to.clauses.flatMap((after) => {
      const before = had.get(after.id);
      const parts = before ? partsBetween(before, after) : [];
      return before && parts.length > 0 ? [{ before, after, parts }] : [];
    }),
    documents: documentChanges(from.documents, to.documents),
    parameters: parameterChanges(from, to),
  };
}

function partsBetween(before: Clause, after: Clause): ClausePart[] {
  const told: Readonly<Record<ClausePart, (clause: Clause) => unknown>> = {
    TEXT: ({ sourceHash }) => sourceHash,
    KIND: ({ kind }) => kind,
    EMPHASIS: ({ emphasised }) => emphasised,
    BINDS: ({ binds }) => (binds ? [...binds].sort() : 'ALL'),
    TITLE: ({ title }) => [title['zh-CN'], title.en],
    SUMMARY: ({ summary }) => [summary['zh-CN'], summary.en],
  };
  return clauseParts.filter((part) => written(told[part](before)) !== written(told[part](after)));
}

function documentChanges(
  from: readonly AgreementDocument[],
  to: readonly AgreementDocument[],
): DocumentChange[] {
  const ids = [...new Set([...from, ...to].map(({ id }) => id))];
  return ids.flatMap((documentId): DocumentChange[] => {
    const before = from.find(({ id }) => id === documentId);
    const after = to.find(({ id }) => id === documentId);
    if (written(before) === written(after)) return [];
    return [{ documentId, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
  });
}

function parameterChanges(from: AgreementVersion, to: AgreementVersion): ParameterChange[] {
  const [before, after] = [parametersOf(from), parametersOf(to)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .filter((name) => written(before.get(name)) !== written(after.get(name)))
    .map((name) => ({
      name,
      ...(before.has(name) ? { before: before.get(name) } : {}),
      ...(after.has(name) ? { after: after.get(name) } : {}),
    }));
}

function parametersOf({
  submissionLimit,
  withdrawalLimits = [],
  duties = [],
  deletion,
  notices = [],
  fee,
  measures = [],
}: AgreementVersion): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...Object.entries(submissionLimit).map(([name, value]) => [`submissionLimit.${name}`, value] as const),
    ...withdrawalLimits.map(({ per, ...limit }) => [`withdrawalLimits[${per}]`, limit] as const),
    ...duties.map((duty) => [`duties[${duty.kind}/${duty.recipient}]`, duty] as const),
    ...(deletion ? [['deletion', deletion] as const] : []),
    ...notices.map((terms) => [`notices[${terms.clauses.join(', ')}]`, terms] as const),
    ...(fee ? [['fee', fee] as const] : []),
    ...measures.map((terms) => [`measures[${terms.by}/${terms.kind}]`, terms] as const),
  ]);
}

/** With the fields of every record in one order: the database keeps JSON in its own. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_name, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? 'nothing'
  );
}
