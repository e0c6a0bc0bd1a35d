import type {
  Dealings,
  ReportedContest,
  ReportedDemand,
  ReportedFile,
  ReportedIncident,
} from '../duties/compliance-dealings.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { AppealState, RectificationState } from '../policy/appeal.ts';
import type { MeasureGround, MeasureKind } from '../policy/measure.ts';
import type { PlatformId } from '../programs/platform.ts';
import { readDemand, statementCell } from './demand-records.ts';
import { readIncident } from './incident-records.ts';
import type { RecordParts } from './record-parts.ts';

/** What is reported on: the account as a whole at the platform, and one of its programs. */
export interface ReportedOn {
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly OR: object[];
}

const OLDEST_FIRST = { orderBy: { id: 'asc' } } as const;

/** Files by their ids, without their content, as evidence is shown. */
export async function evidenceReader(
  { tx }: Pick<RecordParts, 'tx'>,
  accountId: string,
  rows: readonly { readonly evidenceFileIds: readonly string[] }[],
): Promise<(ids: readonly string[]) => readonly ReportedFile[]> {
  const files = await tx.file.findMany({
    where: { accountId, id: { in: rows.flatMap(({ evidenceFileIds }) => evidenceFileIds) } },
    select: { id: true, mediaType: true, sha256: true },
    ...OLDEST_FIRST,
  });
  return (ids) => files.filter(({ id }) => ids.includes(id));
}

/** What passed between the developer and the platform, opened for the account that it is shown to. */
export async function dealingsOf(parts: RecordParts, own: ReportedOn): Promise<Dealings> {
  const { tx } = parts;
  const { accountId, platform } = own;
  const fees = await tx.fee.findMany({ where: own, ...OLDEST_FIRST });
  const paid = await evidenceReader(parts, accountId, fees);
  const notices = await tx.notice.findMany({ where: { accountId, platform }, ...OLDEST_FIRST });
  return {
    measures: await measuresOf(parts, own),
    incidents: await incidentsOf(parts, own),
    deletionDemands: await demandsOf(parts, own),
    fees: fees.map(({ evidenceFileIds, ...fee }) => ({ ...fee, evidence: paid(evidenceFileIds) })),
    notices: notices.map(({ subject, ...notice }) => ({
      ...notice,
      subject: subject as unknown as LocalizedText,
    })),
  };
}

async function measuresOf(parts: RecordParts, own: ReportedOn): Promise<Dealings['measures']> {
  const { tx, cipher } = parts;
  const include = { appeals: OLDEST_FIRST, rectifications: OLDEST_FIRST };
  const found = await tx.enforcement.findMany({ where: own, include, ...OLDEST_FIRST });
  const contests = found.flatMap(({ appeals, rectifications }) => [...appeals, ...rectifications]);
  const shown = await evidenceReader(parts, own.accountId, contests);
  const contest = <State>(
    table: 'Appeal' | 'Rectification',
    row: (typeof contests)[number],
    at: Date,
    by: string,
  ): ReportedContest<State> => {
    const { id, words, decidedAt } = row;
    const cell = { table, column: 'sealedStatement', rowId: id };
    return {
      id,
      state: row.state as State,
      at,
      by,
      statement: cipher.open(cell, row.sealedStatement),
      words,
      decidedAt,
      // An answer that does not decide has no instant of its own; the row was written with it, or later.
      heardAt: decidedAt ?? (words === null ? null : row.updatedAt),
      evidence: shown(row.evidenceFileIds),
    };
  };
  return found.map(({ kind, ground, appeals, rectifications, ...same }) => ({
    ...same,
    kind: kind as MeasureKind,
    ground: ground as MeasureGround,
    appeals: appeals.map((row) => contest<AppealState>('Appeal', row, row.openedAt, row.openedBy)),
    rectifications: rectifications.map((row) =>
      contest<RectificationState>('Rectification', row, row.submittedAt, row.submittedBy),
    ),
  }));
}

async function incidentsOf(
  { tx, cipher }: RecordParts,
  { accountId, platform, OR }: ReportedOn,
): Promise<readonly ReportedIncident[]> {
  const where = { accountId, platforms: { has: platform }, OR };
  const found = await tx.incident.findMany({ where, ...OLDEST_FIRST });
  return found.map((row) => {
    const { affected, closedAt, measures, outcome, ...same } = readIncident(row, cipher);
    return {
      ...same,
      affected: affected ?? null,
      closedAt: closedAt ?? null,
      measures: measures ?? null,
      outcome: outcome ?? null,
    };
  });
}

async function demandsOf(parts: RecordParts, own: ReportedOn): Promise<readonly ReportedDemand[]> {
  const { tx, cipher } = parts;
  const found = await tx.deletionDemand.findMany({
    where: own,
    include: { confirmation: true },
    ...OLDEST_FIRST,
  });
  const confirmations = found.flatMap(({ confirmation }) => confirmation ?? []);
  const shown = await evidenceReader(parts, own.accountId, confirmations);
  return found.map(({ confirmation, ...row }) => {
    const demand = readDemand(row, cipher);
    return {
      ...row,
      scope: demand.scope,
      ...(confirmation
        ? {
            confirmation: {
              ...confirmation,
              statement: cipher.open(statementCell(confirmation.id), confirmation.sealedStatement),
              evidence: shown(confirmation.evidenceFileIds),
            },
          }
        : {}),
    };
  });
}
