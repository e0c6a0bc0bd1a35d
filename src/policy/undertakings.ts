import type { CivilDate } from '../kernel/civil-time.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ReaderFact } from './facts.ts';

/** A confidentiality undertaking that a member has signed towards a platform (wechat/4.9). */
export interface SignedUndertaking {
  readonly memberId: string;
  readonly platform: PlatformId;
  readonly signedOn: CivilDate;
  /** The last day. Left out: it has no end of its own. */
  readonly validUntil?: CivilDate;
  /** Taken back, by the member or an administrator. */
  readonly revoked: boolean;
  /** The member is not in the account any more: an undertaking ends with the membership. */
  readonly left: boolean;
}

export const undertakingStates = ['IN_FORCE', 'NOT_YET', 'EXPIRED', 'REVOKED', 'MEMBER_LEFT'] as const;
export type UndertakingState = (typeof undertakingStates)[number];

/** How far it binds on that day. */
export function undertakingState(
  { signedOn, validUntil, revoked, left }: SignedUndertaking,
  day: CivilDate,
): UndertakingState {
  if (revoked) return 'REVOKED';
  if (left) return 'MEMBER_LEFT';
  if (day < signedOn) return 'NOT_YET';
  return validUntil !== undefined && validUntil < day ? 'EXPIRED' : 'IN_FORCE';
}

/** A member as a reader of a platform's data, with the undertaking that counts: one in force, otherwise the latest. */
export function readerOf(
  memberId: string,
  platform: PlatformId,
  all: readonly SignedUndertaking[],
  day: CivilDate,
): ReaderFact {
  const standing = all
    .filter((one) => one.memberId === memberId && one.platform === platform && !one.revoked && !one.left)
    .sort((one, other) => rank(other, day).localeCompare(rank(one, day)));
  const [best] = standing;
  if (!best) return { memberId };
  const { signedOn, validUntil } = best;
  return { memberId, undertaking: { signedOn, ...(validUntil === undefined ? {} : { validUntil }) } };
}

function rank(one: SignedUndertaking, day: CivilDate): string {
  return `${undertakingState(one, day) === 'IN_FORCE' ? 1 : 0} ${one.signedOn}`;
}
