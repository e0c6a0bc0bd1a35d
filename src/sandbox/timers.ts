interface Entry {
  /** On the timers' own count of milliseconds, which moving the clock adds to. */
  dueAt: number;
  readonly act: () => void;
  readonly everyMs?: number;
  handle?: NodeJS.Timeout;
}

/** `setTimeout` fires at once when told to wait longer. */
const LONGEST_WAIT_MS = 2_147_483_647;

/**
 * What a sandbox does later, on its own: reviews end, scans finish, pushes are tried again. None of it
 * keeps the process alive, and nothing of it happens any more after `close`.
 */
export class Timers {
  readonly #entries = new Set<Entry>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #movedMs = 0;
  #closed = false;

  after(delayMs: number, act: () => void): void {
    if (!this.#closed) this.#arm({ dueAt: this.#elapsed() + delayMs, act });
  }

  /** Zero means never. */
  every(periodMs: number, act: () => void): void {
    if (this.#closed || periodMs === 0) return;
    this.#arm({ dueAt: this.#elapsed() + periodMs, act, everyMs: periodMs });
  }

  /** A wait of real time: somebody on the other side of the wire waits, too, and their clock is not moved. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) return;
      const handle = setTimeout(() => {
        this.#pauses.delete(handle);
        resolve();
      }, delayMs);
      handle.unref();
      this.#pauses.add(handle);
    });
  }

  /**
   * Lets `ms` pass at once. What is due meanwhile is done in its order, and `tick` is told before each of
   * them how far time has come since the last, so that a clock shows the right time. What recurs is done once.
   */
  forward(ms: number, tick: (stepMs: number) => void): void {
    const end = this.#elapsed() + ms;
    let left = ms;
    const step = (stepMs: number) => {
      this.#movedMs += stepMs;
      left -= stepMs;
      tick(stepMs);
    };
    for (let next = this.#nextBy(end); next !== undefined; next = this.#nextBy(end)) {
      step(Math.min(left, Math.max(0, next.dueAt - this.#elapsed())));
      this.#fire(next, end);
    }
    step(left);
    for (const entry of this.#entries) this.#arm(entry);
  }

  close(): void {
    this.#closed = true;
    for (const { handle } of this.#entries) clearTimeout(handle);
    for (const handle of this.#pauses) clearTimeout(handle);
    this.#entries.clear();
    this.#pauses.clear();
  }

  #elapsed(): number {
    return performance.now() + this.#movedMs;
  }

  #nextBy(end: number): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.#entries) {
      if (entry.dueAt <= end && (next === undefined || entry.dueAt < next.dueAt)) next = entry;
    }
    return next;
  }

  #arm(entry: Entry): void {
    clearTimeout(entry.handle);
    this.#entries.add(entry);
    const wait = Math.min(Math.max(0, entry.dueAt - this.#elapsed()), LONGEST_WAIT_MS);
    entry.handle = setTimeout(() => {
      if (entry.dueAt > this.#elapsed() + 1) this.#arm(entry);
      else this.#fire(entry, this.#elapsed());
    }, wait);
    entry.handle.unref();
  }

  #fire(entry: Entry, now: number): void {
    clearTimeout(entry.handle);
    this.#entries.delete(entry);
    if (entry.everyMs !== undefined) {
      entry.dueAt = now + entry.everyMs;
      this.#arm(entry);
    }
    entry.act();
  }
}
