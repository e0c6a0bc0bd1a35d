import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import type { StreamId } from '../events/stream.ts';

/** Requests of one node at once, to all endpoints together. */
export const AT_ONCE = 32;
/** Of these, to the endpoints of one account or host: who answers slowly keeps its own waiting, and few others. */
export const SHARE = 4;

interface Share {
  readonly slots: BulkheadPolicy;
  /** How many have a slot of it or wait for one. */
  users: number;
}

/**
 * What a node sends at once. Each account and host has a share of its own, and waits for the rest of the node with no more
 * than that: whoever comes new is behind at most a share of each other, however much these have to send.
 */
export class SendingSlots {
  readonly #all: BulkheadPolicy = bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
  /** Of those only who send or wait. */
  readonly #shares = new Map<StreamId, Share>();

  /** Does it as soon as there is a slot; what it rejects with is passed on. */
  async execute<Result>(stream: StreamId, send: () => Promise<Result>): Promise<Result> {
    const share = this.#shares.get(stream) ?? {
      slots: bulkhead(SHARE, Number.POSITIVE_INFINITY),
      users: 0,
    };
    this.#shares.set(stream, share);
    share.users += 1;
    try {
      return await share.slots.execute(() => this.#all.execute(send));
    } finally {
      share.users -= 1;
      if (share.users === 0) this.#shares.delete(stream);
    }
  }

  /** Accounts and hosts that send or wait now. */
  get size(): number {
    return this.#shares.size;
  }
}
