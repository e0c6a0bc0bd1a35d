import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import { clausesOf, type MeasureGround, type MeasureTerms, termsOf } from '../policy/measure.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Enforcement, NewEnforcement } from './enforcement-records.ts';
import { measureFaults } from './measure-faults.ts';
import { actBy, type MeasureTaker } from './measure-taker.ts';
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
    const known = await records.enforcementReferred(taker.platform, accountId, reference);
    if (known) return done({ enforcementId: known.id });
    const now = deps.clock.now();
    const version = await agreementAt(records, taker.platform, now);
    const by = taker.hostId === undefined ? 'PLATFORM' : 'HOST';
    const terms = input.ground && termsOf(version.measures ?? [], by, input.kind, input.ground);
    if (!terms || input.ground === undefined) {
      return refused(noSuchMeasure(version.measures ?? [], by, input));
    }
    const missing = await whatIsNotThere(records, taker, input);
    const faults = [...measureFaults(terms, input, now), ...missing];
    if (faults.length > 0) return refused(...faults);
    const what = whatIsTaken(taker, terms, { ...input, ground: input.ground }, now);
    const measure = await records.trueSince(what.from, () =>
      records.addEnforcement({ ...what, agreementVersion: version.version }),
    );
    if (!measure) throw new Error(`the measure ${reference} was taken while it was being taken`);
    await tell(records, taker, measure, now);
    return done({ enforcementId: measure.id });
  });
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
  const { id, accountId, platform, programId, words = null, rectifyBy } = measure;
  records.record(enforcementEvent('MEASURE_TAKEN', measure, { words }, taken(taker)));
  if (rectifyBy === undefined) return;
  records.record(enforcementEvent('RECTIFICATION_ORDERED', measure, { rectifyBy }, taken(taker)));
  await openObligations(records, accountId, platform, {
    kind: 'RECTIFICATION_ORDERED',
    at: now,
    subjectId: id,
    demandedBy: rectifyBy,
    ...(programId === undefined ? {} : { programId }),
  });
}

/** Who says so, as the log writes it down. */
export function taken({ source, label }: MeasureTaker) {
  return { source, actor: label };
}

async function whatIsNotThere(
  records: DutyRecords,
  { platform, hostId: speaking }: MeasureTaker,
  { accountId, programId, hostId }: TakeMeasureInput,
): Promise<Problem[]> {
  if (!(await records.hasAccount(accountId, platform))) {
    return [notFound({ 'zh-CN': '账号', en: 'account' }, 'input.accountId')];
  }
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
