import type pg from 'pg';
import { GIVEN_UP_QUEUE, WORK_QUEUE } from '../job-queue.ts';

/** Counts what waits: for whoever watches over the gateway. */
export function createBacklogReads(pool: pg.Pool) {
  async function jobs() {
    const { rows } = await pool.query<{
      kind: string;
      state: JobState;
      count: number;
      oldest: number | null;
    }>(
      `SELECT data->>'kind' AS kind,
              CASE WHEN name = $2 THEN 'GIVEN_UP' WHEN state = 'active' THEN 'ACTIVE' ELSE 'WAITING' END AS state,
              count(*)::int AS count,
              extract(epoch FROM now() - min(start_after) FILTER (WHERE name = $1 AND state <> 'active'))::float8 AS oldest
       FROM queue.job WHERE name IN ($1, $2) AND state IN ('created', 'retry', 'active')
       GROUP BY 1, 2`,
      [WORK_QUEUE, GIVEN_UP_QUEUE],
    );
    return rows;
  }

  async function counted<Row>(sql: string): Promise<readonly (Row & { readonly count: number })[]> {
    return (await pool.query(sql)).rows;
  }

  return async () => {
    const [waiting, pushes, deadLetters, webhooks] = await Promise.all([
      jobs(),
      counted<{ platform: string }>(
        `SELECT platform, count(*)::int AS count FROM "HostPush"
         WHERE "appliedAt" IS NULL AND "deadAt" IS NULL GROUP BY platform`,
      ),
      counted<{ kind: string }>(
        `SELECT kind, count(*)::int AS count FROM "DeadLetter" WHERE "settledAt" IS NULL GROUP BY kind`,
      ),
      counted<{ state: WebhookStanding; waiting: number }>(WEBHOOKS),
    ]);
    return {
      jobs: waiting.map(({ kind, state, count }) => ({ kind, state, count })),
      // What is to be begun later has not waited yet.
      oldestJobSeconds: Math.max(0, ...waiting.map(({ oldest }) => oldest ?? 0)),
      pushes,
      deadLetters,
      webhooks,
    };
  };
}

/** ACTIVE: the last message was taken, or none was sent. FAILING: the last was not. */
type WebhookStanding = 'ACTIVE' | 'FAILING' | 'PAUSED' | 'DISABLED';

const WEBHOOKS = `
  SELECT CASE WHEN state = 'ACTIVE' AND "failingSince" IS NOT NULL THEN 'FAILING' ELSE state END AS state,
         count(*)::int AS count, sum(pending.count)::int AS waiting
  FROM "WebhookEndpoint" AS endpoint, LATERAL (
    SELECT count(*) FROM "WebhookDelivery" WHERE "endpointId" = endpoint.id AND state = 'PENDING') AS pending
  GROUP BY 1`;

type JobState = 'WAITING' | 'ACTIVE' | 'GIVEN_UP';
