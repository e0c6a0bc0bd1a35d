import { createHash } from 'node:crypto';
import type { DemandRecords } from '../duties/demand-records.ts';
import type { IncidentRecords } from '../duties/incident-records.ts';
import type { DutyRecords } from '../duties/records.ts';
import type { Bell } from '../events/bell.ts';
import type { NewEvent } from '../events/event.ts';
import type { StreamId } from '../events/stream.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Outcome, refused } from '../kernel/outcome.ts';
import type { ActRequest, Perform } from '../onboarding/perform.ts';
import type { Problem } from '../policy/problem.ts';
import type { DeadLetterRecords } from '../review/dead-letters.ts';
import type { ExitRecords } from '../review/exit-records.ts';
import type { ReviewRecords } from '../review/records.ts';
import type { WebhookRecords } from '../webhooks/records.ts';
import { createAgreementPublicationRecords } from './agreement-publication.ts';
import { appendEvents } from './append-events.ts';
import type { Database } from './database.ts';
import { createDeadLetterRecords } from './dead-letters.ts';
import { createDemandRecords } from './demand-records.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { createEnforcementRecords } from './enforcement-records.ts';
import { createExitRecords } from './exit-records.ts';
import { createFeeRecords } from './fee-records.ts';
import { Prisma } from './generated/client.ts';
import { createIncidentRecords } from './incident-records.ts';
import type { JobQueue, QueuedJob } from './job-queue.ts';
import { createLogChain, type LogChain } from './log-chain.ts';
import { createNoticeRecords } from './notice-records.ts';
import { createObligationRecords } from './obligation-records.ts';
import { createOutageRecords } from './outage-records.ts';
import { createPaperRecords } from './paper-records.ts';
import { createRequestRecords } from './request-records.ts';
import { createReviewRecords } from './review-records.ts';
import { recordAt } from './told-time.ts';
import type { WakeUps } from './wake-ups/wake-ups.ts';
import { createWebhookRecords } from './webhook-records.ts';

export interface PerformParts {
  readonly database: Database;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly queue: JobQueue;
  readonly bell: Bell;
  /** Left out: there is no other node. */
  readonly wakeUps?: Pick<WakeUps, 'withCommit' | 'afterCommit'> | undefined;
  /** What follows from what happened, in the same transaction. */
  readonly follow: (records: GatewayRecords, events: readonly NewEvent[], now: Date) => Promise<void>;
}

/** Everything that an act may read and write. */
export type GatewayRecords = ReviewRecords &
  DutyRecords &
  DemandRecords &
  IncidentRecords &
  ExitRecords &
  DeadLetterRecords &
  WebhookRecords;

/** Longest idempotency key that a client may use. */
export const LONGEST_KEY = 255;

const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

/** How often an act is begun again after it ran into another one that did the same at the same time. */
const ATTEMPTS = 3;

/** Work in one transaction with its events, its jobs and its keyed answer; then the bells. See `Perform`. */
export function createPerform(parts: PerformParts): Perform<GatewayRecords> {
  const chain = createLogChain(parts.cipher);
  return async <Value>(
    act: ActRequest,
    work: (records: GatewayRecords) => Promise<Outcome<Value, Problem>>,
  ): Promise<Outcome<Value, Problem>> => {
    if (act.key !== undefined && (act.key === '' || act.key.length > LONGEST_KEY)) return refused(badKey);
    const { outcome, streams, jobs } = await untilNoCollision(() =>
      attemptOnce({ ...parts, chain }, act, work),
    );
    for (const stream of streams) parts.bell.ring(stream);
    parts.wakeUps?.afterCommit(streams);
    if (jobs > 0) parts.queue.wake();
    return outcome;
  };
}

async function untilNoCollision<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw error;
    }
  }
}

const badKey: Problem = {
  code: 'INVALID_INPUT',
  message: {
    'zh-CN': `幂等键须为 1 至 ${LONGEST_KEY} 个字符`,
    en: `an idempotency key has 1 to ${LONGEST_KEY} characters`,
  },
  path: 'input.idempotencyKey',
};

