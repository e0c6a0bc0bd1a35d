import type { LocalizedText } from '../kernel/localized.ts';
import type { AppealState, RectificationState } from '../policy/appeal.ts';
import type { MeasureGround, MeasureKind } from '../policy/measure.ts';
import { nameOfGround, nameOfMeasure } from '../policy/rules/measure-names.ts';
import type { StoredFile } from '../programs/program.ts';
import type { ReportedObligation, ReportObject, ReportTerms } from './compliance-report.ts';

export type ReportedFile = Pick<StoredFile, 'id' | 'mediaType' | 'sha256'>;

/** What was said against a measure, or put right: how it stands, and what there is to show for it. */
export interface ReportedContest<State> {
  readonly id: string;
  readonly state: State;
  readonly at: Date;
  readonly by: string;
  readonly statement: string;
  readonly words: string | null;
  readonly decidedAt: Date | null;
  /** When it was answered or decided last; null: nothing was said to it. */
  readonly heardAt: Date | null;
  readonly evidence: readonly ReportedFile[];
}

export interface ReportedMeasure {
  readonly id: string;
  readonly kind: MeasureKind;
  readonly ground: MeasureGround;
  readonly scope: string;
  readonly hostId: string | null;
  readonly clauses: readonly string[];
  readonly agreementVersion: string;
  readonly words: string | null;
  readonly source: string;
  readonly from: Date;
  readonly until: Date | null;
  readonly rectifyBy: string | null;
  readonly endedAt: Date | null;
  readonly endedHow: string | null;
  readonly createdAt: Date;
  readonly appeals: readonly ReportedContest<AppealState>[];
  readonly rectifications: readonly ReportedContest<RectificationState>[];
}

export interface ReportedIncident {
  readonly id: string;
  readonly discoveredAt: Date;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly affected: number | null;
  readonly categories: readonly string[];
  readonly what: string;
  readonly measures: string | null;
  readonly outcome: string | null;
}

export interface ReportedDemand {
  readonly id: string;
  readonly reference: string | null;
  readonly demandedBy: string | null;
  readonly toldBy: string;
  readonly createdAt: Date;
  readonly scope: string;
  readonly confirmation?: {
    readonly method: string;
    readonly number: string | null;
    readonly documentSha256: string | null;
    readonly confirmedBy: string;
    readonly confirmedAt: Date;
    readonly statement: string;
    readonly evidence: readonly ReportedFile[];
  };
}

export interface ReportedFee {
  readonly id: string;
  readonly clause: string;
  readonly reference: string;
  readonly amountFen: number;
  readonly currency: string;
  readonly dueOn: string;
  readonly demandedAt: Date;
  readonly paidAt: Date | null;
  readonly paymentReference: string | null;
  readonly confirmedAt: Date | null;
  readonly waivedAt: Date | null;
  readonly invoiceRequestedAt: Date | null;
  readonly invoicedAt: Date | null;
  readonly invoiceNumber: string | null;
  readonly invoiceFileId: string | null;
  readonly evidence: readonly ReportedFile[];
}

export interface ReportedNotice {
  readonly id: string;
  readonly kind: string;
  readonly subject: LocalizedText;
  readonly agreementVersion: string | null;
  readonly publishedAt: Date;
  readonly readAt: Date | null;
}

/** What passed between the developer and one platform, about the program or the account as a whole. */
export interface Dealings {
  readonly measures: readonly ReportedMeasure[];
  readonly incidents: readonly ReportedIncident[];
  readonly deletionDemands: readonly ReportedDemand[];
  readonly fees: readonly ReportedFee[];
  readonly notices: readonly ReportedNotice[];
}

/** The dealings as of an instant, with the duties that came of them. */
export function dealingsPart(
  { measures, incidents, deletionDemands, fees, notices }: Dealings,
  obligations: readonly ReportedObligation[],
  terms: ReportTerms,
): ReportObject {
  const { at } = terms;
  const owed = (subjectId: string) => obligations.filter((one) => one.subjectId === subjectId);
  return {
    measures: until(measures, at).map((one) => measurePart(one, terms)),
    incidents: until(incidents, at).map((one) => incidentPart(one, owed(one.id), terms)),
    deletionDemands: until(deletionDemands, at).map((one) => demandPart(one, terms)),
    fees: fees.filter(({ demandedAt }) => demandedAt <= at).map((one) => feePart(one, at)),
    noticesUnread: notices
      .filter(({ publishedAt, readAt }) => publishedAt <= at && !isBy(readAt, at))
      .map(({ id, kind, subject, agreementVersion, publishedAt }) => ({
        id,
        kind,
        subject,
        agreementVersion,
        publishedAt: publishedAt.toISOString(),
      })),
    securityChecks: securityPart(obligations, at),
  };
}

/** The regular checks of the security measures (wechat/4.4(6)): which were made, and when the next is due. */
function securityPart(obligations: readonly ReportedObligation[], at: Date): ReportObject {
  const checks = obligations.filter(({ kind, createdAt }) => kind === 'CHECK_SECURITY' && createdAt <= at);
  const made = checks.filter(({ state, endedAt }) => state === 'FULFILLED' && isBy(endedAt, at));
  const due = checks.filter(({ endedAt }) => !isBy(endedAt, at)).map(({ dueAt }) => dueAt.toISOString());
  return {
    made: made.map(({ round, endedAt, endedBy, evidence }) => ({
      round,
      endedAt: written(endedAt),
      endedBy: endedBy ?? null,
      evidence: filesPart(evidence),
    })),
    nextDueAt: due.sort()[0] ?? null,
  };
}

