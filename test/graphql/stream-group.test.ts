import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GraphQLFormattedError } from 'graphql';
import type { LoggedEvent } from '../../src/events/event.ts';
import { isGap, placeOf } from '../../src/events/gap.ts';
import { SharedTails } from '../../src/events/shared-tails.ts';
import { ENOUGH_UNSENT, type Outlet } from '../../src/graphql/streams/outlet.ts';
import { Selection } from '../../src/graphql/streams/selection.ts';
import { SharedPayload } from '../../src/graphql/streams/shared-payload.ts';
import { StreamGroup } from '../../src/graphql/streams/stream-group.ts';
import type { StreamMember } from '../../src/graphql/streams/stream-member.ts';
import { MemoryLog, STREAM } from '../events/memory-log.ts';
import { StandingClock } from '../support/workshop.ts';

const MOST_UNSENT = 4 * ENOUGH_UNSENT;

/** A network that takes what it is given at once, or nothing until it is told to. */
class Network implements Outlet {
  readonly told: number[] = [];
  unsent = 0;
  member: StreamMember | undefined;
  isStuck = false;
  givenUp = 0;
  errors: readonly GraphQLFormattedError[] | undefined;
  /** The most that was ever held for it. */
  held = 0;
  #drained: (() => void)[] = [];

  get owed(): number {
    return this.unsent + (this.member?.heldBack ?? 0);
  }

  send({ result, bytes }: SharedPayload): void {
    this.told.push(Number(result.data?.position));
    if (this.isStuck) this.unsent += bytes.length;
    this.held = Math.max(this.held, this.unsent);
  }

