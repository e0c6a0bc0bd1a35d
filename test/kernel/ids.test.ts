import { describe, expect, it } from '@jest/globals';
import { kindOf, newId } from '../../src/kernel/ids.ts';

const at = (ms: number) => new Date(ms);

describe('an id', () => {
  it('tells its kind', () => {
    expect(kindOf(newId('prog', at(1_800_000_000_000)))).toBe('prog');
  });

  it('begins with the time, as in the example of the ULID specification', () => {
    expect(newId('ver', at(1_469_918_176_385))).toMatch(/^ver_01aryz6s41[0-9a-z]{16}$/);
  });

  it('sorts by the time it was made at', () => {
    const made = [1, 31, 32, 1_023, 1_024, 1_800_000_000_000].map((ms) => newId('x', at(ms)));
    expect(made.toSorted()).toEqual(made);
  });

  it('is another one every time, also within a millisecond', () => {
    const made = Array.from({ length: 1_000 }, () => newId('x', at(0)));
    expect(new Set(made).size).toBe(1_000);
  });

  it.each([
    '',
    'prog',
    'prog_',
    'prog_01',
    `PROG_${'0'.repeat(26)}`,
    `prog_${'u'.repeat(26)}`,
    `prog_${'0'.repeat(27)}`,
  ])('is not %j', (text) => {
    expect(kindOf(text)).toBeUndefined();
  });
});
