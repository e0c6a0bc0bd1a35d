import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './store/database.ts';
import type { FieldCipher } from './store/encryption/field-cipher.ts';
import { createEventRetention } from './store/event-retention.ts';
import { LogAnchors } from './store/log-anchors.ts';

const RETAIN_EVERY_MS = 3_600_000;
const ANCHOR_EVERY_MS = 600_000;

export interface LogKeepingParts {
  readonly config: Pick<Config, 'eventRetentionDays' | 'anchorFile'>;
  readonly database: Pick<Database, 'prisma' | 'pool'>;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly report: (fault: unknown) => void;
}

/**
 * Removes events that are older than the operator keeps them, and notes the logs’ heads down outside of the database:
 * now and from time to time. Resolves, once what is under way is done, when it is told to stop.
 */
export function keepLogs({ config, database, cipher, clock, report }: LogKeepingParts): () => Promise<void> {
  const { eventRetentionDays: days, anchorFile } = config;
  const stops: (() => Promise<void>)[] = [];
  if (days !== undefined) {
    const retention = createEventRetention(database.prisma, cipher, clock, days);
    stops.push(repeat(() => retention.removeExpired(), RETAIN_EVERY_MS, report));
  }
  if (anchorFile !== undefined) {
    const anchors = new LogAnchors(database.pool, clock, anchorFile);
    stops.push(repeat(() => anchors.note(), ANCHOR_EVERY_MS, report));
  }
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** One turn at a time: a turn that is still under way is not begun again. */
function repeat(work: () => Promise<unknown>, everyMs: number, report: (fault: unknown) => void) {
  let turn: Promise<void> | undefined;
  const take = () => {
    turn ??= work()
      .then(() => undefined, report)
      .finally(() => {
        turn = undefined;
      });
  };
  take();
  const timer = setInterval(take, everyMs);
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
