import { setImmediate } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import { isGap, placeOf, type StreamItem } from '../../events/gap.ts';
import type { SharedTail } from '../../events/shared-tail.ts';
import type { Place, Wanted } from './log-source.ts';
import { ENOUGH_UNSENT, type Outlet } from './outlet.ts';
import type { Selection } from './selection.ts';
import type { SharedPayload } from './shared-payload.ts';
import { type MembersGroup, StreamMember } from './stream-member.ts';

/** Others have their turn after so many members were written to: ten thousand keep the process busy for a while. */
const WRITTEN_AT_ONCE = 500;

export interface GroupParts {
  readonly tail: SharedTail;
  readonly wants: Wanted;
  readonly selection: Selection;
  /** How many bytes the connection of a member may be behind, unsent and not even handed over, before it is given up. */
  readonly mostUnsent: number;
  /** Resolves when those have left whose rights ended before the call; undefined: there are none. */
  readonly rightsSettled: () => Promise<unknown> | undefined;
  /** What clients are told of a fault for which the stream ends. Written down once, however many are told. */
  readonly tellFault: (fault: unknown) => readonly GraphQLFormattedError[];
  /** Told when the last member has left. */
  readonly onEmpty: () => void;
}

/**
 * Subscribers who are shown the same of the same events. Those who are level with the stream are live: each event is
 * executed and made into text once, and written to all of them. Those who are behind, because they come with an old cursor
 * or because their network is slow, catch up by themselves and join the others when they are level. For as long as the
 * network of one of these takes nothing, what happens is counted for it, though nobody be live: who owes too much is given up.
 */
export class StreamGroup implements MembersGroup {
  readonly #parts: GroupParts;
  readonly #live = new Set<StreamMember>();
  readonly #behind = new Set<StreamMember>();
  /** Those who are behind for whom it is counted how far. */
  readonly #counted = new Set<StreamMember>();
  readonly #over = new AbortController();
  /** What the live members have been told of: everything up to here. */
  #position = 0n;
  #isRunning = false;
  /** The bytes of all payloads that live members were told, or would have been, by which it is seen how far others are behind. */
  #told = 0;

  constructor(parts: GroupParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#live.size + this.#behind.size;
  }

  get tail(): SharedTail {
    return this.#parts.tail;
  }

  /** Aborts when the last member has left. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** The bytes that live members were told so far, or would have been. */
  get told(): number {
    return this.#told;
  }

  wants(item: StreamItem): boolean {
    return isGap(item) || this.#parts.wants(item);
  }

  async payloadOf(item: StreamItem): Promise<SharedPayload> {
    const payload = await this.#parts.selection.of(item);
    await this.#parts.rightsSettled();
    return payload;
  }

  tellFault(fault: unknown): readonly GraphQLFormattedError[] {
    return this.#parts.tellFault(fault);
  }

  /** Somebody who has seen everything up to a place, and is to be told first what after it is gone. */
  add(outlet: Outlet, { position, gap }: Pick<Place, 'position' | 'gap'>): StreamMember {
    const member = new StreamMember(this, outlet, position);
    this.#behind.add(member);
    void member.begin(gap);
    return member;
  }

  /** Makes a member live if it is as far as the others: what they are told next is what it has to be told next. */
  join(member: StreamMember): boolean {
    if (!this.#isRunning || member.position < this.#position) return false;
    this.#behind.delete(member);
    this.#live.add(member);
    return true;
  }

  /** As `join`, of a member that is level with the stream: where nobody is live, it is the first. */
  joinAtEnd(member: StreamMember): boolean {
    if (this.#isRunning) return this.join(member);
    this.#behind.delete(member);
    this.#live.add(member);
    void this.#run(member.position);
    return true;
  }

  count(member: StreamMember): void {
    this.#counted.add(member);
    if (!this.#isRunning) void this.#run(this.tail.end);
  }

  uncount(member: StreamMember): void {
    this.#counted.delete(member);
  }

  remove(member: StreamMember): void {
    this.#counted.delete(member);
    const was = this.#live.delete(member) || this.#behind.delete(member);
    if (!was || this.size > 0) return;
    this.#over.abort();
    this.#parts.onEmpty();
  }

  async #run(position: bigint): Promise<void> {
    this.#position = position;
    this.#isRunning = true;
    const { edition } = this.tail;
    try {
      while (this.#isNeeded()) {
        const asked = this.tail.after(this.#position, edition);
        const { items, end } = asked instanceof Promise ? await asked : asked;
        for (const item of items) await this.#tell(item);
        if (end > this.#position) this.#position = end;
        if (items.length === 0 && !(asked instanceof Promise)) await this.tail.grown(this.over);
      }
    } catch (fault) {
      this.#fail(fault);
    } finally {
      this.#isRunning = false;
    }
  }

  #isNeeded(): boolean {
    return this.#live.size > 0 || this.#counted.size > 0;
  }

  /** Ends it for those who are live. Who is behind comes to what failed by itself. */
  #fail(fault: unknown): void {
    if (this.#live.size === 0) return;
    const errors = this.tellFault(fault);
    for (const member of [...this.#live]) member.fail(errors);
  }

  async #tell(item: StreamItem): Promise<void> {
    const place = placeOf(item);
    if (this.wants(item)) {
      const payload = await this.payloadOf(item);
      let written = 0;
      // Who joins meanwhile comes last, and is told as well, unless it has told itself.
      for (const member of this.#live) {
        this.#write(member, payload, place);
        written += 1;
        if (written % WRITTEN_AT_ONCE === 0) await setImmediate();
      }
      this.#told += payload.bytes.length;
      this.#giveUpSlow();
    }
    this.#position = place;
  }

  #write(member: StreamMember, payload: SharedPayload, place: bigint): void {
    // It joined from a place beyond this one.
    if (member.position >= place) return;
    if (member.outlet.unsent < ENOUGH_UNSENT) {
      member.outlet.send(payload);
      return;
    }
    this.#live.delete(member);
    this.#behind.add(member);
    void member.fallBehind(this.#position);
  }

  #giveUpSlow(): void {
    for (const member of [...this.#counted]) {
      if (member.outlet.owed > this.#parts.mostUnsent) member.giveUp();
    }
  }
}
