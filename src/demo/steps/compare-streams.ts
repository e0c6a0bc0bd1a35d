import type { EventFeed } from '../event-feed.ts';
import type { Stage } from '../stage.ts';
import type { StreamEvent } from '../stream-event.ts';
import { WalkFailed } from '../walk-failed.ts';

/** How the stream that one reader received compares with the same stretch of the log, read anew. */
export interface Comparison {
  readonly received: number;
  readonly inTheLog: number;
  readonly missed: number;
  readonly doubled: number;
  /** Events of the log that came in another order than they happened. */
  readonly outOfOrder: number;
}

/** Compares two readings of one stream, by their cursors. */
export function compare(received: readonly string[], log: readonly string[]): Comparison {
  const seen = new Set(received);
  const firsts = received.filter((cursor, index) => received.indexOf(cursor) === index);
  const expected = log.filter((cursor) => seen.has(cursor));
  return {
    received: received.length,
    inTheLog: log.length,
    missed: log.length - expected.length,
    doubled: received.length - seen.size,
    outOfOrder: firsts.filter((cursor, index) => cursor !== expected[index]).length,
  };
}

/**
 * Reads the whole stretch once more, from the first cursor, over a connection that was never cut, and compares it
 * with what the phone received before, in and after the tunnel. Throws `WalkFailed` unless they are the same.
 */
export async function compareStreams(
  { say, tell }: Stage,
  phone: EventFeed<StreamEvent>,
  replay: EventFeed<StreamEvent>,
  from: string,
  late: number,
): Promise<Comparison> {
  const received = phone.received.map(({ cursor }) => cursor);
  const last = received.at(-1);
  replay.start(from);
  await replay.until('the last event that the phone received', ({ cursor }) => cursor === last);
  const log = replay.received.map(({ cursor }) => cursor);
  const comparison = compare(received, log.slice(0, log.indexOf(last ?? '') + 1));
  const { inTheLog, missed, doubled, outOfOrder } = comparison;
  const same = missed === 0 && doubled === 0 && outOfOrder === 0;
  tell.happened({
    who: say('手机', 'phone'),
    what: say(
      `共收到 ${received.length} 个事件，日志中有 ${inTheLog} 个：缺失 ${missed}，重复 ${doubled}，乱序 ${outOfOrder}`,
      `received ${received.length} events, and the log has ${inTheLog}: missed ${missed}, doubled ${doubled}, out of order ${outOfOrder}`,
    ),
    details: [say(`其中 ${late} 个发生在隧道内`, `${late} of them happened while it was in the tunnel`)],
    tone: same ? 'GOOD' : 'BAD',
  });
  if (!same) throw new WalkFailed(`the stream differs from the log: ${JSON.stringify(comparison)}`);
  return comparison;
}
