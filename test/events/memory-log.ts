import { Bell } from '../../src/events/bell.ts';
import type { LoggedEvent } from '../../src/events/event.ts';
import type { TailParts } from '../../src/events/shared-tail.ts';
import { accountStream, type StreamId } from '../../src/events/stream.ts';

export const STREAM = accountStream('acct_1');

/** A log of one stream in memory, that rings when it grows and notes how it was read. */
export class MemoryLog {
  readonly bell = new Bell();
  readonly events: LoggedEvent[] = [];
  /** The places after which it was read. */
  readonly reads: bigint[] = [];
  /** Events that are there and not to be seen, as in a host's stream. */
  readonly hidden = new Set<bigint>();
  /** Up to here, events are no longer kept. */
  forgottenUpTo = 0n;
  /** What the next reads fail with. */
  fault: Error | undefined;

  append({ silently = false } = {}): void {
    const position = BigInt(this.events.length + 1);
    this.events.push({
      id: `evt_${position}`,
      type: 'SUBMITTED',
      accountId: 'acct_1',
      payload: {},
      source: 'GATEWAY',
      actor: 'gateway',
      occurredAt: new Date(0),
      at: new Date(0),
      position,
      cursor: `e${position}`,
    });
    if (!silently) this.bell.ring(STREAM);
  }

  /** Puts it back to where it had so many events. */
  putBack(events: number): void {
    this.events.length = events;
  }

  async readAfter(_stream: StreamId, position: bigint, limit: number): Promise<LoggedEvent[]> {
    this.reads.push(position);
    if (this.fault) throw this.fault;
    return this.events
      .filter((event) => event.position > position && event.position > this.forgottenUpTo)
      .filter((event) => !this.hidden.has(event.position))
      .slice(0, limit);
  }

  async bounds() {
    if (this.fault) throw this.fault;
    return { first: this.forgottenUpTo + 1n, last: BigInt(this.events.length) };
  }

  async heads(): ReturnType<TailParts['log']['heads']> {
    if (this.fault) throw this.fault;
    return new Map([[STREAM, BigInt(this.events.length)]]);
  }
}