function measurePart(one: ReportedMeasure, terms: ReportTerms): ReportObject {
  const { at } = terms;
  const ended = isBy(one.endedAt, at);
  return {
    id: one.id,
    kind: one.kind,
    measure: nameOfMeasure(one.kind),
    ground: nameOfGround(one.ground),
    scope: one.scope,
    hostId: one.hostId,
    clauses: one.clauses,
    agreementVersion: one.agreementVersion,
    source: one.source,
    words: one.words,
    from: one.from.toISOString(),
    until: written(one.until),
    rectifyBy: one.rectifyBy,
    endedAt: ended ? written(one.endedAt) : null,
    endedHow: ended ? one.endedHow : null,
    appeals: one.appeals
      .filter((appeal) => appeal.at <= at)
      .map((appeal) => contestPart(appeal, 'OPENED', terms)),
    rectifications: one.rectifications
      .filter((fix) => fix.at <= at)
      .map((fix) => contestPart(fix, 'IN_REVIEW', terms)),
  };
}

/** How an appeal or a fix stood: what was decided later had not been. */
function contestPart<State extends string>(
  one: ReportedContest<State>,
  undecided: State,
  { at, names }: ReportTerms,
): ReportObject {
  const isOpen = one.heardAt !== null && one.heardAt > at;
  return {
    id: one.id,
    state: isOpen ? undecided : one.state,
    openedAt: one.at.toISOString(),
    openedBy: one.by,
    decidedAt: isOpen ? null : written(one.decidedAt),
    words: isOpen ? null : one.words,
    ...(names ? { statement: one.statement } : {}),
    evidence: filesPart(one.evidence),
  };
}

function incidentPart(
  one: ReportedIncident,
  owed: readonly ReportedObligation[],
  { at, names }: ReportTerms,
): ReportObject {
  return {
    id: one.id,
    state: isBy(one.closedAt, at) ? 'CLOSED' : 'OPEN',
    discoveredAt: one.discoveredAt.toISOString(),
    affected: one.affected,
    categories: one.categories,
    ...(names ? { what: one.what, steps: one.measures, outcome: one.outcome } : {}),
    closedAt: isBy(one.closedAt, at) ? written(one.closedAt) : null,
    told: owed.map(({ recipient, dueAt, endedAt, state }) => ({
      recipient,
      dueAt: dueAt.toISOString(),
      toldAt: state === 'FULFILLED' && isBy(endedAt, at) ? written(endedAt) : null,
    })),
  };
}

function demandPart({ confirmation, ...one }: ReportedDemand, { at, names }: ReportTerms): ReportObject {
  const confirmed = confirmation && confirmation.confirmedAt <= at ? confirmation : undefined;
  return {
    id: one.id,
    reference: one.reference,
    toldBy: one.toldBy,
    demandedAt: one.createdAt.toISOString(),
    dueOn: one.demandedBy,
    ...(names ? { scope: one.scope } : {}),
    confirmation: confirmed
      ? {
          method: confirmed.method,
          confirmedAt: confirmed.confirmedAt.toISOString(),
          confirmedBy: confirmed.confirmedBy,
          number: confirmed.number,
          sha256: confirmed.documentSha256,
          ...(names ? { statement: confirmed.statement } : {}),
          evidence: filesPart(confirmed.evidence),
        }
      : null,
  };
}

function feePart(one: ReportedFee, at: Date): ReportObject {
  const by = (instant: Date | null) => (isBy(instant, at) ? written(instant) : null);
  const invoiced = isBy(one.invoicedAt, at);
  const paid = isBy(one.paidAt, at);
  return {
    id: one.id,
    state: isBy(one.waivedAt, at) ? 'WAIVED' : invoiced ? 'INVOICED' : paid ? 'PAID' : 'DEMANDED',
    clause: one.clause,
    reference: one.reference,
    amountFen: one.amountFen,
    currency: one.currency,
    dueOn: one.dueOn,
    demandedAt: one.demandedAt.toISOString(),
    paidAt: by(one.paidAt),
    paymentReference: paid ? one.paymentReference : null,
    confirmedAt: by(one.confirmedAt),
    waivedAt: by(one.waivedAt),
    invoiceRequestedAt: by(one.invoiceRequestedAt),
    invoicedAt: by(one.invoicedAt),
    invoiceNumber: invoiced ? one.invoiceNumber : null,
    invoiceFileId: invoiced ? one.invoiceFileId : null,
    evidence: paid ? filesPart(one.evidence) : [],
  };
}

export function filesPart(files: readonly ReportedFile[]): readonly ReportObject[] {
  return files.map(({ id, mediaType, sha256 }) => ({ id, mediaType, sha256 }));
}

function until<One extends { readonly createdAt: Date }>(all: readonly One[], at: Date): readonly One[] {
  return all.filter(({ createdAt }) => createdAt <= at);
}

function isBy(instant: Date | null | undefined, at: Date): boolean {
  return instant !== null && instant !== undefined && instant <= at;
}

function written(instant: Date | null | undefined): string | null {
  return instant?.toISOString() ?? null;
}
