import type { Actor } from '../accounts/actor.ts';
import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DeletionDemand, DemandingRecords } from './demand-records.ts';
import { whyLeft } from './left-platform.ts';
import { notBoundTo } from './request-faults.ts';
import { saidAgain } from './said-again.ts';

export interface DemandDeps {
  readonly clock: Clock;
  readonly perform: Perform<DemandingRecords>;
}

export interface DemandInput {
  readonly platform: PlatformId;
  /** The program whose data are meant; left out: those of the whole account. */
  readonly programId?: string;
  /** Which data of whom, in words, 1 to 4,000 characters. */
  readonly scope: string;
  /** The last day, today or later; left out: as soon as the agreement says. */
  readonly demandedBy?: CivilDate;
  /** How the platform names the demand, at most 100 characters. The same name is the same demand: said again it has the first one's id. */
  readonly reference?: string;
}

/** Who tells of a demand, and whose keys they use. */
export interface DemandTeller {
  readonly actor: Actor;
  readonly toldBy: 'PLATFORM' | 'MEMBER';
  readonly keySpace?: string;
}

const LONGEST_SCOPE = 4_000;
const LONGEST_REFERENCE = 100;

/**
 * Notes that a platform asks for data to be deleted (wechat/4.4(5), wechat/4.7, baidu/4.4). What has to be done by
 * when is opened with it, from the agreement in force.
 */
export function demandDeletion(
  deps: DemandDeps,
  { actor, toldBy, keySpace }: DemandTeller,
  input: DemandInput,
  key?: string,
): Promise<Outcome<{ demandId: string }, Problem>> {
  const act = { actor, name: 'demandDataDeletion', key, input, ...(keySpace ? { keySpace } : {}) };
  return deps.perform(act, async (records) => {
    const { accountId } = actor;
    const { platform, programId, reference, demandedBy } = input;
    // A member may still note what came by letter.
    const gone = toldBy === 'PLATFORM' ? await whyLeft(records, accountId, platform) : [];
    const before = reference && (await records.demandReferred(accountId, platform, reference));
    if (before) return toldAgain(before, input, before.reference ?? '');
    const faults = [...gone, ...demandFaults(input, civilDateAt(deps.clock.now()))];
    if (programId !== undefined && !(await records.program(accountId, programId))) {
      faults.push(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    }
    // A letter may also come from a platform that was left: of what was obtained there, it says what is to go.
    faults.push(...notBoundTo(platform, await records.platformsDealtWith(accountId)));
    if (faults.length > 0) return refused(...faults);
    const demandId = await records.addDemand({ ...input, accountId, toldBy, recordedBy: actor.label });
    records.record({
      type: 'DELETION_DEMANDED',
      subjectId: demandId,
      source: 'REPORTED',
      ...(programId === undefined ? {} : { programId }),
      payload: { platform, toldBy, demandedBy: demandedBy ?? null, reference: reference ?? null },
    });
    return done({ demandId });
  });
}

function demandFaults({ scope, demandedBy, reference }: DemandInput, today: CivilDate): Problem[] {
  const faults: Problem[] = [];
  if (scope.trim() === '' || scope.length > LONGEST_SCOPE) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `须以 1 至 ${LONGEST_SCOPE} 个字符说明要删除哪些数据、涉及哪些用户`,
          en: `say in 1 to ${LONGEST_SCOPE} characters which data of whom are to go`,
        },
        'input.scope',
      ),
    );
  }
  if (demandedBy !== undefined && !(isCivilDate(demandedBy) && demandedBy >= today)) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `期限须为今天（${today}）或之后的日期，格式为 YYYY-MM-DD`,
          en: `the last day is a day as YYYY-MM-DD, today (${today}) or later`,
        },
        'input.dueBy',
      ),
    );
  }
  if (reference !== undefined && (reference.trim() === '' || reference.length > LONGEST_REFERENCE)) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `编号须为 1 至 ${LONGEST_REFERENCE} 个字符`,
          en: `a reference has 1 to ${LONGEST_REFERENCE} characters`,
        },
        'input.reference',
      ),
    );
  }
  return faults;
}

function toldAgain(
  { id, programId, scope, demandedBy }: DeletionDemand,
  input: DemandInput,
  reference: string,
): Outcome<{ demandId: string }, Problem> {
  const now = { programId: input.programId, scope: input.scope, dueBy: input.demandedBy };
  const said = { programId, scope, dueBy: demandedBy };
  const again = saidAgain({ id, said }, now, { 'zh-CN': '删除要求', en: 'demand' }, reference);
  return again.ok ? done({ demandId: again.value.id }) : again;
}
