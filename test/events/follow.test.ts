import { describe, expect, it, jest } from '@jest/globals';
import { Bell } from '../../src/events/bell.ts';
import type { LoggedEvent } from '../../src/events/event.ts';
import { follow, untilReaderLeaves } from '../../src/events/follow.ts';
import type { EventLog } from '../../src/events/log.ts';
import { accountStream } from '../../src/events/stream.ts';

const stream = accountStream('acct_1');

/** A log in memory that rings when it grows. */
class MemoryLog implements EventLog {
  readonly bell = new Bell();
  readonly events: LoggedEvent[] = [];
  forgottenUpTo = 0n;

  append(): void {
    const position = BigInt(this.events.length + 1);
    this.events.push({
      id: `evt_${position}`,
      type: 'SUBMITTED',
      accountId: 'acct_1',
      payload: {},
      source: 'GATEWAY',
      actor: 'gateway',
      at: new Date(0),
      position,
    });
    this.bell.ring(stream);
  }

  async readAfter(_stream: string, position: bigint, limit: number): Promise<LoggedEvent[]> {
    return this.events.filter((event) => event.position > position).slice(0, limit);
  }

  async bounds() {
    return { first: this.forgottenUpTo + 1n, last: BigInt(this.events.length) };
  }
}

function open(log: MemoryLog, after: bigint) {
  return untilReaderLeaves((signal) => follow({ log, bell: log.bell, stream }, after, signal));
}

async function take(events: AsyncIterableIterator<LoggedEvent, void>, count: number): Promise<number[]> {
  const positions: number[] = [];
  while (positions.length < count) {
    const { value } = await events.next();
    if (value) positions.push(Number(value.position));
  }
  return positions;
}

describe('following a stream', () => {
  it('replays what came after the cursor, then goes on with what is new, without gap or repetition', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 450; n += 1) log.append();
    const events = open(log, 3n);
    expect(await take(events, 447)).toEqual(Array.from({ length: 447 }, (_, n) => n + 4));
    const waiting = take(events, 2);
    log.append();
    log.append();
    expect(await waiting).toEqual([451, 452]);
  });

  it('does not sleep through an event that is stored while it reads', async () => {
    const log = new MemoryLog();
    const readAfter = log.readAfter.bind(log);
    jest.spyOn(log, 'readAfter').mockImplementationOnce(async (of, position, limit) => {
      const page = await readAfter(of, position, limit);
      log.append();
      return page;
    });
    expect(await take(open(log, 0n), 1)).toEqual([1]);
  });

  it('ends when its reader leaves, though it is waiting', async () => {
    const events = open(new MemoryLog(), 0n);
    const waiting = events.next();
    await Promise.resolve();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('tells a reader whose cursor lies past the end, before any event', async () => {
    await expect(open(new MemoryLog(), 9n).next()).rejects.toMatchObject({
      name: 'BadCursor',
      reason: 'AHEAD',
    });
  });

  it('tells a reader whose cursor is older than what is kept', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n += 1) log.append();
    log.forgottenUpTo = 3n;
    await expect(open(log, 2n).next()).rejects.toMatchObject({ reason: 'EXPIRED' });
    expect(await take(open(log, 3n), 2)).toEqual([4, 5]);
  });
});
