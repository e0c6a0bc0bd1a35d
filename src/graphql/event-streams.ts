import { BadCursor, readCursor } from '../events/cursor.ts';
import type { LoggedEvent } from '../events/event.ts';
import { follow, untilReaderLeaves } from '../events/follow.ts';
import type { StreamId } from '../events/stream.ts';
import type { GraphqlContext } from './context.ts';
import { badCursor } from './errors.ts';

/** Why a stream ends. It travels as an item, so that it arrives as a result and the socket stays open. */
export class StreamFault {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

export type StreamItem = LoggedEvent | StreamFault;

/** The event, or the fault as this result's error. */
export function eventOf(item: StreamItem): LoggedEvent {
  if (item instanceof StreamFault) throw item.error;
  return item;
}

/**
 * The events of a stream after a cursor, then every new one; without a cursor, those from now on. A cursor that
 * cannot be followed ends the stream with the reason and what to do as its first and last item.
 */
export async function streamAfter(
  { parts: { log, bell } }: GraphqlContext,
  stream: StreamId,
  after: string | null | undefined,
  wanted: (event: LoggedEvent) => boolean,
): Promise<AsyncIterableIterator<StreamItem, void, void>> {
  const now = after === null || after === undefined ? (await log.bounds(stream)).last : undefined;
  return untilReaderLeaves(async function* (signal) {
    try {
      const position = now ?? readCursor(after ?? '');
      for await (const event of follow({ log, bell, stream }, position, signal)) {
        if (wanted(event)) yield event;
      }
    } catch (error) {
      yield new StreamFault(error instanceof BadCursor ? badCursor(error) : error);
    }
  });
}
