import type pg from 'pg';
import { WORK_QUEUE } from './job-queue.ts';
import { isDead, ownersHere } from './work-owner.ts';

const LEASED = [
  'Material',
  'Registration',
  'Package',
  'Appeal',
  'Rectification',
  'NoticeDelivery',
  'PushLane',
  'SettingChange',
  'WebhookEndpoint',
];

/**
 * A call of the one that died may still be on its way to a platform: as after a lost answer, the platform is asked a
 * little later what became of it. Pushes call nobody, and go on at once.
 */
const PAUSE = '2 seconds';

/**
 * Takes up what processes that ended on this machine were working on, without waiting for leases and jobs to run out.
 * What of another machine is stranded, those bring back (`lease.ts`, `job-queue.ts`). Called once, at the start.
 */
export async function takeUpStrandedWork(pool: pg.Pool): Promise<void> {
  const { rows: leases } = await pool.query<{ table: string; id: string; owner: string }>(
    LEASED.map(
      (table) =>
        `SELECT '${table}' AS table, id, "leaseOwner" AS owner FROM "${table}" WHERE starts_with("leaseOwner", $1)`,
    ).join(' UNION ALL '),
    [ownersHere],
  );
  const dead = leases.filter(({ owner }) => isDead(owner));
  for (const table of LEASED) {
    const owners = dead.filter((lease) => lease.table === table).map(({ owner }) => owner);
    if (owners.length > 0)
      await pool.query(
        `UPDATE "${table}" SET "leaseUntil" = NULL, "leaseOwner" = NULL WHERE "leaseOwner" = ANY ($1)`,
        [owners],
      );
  }
  await retryJobs(pool, new Set(dead.map(({ id }) => id)));
}

/** Those that a dead process had noted as its own, and those about what it had leased. */
async function retryJobs(pool: pg.Pool, subjects: ReadonlySet<string>): Promise<void> {
  const { rows } = await pool.query<{ id: string; subject: string; owner: string | null }>(
    `SELECT id, data->>'id' AS subject, output->>'owner' AS owner FROM queue.job WHERE name = $1 AND state = 'active'`,
    [WORK_QUEUE],
  );
  const stranded = rows.filter(({ subject, owner }) =>
    owner === null ? subjects.has(subject) : isDead(owner),
  );
  if (stranded.length === 0) return;
  await pool.query(
    `UPDATE queue.job SET state = 'retry',
       start_after = now() + CASE WHEN data->>'kind' = 'PUSH' THEN interval '0' ELSE interval '${PAUSE}' END
     WHERE name = $1 AND state = 'active' AND id = ANY ($2)`,
    [WORK_QUEUE, stranded.map(({ id }) => id)],
  );
}
