import { BadCursor } from './cursor.ts';
import type { Gap, StreamItem } from './gap.ts';
import type { EventLog } from './log.ts';
import type { StreamId } from './stream.ts';

/** What following needs of the log. */
export type ReadLog = Pick<EventLog, 'readAfter' | 'bounds'>;

/** What a reader at this place is given next: what is kept, behind a gap where something before it is not. */
export async function readItems(
  log: ReadLog,
  stream: StreamId,
  seen: bigint,
  limit: number,
): Promise<readonly StreamItem[]> {
  const page = await log.readAfter(stream, seen, limit);
  // A host's stream also leaves out what the host may not see.
  const isWhole = page.every(({ position }, index) => position === seen + BigInt(index + 1));
  const gap = isWhole ? undefined : await gapAfter(log, stream, seen);
  return gap ? [gap, ...page.filter(({ position }) => position > gap.to)] : page;
}

/** What of the stream is gone after this place; undefined: nothing. Throws `BadCursor` (AHEAD). */
export async function gapAfter(log: ReadLog, stream: StreamId, position: bigint): Promise<Gap | undefined> {
  const { first, last } = await log.bounds(stream);
  if (position > last) {
    throw new BadCursor(
      'AHEAD',
      'this place lies past the end of the log, which has been restored to an earlier state: query the present state and follow from the cursor it returns',
    );
  }
  return position < first - 1n ? { type: 'GAP', from: position, to: first - 1n } : undefined;
}

/** What a reader is told that follows while the log is put back, wherever it stands: what it has seen may not have happened. */
export function wasPutBack(): BadCursor {
  return new BadCursor(
    'AHEAD',
    'the log has been restored to an earlier state while it was followed: query the present state and follow from the cursor it returns',
  );
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
