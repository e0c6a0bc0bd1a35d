import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type PushFault, pushFaults } from '../hosts/host-error.ts';
import { answerFaults, breakerStates, type HostWatch } from '../hosts/host-watch.ts';
import type { PlatformId } from '../programs/platform.ts';

/** What became of a push that was believed. A repeated one was here before, or is of a program that has left. */
const pushOutcomes = ['STORED', 'REPEATED'] as const;

/** Hears how pushes are taken in. */
export interface PushWatch {
  /** It is on disk, and the platform is told so, so many seconds after its head was read. */
  acknowledged(platform: PlatformId, outcome: (typeof pushOutcomes)[number], seconds: number): void;
  refused(platform: PlatformId, fault: PushFault): void;
  /** It was believed, and could not be stored: the platform is not told that it was, and sends it again. */
  notStored(platform: PlatformId): void;
}

const webhookStandings = ['ACTIVE', 'FAILING', 'PAUSED', 'DISABLED'] as const;

const jobStates = ['WAITING', 'ACTIVE', 'GIVEN_UP'] as const;

/** What waits in the database, of all nodes together. */
export interface Backlog {
  readonly jobs: readonly {
    readonly kind: string;
    readonly state: (typeof jobStates)[number];
    readonly count: number;
  }[];
  /** Seconds since the job that waits longest could have been begun. */
  readonly oldestJobSeconds: number;
  readonly pushes: readonly { readonly platform: string; readonly count: number }[];
  readonly deadLetters: readonly { readonly kind: string; readonly count: number }[];
  /** Endpoints, and what is still to be delivered to them. FAILING: told of what happens, and the last was not taken. */
  readonly webhooks: readonly {
    readonly state: (typeof webhookStandings)[number];
    readonly count: number;
    readonly waiting: number;
  }[];
}

/** Who follows what happens over this node. */
export interface Subscribers {
  /** Subscriptions to the log. */
  readonly members: number;
  /** Sockets and event streams that have signed in, and sockets that have not yet. */
  readonly signedIn: number;
  readonly unsigned: number;
}

export interface Metrics {
  readonly pushes: PushWatch;
  readonly hosts: HostWatch;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  readonly platforms: readonly PlatformId[];
  /** All kinds of jobs that there are. */
  readonly jobKinds: readonly string[];
  readonly backlog: () => Promise<Backlog>;
  /** Also the process itself: memory, processor time, how late its event loop is. It is measured all the while. */
  readonly ofProcess?: boolean;
  /** As it is when somebody reads; undefined: nobody is served yet. */
  readonly subscribers?: () => Subscribers | undefined;
  /** By what other nodes wake this one; left out: there is no other. */
  readonly wakeUps?: { readonly carrier: string; isUp(): boolean } | undefined;
}

/** Whoever reads this looks again in some seconds: what the database has not answered by then is left out. */
const PATIENCE_MS = 2_000;

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

