import type pg from 'pg';
import { AccountReads } from './account-reads.ts';
import { keptTables, newestIds, pastRows, whoseKeyIs } from './past-rows.ts';
import type { ProgramPage, ReadAlong } from './program-page.ts';
import type * as rows from './read-rows.ts';
import { columnsOf, orderOf, type ReadableTable, type RowOf } from './read-tables.ts';
import { ofThePast, type Times } from './times.ts';
import { readUndertakings, undertakingsStatement } from './undertaking-reads.ts';

/** What can be read of an account at any time: the present by `AccountReads`, a past by `PastReads`. */
export type TimedReads = Pick<
  AccountReads,
  | 'by'
  | 'newestOfPrograms'
  | 'programs'
  | 'latestReviews'
  | 'manifests'
  | 'owed'
  | 'obligations'
  | 'acceptances'
  | 'undertakings'
  | 'hasMember'
  | 'feesUnpaid'
  | 'leftPlatforms'
  | 'measures'
  | 'openForeignChanges'
  | 'declines'
  | 'noticesComplete'
  | 'enforcements'
  | 'fees'
>;

const UNDERTAKINGS = undertakingsStatement(
  `(SELECT "Undertaking".* FROM ${pastRows('Undertaking')})`,
  `(SELECT "Member".* FROM ${pastRows('Member')})`,
);

/**
 * What one account could have read: its rows as they were true at one instant, as far as they had been recorded by
 * another. The same reads as those of the present, from the history instead; each takes one statement, and a page of
 * programs one for each kind of row that it brings along. Every row knows the times that it was read at.
 */
export class PastReads implements TimedReads {
  readonly #pool: pg.Pool;
  readonly #accountId: string;
  readonly #times: Times;
  readonly #present: AccountReads;

  constructor(pool: pg.Pool, accountId: string, times: Times) {
    this.#pool = pool;
    this.#accountId = accountId;
    this.#times = times;
    this.#present = new AccountReads(pool, accountId);
  }

