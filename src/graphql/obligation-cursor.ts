import type { ObligationRow } from '../store/reads/read-rows.ts';
import { badCursor } from './errors.ts';

const PREFIX = 'o.';

/** A place in the list of obligations: its order is that of the due dates, and of the ids within one. */
export function cursorOfObligation({ dueAt, id }: Pick<ObligationRow, 'dueAt' | 'id'>): string {
  return Buffer.from(`${PREFIX}${dueAt}.${id}`).toString('base64url');
}

/** What is behind such a cursor. Throws CURSOR_MALFORMED. */
export function placeOfCursor(
  cursor: string | null | undefined,
): readonly [dueAt: string, id: string] | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, dueAt = '', id = ''] = /^o\.(.+)\.(obl_[0-9a-z]{26})$/.exec(text) ?? [];
  if (cursor.length <= 100 && !Number.isNaN(Date.parse(dueAt))) return [dueAt, id];
  throw badCursor({
    reason: 'MALFORMED',
    message: '`after` is not a cursor of this list: pass `pageInfo.endCursor` as it was returned',
  });
}
