import { setTimeout as pause } from 'node:timers/promises';
import { followEvents } from '../../src/duties/follow-events.ts';
import { Bell } from '../../src/events/bell.ts';
import type { Job } from '../../src/onboarding/job.ts';
import type { Database } from '../../src/store/database.ts';
import { createDutyWork } from '../../src/store/duty-work.ts';
import { createJobQueue } from '../../src/store/job-queue.ts';
import { createNoticeWork } from '../../src/store/notice-work.ts';
import { createPerform } from '../../src/store/perform.ts';
import { doTimedJob, type Workshop } from './workshop.ts';

/** A gateway, as far as time is its business: it looks for what is due, and its workers do it. */
export interface TimeNode {
  /** Every job that its workers have begun, in that order. */
  readonly begun: readonly Job[];
  /** Puts what is due into the queue, as the timer of a gateway does. */
  look(): Promise<void>;
  /** Puts jobs into the queue as if a node that died had had them. */
  handOutAgain(jobs: readonly Job[]): Promise<void>;
  stop(): Promise<void>;
}

/** A node of its own on the database that the shop uses: its own queue, workers and bell. */
export async function openTimeNode(
  { cipher, clock, carriers }: Workshop,
  database: Database,
  onError: (error: Error) => void,
): Promise<TimeNode> {
  const queue = await createJobQueue(database.pool, { alone: false, onError });
  const perform = createPerform({ database, cipher, clock, queue, bell: new Bell(), follow: followEvents });
  const duties = createDutyWork(database.prisma);
  const notices = createNoticeWork(database.prisma, cipher, clock);
  const begun: Job[] = [];
  await queue.start(async (job) => {
    begun.push(job);
    await doTimedJob({ clock, perform, carriers, ...duties, ...notices }, job);
  });
  return {
    begun,
    look: async () => queue.sendUnlessWaiting(await duties.due(clock.now())),
    handOutAgain: (jobs) => queue.send(jobs.map((job) => ({ job }))),
    stop: () => queue.stop(),
  };
}

/** Resolves once nothing is due, and no job waits or is being worked on at any node. */
export async function atRest({ duties, clock }: Workshop, { pool }: Database): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM queue.job WHERE name = 'host-work' AND state IN ('created', 'retry', 'active')`,
    );
    if (rows[0]?.left === 0 && (await duties.due(clock.now())).length === 0) return;
    await pause(20);
  }
}
