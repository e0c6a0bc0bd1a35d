import { randomBytes } from 'node:crypto';
import type { Carrier } from '../../src/delivery/carrier.ts';
import { advanceEnforcement } from '../../src/duties/advance-enforcement.ts';
import { type AdvanceObligationDeps, advanceObligation } from '../../src/duties/advance-obligation.ts';
import { type DeliverNoticeDeps, deliverNotice } from '../../src/duties/deliver-notice.ts';
import { fanOutNotice } from '../../src/duties/fan-out-notice.ts';
import { followEvents } from '../../src/duties/follow-events.ts';
import { tellAgreement } from '../../src/duties/tell-agreement.ts';
import { Bell } from '../../src/events/bell.ts';
import { accountStream } from '../../src/events/stream.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Job } from '../../src/onboarding/job.ts';
import { variants } from '../../src/policy/variants.ts';
import { advanceExit } from '../../src/review/leave-platform.ts';
import { createDutyWork, type DutyWork } from '../../src/store/duty-work.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';
import { createEventLog } from '../../src/store/event-store.ts';
import { createHostWork } from '../../src/store/host-work.ts';
import type { JobQueue } from '../../src/store/job-queue.ts';
import { createNoticeWork } from '../../src/store/notice-work.ts';
import { createPerform } from '../../src/store/perform.ts';
import { seedHostRuleSets } from '../../src/store/seed-host-rules.ts';
import { seedHosts } from '../../src/store/seed-hosts.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { NOW } from './facts.ts';

/** A clock that stands until it is moved. */
export class StandingClock {
  #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  now(): Date {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}

/** A queue that only notes what was put into it; the test does the jobs when it wants to. */
export class NotedJobs implements JobQueue {
  readonly jobs: Job[] = [];

  async sendIn(_tx: unknown, jobs: readonly { job: Job }[]): Promise<void> {
    this.jobs.push(...jobs.map(({ job }) => job));
  }
  async send(jobs: readonly { job: Job }[]): Promise<void> {
    this.jobs.push(...jobs.map(({ job }) => job));
  }
  async sendUnlessWaiting(jobs: readonly Job[]): Promise<void> {
    this.jobs.push(...jobs);
  }
  wake(): void {}
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  take(): Job | undefined {
    return this.jobs.shift();
  }
}

export interface Workshop {
  readonly database: TestDatabase;
  readonly clock: StandingClock;
  readonly queue: NotedJobs;
  readonly perform: ReturnType<typeof createPerform>;
  readonly work: ReturnType<typeof createHostWork>;
  readonly log: ReturnType<typeof createEventLog>;
  readonly cipher: ReturnType<typeof createFieldCipher>;
  newAccount(): Promise<{ accountId: string; label: string; personId: string }>;
  /** The words of everything that happened in the account, in order. */
  eventTypes(accountId: string): Promise<string[]>;
  readonly duties: DutyWork;
  /** Who carries notices out; tests put theirs in. */
  readonly carriers: { SMS?: Carrier; EMAIL?: Carrier };
  /** Lets so much time pass, and does what has become due, as often as something has. */
  letPass(ms: number): Promise<void>;
  /** Does a job of time or of notices, as the queue of a gateway would. */
  doTimedJob(job: Job): Promise<void>;
  close(): Promise<void>;
}

/** The store on a fresh database, without any server around it. */
export async function openWorkshop(): Promise<Workshop> {
  const database = await openTestDatabase();
  const clock = new StandingClock(NOW);
  const cipher = createFieldCipher([randomBytes(32)]);
  const queue = new NotedJobs();
  const log = createEventLog(database.pool, clock, cipher);
  await seedHosts(
    database.prisma,
    variants.flatMap(({ hosts }) => hosts),
  );
  await seedHostRuleSets(
    database.prisma,
    variants.flatMap(({ hostRuleSets }) => hostRuleSets ?? []),
    clock.now(),
  );
  const duties = createDutyWork(database.prisma);
  const notices = createNoticeWork(database.prisma, cipher, clock);
  const carriers: Workshop['carriers'] = {};
  const perform = createPerform({ database, cipher, clock, queue, bell: new Bell(), follow: followEvents });
  const timed = { clock, perform, carriers, ...duties, ...notices };
  return {
    database,
    clock,
    cipher,
    queue,
    log,
    perform,
    work: createHostWork(database.prisma, cipher, clock),
    async newAccount() {
      const id = newId('acct', clock.now());
      await database.prisma.account.create({
        data: { id, sealedName: 'sealed', slug: id, createdAt: clock.now() },
      });
      return { accountId: id, label: 'member:mem_1', personId: 'person_1' };
    },
    async eventTypes(accountId) {
      const events = await log.readAfter(accountStream(accountId), 0n, 1000);
      return events.map(({ type }) => type);
    },
    duties,
    carriers,
    async letPass(ms) {
      clock.advance(ms);
      for (;;) {
        const now = clock.now();
        const due = [...(await duties.due(now)), ...(await notices.noticesDue(now))];
        if (due.length === 0) return;
        for (const job of due) await doTimedJob(timed, job);
      }
    },
    doTimedJob: (job) => doTimedJob(timed, job),
    close: () => database.close(),
  };
}

/** What time brings, and not a platform. */
const timedKinds = ['AGREEMENT', 'OBLIGATION', 'ENFORCEMENT', 'EXIT', 'NOTICE', 'NOTICE_DELIVERY'] as const;
type TimedJob = Extract<Job, { readonly kind: (typeof timedKinds)[number] }>;

export function isTimed(job: Job): job is TimedJob {
  return timedKinds.some((kind) => kind === job.kind);
}

type TimedDeps = AdvanceObligationDeps &
  DeliverNoticeDeps &
  Parameters<typeof advanceExit>[0] &
  Parameters<typeof advanceEnforcement>[0];

/** What the queue of a gateway would do with what has become due. */
export async function doTimedJob(deps: TimedDeps, { kind, id }: Job): Promise<void> {
  if (kind === 'NOTICE') await fanOutNotice(deps, id);
  else if (kind === 'NOTICE_DELIVERY') await deliverNotice(deps, id);
  else if (kind === 'EXIT') await advanceExit(deps, id);
  else if (kind === 'AGREEMENT') await tellAgreement(deps, id);
  else if (kind === 'ENFORCEMENT') await advanceEnforcement(deps, id);
  else await advanceObligation(deps, id);
}
