import { foreignChangeWords, type OverwritingAct, overwrittenBy } from '../policy/foreign-change.ts';
import type { Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { ProgramThere } from './foreign-change-records.ts';
import type { ReviewRecords } from './records.ts';

/** Why an act has to wait: it would take the place of what somebody did in the platform's own console, and nobody has accepted. */
export async function heldUp(
  records: Pick<ReviewRecords, 'openForeignChanges'>,
  { programId, platform }: Pick<ProgramThere, 'programId' | 'platform'>,
  act: OverwritingAct,
): Promise<Problem | undefined> {
  const open = await records.openForeignChanges(programId, platform);
  const changes = overwrittenBy(variantOf(platform).overwrites, open, act);
  const [first] = changes;
  if (!first) return undefined;
  return {
    code: 'FOREIGN_CHANGE',
    changes: changes.map(({ id }) => id),
    message: foreignChangeWords(first),
    path: 'input.platform',
    platform,
  };
}
