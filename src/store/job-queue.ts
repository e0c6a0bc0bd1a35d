import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Job } from '../onboarding/job.ts';
import type { Prisma } from './generated/client.ts';

/** Calls to hosts, and pushes from them, wait here until they are done: in the database, so in its transactions. */
const QUEUE = 'host-work';

/** What becomes of a job that keeps failing: it is kept here for a person to look at. */
const DEAD_LETTERS = 'host-work-failed';

/** How many jobs one node works on at once. */
const WORKERS = 4;

/** A job that runs longer is taken to be dead, with the node that had it. Calls to hosts end well before. */
const EXPIRE_SECONDS = 60;

export interface JobQueue {
  /** Puts jobs into the queue as part of a transaction: they exist if it commits. */
  sendIn(tx: Prisma.TransactionClient, jobs: readonly QueuedJob[]): Promise<void>;
  send(jobs: readonly QueuedJob[]): Promise<void>;
  /** Looks for work now instead of at the next turn; call it after a commit. */
  wake(): void;
  /** `work` throws to be tried again later, with growing pauses. */
  start(work: (job: Job) => Promise<void>): Promise<void>;
  /** Finishes the jobs that are being worked on, up to a few seconds, and takes no others. */
  stop(): Promise<void>;
}

export interface QueuedJob {
  readonly job: Job;
  readonly notBefore?: Date | undefined;
}

/**
 * @param alone Whether no other process works on this database. Then work that was under way when a process
 * died is taken up at once; otherwise after EXPIRE_SECONDS, since it might be another node's.
 */
export async function createJobQueue(
  pool: pg.Pool,
  options: { readonly alone: boolean; readonly onError: (error: Error) => void },
): Promise<JobQueue> {
  const boss = new PgBoss({
    schema: 'queue',
    db: { executeSql: (text, values) => pool.query(text, values) },
    supervise: true,
    schedule: false,
    maintenanceIntervalSeconds: 10,
    monitorStateIntervalSeconds: 10,
  });
  boss.on('error', options.onError);
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  await boss.createQueue(QUEUE, {
    name: QUEUE,
    policy: 'standard',
    retryLimit: 20,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: EXPIRE_SECONDS,
    deadLetter: DEAD_LETTERS,
  });
  if (options.alone) {
    await pool.query(`UPDATE queue.job SET state = 'retry', start_after = now() WHERE name = $1 AND state = 'active'`, [
      QUEUE,
    ]);
  }
  const workers: string[] = [];
  const sendWith = async (jobs: readonly QueuedJob[], db?: PgBoss.Db) => {
    for (const { job, notBefore } of jobs) {
      await boss.send(QUEUE, job, {
        ...(notBefore ? { startAfter: notBefore } : {}),
        ...(db ? { db } : {}),
      });
    }
  };
  return {
    sendIn: (tx, jobs) =>
      sendWith(jobs, {
        executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }),
      }),
    send: (jobs) => sendWith(jobs),
    wake() {
      for (const id of workers) boss.notifyWorker(id);
    },
    async start(work) {
      for (let n = 0; n < WORKERS; n += 1) {
        workers.push(
          await boss.work<Job>(QUEUE, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (batch) => {
            for (const { data } of batch) await work(data);
          }),
        );
      }
    },
    stop: () => boss.stop({ graceful: true, wait: true, close: false, timeout: 8_000 }),
  };
}
