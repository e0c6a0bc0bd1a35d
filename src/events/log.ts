import type { LoggedEvent } from './event.ts';
import type { StreamId } from './stream.ts';

/** The append-only log, as its readers see it. */
export interface EventLog {
  /** Up to `limit` events after a position, in the order of commits, from what is committed now. */
  readAfter(stream: StreamId, position: bigint, limit: number): Promise<readonly LoggedEvent[]>;
  /** The first and the last position that the stream still holds; both 0 while it is empty. */
  bounds(stream: StreamId): Promise<{ readonly first: bigint; readonly last: bigint }>;
}
