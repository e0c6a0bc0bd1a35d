import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { BadCursor } from '../../src/events/cursor.ts';
import { isGap, placeOf } from '../../src/events/gap.ts';
import type { SharedTail } from '../../src/events/shared-tail.ts';
import { SharedTails } from '../../src/events/shared-tails.ts';
import { MemoryLog, STREAM } from './memory-log.ts';

const never = new AbortController().signal;
const opened: SharedTails[] = [];

function open(log: MemoryLog) {
  const faults: unknown[] = [];
  const tails = new SharedTails({ log, bell: log.bell, onFault: (fault) => faults.push(fault) });
  opened.push(tails);
  return { tails, faults, tail: tails.hold(STREAM) };
}

afterEach(() => {
  for (const tails of opened.splice(0)) while (tails.size > 0) tails.release(STREAM);
});

/** The places of so many items after a place, as a reader takes them; what is told of a gap is its end, below zero. */
async function take(tail: SharedTail, place: number, count: number): Promise<number[]> {
  const taken: number[] = [];
  await tail.begun;
  let position = BigInt(place);
  while (taken.length < count) {
    const asked = tail.after(position);
    const { items, end } = asked instanceof Promise ? await asked : asked;
    taken.push(...items.map((item) => Number(placeOf(item)) * (isGap(item) ? -1 : 1)));
    position = end;
    if (items.length === 0 && !(asked instanceof Promise)) await tail.grown(never);
  }
  return taken;
}

/** Lets everything run that needs no timer. */
async function settled(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
}

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

