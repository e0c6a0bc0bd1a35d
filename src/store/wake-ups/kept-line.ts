import { setTimeout as pause } from 'node:timers/promises';
import { ANSWER_WITHIN_MS, type Line, type OpenLine } from './line.ts';

const RECONNECT_AFTER_MS = 1_000;
const ASK_EVERY_MS = 10_000;

export interface KeptLineParts {
  readonly open: OpenLine;
  readonly hear: (message: string) => void;
  /** Told once of each outage, when it begins, and of its end. */
  readonly onDown: (fault: unknown) => void;
  readonly onUp: () => void;
  /** How long an answer is waited for, in milliseconds; left out: five seconds. */
  readonly answerWithinMs?: number;
}

/**
 * A line that is opened again by itself whenever it breaks, for as long as it is kept. Nothing waits for it, and what is
 * sent while it is down is lost.
 */
export class KeptLine {
  readonly #parts: KeptLineParts;
  readonly #stopping = new AbortController();
  readonly #keeping: Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #line: Line | undefined;
  #isDownTold = false;

  constructor(parts: KeptLineParts) {
    this.#parts = parts;
    this.#keeping = this.#keep();
    this.#timer = setInterval(() => void this.check(), ASK_EVERY_MS).unref();
  }

  isUp(): boolean {
    return this.#line !== undefined;
  }

  send(message: string): void {
    try {
      this.#line?.send(message);
    } catch {
      // It has just broken: the next who looks finds what this would have told.
    }
  }

  /** Asks the other side whether it is there, and gives the line up where it is not. Happens by itself every ten seconds. */
  async check(): Promise<void> {
    const line = this.#line;
    if (!line) return;
    const { answerWithinMs = ANSWER_WITHIN_MS } = this.#parts;
    const patience = new AbortController();
    const silence = pause(answerWithinMs, 'SILENT', { signal: patience.signal }).catch(() => 'ANSWERED');
    const answer = line.ask().then(
      () => 'ANSWERED',
      () => 'SILENT',
    );
    const found = await Promise.race([answer, silence]);
    patience.abort();
    if (found === 'SILENT') await closeQuietly(line);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    if (this.#line) await closeQuietly(this.#line);
    await this.#keeping;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const fault = await this.#untilBroken();
      if (signal.aborted) return;
      if (!this.#isDownTold) this.#parts.onDown(fault);
      this.#isDownTold = true;
      await pause(RECONNECT_AFTER_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Opens the line and resolves, when it is over, to the reason. */
  async #untilBroken(): Promise<unknown> {
    try {
      const line = await this.#parts.open((message) => this.#parts.hear(message));
      const isWanted = !this.#stopping.signal.aborted;
      if (isWanted) this.#carryOver(line);
      const fault = isWanted ? await line.broken : undefined;
      this.#line = undefined;
      await closeQuietly(line);
      return fault;
    } catch (fault) {
      return fault;
    }
  }

  #carryOver(line: Line): void {
    this.#line = line;
    this.#isDownTold = false;
    this.#parts.onUp();
  }
}

async function closeQuietly(line: Line): Promise<void> {
  await line.close().catch(() => undefined);
}
