import type pg from 'pg';
import {
  latestReviews,
  type ProgramPage,
  pageOf,
  programPage,
  type ReadAlong,
  type ReadPage,
} from './program-page.ts';
import type * as rows from './read-rows.ts';
import { columnsOf, orderOf, type ReadableTable, type RowOf } from './read-tables.ts';
import { readUndertakings, undertakingsStatement } from './undertaking-reads.ts';

const UNDERTAKINGS = undertakingsStatement('"Undertaking"', '"Member"');

/**
 * What one account may read. The account is in every statement and comes from nowhere else, so that a caller
 * who forgets to ask whose a row is gets no row. Each statement is prepared once a connection, under its name.
 * Rows of the tables come as one text in JSON: to take them apart cell by cell costs the driver several times as much.
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
    return this.#rowsOf<Table>(
      `${table}-by-${key}`,
      `SELECT ${columnsOf(table)} FROM "${table}"
       WHERE "accountId" = $1 AND "${key}" = ANY($2::text[]) ORDER BY ${orderOf(table)}`,
      values,
    );
  }

  /** Up to `first` rows of each program, the newest first. */
  async newestOfPrograms<Table extends 'Version' | 'Submission'>(
    table: Table,
    programIds: readonly string[],
    first: number,
  ): Promise<RowOf<Table>[]> {
    return this.#rowsOf<Table>(
      `${table}-newest`,
      `SELECT newest.* FROM unnest($2::text[]) AS program (id) CROSS JOIN LATERAL (
         SELECT ${columnsOf(table)} FROM "${table}"
         WHERE "accountId" = $1 AND "programId" = program.id ORDER BY id DESC LIMIT $3) AS newest`,
      programIds,
      first,
    );
  }

  /**
   * Programs, the newest first, up to `limit` after the one with the id `after`; and with them, in the same statement,
   * what of theirs the reader has said it will show.
   */
  async programs(
    after: string | undefined,
    limit: number,
    along: readonly ReadAlong[],
  ): Promise<ProgramPage> {
    const { name, text } = programPage(along);
    const [found] = await this.#rows<ReadPage>(name, text, after ?? null, limit);
    return pageOf(found, along);
  }

  /** The newest review of each reviewer of these packages. */
  async latestReviews(packageIds: readonly string[]): Promise<rows.ReviewRow[]> {
    return this.#rowsOf<'Review'>('latest-reviews', latestReviews('$2::text[]'), packageIds);
  }

  /** What programs declare. It is many times as large as the rest of a program, and most readers do without. */
  async manifests(programIds: readonly string[]): Promise<rows.ManifestRow[]> {
    return this.#rows(
      'manifests',
      'SELECT id, manifest FROM "Program" WHERE "accountId" = $1 AND id = ANY($2::text[])',
      programIds,
    );
  }

  /** The papers of the account itself and of all its programs. */
  async materials(): Promise<rows.MaterialRow[]> {
    return this.#rowsOf<'Material'>(
      'materials',
      `SELECT ${columnsOf('Material')} FROM "Material" WHERE "accountId" = $1 ORDER BY id DESC LIMIT 1000`,
    );
  }

  /** What the account owes and has not ended, for what rules make of it. */
  async owed(): Promise<rows.OwedRow[]> {
    return this.#rows(
      'owed',
      `SELECT id, platform, "programId", kind, clauses, recipient, "subjectId", "opensAt", "dueAt", "overdueBlocks"
       FROM "Obligation" WHERE "accountId" = $1 AND "endedAt" IS NULL ORDER BY id`,
    );
  }

  /** The fees that are demanded of the account and not paid, for what rules make of them. */
  async feesUnpaid(): Promise<rows.UnpaidFeeRow[]> {
    return this.#rows(
      'fees-unpaid',
      `SELECT id, platform, "programId", clause, "amountFen", "dueOn"
       FROM "Fee" WHERE "accountId" = $1 AND state = 'DEMANDED' ORDER BY id`,
    );
  }

  /** What was done to programs of the account in the platforms' own consoles, stands, and has not been accepted. */
  async openForeignChanges(): Promise<rows.OpenChangeRow[]> {
    return this.#rows(
      'open-foreign-changes',
      `SELECT id, "programId", platform, kind, "hostVersion", "noticedAt"
       FROM "ForeignChange" WHERE "accountId" = $1 AND "endedAt" IS NULL AND "acknowledgedAt" IS NULL ORDER BY id`,
    );
  }

  /** Obligations in the order of their due dates, up to `limit` after the one at `after`. */
  async obligations(
    { platform, programId, states }: rows.ObligationsAsked,
    after: readonly [dueAt: string, id: string] | undefined,
    limit: number,
  ): Promise<rows.ObligationRow[]> {
    return this.#rowsOf<'Obligation'>(
      'obligations',
      `SELECT ${columnsOf('Obligation')} FROM "Obligation"
       WHERE "accountId" = $1 AND ($2::text IS NULL OR platform = $2) AND ($3::text IS NULL OR "programId" = $3)
         AND ($4::text[] IS NULL OR state = ANY($4))
         AND ($5::timestamptz IS NULL OR ("dueAt", id) > ($5, $6))
       ORDER BY ${orderOf('Obligation')} LIMIT $7`,
      platform ?? null,
      programId ?? null,
      states ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    );
  }

  /** The platforms that the account has left, or is leaving, and has not come back to, and since when. */
  async leftPlatforms(): Promise<{ readonly platform: string; readonly startedAt: Date }[]> {
    return this.#rows(
      'left-platforms',
      `SELECT platform, "startedAt" FROM "PlatformExit" WHERE "accountId" = $1 AND state <> 'RETURNED'`,
    );
  }

  /** Fees, the newest first, up to `limit` before the one with the id `after`. */
  async fees(
    { platform, programId, states }: rows.FeesAsked,
    after: string | undefined,
    limit: number,
  ): Promise<rows.FeeRow[]> {
    return this.#rowsOf<'Fee'>(
      'fees',
      `SELECT ${columnsOf('Fee')} FROM "Fee"
       WHERE "accountId" = $1 AND ($2::text IS NULL OR platform = $2) AND ($3::text IS NULL OR "programId" = $3)
         AND ($4::text[] IS NULL OR state = ANY($4)) AND ($5::text IS NULL OR id < $5)
       ORDER BY ${orderOf('Fee')} LIMIT $6`,
      platform ?? null,
      programId ?? null,
      states ?? null,
      after ?? null,
      limit,
    );
  }

  /** The measures against the account and its programs that nobody has ended, for what rules and standings make of them. */
  async measures(): Promise<rows.MeasureRow[]> {
    return this.#rows(
      'measures',
      `SELECT id, platform, kind, ground, scope, "programId", "hostId", functions, clauses, "agreementVersion", "holdsUp",
              hides, "takenByHost", "from", "until", "endedAt", contested, "rectifyBy"
       FROM "Enforcement" WHERE "accountId" = $1 AND "endedAt" IS NULL ORDER BY id`,
    );
  }

  /** Measures, the newest first, up to `limit` after the one with the id `after`. */
  async enforcements(
    { platform, programId, inForceAt }: rows.EnforcementsAsked,
    after: string | undefined,
    limit: number,
  ): Promise<rows.EnforcementRow[]> {
    return this.#rowsOf<'Enforcement'>(
      'enforcements',
      `SELECT ${columnsOf('Enforcement')} FROM "Enforcement"
       WHERE "accountId" = $1 AND ($2::text IS NULL OR platform = $2)
         AND ($3::text IS NULL OR "programId" IS NULL OR "programId" = $3)
         AND ($4::timestamptz IS NULL OR ("from" <= $4 AND ("until" IS NULL OR "until" > $4)
              AND ("endedAt" IS NULL OR "endedAt" > $4)))
         AND ($5::text IS NULL OR id < $5)
       ORDER BY id DESC LIMIT $6`,
      platform ?? null,
      programId ?? null,
      inForceAt ?? null,
      after ?? null,
      limit,
    );
  }

  /** Notices, the newest first, up to `limit` before the one with the id `after`. */
  async notices(
    { platform, unread }: { readonly platform?: string | undefined; readonly unread: boolean },
    after: string | undefined,
    limit: number,
  ): Promise<rows.NoticeRow[]> {
    return this.#rowsOf<'Notice'>(
      'notices',
      `SELECT ${columnsOf('Notice')} FROM "Notice"
       WHERE "accountId" = $1 AND ($2::text IS NULL OR platform = $2) AND (NOT $3::boolean OR "readAt" IS NULL)
         AND ($4::text IS NULL OR id < $4)
       ORDER BY ${orderOf('Notice')} LIMIT $5`,
      platform ?? null,
      unread,
      after ?? null,
      limit,
    );
  }

  /** Where notices reach the account: sealed, and for eyes only in part. */
  async noticeAddresses(): Promise<rows.NoticeAddressRow[]> {
    return this.#rows(
      'notice-addresses',
      `SELECT kind, "sealedMasked", "updatedAt" FROM "NoticeAddress" WHERE "accountId" = $1 ORDER BY kind`,
    );
  }

  async acceptances(): Promise<rows.AcceptanceRow[]> {
    return this.#rows(
      'acceptances',
      `SELECT platform, "documentId", "documentVersion", how, by, operation, at FROM "Acceptance" WHERE "accountId" = $1 ORDER BY id`,
    );
  }

  /** Undertakings of the account's members, of those who have left, too; the newest first. */
  async undertakings(): Promise<rows.UndertakingRow[]> {
    return readUndertakings(await this.#rows('undertakings', UNDERTAKINGS));
  }

  async hasMember(id: string): Promise<boolean> {
    const found = await this.#rows<object>(
      'member-by-id',
      'SELECT 1 FROM "Member" WHERE "accountId" = $1 AND id = $2',
      id,
    );
    return found.length > 0;
  }

  /** The terms that the account does not agree to, and has not accepted after all. */
  async declines(): Promise<rows.DeclineRow[]> {
    return this.#rows(
      'declines',
      `SELECT id, platform, version, "stopsFrom", "declinedAt", by FROM "TermsDecline"
       WHERE "accountId" = $1 AND "liftedAt" IS NULL ORDER BY id`,
    );
  }

  /** The versions of agreements of which the account has been given notice on all channels, and since when (baidu/7). */
  async noticesComplete(): Promise<rows.CompleteNoticeRow[]> {
    return this.#rows(
      'notices-complete',
      `SELECT platform, "agreementVersion", min("completedAt") AS "completedAt" FROM "Notice"
       WHERE "accountId" = $1 AND kind = 'AGREEMENT_CHANGE' AND "completedAt" IS NOT NULL
       GROUP BY platform, "agreementVersion"`,
    );
  }

  async programCount(): Promise<number> {
    const [row] = await this.#rows<{ readonly programs: number }>(
      'program-count',
      'SELECT count(*)::int AS programs FROM "Program" WHERE "accountId" = $1',
    );
    return row?.programs ?? 0;
  }

  async subject(): Promise<rows.SubjectRow | undefined> {
    const found = await this.#rows<rows.SubjectRow>(
      'subject-type',
      'SELECT type, "updatedAt" FROM "Subject" WHERE "accountId" = $1',
    );
    return found[0];
  }

  async #rowsOf<Table extends ReadableTable>(
    name: string,
    select: string,
    ...values: readonly unknown[]
  ): Promise<RowOf<Table>[]> {
    const text = `SELECT json_agg(found) AS rows FROM (${select}) AS found`;
    const [answer] = await this.#rows<{ readonly rows: RowOf<Table>[] | null }>(name, text, ...values);
    return answer?.rows ?? [];
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