describe('the tail of a stream', () => {
  it('gives each reader everything after its place, in order, once, though they begin at different places', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 450; n += 1) log.append();
    const { tail } = open(log);
    const readers = [take(tail, 3, 449), take(tail, 450, 2), take(tail, 0, 452), take(tail, 400, 52)];
    await settled();
    log.append();
    log.append();
    expect(await Promise.all(readers)).toEqual([upTo(4, 452), [451, 452], upTo(1, 452), upTo(401, 452)]);
  });

  it('reads a new event once, however many wait for it', async () => {
    const log = new MemoryLog();
    const { tail } = open(log);
    const readers = Array.from({ length: 50 }, () => take(tail, 0, 1));
    await settled();
    const before = log.reads.length;
    log.append();
    expect(await Promise.all(readers)).toEqual(readers.map(() => [1]));
    await settled();
    // Once to find it, and once to find nothing more.
    expect(log.reads.slice(before)).toEqual([0n, 1n]);
  });

  it('does not sleep through an event that is stored while it reads', async () => {
    const log = new MemoryLog();
    const readAfter = log.readAfter.bind(log);
    let grows = true;
    log.readAfter = async (...asked) => {
      const found = await readAfter(...asked);
      if (grows) log.append();
      grows = false;
      return found;
    };
    expect(await take(open(log).tail, 0, 1)).toEqual([1]);
  });

  it('finds at the next look what no ring told of', async () => {
    const log = new MemoryLog();
    const { tail, tails } = open(log);
    const reader = take(tail, 0, 1);
    await settled();
    log.append({ silently: true });
    await tails.look();
    expect(await reader).toEqual([1]);
  });

  it('looks by itself every five seconds, so that what no ring told of is told', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      const log = new MemoryLog();
      const { tail } = open(log);
      let taken: number[] = [];
      take(tail, 0, 1).then(
        (items) => {
          taken = items;
        },
        () => {},
      );
      await settled();
      log.append({ silently: true });
      jest.advanceTimersByTime(4_999);
      await settled();
      expect(taken).toEqual([]);
      jest.advanceTimersByTime(1);
      await settled();
      expect(taken).toEqual([1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('lives through a log that fails, and tells of each fault', async () => {
    const log = new MemoryLog();
    const { tail, tails, faults } = open(log);
    await settled();
    log.fault = new Error('the database is gone');
    const reader = take(tail, 0, 2);
    await settled();
    log.append();
    await settled();
    expect(faults).toEqual([log.fault]);
    log.append({ silently: true });
    log.fault = undefined;
    await tails.look();
    expect(await reader).toEqual([1, 2]);
  });

  it('lets go of what was at hand when nothing happens, and reads it from the log for who comes late', async () => {
    const log = new MemoryLog();
    const { tail, tails } = open(log);
    await tail.begun;
    log.append();
    await settled();
    expect(tail.after(0n)).not.toBeInstanceOf(Promise);
    await tails.look();
    await tails.look();
    expect(tail.after(0n)).toBeInstanceOf(Promise);
    expect(await take(tail, 0, 1)).toEqual([1]);
  });

  it('passes over what a reader may not see, and comes to what it may', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n += 1) log.append();
    log.hidden.add(4n).add(5n);
    const { tail } = open(log);
    const reader = take(tail, 2, 2);
    await settled();
    log.append();
    expect(await reader).toEqual([3, 6]);
  });

  it('tells a reader who was slow of what went while it read', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 450; n += 1) log.append();
    const { tail } = open(log);
    const read = await take(tail, 0, 1);
    expect(read).toEqual(upTo(1, 100));
    log.forgottenUpTo = 300n;
    expect(await take(tail, 100, 151)).toEqual([-300, ...upTo(301, 450)]);
  });

  it('tells who follows that the log was put back, at the next look, and follows it from there', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n += 1) log.append();
    const { tail, tails } = open(log);
    await tail.begun;
    const { edition } = tail;
    const waiting = tail.grown(never);
    log.putBack(3);
    log.append({ silently: true });
    await tails.look();
    await waiting;
    expect(() => tail.after(5n, edition)).toThrow(BadCursor);
    expect(() => tail.after(2n, edition)).toThrow(BadCursor);
    const reader = take(tail, 2, 3);
    await settled();
    log.append();
    expect(await reader).toEqual([3, 4, 5]);
  });

  it('looks at the end again when the log comes back that could not be read', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n += 1) log.append();
    const { tail } = open(log);
    await settled();
    const { edition } = tail;
    log.fault = new Error('the database is gone');
    log.append();
    await settled();
    log.fault = undefined;
    log.putBack(4);
    log.bell.ring(STREAM);
    await settled();
    expect(() => tail.after(5n, edition)).toThrow(BadCursor);
  });

  it('takes an answer that is older than what it has read for no log that was put back', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n += 1) log.append();
    const { tail } = open(log);
    await tail.begun;
    const { edition } = tail;
    tail.remind(3n);
    await settled();
    expect(tail.after(5n, edition)).toEqual({ items: [], end: 5n });
  });

  it('is there for as long as somebody holds it, and leaves nothing behind', async () => {
    const log = new MemoryLog();
    const { tail, tails } = open(log);
    expect(tails.hold(STREAM)).toBe(tail);
    tails.release(STREAM);
    expect(tails.size).toBe(1);
    const waiting = tail.begun.then(() => tail.grown(never));
    await settled();
    tails.release(STREAM);
    expect(tails.size).toBe(0);
    await waiting;
    const before = log.reads.length;
    log.append();
    await settled();
    expect(log.reads).toHaveLength(before);
  });

  it('gives the log itself to every reader, whatever happens between their steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 320 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.record({ more: fc.nat(40), steps: fc.nat(6), silently: fc.boolean() }), {
          maxLength: 12,
        }),
        async (before, places, writes) => {
          const log = new MemoryLog();
          for (let n = 0; n < before; n += 1) log.append();
          const { tail, tails } = open(log);
          const last = before + writes.reduce((sum, { more }) => sum + more, 0);
          const starts = places.map((place) => Math.min(place, before));
          const readers = starts.map((place) => take(tail, place, last - place));
          for (const { more, steps, silently } of writes) {
            for (let n = 0; n < more; n += 1) log.append({ silently });
            for (let n = 0; n < steps; n += 1) await Promise.resolve();
          }
          await tails.look();
          await settled();
          await tails.look();
          expect(await Promise.all(readers)).toEqual(starts.map((place) => upTo(place + 1, last)));
          tails.release(STREAM);
        },
      ),
      { numRuns: 60 },
    );
  });
});
