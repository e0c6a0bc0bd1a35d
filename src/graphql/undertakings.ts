import { mayAct } from '../accounts/viewer.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { type UndertakingState, undertakingState } from '../policy/undertakings.ts';
import type { UndertakingRow } from '../store/reads/read-rows.ts';
import type { GraphqlContext, ReadScope } from './context.ts';
import { badInput, forbidden } from './errors.ts';

export interface ShownUndertaking extends UndertakingRow {
  readonly state: UndertakingState;
}

/** The undertakings that the caller may see: of a member their own, for an administrator all of the account. */
export async function shownUndertakings({
  account,
  viewer,
  memberId,
  parts,
}: GraphqlContext): Promise<readonly ShownUndertaking[]> {
  const today = civilDateAt(parts.clock.now());
  const all = await account.facts.undertakings();
  return all
    .filter((one) => mayAct(viewer, 'ADMIN') || one.memberId === memberId)
    .map((one) => ({ ...one, state: undertakingState(one, today) }));
}

/**
 * The member who is to read: the one named, or who asks. Undefined where nobody is named and a token asks, since a token
 * is nobody who could be bound. Throws FORBIDDEN for another member where the caller does not administer the account, and
 * BAD_USER_INPUT where the account has no such member at the time that is asked about.
 */
export async function readerAsked(
  { viewer, memberId }: GraphqlContext,
  { reads }: ReadScope,
  named: string | null | undefined,
  argument: string,
): Promise<string | undefined> {
  if (named === null || named === undefined || named === memberId) return memberId;
  if (!mayAct(viewer, 'ADMIN')) {
    throw forbidden('to ask about another member’s undertaking needs the role ADMIN', 'ADMIN');
  }
  if (!(await reads.hasMember(named))) {
    throw badInput(`the account has no member \`${named}\``, argument);
  }
  return named;
}
