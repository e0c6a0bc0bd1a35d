import type { StreamId } from './stream.ts';

/**
 * Says that a stream may have grown, never by what: a ring that is lost delays its readers and costs them
 * nothing. Rings come from this node's own commits and, over the database's notifications, from other nodes.
 */
export class Bell {
  #rings = 0;
  readonly #waiting = new Map<StreamId, Set<() => void>>();

  /**
   * How often any stream has rung. Read it before reading the log, and hand it to `next`: a ring in
   * between then means another look instead of a wait. One count for all streams costs a reader a look
   * too many now and then, and no memory for streams that nobody follows.
   */
  get rings(): number {
    return this.#rings;
  }

  ring(stream: StreamId): void {
    this.#rings += 1;
    for (const wake of this.#waiting.get(stream) ?? []) wake();
  }

  /** Resolves once the stream has rung since the count was `heard`, after `patienceMs` at the latest, or when the signal aborts. */
  next(stream: StreamId, heard: number, patienceMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#rings !== heard) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        const waiting = this.#waiting.get(stream);
        waiting?.delete(wake);
        if (waiting?.size === 0) this.#waiting.delete(stream);
        resolve();
      };
      const timer = setTimeout(wake, patienceMs);
      timer.unref();
      signal.addEventListener('abort', wake, { once: true });
      const waiting = this.#waiting.get(stream) ?? new Set();
      this.#waiting.set(stream, waiting.add(wake));
    });
  }
}
