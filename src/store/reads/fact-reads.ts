import type pg from 'pg';
import type { Ruling } from '../../policy/ruling.ts';
import type { Material } from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { Subject } from '../../programs/program.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type * as rows from '../generated/client.ts';
import { readMaterial } from '../rows.ts';
import { type RulingFactRow, readRuling } from '../ruling-records.ts';
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
    if (!row) return undefined;
    const cell = { table: 'Subject', column: 'sealedDetails', rowId: this.#accountId };
    return openJson<Subject>(this.#cipher, cell, row.sealedDetails);
  }

  /** The papers of the account itself (under `null`) and of these programs. */
  async materials(programIds: readonly string[]): Promise<ReadonlyMap<string | null, readonly Material[]>> {
    const { rows } = await this.#pool.query<rows.Material>({
      name: 'read-facts-materials',
      text: `SELECT id, "programId", paper, "sealedHolder", "fileId", "validFrom", "validUntil", state
             FROM "Material" WHERE "accountId" = $1 AND ("programId" IS NULL OR "programId" = ANY($2::text[])) ORDER BY id`,
      values: [this.#accountId, programIds],
    });
    const byProgram = new Map<string | null, Material[]>();
    for (const row of rows) {
      const group = byProgram.get(row.programId) ?? [];
      byProgram.set(row.programId, group);
      group.push(readMaterial(row, this.#cipher));
    }
    return byProgram;
  }

  /** The rulings on these programs that were not revoked, by program and then platform, the earliest first. */
  async rulings(
    programIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<PlatformId, readonly Ruling[]>>> {
    const { rows } = await this.#pool.query<RulingFactRow & Pick<rows.Ruling, 'programId' | 'platform'>>({
      name: 'read-facts-rulings',
      text: `SELECT id, "programId", platform, rule, code, question, category, answer, "sealedNote", "validUntil", "ruledBy", "ruledAt"
             FROM "Ruling" WHERE "accountId" = $1 AND "programId" = ANY($2::text[]) AND "revokedAt" IS NULL ORDER BY id`,
      values: [this.#accountId, programIds],
    });
    const byProgram = new Map<string, Map<PlatformId, Ruling[]>>();
    for (const row of rows) {
      const ofProgram = byProgram.get(row.programId) ?? new Map<PlatformId, Ruling[]>();
      byProgram.set(row.programId, ofProgram);
      const there = ofProgram.get(row.platform) ?? [];
      ofProgram.set(row.platform, there);
      there.push(readRuling(row, this.#cipher));
    }
    return byProgram;
  }
}