  drained(): Promise<void> {
    return this.unsent === 0 ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Takes everything that it was given, and all that comes. */
  flow(): void {
    this.isStuck = false;
    this.unsent = 0;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.errors = errors;
  }

  giveUp(): void {
    this.givenUp += 1;
  }
}

interface Opened {
  readonly log: MemoryLog;
  readonly tails: SharedTails;
  readonly group: StreamGroup;
  /** The places of the events that were executed. */
  readonly executed: number[];
  readonly clock: StandingClock;
  readonly isEmpty: () => boolean;
}

const opened: Opened[] = [];
afterEach(() => {
  for (const { tails } of opened.splice(0)) if (tails.size > 0) tails.release(STREAM);
});

function open({
  wants = (_: LoggedEvent): boolean => true,
  bytes = 0,
  fault = () => undefined as Error | undefined,
} = {}): Opened {
  const log = new MemoryLog();
  const clock = new StandingClock(new Date(0));
  const tails = new SharedTails({ log, bell: log.bell, onFault: () => {} });
  const executed: number[] = [];
  let isEmpty = false;
  const group = new StreamGroup({
    tail: tails.hold(STREAM),
    wants,
    selection: new Selection(clock, async (item) => {
      const position = Number(placeOf(item));
      executed.push(position);
      const failed = fault();
      if (failed) throw failed;
      const filling = 'x'.repeat(bytes);
      return new SharedPayload({ data: { position: isGap(item) ? -position : position, filling } }, '');
    }),
    mostUnsent: MOST_UNSENT,
    rightsSettled: () => undefined,
    tellFault: (failed) => [{ message: String(failed) }],
    onEmpty: () => {
      isEmpty = true;
      tails.release(STREAM);
    },
  });
  const all = { log, tails, group, executed, clock, isEmpty: () => isEmpty };
  opened.push(all);
  return all;
}

/** As `group.add`, of a network that is told how far it is behind. */
function enter(group: StreamGroup, network: Network, place: Parameters<StreamGroup['add']>[1]): StreamMember {
  network.member = group.add(network, place);
  return network.member;
}

/** Lets everything run that needs no timer. */
async function settled(): Promise<void> {
  for (let n = 0; n < 30; n += 1) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}

describe('a group of subscribers', () => {
  it('executes each event once, whoever comes at whatever place', async () => {
    const { log, group, executed } = open();
    for (let n = 0; n < 10; n += 1) log.append();
    const networks = Array.from({ length: 50 }, () => new Network());
    for (const network of networks) enter(group, network, { position: 10n, gap: undefined });
    await settled();
    for (let n = 0; n < 5; n += 1) log.append();
    await settled();
    expect(networks.map(({ told }) => told)).toEqual(networks.map(() => upTo(11, 15)));
    expect(executed).toEqual(upTo(11, 15));
  });

  it('executes the past once for all who come back at the same time, and anew for who comes later', async () => {
    const { log, group, executed, clock } = open();
    for (let n = 0; n < 10; n += 1) log.append();
    const storm = Array.from({ length: 20 }, () => new Network());
    for (const network of storm) enter(group, network, { position: 4n, gap: undefined });
    await settled();
    expect(storm.map(({ told }) => told)).toEqual(storm.map(() => upTo(5, 10)));
    expect(executed).toEqual(upTo(5, 10));
    clock.advance(2_000);
    const late = new Network();
    enter(group, late, { position: 8n, gap: undefined });
    await settled();
    expect(late.told).toEqual([9, 10]);
    expect(executed).toEqual([...upTo(5, 10), 9, 10]);
  });

  it('holds nothing up for one whose network is slow, which goes on where it was when it takes again', async () => {
    const { log, group } = open({ bytes: ENOUGH_UNSENT / 4 });
    const [quick, slow] = [new Network(), new Network()];
    enter(group, quick, { position: 0n, gap: undefined });
    enter(group, slow, { position: 0n, gap: undefined });
    await settled();
    slow.isStuck = true;
    for (let n = 0; n < 8; n += 1) log.append();
    await settled();
    expect(quick.told).toEqual(upTo(1, 8));
    expect(slow.told).toEqual(upTo(1, 4));
    slow.flow();
    await settled();
    expect(slow.told).toEqual(upTo(1, 8));
    expect(slow.givenUp).toBe(0);
    log.append();
    await settled();
    expect([quick.told, slow.told]).toEqual([upTo(1, 9), upTo(1, 9)]);
  });

  it('gives up who falls too far behind, and keeps no more for it than a network takes at once', async () => {
    const bytes = ENOUGH_UNSENT / 4;
    const { log, group } = open({ bytes });
    const [quick, stuck] = [new Network(), new Network()];
    enter(group, quick, { position: 0n, gap: undefined });
    enter(group, stuck, { position: 0n, gap: undefined });
    await settled();
    stuck.isStuck = true;
    for (let n = 0; n < 12; n += 1) log.append();
    await settled();
    expect(stuck.givenUp).toBe(0);
    for (let n = 0; n < 88; n += 1) log.append();
    await settled();
    expect(stuck.givenUp).toBeGreaterThan(0);
    expect(stuck.held).toBeLessThan(ENOUGH_UNSENT + 2 * bytes);
    expect(quick.told).toEqual(upTo(1, 100));
  });

  it.each<[string, number, (networks: Network[]) => void]>([
    ['one that fell behind and is alone', 0, () => {}],
    [
      'one that came back for a past that it does not take',
      40,
      ([stuck]) => expect(stuck?.told.length).toBe(4),
    ],
  ])('gives up who does not read, where nobody else is live: %s', async (_who, past, isAsExpected) => {
    const bytes = ENOUGH_UNSENT / 4;
    const { log, group } = open({ bytes });
    for (let n = 0; n < past; n += 1) log.append();
    await settled();
    const stuck = new Network();
    stuck.isStuck = past > 0;
    enter(group, stuck, { position: 0n, gap: undefined });
    await settled();
    isAsExpected([stuck]);
    stuck.isStuck = true;
    for (let n = 0; n < 10; n += 1) log.append();
    await settled();
    // What was held back before it got stuck is its past, and no debt.
    expect(stuck.givenUp).toBe(0);
    for (let n = 0; n < 12; n += 1) log.append();
    await settled();
    expect(stuck.givenUp).toBe(1);
    expect(stuck.held).toBeLessThan(ENOUGH_UNSENT + 2 * bytes);
  });

  it('gives nobody up for a long past that is read, however slowly', async () => {
    const { log, group } = open({ bytes: ENOUGH_UNSENT / 4 });
    for (let n = 0; n < 100; n += 1) log.append();
    await settled();
    const slow = new Network();
    enter(group, slow, { position: 0n, gap: undefined });
    for (let n = 0; n < 40; n += 1) {
      slow.isStuck = true;
      await settled();
      slow.flow();
    }
    await settled();
    expect([slow.told, slow.givenUp]).toEqual([upTo(1, 100), 0]);
  });

  it('leaves who comes with a long past its time, and others do not wait for it', async () => {
    const { log, group } = open();
    for (let n = 0; n < 400; n += 1) log.append();
    const [present, past] = [new Network(), new Network()];
    enter(group, past, { position: 0n, gap: undefined });
    enter(group, present, { position: 400n, gap: undefined });
    await settled();
    log.append();
    await settled();
    expect(present.told).toEqual([401]);
    await settled();
    expect(past.told).toEqual(upTo(1, 401));
  });

  it('tells only what is wanted, and executes nothing else', async () => {
    const { log, group, executed } = open({
      wants: ({ position }) => position % 2n === 0n,
    });
    const network = new Network();
    enter(group, network, { position: 0n, gap: undefined });
    await settled();
    for (let n = 0; n < 6; n += 1) log.append();
    await settled();
    expect(network.told).toEqual([2, 4, 6]);
    expect(executed).toEqual([2, 4, 6]);
  });

  it('ends for all of them at an event that cannot be shown, and skips it for none', async () => {
    let broken: Error | undefined;
    const { log, group, isEmpty } = open({ fault: () => broken });
    const networks = [new Network(), new Network()];
    for (const network of networks) enter(group, network, { position: 0n, gap: undefined });
    await settled();
    log.append();
    await settled();
    broken = new Error('no rows today');
    log.append();
    await settled();
    expect(networks.map(({ told, errors }) => [told, errors])).toEqual(
      networks.map(() => [[1], [{ message: 'Error: no rows today' }]]),
    );
    expect(isEmpty()).toBe(true);
  });

  it('ends for all who follow while the log is put back, at once or when their network flows again, and for nobody after', async () => {
    const { log, group, tails } = open({ bytes: ENOUGH_UNSENT });
    const [level, slow, later] = [new Network(), new Network(), new Network()];
    for (const network of [level, slow]) group.add(network, { position: 0n, gap: undefined });
    await settled();
    slow.isStuck = true;
    for (let n = 0; n < 3; n += 1) log.append();
    await settled();
    log.putBack(2);
    await tails.look();
    await settled();
    group.add(later, { position: 2n, gap: undefined });
    await settled();
    expect(level.errors).toEqual([{ message: expect.stringContaining('restored to an earlier state') }]);
    log.append();
    log.append();
    await settled();
    slow.flow();
    await settled();
    expect(slow.errors).toEqual(level.errors);
    expect([level.told, slow.told, later.told]).toEqual([[1, 2, 3], [1], [3, 4]]);
    expect(later.errors).toBeUndefined();
  });

  it('tells who comes with a place that is no longer kept of the gap, and goes on after it', async () => {
    const { log, group } = open();
    for (let n = 0; n < 6; n += 1) log.append();
    log.forgottenUpTo = 6n;
    const network = new Network();
    enter(group, network, { position: 2n, gap: { type: 'GAP', from: 2n, to: 6n } });
    await settled();
    log.append();
    await settled();
    expect(network.told).toEqual([-6, 7]);
  });

  it('leaves nothing behind when its members have left, whether they were level or behind', async () => {
    const { log, group, tails, isEmpty } = open({ bytes: ENOUGH_UNSENT });
    const [level, behind] = [new Network(), new Network()];
    const members = [
      enter(group, level, { position: 0n, gap: undefined }),
      enter(group, behind, { position: 0n, gap: undefined }),
    ];
    await settled();
    behind.isStuck = true;
    log.append();
    log.append();
    await settled();
    for (const member of members) member.leave();
    expect([group.size, tails.size, isEmpty()]).toEqual([0, 0, true]);
    log.append();
    await settled();
    expect(level.told).toEqual([1, 2]);
  });

  it('gives each member the log from its place on, whatever its network does and whoever comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const audience = new Audience(open({ bytes: ENOUGH_UNSENT / 8 }));
        for (const one of steps) await audience.play(one);
        await audience.finish();
        for (const { network, from, hasLeft } of audience.members) {
          const last = hasLeft ? from + network.told.length : audience.last;
          expect(network.told).toEqual(upTo(from + 1, last));
        }
        await audience.leave();
      }),
      { numRuns: 60 },
    );
  });
});

