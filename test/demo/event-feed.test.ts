import { describe, expect, it } from '@jest/globals';
import { ConnectionLost } from '../../src/client/api-error.ts';
import { EventFeed, type FeedSettings } from '../../src/demo/event-feed.ts';

interface Happening {
  readonly cursor: string;
}

/** A log that a reader can be cut off from. */
function aLog(cursors: readonly string[]) {
  const log = cursors.map((cursor): Happening => ({ cursor }));
  const opened: (string | undefined)[] = [];
  let cut = () => {};
  let wake = () => {};
  async function* open(after: string | undefined): AsyncGenerator<Happening> {
    opened.push(after);
    let lost = false;
    cut = () => {
      lost = true;
      wake();
    };
    for (let next = log.findIndex(({ cursor }) => cursor === after) + 1; ; next += 1) {
      while (next >= log.length && !lost) await new Promise<void>((resolve) => (wake = resolve));
      const event = log[next];
      if (lost || event === undefined) throw new ConnectionLost('cut');
      yield event;
    }
  }
  const add = (cursor: string) => {
    log.push({ cursor });
    wake();
  };
  return { open, opened, add, cut: () => cut() };
}

function aFeed(log: ReturnType<typeof aLog>, more: Partial<FeedSettings<Happening>> = {}) {
  return new EventFeed<Happening>({
    name: 'the phone',
    open: log.open,
    cursorOf: ({ cursor }) => cursor,
    breakConnection: log.cut,
    patienceMs: 20_000,
    ...more,
  });
}

describe('a feed', () => {
  it('hands out what has come and what will come', async () => {
    const log = aLog(['e0', 'e1']);
    const feed = aFeed(log);
    feed.start('e0');
    const later = feed.until('the third', ({ cursor }) => cursor === 'e2');
    log.add('e2');
    await expect(later).resolves.toEqual({ cursor: 'e2' });
    await expect(feed.until('the second', ({ cursor }) => cursor === 'e1')).resolves.toEqual({
      cursor: 'e1',
    });
    await feed.cut();
  });

  it('misses nothing and doubles nothing across a cut', async () => {
    const log = aLog(['e0', 'e1', 'e2']);
    const feed = aFeed(log);
    feed.start('e0');
    await feed.until('the third', ({ cursor }) => cursor === 'e2');
    await feed.cut();
    log.add('e3');
    log.add('e4');
    expect(feed.received.map(({ cursor }) => cursor)).toEqual(['e1', 'e2']);
    feed.resume();
    await feed.until('the fifth', ({ cursor }) => cursor === 'e4');
    expect(feed.received.map(({ cursor }) => cursor)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(log.opened).toEqual(['e0', 'e2']);
    await feed.cut();
  });

  it('resumes from where it started if nothing had come', async () => {
    const log = aLog(['e0']);
    const feed = aFeed(log);
    feed.start('e0');
    await feed.cut();
    feed.resume();
    expect(log.opened.every((after) => after === 'e0')).toBe(true);
    await feed.cut();
  });

  it('says what it waited for in vain', async () => {
    const feed = aFeed(aLog(['e0']), { patienceMs: 0 });
    feed.start('e0');
    await expect(feed.until('Baidu to approve', () => false)).rejects.toThrow(
      /the phone .* Baidu to approve/,
    );
    await feed.cut();
  });

  it('ends a wait at once where an event rules out what it is for', async () => {
    const log = aLog(['e0']);
    const feed = aFeed(log, {
      spoiledBy: ({ cursor }) => (cursor === 'e1' ? 'Baidu fails a call' : undefined),
    });
    feed.start('e0');
    const waiting = feed.until('Baidu to approve', () => false);
    log.add('e1');
    await expect(waiting).rejects.toThrow('Baidu fails a call');
    await feed.cut();
  });
});