async function attemptOnce<Value>(
  { database, cipher, chain, clock, queue, wakeUps, follow }: PerformParts & { readonly chain: LogChain },
  act: ActRequest,
  work: (records: GatewayRecords) => Promise<Outcome<Value, Problem>>,
): Promise<{ outcome: Outcome<Value, Problem>; streams: readonly StreamId[]; jobs: number }> {
  const now = clock.now();
  return database.prisma.$transaction(async (tx) => {
    const earlier = act.key === undefined ? undefined : await claimKey<Value>(tx, cipher, act, act.key, now);
    if (earlier) return { outcome: earlier, streams: [], jobs: 0 };
    await recordAt(tx, now);
    const events: NewEvent[] = [];
    const jobs: QueuedJob[] = [];
    const rows = { tx, cipher, now };
    const records = {
      ...createReviewRecords(
        rows,
        (event) => {
          events.push({
            accountId: act.actor.accountId,
            source: 'GATEWAY',
            actor: act.actor.label,
            ...event,
          });
        },
        (job, options) => jobs.push({ job, notBefore: options?.notBefore }),
      ),
      ...createDeadLetterRecords(rows, (job) => jobs.push({ job })),
      ...createObligationRecords(rows),
      ...createDemandRecords(rows),
      ...createIncidentRecords(rows),
      ...createExitRecords(rows),
      ...createPaperRecords(rows),
      ...createOutageRecords(rows),
      ...createRequestRecords(rows),
      ...createNoticeRecords(rows),
      ...createFeeRecords(rows),
      ...createEnforcementRecords(rows),
      ...createAgreementPublicationRecords(rows),
      ...createWebhookRecords(rows),
    };
    const outcome = await work(records);
    if (!outcome.ok && events.length + jobs.length > 0) {
      throw new Error(`${act.name} refused after it had changed something`);
    }
    if (outcome.ok) await follow(records, [...events], now);
    if (act.key !== undefined) await keepAnswer(tx, cipher, act, act.key, outcome);
    await queue.sendIn(tx, jobs);
    const streams = await appendEvents(tx, chain, events, now);
    await wakeUps?.withCommit(tx, streams);
    return { outcome, streams, jobs: jobs.length };
  }, TRANSACTION);
}

/**
 * Takes the key for this act. Where somebody has it, the insert waits until they have committed, and then
 * their answer is this one's, too.
 */
async function claimKey<Value>(
  tx: Prisma.TransactionClient,
  cipher: FieldCipher,
  act: ActRequest,
  key: string,
  now: Date,
): Promise<Outcome<Value, Problem> | undefined> {
  const space = spaceOf(act);
  // The digest of an identity number can be guessed; under a key of ours it cannot.
  const digest = createHash('sha256').update(JSON.stringify(act.input)).digest('hex');
  const sealedInputHash = cipher.sealForLookup(INPUT_HASH, digest);
  const { count } = await tx.act.createMany({
    data: [{ space, key, name: act.name, sealedInputHash, at: now }],
    skipDuplicates: true,
  });
  if (count === 1) return undefined;
  const earlier = await tx.act.findUniqueOrThrow({ where: { space_key: { space, key } } });
  const same = cipher.lookupForms(INPUT_HASH, digest).includes(earlier.sealedInputHash);
  if (earlier.name !== act.name || !same) return refused(keyReused(earlier.name));
  // The row was committed with its answer: a claim without one is never seen by anybody else.
  const answer = cipher.open(answerCell(space, key), earlier.sealedOutcome ?? '');
  return JSON.parse(answer, reviveDate) as Outcome<Value, Problem>;
}

function keyReused(name: string): Problem {
  return {
    code: 'IDEMPOTENCY_KEY_REUSED',
    message: {
      'zh-CN': `该幂等键已用于另一个请求（${name}）；请为新的请求使用新的键`,
      en: `this idempotency key was used for another request (${name}): use a new key for a new request`,
    },
    path: 'input.idempotencyKey',
  };
}

async function keepAnswer(
  tx: Prisma.TransactionClient,
  cipher: FieldCipher,
  act: ActRequest,
  key: string,
  outcome: Outcome<unknown, Problem>,
): Promise<void> {
  await tx.act.update({
    where: { space_key: { space: spaceOf(act), key } },
    data: { sealedOutcome: cipher.seal(answerCell(spaceOf(act), key), JSON.stringify(outcome)) },
  });
}

const INPUT_HASH = { table: 'Act', column: 'sealedInputHash' };

/** Keys of one account say nothing in another, nor do a partner host's in the accounts that it decides about. */
function spaceOf({ actor, keySpace }: ActRequest): string {
  return keySpace ?? actor.accountId;
}

function answerCell(space: string, key: string) {
  return { table: 'Act', column: 'sealedOutcome', rowId: `${space}/${key}` };
}

/** Instants are the only text of this form in an answer. */
function reviveDate(_name: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value)
    ? new Date(value)
    : value;
}

/**
 * A unique key that somebody else took first, or a deadlock that the database broke: the act is begun again.
 * Prisma knows deadlocks of its own statements (P2034); those of raw ones it passes on with the database's code.
 */
function isCollision(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2002' || error.code === 'P2034') return true;
  return error.code === 'P2010' && /\b(40P01|40001)\b/.test(JSON.stringify(error.meta ?? {}));
}
