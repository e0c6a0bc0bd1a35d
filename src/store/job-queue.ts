import type pg from 'pg';
import PgBoss from 'pg-boss';
import { HostError } from '../hosts/host-error.ts';
import type { Job } from '../onboarding/job.ts';
import type { Prisma } from './generated/client.ts';

/** Calls to hosts, and pushes from them, wait here until they are done: in the database, so in its transactions. */
const QUEUE = 'host-work';

/** What becomes of a job that keeps failing: it is kept here for a person to look at. */
const DEAD_LETTERS = 'host-work-failed';

/** Nodes that start together on a new database lay the queue out one after the other: its tables are made once. */
const LAYING_OUT_LOCK = 72_707_370;

/** How many jobs one node works on at once. */
const AT_ONCE = 4;

/** How often a node looks for work that nobody woke it for: work of other nodes, and work whose time has come. */
const LOOK_EVERY_MS = 500;

/** Between two attempts at a host that fails. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 300_000;

/** How long stopping waits for the jobs that are being worked on. Work that takes longer is taken up again later. */
const STOP_WITHIN_MS = 8_000;

/**
 * A job that runs longer is taken to be dead, with the node that had it, and is handed out again. Should it live
 * after all, the lease on what it works on (lease.ts) keeps the two apart.
 */
const EXPIRE_SECONDS = 30;

export interface JobQueue {
  /** Puts jobs into the queue as part of a transaction: they exist if it commits. */
  sendIn(tx: Prisma.TransactionClient, jobs: readonly QueuedJob[]): Promise<void>;
  send(jobs: readonly QueuedJob[]): Promise<void>;
  /** As `send`, for those that are not waiting already: a host that is down must not fill the queue with polls. */
  sendUnlessWaiting(jobs: readonly Job[]): Promise<void>;
  /** Looks for work now instead of at the next turn; call it after a commit. */
  wake(): void;
  /** `work` throws to be tried again later, with growing pauses. */
  start(work: (job: Job) => Promise<void>): Promise<void>;
  /** Finishes the jobs that are being worked on, up to a few seconds, and takes no others. */
  stop(): Promise<void>;
}

/** A job as it lies in the queue: with how often it was tried at a host that failed. */
type WaitingJob = Job & { readonly attempt?: number };

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
  // While the queue is laid out, all goes over the one connection that holds the lock: a pool may have no other.
  const layingOut = await pool.connect();
  let through: Pick<pg.PoolClient, 'query'> = layingOut;
  const boss = new PgBoss({
    schema: 'queue',
    db: { executeSql: (text, values) => through.query(text, values) },
    supervise: true,
    schedule: false,
    maintenanceIntervalSeconds: 5,
  });
  boss.on('error', options.onError);
  try {
    await layingOut.query('SELECT pg_advisory_lock($1)', [LAYING_OUT_LOCK]);
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
  } finally {
    through = pool;
    await layingOut.query('SELECT pg_advisory_unlock($1)', [LAYING_OUT_LOCK]).catch(() => {});
    layingOut.release();
  }
  if (options.alone) {
    await pool.query(
      `UPDATE queue.job SET state = 'retry', start_after = now() WHERE name = $1 AND state = 'active'`,
      [QUEUE],
    );
  }
  const sendWith = async (jobs: readonly QueuedJob[], db?: PgBoss.Db) => {
    for (const { job, notBefore } of jobs) {
      await boss.send(QUEUE, job, {
        ...(notBefore ? { startAfter: notBefore } : {}),
        ...(db ? { db } : {}),
      });
    }
  };
  const puller = new Puller(boss, options.onError);
  return {
    sendIn: (tx, jobs) =>
      sendWith(jobs, {
        executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }),
      }),
    send: (jobs) => sendWith(jobs),
    async sendUnlessWaiting(jobs) {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT data->>'id' AS id FROM queue.job
         WHERE name = $1 AND state IN ('created', 'retry', 'active') AND data->>'id' = ANY ($2)`,
        [QUEUE, jobs.map(({ id }) => id)],
      );
      const waiting = new Set(rows.map(({ id }) => id));
      await sendWith(jobs.filter(({ id }) => !waiting.has(id)).map((job) => ({ job })));
    },
    wake: () => puller.wake(),
    async start(work) {
      puller.start(work);
    },
    async stop() {
      await puller.stop();
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/**
 * Takes jobs out of the queue as there is room for them. pg-boss has workers of its own; they note a job as
 * done without waiting for the database to have heard it, and outlive their own stop. This one does neither.
 */
class Puller {
  readonly #boss: PgBoss;
  readonly #onError: (error: Error) => void;
  readonly #running = new Set<Promise<void>>();
  #pulling: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #wakeUp: () => void = () => {};

  constructor(boss: PgBoss, onError: (error: Error) => void) {
    this.#boss = boss;
    this.#onError = onError;
  }

  start(work: (job: Job) => Promise<void>): void {
    this.#pulling ??= this.#pull(work);
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#pulling;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, STOP_WITHIN_MS);
    });
    await Promise.race([Promise.allSettled(this.#running), patience]);
    clearTimeout(timer);
  }

  async #pull(work: (job: Job) => Promise<void>): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const room = AT_ONCE - this.#running.size;
      const jobs = room > 0 ? await this.#boss.fetch<WaitingJob>(QUEUE, { batchSize: room }) : [];
      for (const { id, data } of jobs) {
        const run = this.#run(id, data, work).finally(() => {
          this.#running.delete(run);
          this.wake();
        });
        this.#running.add(run);
      }
      if (jobs.length === 0) await this.#rest();
    }
  }

  async #run(id: string, job: WaitingJob, work: (job: Job) => Promise<void>): Promise<void> {
    const { attempt = 0, ...asked } = job;
    try {
      await work(asked);
      await this.#boss.complete(QUEUE, id);
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(String(error));
      this.#onError(fault);
      if (fault instanceof HostError) return this.#retryAtHost(id, { ...asked, attempt: attempt + 1 }, fault);
      // What was said to fail here is not the job's data: that may hold what must not be read.
      await this.#boss.fail(QUEUE, id, { message: fault.message }).catch(this.#onError);
    }
  }

  /**
   * A host that fails is asked again for as long as it takes: not before it said, otherwise after a pause that
   * doubles up to five minutes. The same job again and not a failed one: it is nobody's fault here.
   */
  async #retryAtHost(id: string, job: WaitingJob, { detail }: HostError): Promise<void> {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** ((job.attempt ?? 1) - 1), LONGEST_PAUSE_MS);
    const notBefore = Date.now() + Math.max(detail.retryAfterMs ?? 0, pause * (0.5 + Math.random() / 2));
    try {
      await this.#boss.send(QUEUE, job, { startAfter: new Date(notBefore) });
      await this.#boss.complete(QUEUE, id);
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Until somebody wakes it, or it is time to look again. */
  async #rest(): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
