import type { StreamId } from './stream.ts';

/**
 * Says that a stream may have grown, never by what: a ring that is lost delays its readers and costs them
 * nothing. Rings come from this node's own commits and, over the database's notifications, from other nodes.
 */
export class Bell {
  readonly #hearers = new Map<StreamId, Set<() => void>>();
  readonly #hearersOfAll = new Set<() => void>();

  ring(stream: StreamId): void {
    for (const hear of [...(this.#hearers.get(stream) ?? [])]) hear();
    for (const hear of this.#hearersOfAll) hear();
  }

  /** Calls `hear` whenever any stream rings, until the function that is returned is called. */
  hearAll(hear: () => void): () => void {
    this.#hearersOfAll.add(hear);
    return () => void this.#hearersOfAll.delete(hear);
  }

  /** Calls `hear` whenever the stream rings, until the function that is returned is called. */
  listen(stream: StreamId, hear: () => void): () => void {
    const hearers = this.#hearers.get(stream) ?? new Set();
    this.#hearers.set(stream, hearers.add(hear));
    return () => {
      hearers.delete(hear);
      if (hearers.size === 0 && this.#hearers.get(stream) === hearers) this.#hearers.delete(stream);
    };
  }
}
