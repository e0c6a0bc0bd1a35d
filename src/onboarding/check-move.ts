import { after, hasAxis, type Step } from '../policy/lifecycle.ts';
import { type Move, moveOf } from '../policy/move.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CheckState } from '../programs/registration.ts';

/** The platform's checks of the developer that a registration carries. */
export type CheckAxis = 'admission' | 'verification';

const stepTo: Readonly<Record<Exclude<CheckState, 'NONE'>, Step>> = {
  PENDING: 'begin',
  PASSED: 'pass',
  REFUSED: 'decline',
  EXPIRED: 'expire',
};

/**
 * Where a check goes by what the platform says of it. A decision implies that the check began, though nobody may
 * have looked while it was open. NONE only says that nothing is passed now: what was passed has then expired,
 * since a platform may have no word for that. Of a check that the platform does not have, nothing is noted.
 */
export function checkMove(
  platform: PlatformId,
  axis: CheckAxis,
  from: CheckState,
  said: CheckState,
): Move<CheckState> {
  const table = variantOf(platform).transitions;
  if (!hasAxis(table, axis) || from === said) return 'ALREADY';
  if (said === 'NONE') {
    if (from === 'PENDING') return 'ILLEGAL';
    return from === 'PASSED' ? moveOf(platform, axis, from, 'expire', 'EXPIRED') : 'ALREADY';
  }
  const step = stepTo[said];
  const move = moveOf(platform, axis, from, step, said);
  const begun = after(table, axis, from, 'begin');
  if (move !== 'ILLEGAL' || begun === undefined) return move;
  return moveOf(platform, axis, begun, step, said);
}
