import type pg from 'pg';
import type { Material } from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { Subject } from '../../programs/program.ts';
import { EMAIL_LOCK, lockedEmail } from '../email-lock.ts';
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
    if (!row) return undefined;
    const cell = { table: 'Subject', column: 'sealedDetails', rowId: this.#accountId };
    return openJson<Subject>(this.#cipher, cell, row.sealedDetails);
  }

  /** The registrations under an address, of all accounts, on those of these platforms where it may be used once (wechat/2.1). */
  async emailHolders(
    platforms: readonly PlatformId[],
    email: string,
  ): Promise<readonly Pick<rows.Registration, 'platform' | 'programId'>[]> {
    const locks = platforms.flatMap((platform) => [
      ...this.#cipher.lookupForms(EMAIL_LOCK, lockedEmail(platform, email)),
    ]);
    const found = await this.#pool.query<Pick<rows.Registration, 'platform' | 'programId'>>({
      name: 'read-facts-email-holders',
      text: 'SELECT platform, "programId" FROM "Registration" WHERE "emailLock" = ANY($1::text[])',
      values: [locks],
    });
    return found.rows;
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
}
