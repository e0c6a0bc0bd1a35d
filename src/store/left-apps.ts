import type pg from 'pg';
import type { FieldCipher } from './encryption/field-cipher.ts';

/** Where the ids of programs are sealed whose accounts have left. */
export const LEFT_APP = { table: 'LeftProgram', column: 'sealedAppId' };

/**
 * Names the exits that stand, and how many programs each took along: as long as this text is the same, so are the
 * programs. For use within a statement.
 */
export const LEFT_MARK_SQL = `
  SELECT md5(coalesce(string_agg(standing.id || ' ' || standing.programs, ',' ORDER BY standing.id), '')) AS mark
  FROM (
    SELECT exit.id, count(left_program.*) AS programs
    FROM "PlatformExit" exit LEFT JOIN "LeftProgram" left_program ON left_program."exitId" = exit.id
    WHERE exit.state = 'LEFT' GROUP BY exit.id
  ) AS standing`;

/** The programs whose accounts have left their platform: of those nothing is kept any more (wechat/4.10). */
export class LeftApps {
  /** Of which these are the programs; undefined until they were read. */
  mark: string | undefined;
  readonly #pool: pg.Pool;
  readonly #cipher: FieldCipher;
  #apps: readonly { readonly platform: string; readonly appId: string }[] = [];

  constructor(pool: pg.Pool, cipher: FieldCipher) {
    this.#pool = pool;
    this.#cipher = cipher;
  }

  /** Reads them anew, with their mark, in one statement: neither is of another instant than the other. */
  async read(): Promise<void> {
    const { rows } = await this.#pool.query<{
      mark: string;
      platform: string | null;
      sealedAppId: string | null;
    }>(
      `WITH standing AS (${LEFT_MARK_SQL})
       SELECT standing.mark, exit.platform, left_program."sealedAppId" FROM standing
       LEFT JOIN ("PlatformExit" exit JOIN "LeftProgram" left_program ON left_program."exitId" = exit.id)
         ON exit.state = 'LEFT'`,
    );
    this.#apps = rows.flatMap(({ platform, sealedAppId }) =>
      platform === null || sealedAppId === null
        ? []
        : [{ platform, appId: this.#cipher.open(LEFT_APP, sealedAppId) }],
    );
    this.mark = rows[0]?.mark;
  }

  /** Whether a push came in at such a program's address, or names one. */
  isOf(platform: string, address: string, message: string): boolean {
    return this.#apps.some(
      (app) => app.platform === platform && (address === app.appId || message.includes(app.appId)),
    );
  }
}
