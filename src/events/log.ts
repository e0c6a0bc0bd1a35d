import type { Cursors } from './cursor.ts';
import type { LoggedEvent } from './event.ts';
import type { StreamId } from './stream.ts';

/** The append-only log, as its readers see it. */
export interface EventLog extends Cursors {
  /** Up to `limit` events after a position, in the order of commits, from what is committed now. */
  readAfter(stream: StreamId, position: bigint, limit: number): Promise<readonly LoggedEvent[]>;
  /**
   * The last position that was given out, 0 in an empty stream, and the first whose event is kept: one more than the
   * last where none is.
   */
  bounds(stream: StreamId): Promise<{ readonly first: bigint; readonly last: bigint }>;
  /** The last position of each of these streams; an empty stream has none. */
  heads(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, bigint>>;
  /** The event of an account that has this id, at its place in the account's stream. */
  find(accountId: string, id: string): Promise<LoggedEvent | undefined>;
}
