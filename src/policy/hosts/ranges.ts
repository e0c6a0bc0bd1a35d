import type { ASTNode } from '@marcbachmann/cel-js';
import { INT_LEAST, INT_MOST, lengthOf } from './constants.ts';
import { isScalar, type Shape } from './shape.ts';

/** The least and the most that a number can be: an int, the milliseconds of a duration, those of an instant since 1970. */
export type Range = readonly [least: bigint, most: bigint];

const DAY = 86_400_000n;

/** Instants on file, and `now`: nothing here is older than the gateway, or will outlive the year 3000. */
const ON_FILE: Range = [0n, 376_200n * DAY];
/** What the language's own instants can hold; beyond it nothing can be compared any more. */
export const INSTANTS: Range = [-8_640_000_000_000_000n, 8_640_000_000_000_000n];
/** From the year 100 to the year 9999: the days of which the calendar of a time zone can tell. */
export const CALENDAR: Range = [-59_011_459_200_000n, 253_402_214_400_000n];
/** What the calendar says of one. */
export const OF_CALENDAR: Range = [0n, 9_999n];
export const INTS: Range = [INT_LEAST, INT_MOST];

/** What the numbers in a value of this shape can be; undefined where it has none. */
export function rangeOf(shape: Shape | undefined): Range | undefined {
  if (shape?.kind === 'LIST') return rangeOf(shape.item);
  if (shape && isScalar(shape, 'timestamp')) return ON_FILE;
  return shape && isScalar(shape, 'int') ? INTS : undefined;
}

/** A number that is one or the other. */
export function eitherOf(one: Range | undefined, other: Range | undefined): Range | undefined {
  if (!one || !other) return one ?? other;
  return [one[0] < other[0] ? one[0] : other[0], one[1] > other[1] ? one[1] : other[1]];
}

export const within = ([least, most]: Range, bounds: Range): boolean =>
  least >= bounds[0] && most <= bounds[1];

/** What an operator of ints, durations and instants can come to; undefined for a division by what may be nothing. */
export function worked(op: string, one: Range, other: Range): Range | undefined {
  const [a, b, c, d] = [one[0], one[1], other[0], other[1]];
  switch (op) {
    case '+':
      return [a + c, b + d];
    case '-':
      return [a - d, b - c];
    case '*':
      return spread([a * c, a * d, b * c, b * d]);
    case '/':
      return c <= 0n && d >= 0n ? undefined : spread([a / c, a / d, b / c, b / d]);
    case '%': {
      if (c <= 0n && d >= 0n) return undefined;
      const most = (c < 0n ? -c : d) - 1n;
      return [a < 0n ? -most : 0n, b > 0n ? most : 0n];
    }
    default:
      return INTS;
  }
}

function spread(values: readonly bigint[]): Range {
  return values
    .slice(1)
    .reduce<Range>(
      ([least, most], value) => [value < least ? value : least, value > most ? value : most],
      [values[0] ?? 0n, values[0] ?? 0n],
    );
}

/** The instant that is written out. */
export function instantOf({ op, args }: ASTNode): Range {
  if (op !== 'value') return INSTANTS;
  const instant = typeof args === 'string' ? Date.parse(args) : Number(args) * 1_000;
  return Number.isFinite(instant) ? [BigInt(Math.floor(instant)), BigInt(Math.ceil(instant))] : INSTANTS;
}

/** The duration that is written out. */
export function durationOf({ op, args }: ASTNode): Range {
  const length = op === 'value' && typeof args === 'string' ? lengthOf(args) : INSTANTS[1];
  return [-length, length];
}
