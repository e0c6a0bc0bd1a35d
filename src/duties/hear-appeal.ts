import type { MeasureTold } from '../hosts/connector.ts';
import { done } from '../kernel/outcome.ts';
import { closeMeasure } from './close-measure.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Appeal, Enforcement } from './enforcement-records.ts';
import { actBy, GATEWAY, type MeasureTaker } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { settleAppeal } from './settle-contest.ts';
import { taken } from './take-measure.ts';

export type AppealTold = Extract<MeasureTold, { readonly overWire: boolean }>;

interface OpenAppeal {
  readonly measure: Enforcement;
  readonly appeal: Appeal;
}

/**
 * Does what a platform tells of an appeal: its own number leads to ours. One whose number is not known yet is the only one
 * of the program that was handed in over the wire. An appeal that was made and won at the platform's console ends the only
 * measure that was heard of. False where it cannot be told which is meant.
 */
export async function hearOfAppeal(
  deps: DutyDeps,
  taker: MeasureTaker,
  { accountId, programId }: { readonly accountId: string; readonly programId: string },
  told: AppealTold,
): Promise<boolean> {
  const act = { actor: actBy(taker, accountId).actor, name: 'hearOfAppeal', input: told };
  const outcome = await deps.perform(act, async (records) => {
    const against = await records.lockMeasuresAgainst(taker.platform, programId);
    if (await isKnown(records, against, told.reference)) return done(true);
    const at = deps.clock.now();
    const meant = await appealMeant(records, against, told);
    if (meant) {
      await apply(records, taker, meant, told, at);
      return done(true);
    }
    const heard = against.filter(({ takenBy }) => takenBy === GATEWAY);
    const [only] = heard;
    if (told.overWire || told.act !== 'APPEAL_OVERTURNED' || !only || heard.length > 1) return done(false);
    await closeMeasure(records, only, { at, how: 'APPEAL', by: taker.label, words: told.words }, taker);
    return done(true);
  });
  return outcome.ok && outcome.value;
}

function isOpen({ state }: Appeal): boolean {
  return state === 'OPENED' || state === 'ANSWERED';
}

/** Told again of one that was decided. */
async function isKnown(
  records: DutyRecords,
  against: readonly Enforcement[],
  reference: string,
): Promise<boolean> {
  for (const { id } of against) {
    const appeals = await records.appealsAgainst(id);
    if (appeals.some((one) => one.reference === reference && !isOpen(one))) return true;
  }
  return false;
}

async function appealMeant(
  records: DutyRecords,
  against: readonly Enforcement[],
  { reference, overWire }: AppealTold,
): Promise<OpenAppeal | undefined> {
  const open: OpenAppeal[] = [];
  for (const measure of against) {
    for (const appeal of await records.appealsAgainst(measure.id)) {
      if (isOpen(appeal)) open.push({ measure, appeal });
    }
  }
  const named = open.find(({ appeal }) => appeal.reference === reference);
  if (named || !overWire) return named;
  const unnamed = open.filter(
    ({ appeal }) =>
      appeal.reference === undefined && (appeal.handIn === 'WAITING' || appeal.handIn === 'HANDED_IN'),
  );
  return unnamed.length === 1 ? unnamed[0] : undefined;
}

async function apply(
  records: DutyRecords,
  taker: MeasureTaker,
  { measure, appeal }: OpenAppeal,
  { act, reference, words }: AppealTold,
  at: Date,
): Promise<void> {
  if (appeal.handIn !== 'HANDED_IN') {
    const more = { appealId: appeal.id, reference };
    records.record(enforcementEvent('APPEAL_HANDED_IN', measure, more, taken(taker)));
  }
  await records.changeHandIn('APPEAL', appeal.id, { handIn: 'HANDED_IN', reference, trouble: null });
  if (act === 'APPEAL_TAKEN') return;
  const decision = act === 'APPEAL_OVERTURNED' ? 'OVERTURN' : 'UPHOLD';
  await settleAppeal(records, taker, measure, appeal, { decision, words, reference, at });
}
