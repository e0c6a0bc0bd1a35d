import type pg from 'pg';
import type { LoggedEvent } from '../../events/event.ts';
import { type EventRow, readEventRow } from '../event-store.ts';
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

const columns: { readonly [Table in ReadableTable]: readonly (keyof RowOf<Table>)[] } = {
  Program: ['id', 'name', 'manifest', 'createdAt'],
  Registration: [
    'id',
    'programId',
    'platform',
    'state',
    'appId',
    'admission',
    'verification',
    'consentUrl',
    'verificationUrl',
    'words',
    'createdAt',
    'updatedAt',
  ],
  HostSelection: ['programId', 'platform', 'mode', 'hostIds', 'chosenAt'],
  Version: ['id', 'programId', 'number', 'description', 'settings', 'templates', 'createdAt'],
  Submission: ['id', 'programId', 'versionId', 'declaration', 'createdAt'],
  Package: [
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
  Review: [
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
  Distribution: [
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
  Material: ['id', 'programId', 'paper', 'fileId', 'validFrom', 'validUntil', 'state', 'createdAt'],
};

/** How rows that share a key follow each other. */
const order: { readonly [Table in ReadableTable]: string } = {
  Program: 'id DESC',
  Registration: 'platform',
  HostSelection: 'platform',
  Version: 'id DESC',
  Submission: 'id DESC',
  Package: '"submittedAt" DESC, id DESC',
  Review: '"openedAt" DESC, id DESC',
  Distribution: 'platform, "hostId"',
  Material: 'id',
};

function selected(table: ReadableTable): string {
  return columns[table].map((column) => `"${column}"`).join(', ');
}

/**
 * What one account may read. The account is in every statement and comes from nowhere else, so that a caller
 * who forgets to ask whose a row is gets no row. Each statement is prepared once a connection, under its name.
 */
export class AccountReads {
  readonly accountId: string;
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool, accountId: string) {
    this.#pool = pool;
    this.accountId = accountId;
  }

  /** All rows whose `key` is one of the values, in the table's order. */
  async by<Table extends ReadableTable>(
    table: Table,
    key: keyof RowOf<Table> & string,
    values: readonly string[],
  ): Promise<RowOf<Table>[]> {
    return this.#rows(
      `${table}-by-${key}`,
      `SELECT ${selected(table)} FROM "${table}" WHERE "accountId" = $1 AND "${key}" = ANY($2::text[]) ORDER BY ${order[table]}`,
      values,
    );
  }

  /** Up to `first` rows of each program, the newest first. */
  async newestOfPrograms<Table extends 'Version' | 'Submission'>(
    table: Table,
    programIds: readonly string[],
    first: number,
  ): Promise<RowOf<Table>[]> {
    return this.#rows(
      `${table}-newest`,
      `SELECT newest.* FROM unnest($2::text[]) AS program (id) CROSS JOIN LATERAL (
         SELECT ${selected(table)} FROM "${table}"
         WHERE "accountId" = $1 AND "programId" = program.id ORDER BY id DESC LIMIT $3) AS newest`,
      programIds,
      first,
    );
  }

  /** Programs, the newest first, up to `limit` after the one with the id `after`. */
  async programs(after: string | undefined, limit: number): Promise<rows.ProgramRow[]> {
    return this.#rows(
      'programs-page',
      `SELECT ${selected('Program')} FROM "Program"
       WHERE "accountId" = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      after ?? null,
      limit,
    );
  }

  /** The papers of the account itself and of all its programs. */
  async materials(): Promise<rows.MaterialRow[]> {
    return this.#rows(
      'materials',
      `SELECT ${selected('Material')} FROM "Material" WHERE "accountId" = $1 ORDER BY id DESC LIMIT 1000`,
    );
  }

  async acceptances(): Promise<rows.AcceptanceRow[]> {
    return this.#rows(
      'acceptances',
      `SELECT platform, "documentId", "documentVersion", how, at FROM "Acceptance" WHERE "accountId" = $1 ORDER BY id`,
    );
  }

  async subject(): Promise<rows.SubjectRow | undefined> {
    const found = await this.#rows<rows.SubjectRow>(
      'subject-type',
      'SELECT type, "updatedAt" FROM "Subject" WHERE "accountId" = $1',
    );
    return found[0];
  }

  async event(id: string): Promise<LoggedEvent | undefined> {
    const found = await this.#rows<EventRow>(
      'event-by-id',
      `SELECT id, "accountId", "hostId", "accountPosition" AS position, type, "programId", "subjectId", payload, source, actor, at
       FROM "Event" WHERE "accountId" = $1 AND id = $2`,
      id,
    );
    return found[0] && readEventRow(found[0]);
  }

  async #rows<Row>(name: string, text: string, ...values: readonly unknown[]): Promise<Row[]> {
    const result = await this.#pool.query({
      name: `read-${name}`,
      text,
      values: [this.accountId, ...values],
    });
    return result.rows as Row[];
  }
}