const which = fc.nat(20);
const step = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('enter' as const), back: fc.nat(60) }),
  fc.record({ kind: fc.constantFrom('leave' as const, 'stick' as const, 'flow' as const), which }),
  fc.record({ kind: fc.constant('run' as const), turns: fc.nat(4) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Members of one group who come, go, get stuck and flow again. The first one stays. */
class Audience {
  readonly members: { network: Network; from: number; hasLeft: boolean; leave: () => void }[] = [];
  readonly #opened: Opened;

  constructor(all: Opened) {
    this.#opened = all;
    this.#enter(0);
  }

  get last(): number {
    return this.#opened.log.events.length;
  }

  async play(step: Step): Promise<void> {
    if (step.kind === 'append') for (let n = 0; n < step.count; n += 1) this.#opened.log.append();
    else if (step.kind === 'enter') this.#enter(Math.max(0, this.last - step.back));
    else if (step.kind === 'run') for (let n = 0; n < step.turns; n += 1) await turn();
    else this.#change(step.kind, step.which);
  }

  /** Until everybody has everything. */
  async finish(): Promise<void> {
    for (const { network } of this.members) network.flow();
    await settled();
    await settled();
  }

  async leave(): Promise<void> {
    for (const { hasLeft, leave } of this.members) if (!hasLeft) leave();
    await settled();
    expect(this.#opened.isEmpty()).toBe(true);
  }

  #enter(from: number): void {
    const network = new Network();
    const member = enter(this.#opened.group, network, { position: BigInt(from), gap: undefined });
    this.members.push({ network, from, hasLeft: false, leave: () => member.leave() });
  }

  #change(kind: 'leave' | 'stick' | 'flow', nth: number): void {
    const one = this.members[nth % this.members.length];
    if (!one || one.hasLeft) return;
    if (kind === 'stick') one.network.isStuck = true;
    if (kind === 'flow') one.network.flow();
    if (kind !== 'leave' || one === this.members[0]) return;
    one.leave();
    one.hasLeft = true;
  }
}
