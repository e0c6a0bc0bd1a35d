import type { EventSource } from '../events/event.ts';
import type { MeasureTold } from '../hosts/connector.ts';
import type { MeasureTaken } from '../hosts/push-news.ts';
import { addDays, type CivilDate, civilDateAt } from '../kernel/civil-time.ts';
import { done, refused } from '../kernel/outcome.ts';
import type { MeasureGround, MeasureKind } from '../policy/measure.ts';
import type { PlatformId } from '../programs/platform.ts';
import { closeMeasure } from './close-measure.ts';
import type { DutyDeps } from './deps.ts';
import { isOver, noMeasure } from './end-measure.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Enforcement } from './enforcement-records.ts';
import { type AppealTold, hearOfAppeal } from './hear-appeal.ts';
import { actBy, GATEWAY, type MeasureTaker, mayTouch } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { settleAppeal, settleFix } from './settle-contest.ts';
import { takeMeasure, taken } from './take-measure.ts';
import { isSameBreach, isToldOtherwise, numberOf } from './told-otherwise.ts';

export interface HearMeasureDeps extends DutyDeps {
  readonly hostSource: EventSource;
  /** Which program has this app id on the platform. */
  programOfApp(platform: PlatformId, appId: string): Promise<ProgramMeant | undefined>;
  /** Has what was told of fixes of the program, and found no measure, applied once more. */
  readonly hearFixesAgain: (platform: PlatformId, appId: string) => Promise<void>;
}

interface ProgramMeant {
  readonly accountId: string;
  readonly programId: string;
}

/** How a push was applied, as it is noted beside it. */
export type Heard = 'MEASURE_TOLD' | 'UNKNOWN_APP' | 'NOT_PROVIDED_FOR' | 'NO_SUCH_MEASURE' | 'UNREAD';

/**
 * Does what a platform tells over its own wire, as it would by its credential: told twice it is done once, and told late
 * it was so since the platform says. What its agreement does not provide for, and what has no published form, holds
 * nothing up, and is shown in the log whole.
 */
export async function hearMeasure(
  deps: HearMeasureDeps,
  platform: PlatformId,
  appId: string,
  told: MeasureTold,
): Promise<Heard> {
  const program = await deps.programOfApp(platform, appId);
  if (!program) return 'UNKNOWN_APP';
  const taker = hearing(platform, deps.hostSource);
  switch (told.act) {
    case 'TAKEN': {
      const heard = await hearOfMeasure(deps, taker, program, told);
      // What became of its fix can have come in first.
      if (heard === 'MEASURE_TOLD') await deps.hearFixesAgain(platform, appId);
      return heard;
    }
    case 'FIX_ACCEPTED':
    case 'FIX_DECLINED':
      return hearOfFix(deps, taker, program, told);
    case 'UNREAD':
      return keepUnread(deps, taker, program, told.words);
    default:
      return (await hearOfAppeal(deps, taker, program, told))
        ? 'MEASURE_TOLD'
        : keepUnread(deps, taker, program, wordsOf(told));
  }
}

/** The gateway, which says what it heard from the platform. */
export function hearing(platform: PlatformId, hostSource: EventSource): MeasureTaker {
  const source = hostSource === 'SIMULATED' ? 'SIMULATED' : 'REPORTED';
  return { platform, label: GATEWAY, source };
}

function wordsOf({ act, reference, words }: AppealTold): string {
  return [`${act} ${reference}`, words].filter((part) => part !== undefined).join('\n');
}

async function hearOfMeasure(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  program: ProgramMeant,
  told: MeasureTaken,
): Promise<Heard> {
  if (await isOnFile(deps, taker, program, told)) return 'MEASURE_TOLD';
  const { measure: kind, ground, words, from, until, functions } = told;
  const now = deps.clock.now();
  const reference = numberOf(told, now);
  const rectifyBy = rectifyDayOf(told, now);
  const outcome = await takeMeasure(deps, taker, {
    ...program,
    kind: kind as MeasureKind,
    ground: ground as MeasureGround,
    reference,
    ...(functions === undefined ? { scope: 'PROGRAM' } : { scope: 'FUNCTION', functions }),
    ...(words === undefined ? {} : { words: words.slice(0, LONGEST_WORDS) }),
    from: from && from < now ? from : now,
    ...(until === undefined ? {} : { until }),
    ...(rectifyBy === undefined ? {} : { rectifyBy }),
  });
  if (!outcome.ok) {
    await keepUnread(deps, taker, program, [kind, ground, reference, words ?? ''].join('\n'));
    return 'NOT_PROVIDED_FOR';
  }
  if (told.breach !== undefined) await closeRecords(deps, taker, program, told);
  return 'MEASURE_TOLD';
}

/** As long as words of a measure may be. */
const LONGEST_WORDS = 10_000;

/** A day that has passed when it is heard of asks for nothing any more; WeChat's own samples have such. */
function rectifyDayOf({ rectifyWithinDays, rectifyBefore }: MeasureTaken, now: Date): CivilDate | undefined {
  const today = civilDateAt(now);
  if (rectifyWithinDays !== undefined) return addDays(today, rectifyWithinDays);
  const day = rectifyBefore && civilDateAt(rectifyBefore);
  return day !== undefined && day >= today ? day : undefined;
}

function isRecord({ kind, rectifyBy }: Enforcement): boolean {
  return kind === 'WARNING' && rectifyBy === undefined;
}

