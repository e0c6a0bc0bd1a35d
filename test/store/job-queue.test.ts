import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../src/hosts/host-error.ts';
import type { Job } from '../../src/onboarding/job.ts';
import type { Database } from '../../src/store/database.ts';
import { createJobQueue, EXPIRE_SECONDS, type JobQueue } from '../../src/store/job-queue.ts';
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
      kind: 'RETRY',
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

  it('gives up a job that keeps failing by a fault of ours, and hands it over with the reason', async () => {
    await queue.send([{ job: job('hopeless') }]);
    // As after the last but one attempt; nobody waits a quarter of an hour here.
    await database.pool.query(
      `UPDATE queue.job SET retry_count = retry_limit - 1, started_on = now() WHERE name = 'host-work'`,
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
  }, 20_000);

  it('does not ask a host again that has refused for good, and hands it over', async () => {
    const detail = { platform: 'WECHAT', kind: 'FINAL', call: 'c', words: 'never' } as const;
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

  it('takes up what another node died over, as soon as the job has expired', async () => {
    await queue.send([{ job: job('stranded') }]);
    await database.pool.query(
      `UPDATE queue.job SET state = 'active', started_on = now() WHERE name = 'host-work'`,
    );
    const { rows } = await database.pool.query(
      `SELECT EXTRACT(epoch FROM expire_in)::int AS seconds FROM queue.job WHERE name = 'host-work'`,
    );
    expect(rows).toEqual([{ seconds: EXPIRE_SECONDS }]);
    // Looked for every 5 s, then a pause of 4 s at most: within 30 s.
    expect(EXPIRE_SECONDS + 5 + 4).toBeLessThan(30);
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
