import { createHash } from 'node:crypto';

/** Black squares, row by row. */
export type Pattern = readonly (readonly boolean[])[];

const SIZE = 25;
const QUIET = 2;
const EYE = 7;

/** A picture that looks like a QR code and is another one for each text. No phone can read it: it opens nothing. */
export function codePattern(text: string): Pattern {
  const side = SIZE + 2 * QUIET;
  return Array.from({ length: side }, (_row, y) => {
    const bits = createHash('sha256').update(`${text} ${y}`).digest();
    return Array.from({ length: side }, (_cell, x) => {
      const [row, column] = [y - QUIET, x - QUIET];
      if (row < 0 || column < 0 || row >= SIZE || column >= SIZE) return false;
      return eyeAt(row, column) ?? ((bits[column] ?? 0) & 1) === 1;
    });
  });
}

/** The three corners by which a reader finds its way; undefined outside them. */
function eyeAt(row: number, column: number): boolean | undefined {
  for (const [top, left] of [
    [0, 0],
    [0, SIZE - EYE],
    [SIZE - EYE, 0],
  ] as const) {
    const [y, x] = [row - top, column - left];
    if (y < -1 || x < -1 || y > EYE || x > EYE) continue;
    const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
    return ring === 3 || ring <= 1;
  }
  return undefined;
}
