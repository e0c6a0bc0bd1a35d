import { SharedTail, type TailParts } from './shared-tail.ts';
import type { StreamId } from './stream.ts';

/** How late an event may reach those who follow where its ring was lost, in milliseconds. */
const PATIENCE_MS = 5_000;

interface Held {
  readonly tail: SharedTail;
  holders: number;
}

/** The ends of all streams that somebody on this node follows: each new event is read once, however many follow. */
export class SharedTails {
  readonly #parts: TailParts;
  readonly #held = new Map<StreamId, Held>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: TailParts) {
    this.#parts = parts;
  }

  /** The tail of a stream, which lives until everyone who holds it has released it. */
  hold(stream: StreamId): SharedTail {
    const held = this.#held.get(stream) ?? { tail: new SharedTail(this.#parts, stream), holders: 0 };
    held.holders += 1;
    this.#held.set(stream, held);
    this.#timer ??= setInterval(() => void this.look(), PATIENCE_MS).unref();
    return held.tail;
  }

  release(stream: StreamId): void {
    const held = this.#held.get(stream);
    if (!held) return;
    held.holders -= 1;
    if (held.holders > 0) return;
    this.#held.delete(stream);
    held.tail.stop();
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** How many streams are followed. */
  get size(): number {
    return this.#held.size;
  }

  /**
   * Asks in one go how far all streams go, and reads on where a ring was lost. Happens by itself every five seconds.
   */
  async look(): Promise<void> {
    try {
      const heads = await this.#parts.log.heads([...this.#held.keys()]);
      for (const [stream, { tail }] of this.#held) tail.remind(heads.get(stream));
    } catch (fault) {
      this.#parts.onFault(fault);
    }
  }
}
