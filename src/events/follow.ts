import type { Bell } from './bell.ts';
import { BadCursor } from './cursor.ts';
import type { LoggedEvent } from './event.ts';
import type { EventLog } from './log.ts';
import type { StreamId } from './stream.ts';

/** Events fetched at once. A reader who was long away gets its past in pages, not in one gulp. */
const PAGE = 200;

/** How late an event may reach a reader whose ring was lost, in milliseconds. */
const PATIENCE_MS = 5_000;

export interface Followed {
  readonly log: EventLog;
  readonly bell: Bell;
  readonly stream: StreamId;
}

/**
 * Every event after `position`, then every new one: in order, each once, for as long as somebody reads.
 *
 * Past and present are one loop, because live readers read the log as well; the bell only says when.
 * It is counted before the log is read, so what commits in between is not slept through. Nothing is
 * buffered: a slow reader simply asks later. Throws `BadCursor` (AHEAD, EXPIRED) before the first event.
 */
export async function* follow(
  { log, bell, stream }: Followed,
  position: bigint,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent, void, void> {
  await refuseUnfollowable(log, stream, position);
  let seen = position;
  while (!signal.aborted) {
    const heard = bell.rings;
    const page = await log.readAfter(stream, seen, PAGE);
    for (const event of page) {
      if (signal.aborted) return;
      seen = event.position;
      yield event;
    }
    if (page.length === 0) await bell.next(stream, heard, PATIENCE_MS, signal);
  }
}

/** Throws `BadCursor` (AHEAD, EXPIRED) where what comes after a place is not, or not any more, in the log. */
export async function refuseUnfollowable(log: EventLog, stream: StreamId, position: bigint): Promise<void> {
  const { first, last } = await log.bounds(stream);
  if (position > last) {
    throw new BadCursor(
      'AHEAD',
      'this place lies past the end of the log: was the cursor given out by another gateway?',
    );
  }
  if (first > 1n && position < first - 1n) {
    throw new BadCursor(
      'EXPIRED',
      'what came after this place is no longer kept: query the present state and follow from the cursor it returns',
    );
  }
}

/**
 * A stream that ends as soon as its reader leaves. A generator that waits does not hear `return()`;
 * the signal reaches it, so a closed socket leaves nothing behind.
 */
export function untilReaderLeaves<Item>(
  start: (signal: AbortSignal) => AsyncGenerator<Item, void, void>,
): AsyncIterableIterator<Item, void, void> {
  const left = new AbortController();
  const items = start(left.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => items.next(),
    return() {
      left.abort();
      return items.return();
    },
    throw(error: unknown) {
      left.abort();
      return items.throw(error);
    },
  };
}
