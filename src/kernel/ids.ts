import { randomBytes } from 'node:crypto';

/**
 * Ids are a kind and a ULID: `prog_01JD…`. The kind lets `node(id)` find the table, the time in
 * front keeps new rows at one end of an index, and the 80 random bits keep them from being guessed.
 */
export type Id<Kind extends string> = `${Kind}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export function newId<Kind extends string>(kind: Kind, now: Date): Id<Kind> {
  return `${kind}_${base32(BigInt(now.getTime()), 10)}${base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)}`;
}

/** The kind of an id, or undefined where the text is not an id of ours. */
export function kindOf(id: string): string | undefined {
  return /^([a-z]+)_[0-9a-hjkmnp-tv-z]{26}$/.exec(id)?.[1];
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = ALPHABET[Number(rest & 31n)] + text;
  return text;
}
