import { setImmediate } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import { type Gap, placeOf, type StreamItem } from '../../events/gap.ts';
import type { SharedTail, Stretch } from '../../events/shared-tail.ts';
import { ENOUGH_UNSENT, type Outlet } from './outlet.ts';
import type { SharedPayload } from './shared-payload.ts';

/** Others have their turn after so many events of the past. */
const TOLD_AT_ONCE = 16;

/** What a member needs of its group; see `StreamGroup`. */
export interface MembersGroup {
  readonly tail: SharedTail;
  readonly over: AbortSignal;
  readonly told: number;
  wants(item: StreamItem): boolean;
  payloadOf(item: StreamItem): Promise<SharedPayload>;
  join(member: StreamMember): boolean;
  joinAtEnd(member: StreamMember): boolean;
  /** Counts what happens while this member's network takes nothing, until it calls `uncount`. */
  count(member: StreamMember): void;
  uncount(member: StreamMember): void;
  remove(member: StreamMember): void;
  tellFault(fault: unknown): readonly GraphQLFormattedError[];
}

/** One subscriber of a group. While it is live the group writes to it; while it is behind it reads for itself. */
export class StreamMember {
  readonly outlet: Outlet;
  readonly #group: MembersGroup;
  /** What it has been told of by itself: everything up to here. While it is live, it may be further. */
  #position: bigint;
  /** Of the log that its place is in: see `SharedTail.edition`. */
  readonly #edition: number;
  #hasLeft = false;
  /** What its group had counted, in bytes, where this one is; undefined of one that is not counted. */
  #mark: number | undefined;
  #isGivenUp = false;

  constructor(group: MembersGroup, outlet: Outlet, position: bigint) {
    this.#group = group;
    this.outlet = outlet;
    this.#position = position;
    this.#edition = group.tail.edition;
  }

  get position(): bigint {
    return this.#position;
  }

  /**
   * How many bytes were held back from it: of one that was live, since then; of one that reads the past, since its network
   * takes nothing.
   */
  get heldBack(): number {
    return this.#mark === undefined ? 0 : this.#group.told - this.#mark;
  }

  /** Ends its connection. What it owes is counted no more. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#uncount();
    this.outlet.giveUp();
  }

  leave(): void {
    this.#hasLeft = true;
    this.#group.remove(this);
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.leave();
    this.outlet.fail(errors);
  }

  /** Tells what is gone, and then what is there. */
  async begin(gap: Gap | undefined): Promise<void> {
    if (!gap) return this.catchUp();
    return this.#unlessFailing(async () => {
      await this.#group.tail.begun;
      await this.#tell(gap);
      this.#position = gap.to;
      await this.catchUp();
    });
  }

  /** Its network has not taken what it was given: it has been told of everything up to here, and goes on when it has. */
  fallBehind(position: bigint): Promise<void> {
    if (position > this.#position) this.#position = position;
    this.#count();
    return this.catchUp();
  }

  /** Reads what comes after its place, as fast as its network takes it, until it is level with the others. */
  catchUp(): Promise<void> {
    return this.#unlessFailing(async () => {
      await this.#group.tail.begun;
      while (!this.#hasLeft) {
        await this.#untilTaken();
        if (await this.#goOn()) return;
      }
    });
  }

  async #unlessFailing(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (fault) {
      if (!this.#hasLeft) this.fail(this.#group.tellFault(fault));
    }
  }

  /** Tells what comes next. Whether it has joined the others then, or left. */
  async #goOn(): Promise<boolean> {
    const { tail, over } = this.#group;
    const asked = tail.after(this.#position, this.#edition);
    const stretch = asked instanceof Promise ? await asked : asked;
    if (await this.#tellAll(stretch)) return true;
    if (asked instanceof Promise || stretch.items.length > 0) return false;
    if (this.#hasLeft || this.#joined(this.#group.joinAtEnd(this))) return true;
    await tail.grown(over);
    return false;
  }

  /** Whether it has joined the others, or left. */
  async #tellAll({ items, end }: Stretch): Promise<boolean> {
    let told = 0;
    for (const item of items) {
      if (this.#group.wants(item)) await this.#tell(item);
      if (this.#hasLeft) return true;
      this.#position = placeOf(item);
      if (this.#joined(this.#group.join(this))) return true;
      told += 1;
      if (told % TOLD_AT_ONCE === 0) await setImmediate();
    }
    if (end > this.#position) this.#position = end;
    return this.#hasLeft;
  }

  async #tell(item: StreamItem): Promise<void> {
    let payload: SharedPayload;
    do {
      await this.#untilTaken();
      payload = await this.#group.payloadOf(item);
      // Others on the same connection may have written meanwhile.
    } while (!this.#hasLeft && this.outlet.unsent >= ENOUGH_UNSENT);
    if (this.#hasLeft) return;
    this.outlet.send(payload);
    if (this.#mark !== undefined) this.#mark += payload.bytes.length;
    await this.#untilTaken();
  }

  /** Resolves when its network takes more, or it has left. One that reads the past is counted for as long as it waits. */
  async #untilTaken(): Promise<void> {
    while (!this.#hasLeft && this.outlet.unsent >= ENOUGH_UNSENT) {
      const wasCounted = this.#mark !== undefined;
      if (!wasCounted) this.#count();
      await this.outlet.drained();
      if (!wasCounted) this.#uncount();
    }
  }

  #joined(joined: boolean): boolean {
    if (joined) this.#uncount();
    return joined;
  }

  #count(): void {
    if (this.#isGivenUp) return;
    this.#mark = this.#group.told;
    this.#group.count(this);
  }

  #uncount(): void {
    this.#mark = undefined;
    this.#group.uncount(this);
  }
}
