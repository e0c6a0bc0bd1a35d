import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BadCursor, createCursors, START } from '../../src/events/cursor.ts';
import { accountStream, hostStream } from '../../src/events/stream.ts';

const under = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest();
const cursors = createCursors([under('new'), under('old')]);
const mine = accountStream('acct_1');
const positions = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('a cursor', () => {
  it('leads back to the place it was written for, in characters that need no escape', () => {
    fc.assert(
      fc.property(positions, (position) => {
        const cursor = cursors.cursorAt(mine, position);
        expect(cursors.positionOf(mine, cursor)).toBe(position);
        expect(encodeURIComponent(cursor)).toBe(cursor);
      }),
    );
  });

  it('is the same on every node that has the key', () => {
    const other = createCursors([under('new')]);
    expect(other.cursorAt(mine, 7n)).toBe(cursors.cursorAt(mine, 7n));
  });

  it('of a node that has not heard of the new key yet is read, and that of an unknown key is not', () => {
    const before = createCursors([under('old')]);
    expect(cursors.positionOf(mine, before.cursorAt(mine, 7n))).toBe(7n);
    const stranger = createCursors([under('a key of another gateway')]);
    expect(() => cursors.positionOf(mine, stranger.cursorAt(mine, 7n))).toThrow(BadCursor);
  });

  it('of another account, or of a host, is refused', () => {
    for (const other of [accountStream('acct_2'), hostStream('acct_1')]) {
      expect(() => cursors.positionOf(mine, cursors.cursorAt(other, 7n))).toThrow(BadCursor);
    }
  });

  it('is refused once one of its characters is another', () => {
    const cursor = cursors.cursorAt(mine, 123_456n);
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'];
    for (let place = 0; place < cursor.length; place += 1) {
      for (const letter of letters.filter((one) => one !== cursor[place])) {
        const forged = cursor.slice(0, place) + letter + cursor.slice(place + 1);
        expect(() => cursors.positionOf(mine, forged)).toThrow(BadCursor);
      }
    }
  });

  it('before the first event is one for all streams, and stands for nothing else', () => {
    expect(cursors.cursorAt(mine, 0n)).toBe(START);
    expect(cursors.positionOf(hostStream('tieba'), START)).toBe(0n);
  });

  it('is refused in any other form, and no text but a cursor is read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (text === START) return;
        expect(() => cursors.positionOf(mine, text)).toThrow(BadCursor);
      }),
    );
  });

  it.each(['', 'e', 'E1', 'e1', 'e00', 'e01.aaaaaaaaaaaa', 'e1.', 'e1 ', '12', 'ezzzzzzzzzzzzzzz'])(
    'refuses `%s`',
    (text) => {
      expect(() => cursors.positionOf(mine, text)).toThrow(BadCursor);
    },
  );
});
