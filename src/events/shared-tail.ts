import type { Bell } from './bell.ts';
import { type ReadLog, readItems, wasPutBack } from './follow.ts';
import { placeOf, type StreamItem } from './gap.ts';
import type { EventLog } from './log.ts';
import type { StreamId } from './stream.ts';

/** Events fetched at once. A reader who was long away gets its past in pages, not in one gulp. */
const PAGE = 100;

/** The newest events of a stream that are at hand while it is followed, for readers who are a little behind. */
const MOST_RECENT = PAGE;

/** What follows a place in a stream. */
export interface Stretch {
  /** In the order of commits. Where some are no longer kept, a gap says so in their place. */
  readonly items: readonly StreamItem[];
  /** Between the place asked for and this one there is nothing but these. */
  readonly end: bigint;
}

export interface TailParts {
  readonly log: ReadLog & Pick<EventLog, 'heads'>;
  readonly bell: Bell;
  /** Told where the end of a stream could not be read; it is read again at the next ring or look. */
  readonly onFault: (fault: unknown) => void;
}

/**
 * The end of one stream: a reader of the log that the bell wakes, and that hands what it reads to everybody who follows. It
 * waits for nobody: who is too slow for the events at hand reads the log by itself until it has caught up.
 */
export class SharedTail {
  readonly #parts: TailParts;
  readonly #stream: StreamId;
  /** Resolves when the end was found. Wait for it before anything is asked. */
  readonly begun: Promise<void>;
  #hasBegun: () => void = () => {};
  readonly #waiting = new Set<() => void>();
  readonly #stopListening: () => void;
  /** Everything after `#since`, up to `#end`. */
  #recent: StreamItem[] = [];
  /** Undefined until the end was found. */
  #since: bigint | undefined;
  #end = 0n;
  #stopped = false;
  #failed = false;
  /** Whether the stream may have grown since the log was last read. */
  #rung = false;
  #resume: (() => void) | undefined;
  #isQuiet = false;
  /** Whether the stream may end before the place that was read to. */
  #doubted = false;
  #edition = 0;

  constructor(parts: TailParts, stream: StreamId) {
    this.#parts = parts;
    this.#stream = stream;
    this.begun = new Promise((resolve) => {
      this.#hasBegun = resolve;
    });
    this.#stopListening = parts.bell.listen(stream, () => this.#look());
    void this.#run();
  }

  /** Which log its places are of: another once the log was put back to an earlier state. */
  get edition(): number {
    return this.#edition;
  }

  /**
   * What follows a place, as far as it is known now. What happened lately is at hand and comes at once, not as a promise:
   * who is told so that there is nothing more waits for `grown`, and misses nothing. Throws `BadCursor` (AHEAD) where the
   * log was put back since the reader began, which was in `edition`: its place may be beyond the end, or be another's.
   */
  after(position: bigint, edition = this.#edition): Stretch | Promise<Stretch> {
    const since = this.#since;
    if (since === undefined || this.#stopped)
      throw new Error('a tail is asked while it is held, and has begun');
    if (edition !== this.#edition) throw wasPutBack();
    if (position < since) return this.#read(position, since);
    const items = position < this.#end ? this.#recent.filter((item) => placeOf(item) > position) : [];
    return { items, end: position > this.#end ? position : this.#end };
  }

  /** How far the stream goes, as far as it is known now. */
  get end(): bigint {
    return this.#end;
  }

  /** Resolves when there is more than there was, when the log was put back, when the tail stops, or when the signal aborts. */
  grown(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
    });
  }

  /**
   * Told from time to time how far the stream goes: it is read again where no ring told so. Where it goes less far than
   * was read, the log has been put back, unless that was asked before what was read was there. What was at hand since before
   * the last time is let go; nobody is a little behind any more.
   */
  remind(head: bigint | undefined): void {
    if ((head ?? 0n) < this.#end) this.#doubted = true;
    if (this.#failed || this.#since === undefined || (head ?? 0n) !== this.#end) this.#look();
    if (this.#isQuiet) {
      this.#recent = [];
      if (this.#since !== undefined) this.#since = this.#end;
    }
    this.#isQuiet = true;
  }

  stop(): void {
    this.#stopped = true;
    this.#stopListening();
    this.#look();
    this.#wake();
  }

  async #read(position: bigint, since: bigint): Promise<Stretch> {
    const items = await readItems(this.#parts.log, this.#stream, position, PAGE);
    const last = items.at(-1);
    // Where nothing was found, what lies before `since` is not to be seen: that place was known before the log was read.
    return { items, end: last ? placeOf(last) : since };
  }

  async #run(): Promise<void> {
    const { log, onFault } = this.#parts;
    while (!this.#stopped) {
      this.#rung = false;
      try {
        if (this.#since === undefined) this.#begin((await log.bounds(this.#stream)).last);
        if (this.#doubted) await this.#checkEnd();
        const items = await readItems(log, this.#stream, this.#end, PAGE);
        this.#failed = false;
        if (items.length > 0) {
          this.#grow(items);
          continue;
        }
      } catch (fault) {
        this.#failed = true;
        // A database that was away may come back with an earlier state.
        this.#doubted = true;
        if (!this.#stopped) onFault(fault);
      }
      if (!this.#rung) await new Promise<void>((resume) => (this.#resume = resume));
    }
  }

  #begin(end: bigint): void {
    this.#since = end;
    this.#end = end;
    this.#hasBegun();
  }

  /** Positions are never taken back but with the database: who has read further than it goes has read another log. */
  async #checkEnd(): Promise<void> {
    const { last } = await this.#parts.log.bounds(this.#stream);
    this.#doubted = false;
    if (last >= this.#end) return;
    this.#edition += 1;
    this.#recent = [];
    this.#since = last;
    this.#end = last;
    this.#wake();
  }

  #grow(items: readonly StreamItem[]): void {
    this.#recent.push(...items);
    const last = items.at(-1);
    if (last) this.#end = placeOf(last);
    const dropped = this.#recent.splice(0, Math.max(0, this.#recent.length - MOST_RECENT)).at(-1);
    if (dropped) this.#since = placeOf(dropped);
    this.#isQuiet = false;
    this.#wake();
  }

  #look(): void {
    this.#rung = true;
    this.#resume?.();
    this.#resume = undefined;
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
