import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import { clausesOf, type MeasureGround, type MeasureTerms, termsOf } from '../policy/measure.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Enforcement, NewEnforcement } from './enforcement-records.ts';
import { whyLeft } from './left-platform.ts';
import { measureFaults } from './measure-faults.ts';
import { isTheSame, numberedOtherwise } from './measure-number.ts';
import { actBy, GATEWAY, type MeasureTaker } from './measure-taker.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords } from './records.ts';
import type { TakeMeasureInput } from './take-measure-input.ts';

/**
 * A platform or a host takes a measure that the agreement in force provides for, on a ground that it names. It holds up
 * what its terms say, and hides what they hide, from its beginning on: told late, that was true since then. One that asks for something to be put right opens
 * that as a duty. Refused: no ground or another one, a reach that this measure does not have, an end before its start.
 */
export function takeMeasure(
  deps: DutyDeps,
  taker: MeasureTaker,
  input: TakeMeasureInput,
  key?: string,
): Promise<Outcome<{ enforcementId: string }, Problem>> {
  const { accountId, reference } = input;
  return deps.perform({ ...actBy(taker, accountId), name: 'takeMeasure', key, input }, async (records) => {
    const known = await records.enforcementReferred(taker, accountId, reference);
    if (known) return answerKnown(known, input);
    const now = deps.clock.now();
    const version = await agreementAt(records, taker.platform, now);
    const by = taker.hostId === undefined ? 'PLATFORM' : 'HOST';
    const terms = input.ground && termsOf(version.measures ?? [], by, input.kind, input.ground);
    if (!terms || input.ground === undefined) {
      return refused(noSuchMeasure(version.measures ?? [], by, input));
    }
    const missing = await notThere(records, taker, input);
    const faults = [...measureFaults(terms, input, now), ...missing];
    if (faults.length > 0) return refused(...faults);
    const what = whatIsTaken(taker, terms, { ...input, ground: input.ground }, now);
    const measure = await records.trueSince(what.from, () =>
      records.addEnforcement({ ...what, agreementVersion: version.version }),
    );
    if (!measure) return answerKnown(await takenInBetween(records, taker, input), input);
    await tell(records, taker, measure, now);
    return done({ enforcementId: measure.id });
  });
}

/** Told again it is the one on file; another measure under its number is not taken, and never passes as taken. */
function answerKnown(
  known: Enforcement,
  input: TakeMeasureInput,
): Outcome<{ enforcementId: string }, Problem> {
  return isTheSame(known, input) ? done({ enforcementId: known.id }) : refused(numberedOtherwise(known));
}

/** Under this number, by another act of the same taker. */
async function takenInBetween(
  records: DutyRecords,
  taker: MeasureTaker,
  { accountId, reference }: TakeMeasureInput,
): Promise<Enforcement> {
  const other = await records.enforcementReferred(taker, accountId, reference);
  if (!other) throw new Error(`the measure ${reference} is neither taken nor on file`);
  return other;
}

/** The measure with the terms that it is taken under. */
function whatIsTaken(
  { platform, source, label }: MeasureTaker,
  terms: MeasureTerms,
  input: TakeMeasureInput & { readonly ground: MeasureGround },
  now: Date,
): Omit<NewEnforcement, 'agreementVersion'> {
  const { accountId, kind, ground, scope, programId, hostId, until, words, rectifyBy, reference } = input;
  return {
    ...{ accountId, platform, kind, ground, scope, programId, hostId, until, words, rectifyBy, reference },
    functions: input.functions ?? [],
    from: input.from ?? now,
    clauses: clausesOf(terms, ground),
    holdsUp: terms.holdsUp,
    hides: terms.hides,
    rectifiable: terms.rectifiable ?? false,
    takenByHost: terms.by === 'HOST',
    source,
    takenBy: label,
  };
}

/** Says what was taken, and opens what is to be put right as a duty. */
async function tell(
  records: DutyRecords,
  taker: MeasureTaker,
  measure: Enforcement,
  now: Date,
): Promise<void> {
  const { id, accountId, platform, programId, hostId, takenByHost, words = null, rectifyBy } = measure;
  const since = { ...taken(taker), occurredAt: measure.from };
  records.record(enforcementEvent('MEASURE_TAKEN', measure, { words }, since));
  if (rectifyBy === undefined) return;
  records.record(enforcementEvent('RECTIFICATION_ORDERED', measure, { rectifyBy }, taken(taker)));
  await openObligations(records, accountId, platform, {
    kind: 'RECTIFICATION_ORDERED',
    at: now,
    subjectId: id,
    demandedBy: rectifyBy,
    orderedBy: takenByHost ? 'HOST' : 'PLATFORM',
    ...(hostId == null ? {} : { hostId }),
    ...(programId === undefined ? {} : { programId }),
  });
}

