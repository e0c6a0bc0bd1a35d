import { fullJitterGenerator } from 'cockatiel';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { HostError } from '../hosts/host-error.ts';
import type { Job } from '../onboarding/job.ts';
import type { Prisma } from './generated/client.ts';

/** Calls to hosts, and pushes from them, wait here until they are done: in the database, so in its transactions. */
const QUEUE = 'host-work';

/** What becomes of a job that keeps failing. From here it goes to the dead letters, where a person sees it. */
const FAILED = 'host-work-failed';

/** Nodes that start together on a new database lay the queue out one after the other: its tables are made once. */
const LAYING_OUT_LOCK = 72_707_370;

/** How many jobs one node works on at once: more than one host is given at once (`host-gate.ts`), so that none holds up all. */
const AT_ONCE = 8;

/** How often a node looks for work that nobody woke it for: work of other nodes, and work whose time has come. */
const LOOK_EVERY_MS = 500;

/** How often failed jobs are taken to the dead letters. */
const BURY_EVERY_MS = 5_000;

/** Between two attempts at a host that fails: anything up to a bound that doubles from the first to the second. */
const PAUSES = { initialDelay: 2_000, maxDelay: 300_000, exponent: 2 } as const;

/** No pause is shorter, however the dice fall. */
const SHORTEST_PAUSE_MS = 250;

/**
 * A job that fails by a fault of ours is tried again so often, after 2 s at first and then twice as long each time, about a
 * quarter of an hour in all; then it is a dead letter.
 */
const RETRIES = 8;

/** How long stopping waits for the jobs that are being worked on. Work that takes longer is taken up again later. */
const STOP_WITHIN_MS = 8_000;

/**
 * A job that runs longer is taken to be dead, with the node that had it, and is handed out again: looked for every
 * MAINTAIN_SECONDS, and after a pause of 2 to 4 s, so 29 s at most after it was begun. Should it live after all, the lease
 * on what it works on (lease.ts) keeps the two apart.
 */
export const EXPIRE_SECONDS = 20;
const MAINTAIN_SECONDS = 5;

/** A job that was given up. */
export interface FailedJob {
  readonly job: Job;
  readonly reason: string;
}

export interface JobQueue {
  /** Puts jobs into the queue as part of a transaction: they exist if it commits. */
  sendIn(tx: Prisma.TransactionClient, jobs: readonly QueuedJob[]): Promise<void>;
  send(jobs: readonly QueuedJob[]): Promise<void>;
  /** As `send`, for those that are not waiting already: a host that is down must not fill the queue with polls. */
  sendUnlessWaiting(jobs: readonly Job[]): Promise<void>;
  /** Looks for work now instead of at the next turn; call it after a commit. */
  wake(): void;
  /** `work` throws to be tried again later, with growing pauses; what is given up goes to `bury`, until that succeeds. */
  start(work: (job: Job) => Promise<void>, bury?: (failed: FailedJob) => Promise<void>): Promise<void>;
  /** Finishes the jobs that are being worked on, up to a few seconds, and takes no others. */
  stop(): Promise<void>;
}

/** A job as it lies in the queue: with how often it was tried at a host that failed. */
type WaitingJob = Job & { readonly attempt?: number };

type DeadJob = WaitingJob & { readonly reason?: string };

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
    maintenanceIntervalSeconds: MAINTAIN_SECONDS,
  });
  boss.on('error', options.onError);
  try {
    await layingOut.query('SELECT pg_advisory_lock($1)', [LAYING_OUT_LOCK]);
    await boss.start();
    await layOut(boss);
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
    async start(work, bury) {
      puller.start(work, bury);
    },
    async stop() {
      await puller.stop();
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/** Both queues as they are to be, also in a database whose queues are from an earlier version. */
async function layOut(boss: PgBoss): Promise<void> {
  const failed = { policy: 'standard', retryLimit: 10_000, retryDelay: 5, retryBackoff: false } as const;
  const work = {
    policy: 'standard',
    retryLimit: RETRIES,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: EXPIRE_SECONDS,
    deadLetter: FAILED,
  } as const;
  for (const [name, settings] of [
    [FAILED, failed],
    [QUEUE, work],
  ] as const) {
    await boss.createQueue(name, { name, ...settings });
    await boss.updateQueue(name, { name, ...settings });
  }
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
  #burying: NodeJS.Timeout | undefined;
  #buryingNow: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #wakeUp: () => void = () => {};

  constructor(boss: PgBoss, onError: (error: Error) => void) {
    this.#boss = boss;
    this.#onError = onError;
  }

  start(work: (job: Job) => Promise<void>, bury?: (failed: FailedJob) => Promise<void>): void {
    this.#pulling ??= this.#pull(work);
    if (bury) this.#burying ??= setInterval(() => this.#buryAll(bury), BURY_EVERY_MS);
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    clearInterval(this.#burying);
    await this.#buryingNow;
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
      await this.#failed(id, { ...asked, attempt: attempt + 1 }, fault).catch(this.#onError);
    }
  }

  /** A fault of ours is tried again so often; of a host, for as long as it is worth it: nobody here can mend it. */
  async #failed(id: string, job: WaitingJob, fault: Error): Promise<void> {
    if (!(fault instanceof HostError)) return this.#boss.fail(QUEUE, id, { message: fault.message });
    const { kind } = fault.detail;
    if (kind === 'FIX_INPUT' || kind === 'FINAL') {
      // Whoever makes the call tells the developer; that nobody did is what the dead letter says.
      await this.#boss.send(FAILED, { ...job, reason: fault.message });
    } else {
      await this.#boss.send(QUEUE, job, { startAfter: new Date(Date.now() + pauseBefore(job, fault)) });
    }
    await this.#boss.complete(QUEUE, id);
  }

  async #buryAll(bury: (failed: FailedJob) => Promise<void>): Promise<void> {
    if (this.#buryingNow) return;
    this.#buryingNow = this.#buryNext(bury)
      .catch(this.#onError)
      .finally(() => {
        this.#buryingNow = undefined;
      });
    await this.#buryingNow;
  }

  async #buryNext(bury: (failed: FailedJob) => Promise<void>): Promise<void> {
    const options = { batchSize: 50, includeMetadata: true } as const;
    for (const { id, data, output } of await this.#boss.fetch<DeadJob>(FAILED, options)) {
      const { attempt: _, reason = messageIn(output), ...job } = data;
      try {
        await bury({ job, reason });
        await this.#boss.complete(FAILED, id);
      } catch (error) {
        this.#onError(error instanceof Error ? error : new Error(String(error)));
        await this.#boss.fail(FAILED, id);
      }
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

/**
 * The same job again and not a failed one: not before the host said, and then, as otherwise, not all at the same moment.
 * `attempt` counts from 1.
 */
function pauseBefore({ attempt = 1 }: WaitingJob, { detail }: HostError): number {
  const [dice] = fullJitterGenerator(attempt - 1, { generator: fullJitterGenerator, ...PAUSES });
  return Math.max(SHORTEST_PAUSE_MS, dice) + (detail.retryAfterMs ?? 0);
}

/** What pg-boss keeps of a failure: what was thrown, or that time ran out. */
function messageIn(output: unknown): string {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  return String(message ?? value?.message ?? 'it failed, and left no reason');
}
