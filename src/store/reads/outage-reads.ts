import type pg from 'pg';
import type { OutageCause } from '../../policy/outage.ts';
import type { HostId } from '../../programs/host.ts';
import type { PlatformId } from '../../programs/platform.ts';

export interface OutageRow {
  readonly id: string;
  readonly platform: PlatformId;
  readonly hostId: HostId | null;
  readonly cause: OutageCause;
  readonly from: Date;
  readonly until: Date | null;
}

const COLUMNS = 'id, platform, "hostId", cause, "from", until';

/** Outages of the platform, or of all, the newest first, up to `limit`. That a host was out is public. */
export async function readOutages(
  pool: pg.Pool,
  platform: PlatformId | undefined,
  limit: number,
): Promise<readonly OutageRow[]> {
  const found = await pool.query<OutageRow>({
    name: 'read-outages',
    text: `SELECT ${COLUMNS} FROM "HostOutage" WHERE $1::text IS NULL OR platform = $1 ORDER BY id DESC LIMIT $2`,
    values: [platform ?? null, limit],
  });
  return found.rows;
}

export async function readOutage(pool: pg.Pool, id: string): Promise<OutageRow | undefined> {
  const found = await pool.query<OutageRow>({
    name: 'read-outage',
    text: `SELECT ${COLUMNS} FROM "HostOutage" WHERE id = $1`,
    values: [id],
  });
  return found.rows[0];
}