/** Who says so, as the log writes it down. */
export function taken({ source, label }: MeasureTaker) {
  return { source, actor: label };
}

/** What the measure is about and is not here, or was not when it is to begin. */
async function notThere(
  records: DutyRecords,
  taker: MeasureTaker,
  input: TakeMeasureInput,
): Promise<Problem[]> {
  const missing = await whatIsNotThere(records, taker, input);
  return missing.length > 0 ? missing : tooEarly(records, taker, input);
}

async function whatIsNotThere(
  records: DutyRecords,
  { platform, hostId: speaking }: MeasureTaker,
  { accountId, programId, hostId }: TakeMeasureInput,
): Promise<Problem[]> {
  if (!(await records.hasAccount(accountId, platform))) {
    return [notFound({ 'zh-CN': '账号', en: 'account' }, 'input.accountId')];
  }
  const gone = await whyLeft(records, accountId, platform);
  if (gone.length > 0) return [...gone];
  if (programId !== undefined && !(await records.program(accountId, programId))) {
    return [notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId')];
  }
  if (hostId === undefined) return [];
  const hosts = await records.hosts(platform);
  if (speaking !== undefined && speaking !== hostId) return [atItselfOnly(speaking)];
  if (!hosts.some(({ id }) => id === hostId)) {
    return [notFound({ 'zh-CN': '该平台的宿主', en: 'host of this platform' }, 'input.hostId')];
  }
  return [];
}

/**
 * A measure begins no earlier than what it is about was here: nobody was held up by it before. What a platform says over
 * its own wire is kept as it says it: a program can have been there before it came here.
 */
async function tooEarly(
  records: DutyRecords,
  { label }: MeasureTaker,
  { accountId, programId, from }: TakeMeasureInput,
): Promise<Problem[]> {
  if (from === undefined || label === GATEWAY) return [];
  const since = await records.hereSince(accountId, programId);
  if (since === undefined || from >= since) return [];
  const at = since.toISOString();
  const message = {
    'zh-CN': `开始时间早于${programId === undefined ? '账号' : '程序'}的创建时间（${at}）；请填写不早于该时间的开始时间`,
    en: `it begins before the ${programId === undefined ? 'account' : 'program'} was here, which is since ${at}: give a start that is not before it`,
  };
  return [invalidInput(message, 'input.from')];
}

/** A partner host speaks for itself, whatever other hosts there are. */
function atItselfOnly(speaking: string): Problem {
  return invalidInput(
    {
      'zh-CN': `合作宿主只能在自身采取措施；hostId 请填 ${speaking}`,
      en: `a partner host takes measures at itself only: name \`${speaking}\` as the host`,
    },
    'input.hostId',
  );
}

/** No ground, or one on which the agreement provides for no such measure. */
function noSuchMeasure(
  measures: readonly MeasureTerms[],
  by: MeasureTerms['by'],
  { kind, ground }: TakeMeasureInput,
): Problem {
  const grounds = [
    ...new Set(
      measures
        .filter((terms) => terms.by === by && terms.kind === kind)
        .flatMap((terms) => terms.grounds.map((one) => one.ground)),
    ),
  ];
  if (grounds.length === 0) {
    const kinds = [...new Set(measures.filter((terms) => terms.by === by).map((terms) => terms.kind))];
    return invalidInput(
      {
        'zh-CN': `协议没有规定由此方采取的措施 ${kind}；可采取：${kinds.join('、') || '无'}`,
        en: `the agreement provides for no ${kind} by this party; it does for ${kinds.join(', ') || 'none'}`,
      },
      'input.kind',
    );
  }
  return invalidInput(
    {
      'zh-CN': `措施 ${kind} 须说明事由${ground ? `，且 ${ground} 不是其事由` : ''}；可用：${grounds.join('、')}`,
      en: `${kind} needs a ground${ground ? `, and ${ground} is none of its` : ''}: one of ${grounds.join(', ')}`,
    },
    'input.ground',
  );
}
