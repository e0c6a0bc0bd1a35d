import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PgBoss from 'pg-boss';
import { HostError } from '../../src/hosts/host-error.ts';
import { BREAK_MS } from '../../src/hosts/host-gate.ts';
import type { Job } from '../../src/onboarding/job.ts';
import type { Database } from '../../src/store/database.ts';
import { createJobQueue, EXPIRE_SECONDS, type JobQueue, RETRIES } from '../../src/store/job-queue.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let queue: JobQueue;
const faults: Error[] = [];

beforeEach(async () => {
  database = await openTestDatabase();
  queue = await openQueue();
});
afterEach(async () => {
  await queue.stop();
  await database.close();
});

function openQueue(): Promise<JobQueue> {
  return createJobQueue(database.pool, { alone: true, onError: (error) => faults.push(error) });
}

/** Works on the queue until `count` jobs were begun; `work` may throw. */
function worked(
  on: JobQueue,
  count: number,
  work: (job: Job, attempt: number) => void = () => {},
): Promise<Job[]> {
  const begun: Job[] = [];
  return new Promise((resolve, reject) => {
    on.start(async (job) => {
      begun.push(job);
      if (begun.length === count) resolve(begun);
      work(job, begun.length);
    }).catch(reject);
  });
}

const job = (id: string): Job => ({ kind: 'PACKAGE', id });

