import { follow } from '../client/follow.ts';
import { WalkFailed } from './walk-failed.ts';

export interface FeedSettings<Event> {
  /** For messages: `the phone`. */
  readonly name: string;
  /** Subscribes behind a cursor. */
  readonly open: (after: string | undefined) => AsyncIterable<Event>;
  readonly cursorOf: (event: Event) => string;
  /** Breaks the connection under the subscription. */
  readonly breakConnection: () => void;
  /** Told of each event as it comes. */
  readonly onEvent?: (event: Event) => void;
  /** Why nothing that is waited for can come after this event; undefined for all other events. */
  readonly spoiledBy?: (event: Event) => string | undefined;
  readonly patienceMs: number;
}

interface Wait<Event> {
  readonly matches: (event: Event) => boolean;
  readonly resolve: (event: Event) => void;
  readonly reject: (fault: Error) => void;
}

/** Keeps everything that a subscription brought, and lets steps wait for one event without asking again and again. */
export class EventFeed<Event> {
  readonly received: Event[] = [];
  readonly #settings: FeedSettings<Event>;
  readonly #waits = new Set<Wait<Event>>();
  #fault: Error | undefined;
  #reading = new AbortController();
  #pump: Promise<void> = Promise.resolve();
  #cursor = '';

  constructor(settings: FeedSettings<Event>) {
    this.#settings = settings;
  }

  /** Reads on behind this cursor, in the background, also across a connection that breaks by itself. */
  start(after: string): void {
    const { open, cursorOf } = this.#settings;
    this.#cursor = after;
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const events = follow({ open, cursorOf, after, signal });
    this.#pump = this.#read(events);
  }

  /** Goes away without a word to the server, as in a tunnel. What was received stays. */
  async cut(): Promise<void> {
    this.#reading.abort();
    this.#settings.breakConnection();
    await this.#pump;
  }

  /** Comes back with the last cursor that was received. */
  resume(): void {
    this.start(this.#cursor);
  }

  /** The first event that matches, of those that have come and those that will. Throws `WalkFailed`. */
  until(what: string, matches: (event: Event) => boolean): Promise<Event> {
    const known = this.received.find(matches);
    if (known !== undefined) return Promise.resolve(known);
    if (this.#fault) return Promise.reject(this.#fault);
    const { name, patienceMs } = this.#settings;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        end();
        reject(new WalkFailed(`${name} waited ${patienceMs / 1000} s in vain for: ${what}`));
      }, patienceMs);
      const end = () => {
        clearTimeout(timer);
        this.#waits.delete(wait);
      };
      const wait: Wait<Event> = {
        matches,
        resolve: (event) => {
          end();
          resolve(event);
        },
        reject: (fault) => {
          end();
          reject(new WalkFailed(`${name} waited for ${what}, but ${fault.message}`, { cause: fault }));
        },
      };
      this.#waits.add(wait);
    });
  }

  async #read(events: AsyncIterable<Event>): Promise<void> {
    try {
      for await (const event of events) this.#take(event);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #take(event: Event): void {
    const { cursorOf, onEvent, spoiledBy } = this.#settings;
    this.received.push(event);
    this.#cursor = cursorOf(event);
    onEvent?.(event);
    for (const wait of [...this.#waits]) if (wait.matches(event)) wait.resolve(event);
    const reason = spoiledBy?.(event);
    if (reason !== undefined) this.#fail(new WalkFailed(reason));
  }

  #fail(fault: Error): void {
    this.#fault = fault;
    for (const wait of [...this.#waits]) wait.reject(fault);
  }
}
