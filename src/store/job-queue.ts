import { fullJitterGenerator } from 'cockatiel';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { HostError } from '../hosts/host-error.ts';
import type { Job } from '../onboarding/job.ts';
import type { Prisma } from './generated/client.ts';
import { thisOwner } from './work-owner.ts';

/** Calls to hosts, and pushes from them, wait here until they are done: in the database, so in its transactions. */
export const WORK_QUEUE = 'host-work';

/** What becomes of a job that keeps failing. From here it goes to the dead letters, where a person sees it. */
export const GIVEN_UP_QUEUE = 'host-work-failed';

/** Nodes that start together on a new database lay the queue out one after the other: its tables are made once. */
const LAYING_OUT_LOCK = 72_707_370;

/** How many jobs one node works on at once: more than one host is given at once (`host-gate.ts`), so that none holds up all. */
const AT_ONCE = 8;

/** How often a node looks for work that nobody woke it for: work of other nodes, and work whose time has come. */
const LOOK_EVERY_MS = 500;

/** How pg-boss's statement goes that begins jobs. Should it go otherwise one day, jobs have no owner, and run out as before. */
const BEGINS = 'UPDATE queue.job j SET';

/** How often failed jobs are taken to the dead letters. */
const BURY_EVERY_MS = 5_000;

/**
 * Between two attempts at a host that fails: anything up to a bound that doubles from the first to the second, and ends at
 * half a minute: with the half that a host is left alone for (BREAK_MS of host-gate.ts), what waited is under way again about a
 * minute after the host's recovery.
 */
const PAUSES = { initialDelay: 2_000, maxDelay: 30_000, exponent: 2 } as const;

/** No pause is shorter, however the dice fall. */
const SHORTEST_PAUSE_MS = 250;

/**
 * A job that fails by a fault of ours is tried again so often, after 2 to 4 s at first and then twice as long each time, about a
 * quarter of an hour in all; then it is a dead letter. So is one whose time ran out so often: it may be what kills its nodes.
 */
export const RETRIES = 8;
const FIRST_PAUSE_MS = 2_000;

/** How long stopping waits for the jobs that are being worked on. Work that takes longer is taken up again later. */
const STOP_WITHIN_MS = 8_000;

/**
 * A job that runs longer is taken to be dead, with the node that had it, and is handed out again: looked for every
 * MAINTAIN_SECONDS, and after RETRY_SECONDS, so 27 s at most after it was begun, however often that happened before. Should
 * it live after all, the lease on what it works on (lease.ts) keeps the two apart.
 */
export const EXPIRE_SECONDS = 20;
const MAINTAIN_SECONDS = 5;
const RETRY_SECONDS = 2;

/** Does one job. From when `stopping` is aborted there are a few seconds left: what can end between two steps does. */
export type Work = (job: Job, stopping: AbortSignal) => Promise<void>;

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
  start(work: Work, bury?: (failed: FailedJob) => Promise<void>): Promise<void>;
  /** Finishes the jobs that are being worked on, up to a few seconds, and takes no others. */
  stop(): Promise<void>;
}

