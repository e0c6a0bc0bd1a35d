import type { Pattern } from './code-pattern.ts';

/** A step of brightness: blocks are flat, so each is one number, and all the others are nought. */
const STEP = 16;
const BLACK = -64;
const WHITE = 63;

/** A grey JPEG (baseline) in which each square of the pattern is one block of 8 × 8 pixels. */
export function jpegOf(pattern: Pattern): Buffer {
  const side = pattern.length * 8;
  const size = [side >> 8, side & 255];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array<number>(64).fill(STEP)]),
    // Eight bits, one component, not subsampled, first quantisation table.
    segment(0xc0, [8, ...size, ...size, 1, 1, 0x11, 0]),
    // Differences: their lengths in bits, 0 to 7, as codes of three bits, the last of four.
    segment(0xc4, [0x00, 0, 0, 7, 1, ...Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7]),
    // Everything else: "nothing more in this block", as one bit.
    segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    scan(pattern.flat().map((black) => (black ? BLACK : WHITE))),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

/** Each block as its difference from the one before; a byte of ones is followed by one of noughts. */
function scan(levels: readonly number[]): Buffer {
  let before = 0;
  let bits = '';
  for (const level of levels) {
    bits += `${difference(level - before)}0`;
    before = level;
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

function difference(value: number): string {
  const length = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const code = length === 7 ? '1110' : length.toString(2).padStart(3, '0');
  if (length === 0) return code;
  const shown = value > 0 ? value : value + 2 ** length - 1;
  return code + shown.toString(2).padStart(length, '0');
}
