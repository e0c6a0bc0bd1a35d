/** A place in a stream, as clients hold it. */
export type Cursor = string;

/**
 * A cursor that cannot be followed. MALFORMED: not one of ours, or of another stream. AHEAD: past the end
 * of the stream, so from another database. EXPIRED: what comes after it is no longer kept.
 */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
  readonly reason: 'MALFORMED' | 'AHEAD' | 'EXPIRED';

  constructor(reason: BadCursor['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Opaque text: positions outgrow GraphQL's Int, and clients should not do sums with them. */
export function writeCursor(position: bigint): Cursor {
  return `e${position.toString(36)}`;
}

/** The position behind a cursor. Throws `BadCursor` (MALFORMED) for any other text. */
export function readCursor(cursor: Cursor): bigint {
  if (!/^e[0-9a-z]{1,13}$/.test(cursor)) throw malformed(cursor);
  let position = 0n;
  for (const digit of cursor.slice(1)) position = position * 36n + BigInt(Number.parseInt(digit, 36));
  if (writeCursor(position) !== cursor) throw malformed(cursor);
  return position;
}

function malformed(cursor: string): BadCursor {
  return new BadCursor(
    'MALFORMED',
    `\`${cursor.slice(0, 40)}\` is not a cursor: pass one exactly as an event or a query returned it`,
  );
}