/** A job as it lies in the queue: with how often it was tried at a host that failed, and how often it failed by a fault of ours. */
type WaitingJob = Job & { readonly attempt?: number; readonly faults?: number };

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
      [WORK_QUEUE],
    );
  }
  const sendWith = async (jobs: readonly QueuedJob[], db?: PgBoss.Db) => {
    if (jobs.length === 0) return;
    const rows = jobs.map(({ job, notBefore }) => ({
      name: WORK_QUEUE,
      data: job,
      ...(notBefore ? { startAfter: notBefore } : {}),
    }));
    await boss.insert(rows, db ? { db } : {});
  };
  const puller = new Puller(boss, pool, options.onError);
  return {
    sendIn: (tx, jobs) =>
      sendWith(jobs, {
        executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }),
      }),
    send: (jobs) => sendWith(jobs),
    async sendUnlessWaiting(jobs) {
      const { rows } = await pool.query<{ kind: string; id: string }>(
        `SELECT data->>'kind' AS kind, data->>'id' AS id FROM queue.job
         WHERE name = $1 AND state IN ('created', 'retry', 'active') AND data->>'id' = ANY ($2)`,
        [WORK_QUEUE, jobs.map(({ id }) => id)],
      );
      const waiting = new Set(rows.map(({ kind, id }) => `${kind} ${id}`));
      await sendWith(jobs.filter(({ kind, id }) => !waiting.has(`${kind} ${id}`)).map((job) => ({ job })));
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
    retryDelay: RETRY_SECONDS,
    retryBackoff: false,
    expireInSeconds: EXPIRE_SECONDS,
    deadLetter: GIVEN_UP_QUEUE,
  } as const;
  for (const [name, settings] of [
    [GIVEN_UP_QUEUE, failed],
    [WORK_QUEUE, work],
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
  readonly #pool: pg.Pool;
  readonly #onError: (error: Error) => void;
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #pulling: Promise<void> | undefined;
  #burying: NodeJS.Timeout | undefined;
  #buryingNow: Promise<void> | undefined;
  #woken = false;
  #wakeUp: () => void = () => {};

  constructor(boss: PgBoss, pool: pg.Pool, onError: (error: Error) => void) {
    this.#boss = boss;
    this.#pool = pool;
    this.#onError = onError;
  }

  start(work: Work, bury?: (failed: FailedJob) => Promise<void>): void {
    this.#pulling ??= this.#pull(work);
    if (bury) this.#burying ??= setInterval(() => this.#buryAll(bury), BURY_EVERY_MS);
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
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

  async #pull(work: Work): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = false;
      const room = AT_ONCE - this.#running.size;
      const jobs = room > 0 ? await this.#fetch(room) : [];
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

  /** In the statement that begins them, jobs are noted as this process's own: see `stranded-work.ts`. */
  #fetch(batchSize: number): Promise<readonly PgBoss.Job<WaitingJob>[]> {
    const executeSql = (text: string, values: unknown[]) =>
      this.#pool.query(
        text.replace(BEGINS, `${BEGINS} output = '${JSON.stringify({ owner: thisOwner })}',`),
        values,
      );
    return this.#boss.fetch<WaitingJob>(WORK_QUEUE, { batchSize, db: { executeSql } });
  }

  async #run(id: string, job: WaitingJob, work: Work): Promise<void> {
    try {
      await work(askedFor(job), this.#stopping.signal);
      await this.#boss.complete(WORK_QUEUE, id);
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(String(error));
      this.#onError(fault);
      await this.#failed(id, job, fault).catch(this.#onError);
    }
  }

  /**
   * A fault of ours is tried again so often; of a host, for as long as it is worth it: nobody here can mend it. Each attempt is a
   * new job, so that what pg-boss counts is only how often a job's time ran out.
   */
  async #failed(id: string, job: WaitingJob, fault: Error): Promise<void> {
    const next = nextAttempt(job, fault);
    if (next === undefined) {
      // Whoever makes the call tells the developer; that nobody did is what the dead letter says.
      await this.#boss.send(GIVEN_UP_QUEUE, { ...askedFor(job), reason: fault.message });
    } else {
      await this.#boss.send(WORK_QUEUE, next.job, { startAfter: new Date(Date.now() + next.afterMs) });
    }
    await this.#boss.complete(WORK_QUEUE, id);
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
    for (const { id, data, output } of await this.#boss.fetch<DeadJob>(GIVEN_UP_QUEUE, options)) {
      const { reason = messageIn(output), ...job } = data;
      try {
        await bury({ job: askedFor(job), reason });
        // Not kept as done jobs are: the reason is sealed where it went, and goes when that does.
        await this.#boss.deleteJob(GIVEN_UP_QUEUE, id);
      } catch (error) {
        this.#onError(error instanceof Error ? error : new Error(String(error)));
        await this.#boss.fail(GIVEN_UP_QUEUE, id);
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

/** The job as it was asked for, without what became of it so far. */
function askedFor({ attempt: _, faults: __, ...asked }: WaitingJob): Job {
  return asked;
}

/** The same job again, and in how many milliseconds; undefined: it is given up. */
function nextAttempt(
  job: WaitingJob,
  fault: Error,
): { readonly job: WaitingJob; readonly afterMs: number } | undefined {
  if (fault instanceof HostError) {
    if (fault.endsGoal) return undefined;
    const attempt = (job.attempt ?? 0) + 1;
    return { job: { ...job, attempt }, afterMs: pauseAtHost(attempt, fault) };
  }
  const faults = (job.faults ?? 0) + 1;
  if (faults > RETRIES) return undefined;
  const afterMs = FIRST_PAUSE_MS * 2 ** (faults - 1) * (1 + Math.random());
  return { job: { ...job, faults }, afterMs };
}

/** Not before the host said, and then, as otherwise, not all at the same moment. `attempt` counts from 1. */
function pauseAtHost(attempt: number, { detail }: HostError): number {
  const [dice] = fullJitterGenerator(attempt - 1, { generator: fullJitterGenerator, ...PAUSES });
  return Math.max(SHORTEST_PAUSE_MS, dice) + (detail.retryAfterMs ?? 0);
}

/** What pg-boss keeps of a failure: what was thrown, or that time ran out. */
function messageIn(output: unknown): string {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  return String(message ?? value?.message ?? 'it failed, and left no reason');
}
