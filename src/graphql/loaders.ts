import DataLoader from 'dataloader';
import type { Manifest } from '../programs/manifest.ts';
import type { TimedReads } from '../store/reads/past-reads.ts';
import type { ReadAlong } from '../store/reads/program-page.ts';
import type { ProgramRow, ReviewRow } from '../store/reads/read-rows.ts';
import type { ReadableTable, RowOf } from '../store/reads/read-tables.ts';

/**
 * Rows of one account, gathered: whatever a selection asks for at one depth becomes one statement a table,
 * however many parents it has. Remembers what it has read, so it lives as long as one operation and no longer.
 */
export class RowLoaders {
  readonly #reads: TimedReads;
  readonly #byId = new Map<string, DataLoader<string, object | undefined>>();
  readonly #groups = new Map<string, DataLoader<string, readonly object[]>>();
  readonly #manifests: DataLoader<string, Manifest | undefined>;
  readonly #latestReviews: DataLoader<string, readonly ReviewRow[]>;

  constructor(reads: TimedReads) {
    this.#reads = reads;
    this.#manifests = new DataLoader(async (programIds) => {
      const found = await reads.manifests(programIds);
      const byProgram = new Map(found.map(({ id, manifest }) => [id, manifest]));
      return programIds.map((id) => byProgram.get(id));
    });
    this.#latestReviews = new DataLoader(async (packageIds) =>
      grouped(packageIds, await reads.latestReviews(packageIds), ({ packageId }) => packageId),
    );
  }

  manifest(programId: string): Promise<Manifest | undefined> {
    return this.#manifests.load(programId);
  }

  /** A page of programs. What is read along with it is not read again when a field asks for it. */
  async programs(
    after: string | undefined,
    limit: number,
    along: readonly ReadAlong[],
  ): Promise<readonly ProgramRow[]> {
    const { programs, registrations, distributions, latestReviews } = await this.#reads.programs(
      after,
      limit,
      along,
    );
    for (const { id, manifest } of programs) if (manifest) this.#manifests.prime(id, manifest);
    const ids = programs.map(({ id }) => id);
    if (registrations) {
      prime(this.#groupLoader('Registration', 'programId'), ids, registrations, ({ programId }) => programId);
    }
    if (distributions) {
      prime(this.#groupLoader('Distribution', 'programId'), ids, distributions, ({ programId }) => programId);
      if (latestReviews) {
        const packageIds = distributions.flatMap(({ packageId }) => packageId ?? []);
        prime(this.#latestReviews, packageIds, latestReviews, ({ packageId }) => packageId);
      }
    }
    return programs;
  }

  /** The newest review of each reviewer of a package. */
  latestReviews(packageId: string): Promise<readonly ReviewRow[]> {
    return this.#latestReviews.load(packageId);
  }

  find<Table extends Exclude<ReadableTable, 'HostSelection'>>(
    table: Table,
    id: string,
  ): Promise<RowOf<Table> | undefined> {
    const loader = remembered(this.#byId, table, () => {
      return new DataLoader<string, RowOf<Table> | undefined>(async (ids) => {
        const rows = await this.#reads.by(table, 'id' as keyof RowOf<Table> & string, ids);
        const byId = new Map(rows.map((row) => [(row as { readonly id: string }).id, row]));
        return ids.map((wanted) => byId.get(wanted));
      });
    });
    return loader.load(id) as Promise<RowOf<Table> | undefined>;
  }

  /** The rows whose `key` is this, in the table's order. */
  all<Table extends ReadableTable>(
    table: Table,
    key: keyof RowOf<Table> & string,
    value: string,
  ): Promise<readonly RowOf<Table>[]> {
    return this.#groupLoader(table, key).load(value);
  }

  /** The newest rows of a program. */
  newest<Table extends 'Version' | 'Submission'>(
    table: Table,
    programId: string,
    first: number,
  ): Promise<readonly RowOf<Table>[]> {
    const loader = remembered(this.#groups, `${table} ${first}`, () => {
      return new DataLoader<string, readonly RowOf<Table>[]>(async (programIds) =>
        grouped(
          programIds,
          await this.#reads.newestOfPrograms(table, programIds, first),
          (row) => row.programId,
        ),
      );
    });
    return loader.load(programId) as unknown as Promise<readonly RowOf<Table>[]>;
  }

  #groupLoader<Table extends ReadableTable>(
    table: Table,
    key: keyof RowOf<Table> & string,
  ): DataLoader<string, readonly RowOf<Table>[]> {
    return remembered(
      this.#groups,
      `${table}.${key}`,
      () =>
        new DataLoader<string, readonly RowOf<Table>[]>(async (values) =>
          grouped(values, await this.#reads.by(table, key, values), (row) => String(row[key])),
        ),
    );
  }
}

/** Tells a loader what is known already. */
function prime<Row>(
  loader: DataLoader<string, readonly Row[]>,
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): void {
  const groups = grouped(keys, rows, keyOf);
  keys.forEach((key, index) => {
    loader.prime(key, groups[index] ?? []);
  });
}

function remembered<Loader>(known: Map<string, unknown>, name: string, create: () => Loader): Loader {
  const found = known.get(name) as Loader | undefined;
  if (found) return found;
  const created = create();
  known.set(name, created);
  return created;
}

/** Rows under their keys, in the order of the keys, none for a key without rows: what DataLoader asks for. */
export function grouped<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Row[][] {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
