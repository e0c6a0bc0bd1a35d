import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionLost } from './api-error.ts';

export interface Following<Item> {
  /** Opens the stream behind this place in it; undefined: from now on. */
  readonly open: (after: string | undefined) => AsyncIterable<Item>;
  readonly cursorOf: (item: Item) => string;
  readonly after?: string | undefined;
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** Told of each break, before the stream is opened again. */
  readonly onLost?: (fault: ConnectionLost) => void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Every item once and in order, however often the connection breaks: it is opened again behind the last item that
 * came, after a pause that doubles up to ten seconds and is spread, so that clients of a gateway that restarts do
 * not all come back at once. Throws `ApiError` where the server refuses.
 */
export async function* follow<Item>(following: Following<Item>): AsyncGenerator<Item, void, void> {
  const { open, cursorOf, signal, onLost } = following;
  let after = following.after;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      for await (const item of open(after)) {
        if (signal.aborted) return;
        after = cursorOf(item);
        pauseMs = FIRST_PAUSE_MS;
        yield item;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ConnectionLost)) throw error;
      onLost?.(error);
    }
    await pause(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
