import type { Clock } from '../kernel/clock.ts';
import type { Timers } from './timers.ts';

/** The clock of a sandbox. It goes as the one it is made of does, and can be moved forward, never back. */
export class MovableClock implements Clock {
  readonly #base: Clock;
  readonly #timers: Timers;
  #movedMs = 0;

  constructor(base: Clock, timers: Timers) {
    this.#base = base;
    this.#timers = timers;
  }

  now(): Date {
    return new Date(this.#base.now().getTime() + this.#movedMs);
  }

  /**
   * The time as it is outside the sandbox. Envelopes of pushes are stamped with it: their receiver compares the
   * stamp with a clock of its own, which nobody moved.
   */
  unmoved(): Date {
    return this.#base.now();
  }

  get movedMs(): number {
    return this.#movedMs;
  }

  /** Lets `ms` pass at once: what was to happen meanwhile happens now, each thing at its time. */
  forward(ms: number): void {
    const movedMs = this.#movedMs + ms;
    this.#timers.forward(ms, (stepMs) => {
      this.#movedMs += stepMs;
    });
    // The steps are no whole milliseconds; their sum is.
    this.#movedMs = movedMs;
  }
}
