import type { HandInState } from '../policy/appeal.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import { isBefore } from './contest.ts';
import type { ContestKind, Enforcement } from './enforcement-records.ts';
import type { DutyRecords } from './records.ts';

/** Why an appeal could not be handed in over the wire: said before it is on record, and not after a call that failed. */
export async function appealFaults(
  records: DutyRecords,
  measure: Enforcement,
  handIn: HandInState,
  evidenceFileIds: readonly string[],
): Promise<Problem[]> {
  if (handIn !== 'WAITING') return [];
  const fixes = await records.rectificationsOf(measure.id);
  const isOpen = fixes.some(({ state, handIn }) => state === 'IN_REVIEW' && isBefore(handIn));
  if (isOpen && sharesItsCall(measure)) return [oneCallAtATime('FIX')];
  const proof = variantOf(measure.platform).contests?.appealProof;
  if (!proof) return [];
  const files = await records.files(measure.accountId, evidenceFileIds);
  const isFit = files.length > 0 && files.every(({ mediaType }) => proof.mediaTypes.includes(mediaType));
  return isFit ? [] : [invalidInput(proof.says, 'input.evidenceFileIds')];
}

/** The same of a fix. */
export async function fixFaults(
  records: DutyRecords,
  measure: Enforcement,
  handIn: HandInState,
): Promise<Problem[]> {
  if (handIn !== 'WAITING') return [];
  const appeals = await records.appealsAgainst(measure.id);
  const isOpen = appeals.some(
    ({ state, handIn }) => (state === 'OPENED' || state === 'ANSWERED') && isBefore(handIn),
  );
  return isOpen && sharesItsCall(measure) ? [oneCallAtATime('APPEAL')] : [];
}

/** Whether the platform has one call for both the appeal against such a measure and its fix. */
function sharesItsCall({ platform, kind }: Enforcement): boolean {
  return variantOf(platform).contests?.oneCall?.includes(kind) ?? false;
}

/** The other of the two is with the platform, or on its way: what would be said now would reach nobody. */
function oneCallAtATime(other: ContestKind): Problem {
  const name = { APPEAL: { 'zh-CN': '申诉', en: 'appeal' }, FIX: { 'zh-CN': '整改', en: 'fix' } }[other];
  return {
    code: 'STATE',
    currentState: `${other}_OPEN`,
    message: {
      'zh-CN': `该平台对此措施的申诉与整改是同一个接口，已提交的${name['zh-CN']}尚无结果；请等待结果`,
      en: `the platform has one call for both the appeal and the fix here, and the ${name.en} is open: await its answer`,
    },
    path: 'input.enforcementId',
  };
}
