import type { EventSource } from '../events/event.ts';
import type { MeasureTold } from '../hosts/connector.ts';
import { addDays, civilDateAt } from '../kernel/civil-time.ts';
import { done, refused } from '../kernel/outcome.ts';
import type { MeasureGround, MeasureKind } from '../policy/measure.ts';
import type { PlatformId } from '../programs/platform.ts';
import { closeMeasure } from './close-measure.ts';
import { noteContest } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { noMeasure } from './end-measure.ts';
import { enforcementEvent } from './enforcement-event.ts';
import { actBy, type MeasureTaker, mayTouch } from './measure-taker.ts';
import { takeMeasure, taken } from './take-measure.ts';

export interface HearMeasureDeps extends DutyDeps {
  readonly hostSource: EventSource;
  /** Which program has this app id on the platform. */
  programOfApp(
    platform: PlatformId,
    appId: string,
  ): Promise<{ readonly accountId: string; readonly programId: string } | undefined>;
}

/** How a push was applied, as it is noted beside it. */
export type Heard = 'MEASURE_TOLD' | 'UNKNOWN_APP' | 'NOT_PROVIDED_FOR' | 'NO_SUCH_MEASURE';

/**
 * Does what a platform tells over its own wire, as it would by its credential: told twice it is done once, and told late
 * it was so since the platform says. What its agreement does not provide for is noted and does nothing.
 */
export async function hearMeasure(
  deps: HearMeasureDeps,
  platform: PlatformId,
  appId: string,
  told: MeasureTold,
): Promise<Heard> {
  const program = await deps.programOfApp(platform, appId);
  if (!program) return 'UNKNOWN_APP';
  const source = deps.hostSource === 'SIMULATED' ? 'SIMULATED' : 'REPORTED';
  const taker: MeasureTaker = { platform, label: 'gateway', source };
  if (told.act !== 'TAKEN') return hearOfFix(deps, taker, program, told);
  const { measure: kind, ground, reference, words, rectifyWithinDays: days } = told;
  const now = deps.clock.now();
  const outcome = await takeMeasure(deps, taker, {
    ...program,
    kind: kind as MeasureKind,
    ground: ground as MeasureGround,
    scope: 'PROGRAM',
    reference,
    from: told.at && told.at < now ? told.at : now,
    ...(words === undefined ? {} : { words }),
    // The developer has the days from when they could know.
    ...(days === undefined ? {} : { rectifyBy: addDays(civilDateAt(now), days) }),
  });
  return outcome.ok ? 'MEASURE_TOLD' : 'NOT_PROVIDED_FOR';
}

/** The oldest measure of the kind in force is meant: no event names one. A fix need not have been handed in here. */
async function hearOfFix(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  { accountId, programId }: { readonly accountId: string; readonly programId: string },
  told: Exclude<MeasureTold, { readonly act: 'TAKEN' }>,
): Promise<Heard> {
  const act = { actor: actBy(taker, accountId).actor, name: 'hearOfFix', input: told };
  const outcome = await deps.perform(act, async (records) => {
    const against = await records.lockMeasuresAgainst(taker.platform, programId);
    const measure = against.find((one) => one.kind === told.measure && mayTouch(taker, one));
    if (!measure) return refused(noMeasure);
    const { words } = told;
    const state = told.act === 'FIX_ACCEPTED' ? 'ACCEPTED' : 'DECLINED';
    const fixes = await records.rectificationsOf(measure.id);
    const open = fixes.find((fix) => fix.state === 'IN_REVIEW');
    const at = whenDecided(told.at, open?.submittedAt ?? measure.from, deps.clock.now());
    await records.trueSince(at, async () => {
      if (open) await records.moveRectification(open.id, state, { words, source: taker.source, at });
      await noteContest(records, measure.id);
    });
    const more = { rectificationId: open?.id ?? null, words: words ?? null };
    records.record(enforcementEvent(`RECTIFICATION_${state}`, measure, more, taken(taker)));
    if (state === 'ACCEPTED') {
      await closeMeasure(records, measure, { at, how: 'RECTIFICATION', by: taker.label, words }, taker);
    }
    return done(undefined);
  });
  return outcome.ok ? 'MEASURE_TOLD' : 'NO_SUCH_MEASURE';
}

/** As the platform says; now where it says nothing, or what cannot be: before there was a fix, or ahead of now. */
function whenDecided(told: Date | undefined, notBefore: Date, now: Date): Date {
  return told && told >= notBefore && told < now ? told : now;
}