/**
 * What this node has counted since it began. Every label has its values from a list in the code: nobody who sends
 * something makes a series of their own. Each is there from the start, with 0, so that a first one can be seen as a rise.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.ofProcess) collectDefaultMetrics({ register: registry });
  const askDatabase = backlogGauges(registers, options);
  showWakeUps(registers, options);
  showSubscribers(registers, options);
  return {
    pushes: pushWatch(registers, options.platforms),
    hosts: hostWatch(registers, options.platforms),
    async text() {
      await askDatabase();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function showWakeUps(registers: Registry[], { wakeUps }: MetricsOptions): void {
  if (!wakeUps) return;
  const { carrier } = wakeUps;
  new Gauge({
    name: 'paifang_wake_ups_up',
    help: 'Whether other nodes can wake this one. If not, their events are told up to 5 seconds late.',
    labelNames: ['carrier'],
    registers,
    collect() {
      this.set({ carrier }, wakeUps.isUp() ? 1 : 0);
    },
  });
}

function showSubscribers(registers: Registry[], { subscribers = () => undefined }: MetricsOptions): void {
  new Gauge({
    name: 'paifang_subscriptions',
    help: 'Subscriptions to the log that are open at this node.',
    registers,
    collect() {
      this.set(subscribers()?.members ?? 0);
    },
  });
  new Gauge({
    name: 'paifang_stream_connections',
    help: 'Sockets and event streams that are open at this node.',
    labelNames: ['signed_in'],
    registers,
    collect() {
      const { signedIn = 0, unsigned = 0 } = subscribers() ?? {};
      this.set({ signed_in: 'yes' }, signedIn);
      this.set({ signed_in: 'no' }, unsigned);
    },
  });
}

function pushWatch(registers: Registry[], platforms: readonly PlatformId[]): PushWatch {
  const taken = new Counter({
    name: 'paifang_pushes_total',
    help: 'Pushes that were acknowledged; REPEATED ones were stored before, or are of a program that left.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const refused = new Counter({
    name: 'paifang_pushes_refused_total',
    help: 'Pushes that were not believed, by what was wrong with them. All but the shape and the size have one answer.',
    labelNames: ['platform', 'reason'],
    registers,
  });
  const notStored = new Counter({
    name: 'paifang_pushes_not_stored_total',
    help: 'Pushes that were believed and could not be stored, so that they were not acknowledged.',
    labelNames: ['platform'],
    registers,
  });
  const seconds = new Histogram({
    name: 'paifang_push_acknowledgement_seconds',
    help: 'From the head of a push to its acknowledgement. A platform hangs up after some 5 seconds.',
    labelNames: ['platform'],
    buckets: SECONDS,
    registers,
  });
  for (const platform of platforms) {
    for (const outcome of pushOutcomes) taken.inc({ platform, outcome }, 0);
    for (const reason of pushFaults) refused.inc({ platform, reason }, 0);
    notStored.inc({ platform }, 0);
    seconds.zero({ platform });
  }
  return {
    acknowledged(platform, outcome, took) {
      taken.inc({ platform, outcome });
      seconds.observe({ platform }, took);
    },
    refused: (platform, reason) => refused.inc({ platform, reason }),
    notStored: (platform) => notStored.inc({ platform }),
  };
}

function hostWatch(registers: Registry[], platforms: readonly PlatformId[]): HostWatch {
  const seconds = new Histogram({
    name: 'paifang_host_call_seconds',
    help: 'Calls to a platform, from the first byte sent to the last byte read.',
    labelNames: ['platform'],
    buckets: SECONDS,
    registers,
  });
  const bad = new Counter({
    name: 'paifang_host_bad_answers_total',
    help: 'Answers of a platform that nobody could use, and those that did not come. Documented refusals are none.',
    labelNames: ['platform', 'kind'],
    registers,
  });
  const breaker = new Gauge({
    name: 'paifang_host_breaker_state',
    help: '1 for the state that the breaker is in: OPEN leaves the platform alone, HALF_OPEN tries one call.',
    labelNames: ['platform', 'state'],
    registers,
  });
  const moveTo = (platform: PlatformId, now: string) => {
    for (const state of breakerStates) breaker.set({ platform, state }, state === now ? 1 : 0);
  };
  for (const platform of platforms) {
    seconds.zero({ platform });
    for (const kind of answerFaults) bad.inc({ platform, kind }, 0);
    moveTo(platform, 'CLOSED');
  }
  return {
    called: (platform, took) => seconds.observe({ platform }, took),
    badAnswer: (platform, kind) => bad.inc({ platform, kind }),
    breakerMoved: moveTo,
  };
}

/** Resolves to how to ask the database, which is done when somebody reads. */
function backlogGauges(
  registers: Registry[],
  { platforms, jobKinds, backlog }: MetricsOptions,
): () => Promise<void> {
  const jobs = new Gauge({
    name: 'paifang_jobs',
    help: 'Jobs of all nodes together. GIVEN_UP ones are about to become dead letters.',
    labelNames: ['kind', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'paifang_jobs_oldest_waiting_seconds',
    help: 'For how long the job that waits longest could have been begun.',
    registers,
  });
  const pushes = new Gauge({
    name: 'paifang_pushes_waiting',
    help: 'Pushes that are stored and not applied yet, of all nodes together.',
    labelNames: ['platform'],
    registers,
  });
  const letters = new Gauge({
    name: 'paifang_dead_letters',
    help: 'What was given up and has not been done since, of all nodes together.',
    labelNames: ['kind'],
    registers,
  });
  const webhooks = new Gauge({
    name: 'paifang_webhooks',
    help: 'Webhooks of all accounts and hosts. FAILING: the last that it was told was not taken.',
    labelNames: ['state'],
    registers,
  });
  const deliveries = new Gauge({
    name: 'paifang_webhook_deliveries_waiting',
    help: 'What is still to be delivered, by the state of its webhook.',
    labelNames: ['state'],
    registers,
  });
  const up = new Gauge({
    name: 'paifang_database_up',
    help: 'Whether the database answered when this was read; if not, what is asked of it is left out.',
    registers,
  });

  function show(found: Backlog): void {
    for (const kind of jobKinds) {
      letters.set(
        { kind },
        countOf(found.deadLetters, (letter) => letter.kind === kind),
      );
      for (const state of jobStates)
        jobs.set(
          { kind, state },
          countOf(found.jobs, (job) => job.kind === kind && job.state === state),
        );
    }
    for (const platform of platforms)
      pushes.set(
        { platform },
        countOf(found.pushes, (push) => push.platform === platform),
      );
    for (const state of webhookStandings) {
      const { count = 0, waiting = 0 } = found.webhooks.find((one) => one.state === state) ?? {};
      webhooks.set({ state }, count);
      deliveries.set({ state }, waiting);
    }
    oldest.set(found.oldestJobSeconds);
    up.set(1);
  }

  return async () => {
    try {
      show(await within(PATIENCE_MS, backlog()));
    } catch {
      for (const gauge of [jobs, pushes, letters, webhooks, deliveries]) gauge.reset();
      oldest.remove();
      up.set(0);
    }
  };
}

function countOf<Group extends { readonly count: number }>(
  groups: readonly Group[],
  is: (group: Group) => boolean,
): number {
  return groups.find(is)?.count ?? 0;
}

async function within<Value>(milliseconds: number, answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}