describe('the job queue', () => {
  it('has a job if the transaction that wanted it has committed, and not otherwise', async () => {
    await database.prisma.$transaction((tx) => queue.sendIn(tx, [{ job: job('committed') }]));
    await expect(
      database.prisma.$transaction(async (tx) => {
        await queue.sendIn(tx, [{ job: job('rolled back') }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await queue.send([{ job: job('last') }]);
    const begun = await worked(queue, 2);
    expect(begun.map(({ id }) => id).sort()).toEqual(['committed', 'last']);
  });

  it('tries again what failed', async () => {
    await queue.send([{ job: job('hard') }]);
    const begun = await worked(queue, 2, (_job, attempt) => {
      if (attempt === 1) throw new Error('the host did not answer');
    });
    expect(begun.map(({ id }) => id)).toEqual(['hard', 'hard']);
  });

  it('tries again at a host that fails, not before the host said', async () => {
    await queue.send([{ job: job('host') }]);
    const detail = {
      platform: 'WECHAT',
      retry: 'RETRY_NOW',
      call: 'c',
      words: 'quota',
      retryAfterMs: 3_600_000,
    } as const;
    await worked(queue, 1, () => {
      throw new HostError(detail);
    });
    await queue.stop();
    const { rows } = await database.pool.query(
      `SELECT data->>'attempt' AS attempt, start_after > now() + interval '59 minutes' AS late
       FROM queue.job WHERE name = 'host-work' AND state = 'created'`,
    );
    expect(rows).toEqual([{ attempt: '1', late: true }]);
    queue = await openQueue();
  });

  it('lets nothing wait longer than a minute at a host that is left alone, however long it has failed', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ job: job(`waits ${index}`) }));
    await queue.send(many);
    await database.pool.query(
      `UPDATE queue.job SET data = data || jsonb_build_object('attempt', 200) WHERE name = 'host-work'`,
    );
    await worked(queue, many.length, () => {
      const shut = { retry: 'RETRY_LATER', retryAfterMs: BREAK_MS } as const;
      throw new HostError({ platform: 'BAIDU', call: 'c', words: 'no answer', ...shut });
    });
    await queue.stop();
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS waiting,
         count(*) FILTER (WHERE start_after > now() + interval '60 seconds')::int AS late
       FROM queue.job WHERE name = 'host-work' AND state = 'created' AND data->>'attempt' = '201'`,
    );
    expect(rows).toEqual([{ waiting: many.length, late: 0 }]);
    queue = await openQueue();
  });

  it('gives up a job that keeps failing by a fault of ours, and hands it over with the reason', async () => {
    await queue.send([{ job: job('hopeless') }]);
    // As before the last attempt; nobody waits a quarter of an hour here.
    await database.pool.query(
      `UPDATE queue.job SET data = data || jsonb_build_object('faults', $1::int) WHERE name = 'host-work'`,
      [RETRIES],
    );
    const buried = new Promise((bury) => {
      void queue.start(
        async () => {
          throw new Error('no such column');
        },
        async (failed) => bury(failed),
      );
    });
    expect(await buried).toEqual({ job: job('hopeless'), reason: 'no such column' });
    await queue.stop();
    // What it failed for is with whoever buried it, and nowhere else.
    const { rows } = await database.pool.query(`SELECT data FROM queue.job WHERE name = 'host-work-failed'`);
    expect(rows).toEqual([]);
    queue = await openQueue();
  }, 20_000);

  it('does not ask a host again that has refused for good, and hands it over', async () => {
    const detail = { platform: 'WECHAT', retry: 'FINAL', call: 'c', words: 'never' } as const;
    await queue.send([{ job: job('refused') }]);
    await worked(queue, 1, () => {
      throw new HostError(detail);
    });
    await queue.stop();
    const { rows } = await database.pool.query(
      `SELECT name, state, data->>'reason' AS reason FROM queue.job WHERE state = 'created'`,
    );
    expect(rows).toEqual([{ name: 'host-work-failed', state: 'created', reason: 'WECHAT c: never' }]);
    queue = await openQueue();
  });

  it('gives a node 20 seconds for a job before it is handed to another (end-to-end/taken-over.test.ts)', async () => {
    await queue.send([{ job: job('stranded') }]);
    const { rows } = await database.pool.query(
      `SELECT EXTRACT(epoch FROM expire_in)::int AS seconds FROM queue.job WHERE name = 'host-work'`,
    );
    expect(rows).toEqual([{ seconds: EXPIRE_SECONDS }]);
  });

  it('brings a job whose time ran out again after 2 seconds, however often that happened before', async () => {
    await queue.send([{ job: job('stranded') }]);
    // Its node was killed for the fourth time, and the look for such jobs has found it.
    await database.pool.query(
      `UPDATE queue.job SET state = 'active', retry_count = 3, started_on = now() - interval '1 minute'
       WHERE name = 'host-work'`,
    );
    const boss = new PgBoss({
      schema: 'queue',
      db: { executeSql: (text, values) => database.pool.query(text, values) },
      supervise: false,
      schedule: false,
    });
    await boss.start();
    await boss.maintain();
    await boss.stop({ graceful: false, close: false });
    const { rows } = await database.pool.query(
      `SELECT state, EXTRACT(epoch FROM start_after - now()) BETWEEN 0 AND 2 AS soon
       FROM queue.job WHERE name = 'host-work'`,
    );
    expect(rows).toEqual([{ state: 'retry', soon: true }]);
  });

  it('takes up at once, after a restart, what a process that died was working on', async () => {
    await queue.send([{ job: job('stranded') }]);
    // A worker that took the job and will never be heard of again.
    await database.pool.query(
      `UPDATE queue.job SET state = 'active', started_on = now() WHERE name = 'host-work'`,
    );
    const restarted = await openQueue();
    const begun = await worked(restarted, 1);
    await restarted.stop();
    expect(begun).toEqual([job('stranded')]);
  });

  it('does not poll for what is waiting already', async () => {
    await queue.send([{ job: job('waiting') }]);
    await queue.sendUnlessWaiting([job('waiting'), job('idle')]);
    const { rows } = await database.pool.query(
      `SELECT data->>'id' AS id FROM queue.job WHERE name = 'host-work' ORDER BY 1`,
    );
    expect(rows).toEqual([{ id: 'idle' }, { id: 'waiting' }]);
  });

  it('polls for another thing of the same id', async () => {
    await queue.send([{ job: { kind: 'REGISTRATION', id: 'reg_1' } }]);
    await queue.sendUnlessWaiting([{ kind: 'VERSIONS', id: 'reg_1' }]);
    const { rows } = await database.pool.query(
      `SELECT data->>'kind' AS kind FROM queue.job WHERE name = 'host-work' ORDER BY 1`,
    );
    expect(rows).toEqual([{ kind: 'REGISTRATION' }, { kind: 'VERSIONS' }]);
  });

  it('leaves a job alone until its time', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    await queue.send([{ job: job('later'), notBefore: inAnHour }, { job: job('now') }]);
    expect(await worked(queue, 1)).toEqual([job('now')]);
    const { rows } = await database.pool.query(
      `SELECT data->>'id' AS id FROM queue.job WHERE name = 'host-work' AND state = 'created'`,
    );
    expect(rows).toEqual([{ id: 'later' }]);
  });
});
