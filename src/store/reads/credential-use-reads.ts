import type pg from 'pg';
import type { PlatformId } from '../../programs/platform.ts';

/** One row of the audit log of credentials. There is no secret in it to be returned. */
export interface CredentialUseRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly holder: string;
  readonly kind: string;
  readonly purpose: string;
  readonly node: string;
  readonly uses: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export interface ProgramCredentialUseRow extends CredentialUseRow {
  readonly registrationId: string;
  readonly programId: string;
}

const COLUMNS = 'id, platform, holder, kind, purpose, node, uses, "firstAt", "lastAt"';

/**
 * Uses of the credentials of an account's own programs, the newest first. Credentials of the gateway itself (its
 * tickets, tokens, secrets) have no registration as their holder, so no account sees those.
 */
export async function credentialUsesOfAccount(
  pool: pg.Pool,
  accountId: string,
  { programId, after, limit }: { programId?: string; after?: string | undefined; limit: number },
): Promise<ProgramCredentialUseRow[]> {
  const { rows } = await pool.query<ProgramCredentialUseRow>({
    name: 'read-credential-uses-of-account',
    text: `SELECT used.*, registration.id AS "registrationId", registration."programId"
      FROM "Registration" AS registration CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM "CredentialUse"
        WHERE platform = registration.platform AND holder IN (registration."appId", registration.id)
          AND ($3::text IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4) AS used
      WHERE registration."accountId" = $1 AND ($2::text IS NULL OR registration."programId" = $2)
      ORDER BY used.id DESC LIMIT $4`,
    values: [accountId, programId ?? null, after ?? null, limit],
  });
  return rows;
}

/** Uses of all credentials, the gateway's own included, the newest first: for the operator. */
export async function allCredentialUses(pool: pg.Pool, limit: number): Promise<CredentialUseRow[]> {
  const { rows } = await pool.query<CredentialUseRow>(
    `SELECT ${COLUMNS} FROM "CredentialUse" ORDER BY id DESC LIMIT $1`,
    [limit],
  );
  return rows;
}
