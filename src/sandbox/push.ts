import type { Clock } from '../kernel/clock.ts';
import { maskSecrets } from './call-log.ts';
import type { Timers } from './timers.ts';

/** A push as it goes over the wire: encrypted, signed, addressed. */
export interface Delivery {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

export interface OutgoingPush {
  /** The program that it is about, where it is about one. */
  readonly app?: string;
  /** What the host calls the event. */
  readonly event: string;
  /** The message in clear. */
  readonly message: string;
  readonly delivery: Delivery;
}

/** LOST: the sandbox was told not to send it. FAILED: nobody acknowledged it in the tries there are. */
export type PushState = 'PENDING' | 'DELIVERED' | 'FAILED' | 'LOST';

export interface PushRecord extends OutgoingPush {
  /** Counts from 1. */
  readonly number: number;
  readonly at: Date;
  readonly state: PushState;
  readonly tries: number;
  /** What the receiver said last: an HTTP status and body, or the fault. */
  readonly lastReply?: string;
}

/** A push for people to read: no address, no cipher text, no secrets. */
export type PushView = Omit<PushRecord, 'delivery'>;

export interface PushPlan {
  readonly tries: number;
  readonly gapMs: number;
}

const PATIENCE_MS = 5000;
const ACKNOWLEDGEMENT = 'success';

/**
 * Sends pushes until they are acknowledged. A repeated try carries the same bytes (inferred: neither
 * host says whether it encrypts anew).
 */
export class Pushes {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #plan: PushPlan;
  readonly #records: PushRecord[] = [];
  readonly #closing = new AbortController();
  #toLose = 0;
  #toRepeat = 0;

  constructor(clock: Clock, timers: Timers, plan: PushPlan) {
    this.#clock = clock;
    this.#timers = timers;
    this.#plan = plan;
  }

  /** The next pushes are recorded and never sent. */
  loseNext(count: number): void {
    this.#toLose += count;
  }

  /** The next pushes arrive twice. */
  repeatNext(count: number): void {
    this.#toRepeat += count;
  }

  send(push: OutgoingPush): void {
    const lost = this.#toLose > 0;
    if (lost) this.#toLose -= 1;
    const index = this.#records.length;
    this.#records.push({
      ...push,
      number: index + 1,
      at: this.#clock.now(),
      state: lost ? 'LOST' : 'PENDING',
      tries: 0,
    });
    if (lost) return;
    const copies = this.#toRepeat > 0 ? 2 : 1;
    if (copies > 1) this.#toRepeat -= 1;
    void this.#try(index, push.delivery, copies);
  }

  records(): readonly PushRecord[] {
    return [...this.#records];
  }

  list(): readonly PushView[] {
    return this.#records.map(({ delivery: _, ...view }) => ({ ...view, message: maskSecrets(view.message) }));
  }

  close(): void {
    this.#closing.abort();
  }

  async #try(index: number, delivery: Delivery, copies: number): Promise<void> {
    const reply = await this.#deliver(delivery);
    if (this.#closing.signal.aborted) return;
    const tries = (this.#records[index]?.tries ?? 0) + 1;
    const acknowledged = reply === `200 ${ACKNOWLEDGEMENT}`;
    const over = tries >= this.#plan.tries;
    this.#note(index, {
      tries,
      lastReply: reply,
      state: acknowledged ? 'DELIVERED' : over ? 'FAILED' : 'PENDING',
    });
    if (acknowledged && copies > 1) await this.#deliver(delivery);
    if (acknowledged || over) return;
    this.#timers.after(this.#plan.gapMs, () => void this.#try(index, delivery, copies));
  }

  #note(index: number, change: Partial<PushRecord>): void {
    const record = this.#records[index];
    if (record !== undefined) this.#records[index] = { ...record, ...change };
  }

  async #deliver({ url, contentType, body }: Delivery): Promise<string> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
      const headers = { 'content-type': contentType };
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      return `${response.status} ${(await response.text()).slice(0, 200)}`;
    } catch (fault) {
      return `no reply: ${fault instanceof Error ? (fault.cause ?? fault) : fault}`;
    }
  }
}
