import { timingSafeEqual } from 'node:crypto';
import type { StreamId } from './stream.ts';

/** A place in a stream, as clients hold it. */
export type Cursor = string;

/**
 * A cursor that cannot be followed. MALFORMED: not one of ours, or of another stream. AHEAD: past the end
 * of the stream, so from another copy of the database.
 */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
  readonly reason: 'MALFORMED' | 'AHEAD';

  constructor(reason: BadCursor['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Writes and reads cursors. Those of one stream mean nothing in another, and nobody but a gateway can make one. */
export interface Cursors {
  /** The same on every node that has the same keys. Opaque: positions outgrow GraphQL's Int, and nobody should do sums with them. */
  cursorAt(stream: StreamId, position: bigint): Cursor;
  /** The place behind a cursor of this stream. Throws `BadCursor` (MALFORMED) for any other text. */
  positionOf(stream: StreamId, cursor: Cursor): bigint;
}

/** A keyed digest of at least `TAG_BYTES` bytes. */
export type Digest = (text: string) => Buffer;

/** The place before the first event, in every stream: it tells nothing that would have to be proven. */
export const START: Cursor = 'e0';

/** 72 bits: out of reach for guessing over a network, and 12 characters. */
const TAG_BYTES = 9;
const FORM = /^e([1-9a-z][0-9a-z]{0,12})\.([A-Za-z0-9_-]{12})$/;

/** `keys`: the first writes, all of them read. `e<position, base 36>.<tag>`, of characters that need no escape in a URL. */
export function createCursors(keys: readonly [Digest, ...Digest[]]): Cursors {
  const tagUnder = (digest: Digest, stream: StreamId, place: string) =>
    digest(JSON.stringify([stream, place])).subarray(0, TAG_BYTES);
  return {
    cursorAt(stream, position) {
      if (position === 0n) return START;
      const place = position.toString(36);
      return `e${place}.${tagUnder(keys[0], stream, place).toString('base64url')}`;
    },
    positionOf(stream, cursor) {
      if (cursor === START) return 0n;
      const [, place, tag] = FORM.exec(cursor) ?? [];
      if (place === undefined || tag === undefined) throw malformed(cursor);
      const told = Buffer.from(tag, 'base64url');
      if (!keys.some((digest) => timingSafeEqual(told, tagUnder(digest, stream, place))))
        throw malformed(cursor);
      return readBase36(place);
    },
  };
}

function readBase36(text: string): bigint {
  let number = 0n;
  for (const digit of text) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return number;
}

function malformed(cursor: string): BadCursor {
  return new BadCursor(
    'MALFORMED',
    `\`${cursor.slice(0, 40)}\` is not a cursor of this stream: pass one exactly as an event or a query of it returned it`,
  );
}
