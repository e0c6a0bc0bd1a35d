import { isGap, type StreamItem } from '../../events/gap.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SharedPayload } from './shared-payload.ts';

/** A payload tells of things as they are now, so it is given to those who come within this time, and made anew for others. */
const FRESH_FOR_MS = 1_000;
const MOST_KEPT = 64;
const MOST_KEPT_BYTES = 256 * 1024;

interface Kept {
  readonly madeAt: number;
  readonly payload: Promise<SharedPayload>;
  bytes: number;
}

/** What a group of subscribers is shown of each event: executed once for all of them who come to it at about the same time. */
export class Selection {
  readonly #clock: Clock;
  readonly #execute: (item: StreamItem) => Promise<SharedPayload>;
  readonly #kept = new Map<bigint, Kept>();
  #bytes = 0;

  constructor(clock: Clock, execute: (item: StreamItem) => Promise<SharedPayload>) {
    this.#clock = clock;
    this.#execute = execute;
  }

  of(item: StreamItem): Promise<SharedPayload> {
    // What is gone is told by where the reader stands: not two of them hear the same.
    if (isGap(item)) return this.#execute(item);
    const { position } = item;
    const now = this.#clock.now().getTime();
    const known = this.#kept.get(position);
    if (known && Math.abs(now - known.madeAt) < FRESH_FOR_MS) return known.payload;
    if (known) this.#drop(position, known);
    const kept: Kept = { madeAt: now, payload: this.#execute(item), bytes: 0 };
    this.#kept.set(position, kept);
    kept.payload.then(
      ({ bytes }) => this.#weigh(position, kept, bytes.length),
      () => this.#drop(position, kept),
    );
    return kept.payload;
  }

  #weigh(position: bigint, kept: Kept, bytes: number): void {
    if (this.#kept.get(position) !== kept) return;
    kept.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT && this.#bytes <= MOST_KEPT_BYTES) return;
      this.#drop(oldest, entry);
    }
  }

  #drop(position: bigint, kept: Kept): void {
    if (this.#kept.get(position) !== kept) return;
    this.#kept.delete(position);
    this.#bytes -= kept.bytes;
  }
}
