/**
 * What a sandbox does later, on its own: reviews end, scans finish, pushes are tried again. None of it
 * keeps the process alive, and nothing of it happens any more after `close`.
 */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();
  #closed = false;

  after(delayMs: number, act: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      act();
    }, delayMs);
    timer.unref();
    this.#running.add(timer);
  }

  /** Zero means never. */
  every(periodMs: number, act: () => void): void {
    if (this.#closed || periodMs === 0) return;
    const timer = setInterval(act, periodMs);
    timer.unref();
    this.#running.add(timer);
  }

  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
