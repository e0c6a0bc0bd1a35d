import type pg from 'pg';

/** A push as the operator sees it in a list: not what it says, which may name people. */
export interface KeptPush {
  readonly id: string;
  readonly platform: string;
  readonly event: string;
  readonly address: string;
  readonly receivedAt: Date;
  /** UNKNOWN_APP: it names no program or registration that is known here. OTHER: an event that nothing here acts upon. */
  readonly outcome: string;
}

/** Pushes that nothing came of, the newest first. */
export async function pushesToNoEffect(pool: pg.Pool, limit: number): Promise<readonly KeptPush[]> {
  const { rows } = await pool.query<KeptPush>(
    `SELECT id, platform, event, address, "receivedAt", outcome FROM "HostPush"
     WHERE outcome IN ('UNKNOWN_APP', 'OTHER', 'NO_SUCH_MEASURE', 'NOT_PROVIDED_FOR', 'UNREAD')
     ORDER BY sequence DESC LIMIT $1`,
    [limit],
  );
  return rows;
}
