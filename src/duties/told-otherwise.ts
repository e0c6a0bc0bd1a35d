import type { MeasureTaken } from '../hosts/push-news.ts';
import type { Enforcement } from './enforcement-records.ts';
import { GATEWAY, type MeasureTaker, mayTouch } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';

const SAME_BREACH_WITHIN_MS = 86_400_000;

/** What begins the number of a measure that the platform was found to have in force, and did not number. */
const FOUND = 'found';

/** Whether it was found in force when the platform was asked, and not told by a push. */
export function wasFound({ takenBy, reference }: Enforcement): boolean {
  return takenBy === GATEWAY && !!reference?.startsWith(`${FOUND} `);
}

/** As what is told is numbered here: by the platform, or, found, by when. */
export function numberOf({ isStanding, reference }: MeasureTaken, now: Date): string {
  return isStanding ? `${FOUND} ${reference} ${now.toISOString()}` : reference;
}

/** A platform tells of one breach as a record, and of what it does about it on its own, in either order. */
export function isSameBreach(one: Enforcement, { breach, from, reference }: MeasureTaken): boolean {
  if (breach === undefined || from === undefined || one.takenBy !== GATEWAY) return false;
  const apart = Math.abs(one.from.getTime() - from.getTime());
  return one.reference !== reference && apart <= SAME_BREACH_WITHIN_MS && !!one.words?.startsWith(breach);
}

/**
 * Whether what is told is on file under another number, so that it says nothing new: what is done about the breach that is
 * on record, over by now or not; a measure of the kind that is in force; or one that was found in force before its push
 * came in.
 */
export async function isToldOtherwise(
  records: DutyRecords,
  taker: MeasureTaker,
  programId: string,
  told: MeasureTaken,
): Promise<boolean> {
  const against = await records.measuresTaken(taker.platform, programId);
  if (told.isRecord) return against.some((one) => isSameBreach(one, told));
  const ofKind = against.filter((one) => one.kind === told.measure && mayTouch(taker, one));
  if (told.isStanding) return ofKind.some(({ endedAt }) => endedAt === undefined);
  const { from } = told;
  return from !== undefined && ofKind.some((one) => wasFound(one) && from <= one.from);
}
