import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BadCursor, readCursor, writeCursor } from '../../src/events/cursor.ts';

describe('a cursor', () => {
  it('leads back to the place it was written for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (position) => {
        expect(readCursor(writeCursor(position))).toBe(position);
      }),
    );
  });

  it('is refused in any other form, and no text but a cursor is read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(writeCursor(readCursor(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(BadCursor);
        }
      }),
    );
  });

  it.each(['', 'e', 'E1', 'e01', 'e-1', 'e1 ', '12', 'ezzzzzzzzzzzzzzz'])('refuses `%s`', (text) => {
    expect(() => readCursor(text)).toThrow(BadCursor);
  });
});
