import DataLoader from 'dataloader';
import type { Manifest } from '../programs/manifest.ts';
import type { AccountReads } from '../store/reads/account-reads.ts';
import type { ManifestRow, ProgramRow } from '../store/reads/read-rows.ts';
import type { ReadableTable, RowOf } from '../store/reads/read-tables.ts';

/**
 * Rows of one account, gathered: whatever a selection asks for at one depth becomes one statement a table,
 * however many parents it has. Remembers what it has read, so it lives as long as one operation and no longer.
 */
export class RowLoaders {
  readonly #reads: AccountReads;
  readonly #byId = new Map<string, DataLoader<string, object | undefined>>();
  readonly #groups = new Map<string, DataLoader<string, readonly object[]>>();
  readonly #manifests: DataLoader<string, Manifest | undefined>;

  constructor(reads: AccountReads) {
    this.#reads = reads;
    this.#manifests = new DataLoader(async (programIds) => {
      const found = await reads.manifests(programIds);
      const byProgram = new Map(found.map(({ id, manifest }) => [id, manifest]));
      return programIds.map((id) => byProgram.get(id));
    });
  }

  manifest(programId: string): Promise<Manifest | undefined> {
    return this.#manifests.load(programId);
  }

  /** A page of programs; with `manifests`, what they declare is read with it. */
  async programs(after: string | undefined, limit: number, manifests: boolean): Promise<ProgramRow[]> {
    if (!manifests) return this.#reads.programs(after, limit);
    const found: (ProgramRow & ManifestRow)[] = await this.#reads.programsWithManifests(after, limit);
    for (const { id, manifest } of found) this.#manifests.prime(id, manifest);
    return found;
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
    const loader = remembered(this.#groups, `${table}.${key}`, () => {
      return new DataLoader<string, readonly RowOf<Table>[]>(async (values) =>
        grouped(values, await this.#reads.by(table, key, values), (row) => String(row[key])),
      );
    });
    return loader.load(value) as unknown as Promise<readonly RowOf<Table>[]>;
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
