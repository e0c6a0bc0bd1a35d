import type pg from 'pg';
import type { Outage } from '../../policy/outage.ts';
import type { Ruling } from '../../policy/ruling.ts';
import type { Material } from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { Subject } from '../../programs/program.ts';
import { EMAIL_LOCK, lockedEmail } from '../email-lock.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type * as rows from '../generated/client.ts';
import { readOutage } from '../outage-records.ts';
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
    return row && openSubject(this.#cipher, this.#accountId, row.sealedDetails);
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

  /** When all of a platform was out: that is public. */
  async outages(platform: PlatformId): Promise<readonly Outage[]> {
    const { rows } = await this.#pool.query<Pick<rows.HostOutage, 'platform' | 'hostId' | 'from' | 'until'>>({
      name: 'read-facts-outages',
      text: 'SELECT platform, "hostId", "from", until FROM "HostOutage" WHERE platform = $1 AND "hostId" IS NULL',
      values: [platform],
    });
    return rows.map(readOutage);
  }

  /** What is on file about these programs, in one statement: papers, the account's own among them, and rulings. */
  async filed(programIds: readonly string[]): Promise<FiledFacts> {
    const { rows } = await this.#pool.query<FiledRows>({
      name: 'read-facts-filed',
      text: FILED,
      values: [this.#accountId, programIds],
    });
    return filedFacts(this.#cipher, rows[0]);
  }
}

export function openSubject(cipher: FieldCipher, accountId: string, sealed: string): Subject {
  return openJson<Subject>(cipher, { table: 'Subject', column: 'sealedDetails', rowId: accountId }, sealed);
}

/** What is on file about some programs. */
export interface FiledFacts {
  /** The papers of each program, and under `null` those of the account itself. */
  readonly materials: ReadonlyMap<string | null, readonly Material[]>;
  /** The rulings that were not revoked, by program and then platform, the earliest first. */
  readonly rulings: ReadonlyMap<string, ReadonlyMap<PlatformId, readonly Ruling[]>>;
}

/** The same as the statement answers it: null where there is nothing, instants as text. */
export interface FiledRows {
  readonly materials: readonly rows.Material[] | null;
  readonly rulings:
    | readonly (Omit<RulingFactRow, 'ruledAt'> &
        Pick<rows.Ruling, 'programId' | 'platform'> & { readonly ruledAt: string })[]
    | null;
}

/**
 * The statement that answers `FiledRows`.
 * @param materials Where the papers that are meant are found: a table, and what follows WHERE.
 * @param rulings The same of rulings.
 */
export function filedStatement(materials: string, rulings: string): string {
  return `SELECT
  (SELECT json_agg(found) FROM (
     SELECT id, "programId", paper, "sealedHolder", "fileId", "validFrom", "validUntil", state
     FROM ${materials} ORDER BY id
   ) AS found) AS materials,
  (SELECT json_agg(found) FROM (
     SELECT id, "programId", platform, rule, code, question, category, answer, "sealedNote", "validUntil", "ruledBy", "ruledAt"
     FROM ${rulings} AND "revokedAt" IS NULL ORDER BY id
   ) AS found) AS rulings`;
}

const FILED = filedStatement(
  '"Material" WHERE "accountId" = $1 AND ("programId" IS NULL OR "programId" = ANY($2::text[]))',
  '"Ruling" WHERE "accountId" = $1 AND "programId" = ANY($2::text[])',
);

/** What the statement found, by program. */
export function filedFacts(cipher: FieldCipher, found: FiledRows | undefined): FiledFacts {
  const materials = new Map<string | null, Material[]>();
  for (const row of found?.materials ?? []) {
    put(materials, row.programId, readMaterial(row, cipher));
  }
  const rulings = new Map<string, Map<PlatformId, Ruling[]>>();
  for (const row of found?.rulings ?? []) {
    const ofProgram = rulings.get(row.programId) ?? new Map<PlatformId, Ruling[]>();
    rulings.set(row.programId, ofProgram);
    put(ofProgram, row.platform, readRuling({ ...row, ruledAt: new Date(row.ruledAt) }, cipher));
  }
  return { materials, rulings };
}

function put<Key, Thing>(groups: Map<Key, Thing[]>, key: Key, thing: Thing): void {
  const group = groups.get(key) ?? [];
  groups.set(key, group);
  group.push(thing);
}