  /** Rows of a table that keeps no past (requests, notices, incidents) are read as they are now. */
  by<Table extends ReadableTable>(
    table: Table,
    key: keyof RowOf<Table> & string,
    values: readonly string[],
  ): Promise<RowOf<Table>[]> {
    const kept = keptTables.find((one) => one === table);
    if (kept === undefined) return this.#present.by(table, key, values);
    return this.#rowsOf<RowOf<Table>>(
      `${table}-by-${key}`,
      `SELECT ${columnsOf(table)} FROM ${pastRows(kept, whoseKeyIs(kept, key, '$4::text[]'))}
       WHERE "${key}" = ANY($4::text[]) ORDER BY ${orderOf(table)}`,
      values,
    );
  }

  newestOfPrograms<Table extends 'Version' | 'Submission'>(
    table: Table,
    programIds: readonly string[],
    first: number,
  ): Promise<RowOf<Table>[]> {
    return this.#rowsOf<RowOf<Table>>(
      `${table}-newest`,
      `SELECT newest.* FROM unnest($4::text[]) AS program (id) CROSS JOIN LATERAL (
         SELECT ${columnsOf(table)} FROM ${pastRows(table, 'entry."programId" = program.id')}
         ORDER BY id DESC LIMIT $5) AS newest`,
      programIds,
      first,
    );
  }

  async programs(
    after: string | undefined,
    limit: number,
    along: readonly ReadAlong[],
  ): Promise<ProgramPage> {
    const manifests = along.includes('manifests');
    const programs = await this.#rowsOf<rows.ProgramRow & Partial<rows.ManifestRow>>(
      manifests ? 'programs-manifests' : 'programs',
      `SELECT ${columnsOf('Program')}${manifests ? ', manifest' : ''}
       FROM ${pastRows('Program', `entry."rowId" IN (${newestIds('Program', '$4::text', '$5')})`)}
       ORDER BY ${orderOf('Program')}`,
      after ?? null,
      limit,
    );
    const ids = programs.map(({ id }) => id);
    const registrations = along.includes('registrations')
      ? await this.by('Registration', 'programId', ids)
      : undefined;
    const distributions = along.includes('distributions')
      ? await this.by('Distribution', 'programId', ids)
      : undefined;
    const latestReviews =
      distributions && along.includes('latestReviews')
        ? await this.latestReviews(distributions.flatMap(({ packageId }) => packageId ?? []))
        : undefined;
    return { programs, registrations, distributions, latestReviews };
  }

  latestReviews(packageIds: readonly string[]): Promise<rows.ReviewRow[]> {
    return this.#rowsOf<rows.ReviewRow>(
      'latest-reviews',
      `SELECT DISTINCT ON ("packageId", "hostId") ${columnsOf('Review')}
       FROM ${pastRows('Review', whoseKeyIs('Review', 'packageId', '$4::text[]'))}
       WHERE "packageId" = ANY($4::text[])
       ORDER BY "packageId", "hostId", ${orderOf('Review')}`,
      packageIds,
    );
  }

  manifests(programIds: readonly string[]): Promise<rows.ManifestRow[]> {
    return this.#rowsOf<rows.ManifestRow>(
      'manifests',
      `SELECT id, manifest FROM ${pastRows('Program', whoseKeyIs('Program', 'id', '$4::text[]'))}`,
      programIds,
    );
  }

  /** What had not ended by then, in the words of the present: rules reckon with its instants. */
  owed(): Promise<rows.OwedRow[]> {
    return this.#rows(
      'owed',
      `SELECT id, platform, "programId", kind, clauses, recipient, "subjectId", "opensAt", "dueAt", "overdueBlocks"
       FROM ${pastRows('Obligation')} WHERE "endedAt" IS NULL ORDER BY id`,
    );
  }

  obligations(
    { platform, programId, states }: rows.ObligationsAsked,
    after: readonly [dueAt: string, id: string] | undefined,
    limit: number,
  ): Promise<rows.ObligationRow[]> {
    return this.#rowsOf<rows.ObligationRow>(
      'obligations',
      `SELECT ${columnsOf('Obligation')} FROM ${pastRows('Obligation')}
       WHERE ($4::text IS NULL OR platform = $4) AND ($5::text IS NULL OR "programId" = $5)
         AND ($6::text[] IS NULL OR state = ANY($6))
         AND ($7::timestamptz IS NULL OR ("dueAt", id) > ($7, $8))
       ORDER BY ${orderOf('Obligation')} LIMIT $9`,
      platform ?? null,
      programId ?? null,
      states ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    );
  }

  acceptances(): Promise<rows.AcceptanceRow[]> {
    return this.#rows(
      'acceptances',
      `SELECT platform, "documentId", "documentVersion", how, by, operation, at FROM ${pastRows('Acceptance')} ORDER BY id`,
    );
  }

  /** Undertakings of those who were members then, or had left by then; the newest first. */
  async undertakings(): Promise<rows.UndertakingRow[]> {
    return readUndertakings(await this.#rows('undertakings', UNDERTAKINGS));
  }

  async hasMember(id: string): Promise<boolean> {
    const found = await this.#rows<object>(
      'member-by-id',
      `SELECT 1 FROM ${pastRows('Member', 'entry."rowId" = $4')}`,
      id,
    );
    return found.length > 0;
  }

  feesUnpaid(): Promise<rows.UnpaidFeeRow[]> {
    return this.#rows(
      'fees-unpaid',
      `SELECT id, platform, "programId", clause, "amountFen", "dueOn"
       FROM ${pastRows('Fee')} WHERE state = 'DEMANDED' ORDER BY id`,
    );
  }

  /** Those that nobody had ended by then. */
  measures(): Promise<rows.MeasureRow[]> {
    return this.#rows(
      'measures',
      `SELECT id, platform, kind, ground, scope, "programId", "hostId", functions, clauses, "agreementVersion", "holdsUp",
              hides, "takenByHost", "from", "until", "endedAt", contested, "rectifyBy"
       FROM ${pastRows('Enforcement')} WHERE "endedAt" IS NULL ORDER BY id`,
    );
  }

  /** Those that stood then, and that nobody had accepted by then. */
  openForeignChanges(): Promise<rows.OpenChangeRow[]> {
    return this.#rows(
      'open-foreign-changes',
      `SELECT id, "programId", platform, kind, "hostVersion", "noticedAt"
       FROM ${pastRows('ForeignChange')} WHERE "endedAt" IS NULL AND "acknowledgedAt" IS NULL ORDER BY id`,
    );
  }

  /** Those that it had not accepted after all by then. */
  declines(): Promise<rows.DeclineRow[]> {
    return this.#rows(
      'declines',
      `SELECT id, platform, version, "stopsFrom", "declinedAt", by
       FROM ${pastRows('TermsDecline')} WHERE "liftedAt" IS NULL ORDER BY id`,
    );
  }

  /** All that are known now: each says since when it was complete. */
  noticesComplete(): ReturnType<AccountReads['noticesComplete']> {
    return this.#present.noticesComplete();
  }

  enforcements(
    { platform, programId, inForceAt }: rows.EnforcementsAsked,
    after: string | undefined,
    limit: number,
  ): Promise<rows.EnforcementRow[]> {
    return this.#rowsOf<rows.EnforcementRow>(
      'enforcements',
      `SELECT ${columnsOf('Enforcement')} FROM ${pastRows('Enforcement')}
       WHERE ($4::text IS NULL OR platform = $4) AND ($5::text IS NULL OR "programId" IS NULL OR "programId" = $5)
         AND ($6::timestamptz IS NULL OR ("from" <= $6 AND ("until" IS NULL OR "until" > $6)
              AND ("endedAt" IS NULL OR "endedAt" > $6)))
         AND ($7::text IS NULL OR id < $7)
       ORDER BY id DESC LIMIT $8`,
      platform ?? null,
      programId ?? null,
      inForceAt ?? null,
      after ?? null,
      limit,
    );
  }

  fees(
    { platform, programId, states }: rows.FeesAsked,
    after: string | undefined,
    limit: number,
  ): Promise<rows.FeeRow[]> {
    return this.#rowsOf<rows.FeeRow>(
      'fees',
      `SELECT ${columnsOf('Fee')} FROM ${pastRows('Fee')}
       WHERE ($4::text IS NULL OR platform = $4) AND ($5::text IS NULL OR "programId" = $5)
         AND ($6::text[] IS NULL OR state = ANY($6)) AND ($7::text IS NULL OR id < $7)
       ORDER BY ${orderOf('Fee')} LIMIT $8`,
      platform ?? null,
      programId ?? null,
      states ?? null,
      after ?? null,
      limit,
    );
  }

  leftPlatforms(): ReturnType<AccountReads['leftPlatforms']> {
    return this.#rows(
      'left-platforms',
      `SELECT platform, "startedAt" FROM ${pastRows('PlatformExit')} WHERE state <> 'RETURNED'`,
    );
  }

  async #rowsOf<Row extends object>(
    name: string,
    select: string,
    ...values: readonly unknown[]
  ): Promise<Row[]> {
    const text = `SELECT json_agg(found) AS rows FROM (${select}) AS found`;
    const [answer] = await this.#rows<{ readonly rows: Row[] | null }>(name, text, ...values);
    const found = answer?.rows ?? [];
    ofThePast(found, this.#times);
    return found;
  }

  async #rows<Row>(name: string, text: string, ...values: readonly unknown[]): Promise<Row[]> {
    const { asOf, knownAt } = this.#times;
    const result = await this.#pool.query({
      name: `past-${name}`,
      text,
      values: [this.#accountId, asOf, knownAt, ...values],
    });
    return result.rows as Row[];
  }
}
