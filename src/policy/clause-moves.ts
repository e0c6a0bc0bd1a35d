import type { LocalizedText } from '../kernel/localized.ts';
import type { ClauseId } from './clause.ts';
import type { Axis, Step, TransitionTable } from './lifecycle.ts';

/** A step on an axis: `review.approve`. */
export type Move = `${Axis}.${Step}`;

/**
 * Which moves of a platform's transition table carry out which clauses. A clause of kind LIFECYCLE that is
 * not in here is not modelled; a move that is not in here is the interface's own and no clause's.
 */
export type ClauseMoves = Readonly<Record<ClauseId, readonly [Move, ...Move[]]>>;

/** What the moves of a clause leave open, in words; those of most leave nothing. */
export type MoveGaps = Readonly<Record<ClauseId, LocalizedText>>;

/** Whether the table has the move, from any state. */
export function hasMove(table: TransitionTable, move: Move): boolean {
  const [axis, step] = move.split('.') as [Axis, Step];
  return Object.values(table[axis] ?? {}).some((moves) => step in moves);
}
