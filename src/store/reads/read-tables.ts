import type * as rows from './read-rows.ts';

/** The tables that are read by key, with the columns that may leave the store. */
interface Readable {
  readonly Program: rows.ProgramRow;
  readonly Registration: rows.RegistrationRow;
  readonly HostSelection: rows.SelectionRow;
  readonly Version: rows.VersionRow;
  readonly Submission: rows.SubmissionRow;
  readonly Package: rows.PackageRow;
  readonly Review: rows.ReviewRow;
  readonly Distribution: rows.DistributionRow;
  readonly Material: rows.MaterialRow;
}
export type ReadableTable = keyof Readable;
export type RowOf<Table extends ReadableTable> = Readable[Table];

interface Shape<Row> {
  readonly columns: readonly (keyof Row & string)[];
  /** Those of them that hold an instant. */
  readonly instants: readonly (keyof Row & string)[];
  /** How rows that share a key follow each other. */
  readonly order: string;
}

const shapes: { readonly [Table in ReadableTable]: Shape<RowOf<Table>> } = {
  Program: { columns: ['id', 'name', 'createdAt'], instants: ['createdAt'], order: 'id DESC' },
  Registration: {
    columns: [
      'id',
      'programId',
      'platform',
      'state',
      'appId',
      'admission',
      'verification',
      'sealedConsentUrl',
      'sealedVerificationUrl',
      'words',
      'createdAt',
      'updatedAt',
    ],
    instants: ['createdAt', 'updatedAt'],
    order: 'platform',
  },
  HostSelection: {
    columns: ['programId', 'platform', 'mode', 'hostIds', 'chosenAt'],
    instants: ['chosenAt'],
    order: 'platform',
  },
  Version: {
    columns: ['id', 'programId', 'number', 'description', 'settings', 'templates', 'createdAt'],
    instants: ['createdAt'],
    order: 'id DESC',
  },
  Submission: {
    columns: ['id', 'programId', 'versionId', 'declaration', 'createdAt'],
    instants: ['createdAt'],
    order: 'id DESC',
  },
  Package: {
    columns: [
      'id',
      'programId',
      'submissionId',
      'versionId',
      'registrationId',
      'platform',
      'hostIds',
      'state',
      'review',
      'goal',
      'online',
      'reference',
      'trouble',
      'submittedAt',
      'updatedAt',
    ],
    instants: ['submittedAt', 'updatedAt'],
    order: '"submittedAt" DESC, id DESC',
  },
  Review: {
    columns: [
      'id',
      'programId',
      'packageId',
      'platform',
      'hostId',
      'reviewer',
      'state',
      'words',
      'reasonCode',
      'source',
      'openedAt',
      'decidedAt',
    ],
    instants: ['openedAt', 'decidedAt'],
    order: '"openedAt" DESC, id DESC',
  },
  Distribution: {
    columns: [
      'id',
      'programId',
      'platform',
      'hostId',
      'packageId',
      'confirmation',
      'release',
      'words',
      'livePackageId',
      'liveSince',
      'updatedAt',
    ],
    instants: ['liveSince', 'updatedAt'],
    order: 'platform, "hostId"',
  },
  Material: {
    columns: ['id', 'programId', 'paper', 'fileId', 'validFrom', 'validUntil', 'state', 'createdAt'],
    instants: ['createdAt'],
    order: 'id',
  },
};

/** The columns of a table, as a statement selects them. */
export function columnsOf(table: ReadableTable): string {
  return shapes[table].columns.map((column) => `"${column}"`).join(', ');
}

export function orderOf(table: ReadableTable): string {
  return shapes[table].order;
}

/** Rows as the database writes them in JSON, which has no instants: these become dates, in place. */
export function readRows<Table extends ReadableTable>(
  table: Table,
  written: readonly Record<string, unknown>[],
): RowOf<Table>[] {
  for (const row of written) {
    for (const column of shapes[table].instants) {
      const text = row[column];
      if (typeof text === 'string') row[column] = new Date(text);
    }
  }
  return written as unknown as RowOf<Table>[];
}