async function isOnFile(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  program: ProgramMeant,
  told: MeasureTaken,
): Promise<boolean> {
  const act = { actor: actBy(taker, program.accountId).actor, name: 'isOnFile', input: told };
  const found = await deps.perform(act, async (records) =>
    done(await isToldOtherwise(records, taker, program.programId, told)),
  );
  return found.ok && found.value;
}

/** The record of a breach is over once it is told what is done about it, unless somebody appealed against the record. */
async function closeRecords(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  program: ProgramMeant,
  told: MeasureTaken,
): Promise<void> {
  const act = { actor: actBy(taker, program.accountId).actor, name: 'closeRecords', input: told };
  await deps.perform(act, async (records) => {
    const against = await records.lockMeasuresAgainst(taker.platform, program.programId);
    const same = against.filter((one) => one.reference === told.reference || isSameBreach(one, told));
    if (!same.some((one) => !isRecord(one))) return done(undefined);
    const end = { at: deps.clock.now(), how: 'PLATFORM', by: taker.label, words: told.reference } as const;
    for (const one of same.filter((record) => isRecord(record) && !record.contested)) {
      await closeMeasure(records, one, end, taker);
    }
    return done(undefined);
  });
}

/**
 * What became of a fix, or of the appeal that went the same way, of a measure of that kind: the last that had begun by
 * then. One that began later is another one, whose fix has yet to be looked at.
 */
async function hearOfFix(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  { accountId, programId }: ProgramMeant,
  told: Extract<MeasureTold, { readonly act: 'FIX_ACCEPTED' | 'FIX_DECLINED' }>,
): Promise<Heard> {
  const act = { actor: actBy(taker, accountId).actor, name: 'hearOfFix', input: told };
  const outcome = await deps.perform(act, async (records) => {
    const against = await records.lockMeasuresAgainst(taker.platform, programId);
    const [measure] = against
      .filter((one) => one.kind === told.measure && mayTouch(taker, one) && hadBegun(one, told.at))
      .sort((one, other) => other.from.getTime() - one.from.getTime());
    if (!measure) return refused(noMeasure);
    const state = told.act === 'FIX_ACCEPTED' ? 'ACCEPTED' : 'DECLINED';
    await applyFix(records, taker, measure, { state, words: told.words, at: told.at }, deps.clock.now());
    return done(undefined);
  });
  return outcome.ok ? 'MEASURE_TOLD' : 'NO_SUCH_MEASURE';
}

function hadBegun({ from }: Enforcement, at: Date | undefined): boolean {
  return at === undefined || from <= at;
}

interface FixTold {
  readonly state: 'ACCEPTED' | 'DECLINED';
  readonly words: string | undefined;
  /** As the platform says, where it does. */
  readonly at: Date | undefined;
}

async function applyFix(
  records: DutyRecords,
  taker: MeasureTaker,
  measure: Enforcement,
  { state, words, at: saidAt }: FixTold,
  now: Date,
): Promise<void> {
  const fix = (await records.rectificationsOf(measure.id)).find((one) => one.state === 'IN_REVIEW');
  const appeal = await appealOnItsWay(records, measure);
  const at = whenDecided(saidAt, fix?.submittedAt ?? measure.from, now);
  if (fix) await settleFix(records, taker, measure, fix, { state, words, at });
  else if (!appeal) await noteUnaskedFix(records, taker, measure, { state, words, at });
  if (!appeal || (fix && state === 'DECLINED')) return;
  const decision = state === 'ACCEPTED' ? 'OVERTURN' : 'UPHOLD';
  await settleAppeal(records, taker, fix ? { ...measure, endedAt: at } : measure, appeal, {
    decision,
    words,
    at,
  });
}

/** As the platform says; now where it says nothing, or what cannot be: before there was a fix, or ahead of now. */
function whenDecided(told: Date | undefined, notBefore: Date, now: Date): Date {
  return told && told >= notBefore && told < now ? told : now;
}

async function appealOnItsWay(records: DutyRecords, measure: Enforcement) {
  const appeals = await records.appealsAgainst(measure.id);
  return appeals.find(
    ({ state, handIn }) => (state === 'OPENED' || state === 'ANSWERED') && handIn === 'HANDED_IN',
  );
}

/** The fix was handed in elsewhere. */
async function noteUnaskedFix(
  records: DutyRecords,
  taker: MeasureTaker,
  measure: Enforcement,
  { state, words, at }: FixTold & { readonly at: Date },
): Promise<void> {
  const more = { rectificationId: null, words: words ?? null };
  records.record(
    enforcementEvent(`RECTIFICATION_${state}`, measure, more, { ...taken(taker), occurredAt: at }),
  );
  if (state === 'DECLINED' || isOver(measure, at)) return;
  await closeMeasure(records, measure, { at, how: 'RECTIFICATION', by: taker.label, words }, taker);
}

/** Kept in the log for a person to read. */
async function keepUnread(
  deps: HearMeasureDeps,
  taker: MeasureTaker,
  { accountId, programId }: ProgramMeant,
  words: string,
): Promise<Heard> {
  const { platform } = taker;
  const act = { actor: actBy(taker, accountId).actor, name: 'keepUnread', input: { programId, words } };
  await deps.perform(act, async (records) => {
    const payload = { platform, words };
    records.record({ type: 'MEASURE_UNREAD', programId, subjectId: programId, payload, ...taken(taker) });
    return done(undefined);
  });
  return 'UNREAD';
}
