import type pg from 'pg';
import type { Material } from '../../programs/category.ts';
import type { Subject } from '../../programs/program.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type * as rows from '../generated/client.ts';
import { readMaterial } from '../rows.ts';
import { openJson } from '../sealed-json.ts';

/**
 * The sealed part of what verdicts depend on, of one account. It is opened here, goes into the rules and no
 * further: nothing that clients are shown is made of it.
 */
export class FactReads {
  readonly #pool: pg.Pool;
  readonly #cipher: FieldCipher;
  readonly #accountId: string;

  constructor(pool: pg.Pool, cipher: FieldCipher, accountId: string) {
    this.#pool = pool;
    this.#cipher = cipher;
    this.#accountId = accountId;
  }

  async subject(): Promise<Subject | undefined> {
    const { rows } = await this.#pool.query<{ sealedDetails: string }>({
      name: 'read-facts-subject',
      text: 'SELECT "sealedDetails" FROM "Subject" WHERE "accountId" = $1',
      values: [this.#accountId],
    });
    const [row] = rows;
    return row && openSubject(this.#cipher, this.#accountId, row.sealedDetails);
  }

  /** The papers of the account itself (under `null`) and of these programs. */
  async materials(programIds: readonly string[]): Promise<ReadonlyMap<string | null, readonly Material[]>> {
    const { rows } = await this.#pool.query<MaterialFactRow>({
      name: 'read-facts-materials',
      text: `SELECT id, "programId", paper, "sealedHolder", "fileId", "validFrom", "validUntil", state
             FROM "Material" WHERE "accountId" = $1 AND ("programId" IS NULL OR "programId" = ANY($2::text[])) ORDER BY id`,
      values: [this.#accountId, programIds],
    });
    return byProgram(this.#cipher, rows);
  }
}

/** A paper, as much of it as rules are told of. */
export type MaterialFactRow = rows.Material;

export function openSubject(cipher: FieldCipher, accountId: string, sealed: string): Subject {
  return openJson<Subject>(cipher, { table: 'Subject', column: 'sealedDetails', rowId: accountId }, sealed);
}

/** Papers under their program; those of the account itself under `null`. */
export function byProgram(
  cipher: FieldCipher,
  rows: readonly MaterialFactRow[],
): ReadonlyMap<string | null, readonly Material[]> {
  const groups = new Map<string | null, Material[]>();
  for (const row of rows) {
    const group = groups.get(row.programId) ?? [];
    groups.set(row.programId, group);
    group.push(readMaterial(row, cipher));
  }
  return groups;
}
