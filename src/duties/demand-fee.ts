import { addDays, type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import type { ClauseId } from '../policy/clause.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { feeEvent } from './fee-event.ts';
import type { Fee } from './fee-records.ts';
import { whyLeft } from './left-platform.ts';
import { type PlatformVoice, spokenBy } from './platform-voice.ts';
import { saidAgain } from './said-again.ts';

export interface DemandFeeInput {
  readonly accountId: string;
  readonly programId?: string | undefined;
  /** In fen: 1 to 1,000,000,000. */
  readonly amountFen: number;
  /** The clause that it is demanded under: `wechat/2.6`. */
  readonly clause: ClauseId;
  /** The platform's own number, 1 to 100 characters; an account has it once: demanded again with the same content it has the first one's id. */
  readonly reference: string;
  /** The day by which it is to be paid; without one, as the terms of the duty say. */
  readonly dueOn?: CivilDate | undefined;
}

const MOST_FEN = 1_000_000_000;
const LONGEST_REFERENCE = 100;
/** Where the demand names no day: a period of ours, the texts have none. */
const DAYS_TO_PAY = 30;

/**
 * A platform demands a fee for reviews (wechat/2.6, baidu/2.4). Until it is paid or waived no version is taken on:
 * of the program, or where none is named of any program of the account, at that platform.
 */
export function demandFee(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: DemandFeeInput,
  key?: string,
): Promise<Outcome<{ feeId: string }, Problem>> {
  const { accountId, programId, reference } = input;
  const { platform, label } = voice;
  const act = { ...spokenBy(voice, accountId), name: 'demandFee', key, input };
  return deps.perform(act, async (records) => {
    const gone = await whyLeft(records, accountId, platform);
    if (gone.length > 0) return refused(...gone);
    if (!(await records.platformsBinding(accountId)).includes(platform)) return refused(noSuchAccount);
    const before = await records.feeReferred(accountId, platform, reference);
    if (before) return demandedAgain(before, input);
    const now = deps.clock.now();
    const today = civilDateAt(now);
    const version = await agreementAt(records, platform, now);
    const faults = demandFaults(input, today, version.fee?.clause);
    if (programId !== undefined && !(await records.program(accountId, programId))) {
      faults.push(notFound({ 'zh-CN': '小程序', en: 'program' }, 'input.programId'));
    }
    if (faults.length > 0) return refused(...faults);
    const fee = {
      ...input,
      platform,
      agreementVersion: version.version,
      dueOn: input.dueOn ?? addDays(today, DAYS_TO_PAY),
    };
    const feeId = await records.addFee(fee, label);
    records.record({ ...feeEvent('FEE_DEMANDED', { id: feeId, ...fee }), source: 'REPORTED' });
    return done({ feeId });
  });
}

function demandFaults(input: DemandFeeInput, today: CivilDate, clause: ClauseId | undefined): Problem[] {
  const { amountFen, reference, dueOn } = input;
  const faults: Problem[] = [];
  if (input.clause !== clause) faults.push(noGround(clause));
  if (!Number.isInteger(amountFen) || amountFen < 1 || amountFen > MOST_FEN) faults.push(badAmount);
  if (reference.trim() === '' || reference.length > LONGEST_REFERENCE) faults.push(badReference);
  if (dueOn !== undefined && (!isCivilDate(dueOn) || dueOn < today)) faults.push(badDay(today));
  return faults;
}

export const noSuchAccount = notFound(
  { 'zh-CN': '受本平台协议约束的帐户', en: 'account that the agreement of this platform binds' },
  'input.accountId',
);

function noGround(clause: ClauseId | undefined): Problem {
  const message: LocalizedText =
    clause === undefined
      ? {
          'zh-CN': '本平台的协议没有关于费用的条款，不能要求支付',
          en: 'no clause of this agreement has a fee: none can be demanded',
        }
      : {
          'zh-CN': `费用须有依据：本平台的协议中只有 ${clause}`,
          en: `a fee needs its ground: in this agreement that is ${clause} alone`,
        };
  return invalidInput(message, 'input.clause');
}

const badAmount = invalidInput(
  {
    'zh-CN': `金额以分计，须为 1 至 ${MOST_FEN} 的整数`,
    en: `the amount is in fen, a whole number of 1 to ${MOST_FEN}`,
  },
  'input.amountFen',
);
const badReference = invalidInput(
  {
    'zh-CN': `编号须为 1 至 ${LONGEST_REFERENCE} 个字符`,
    en: `a reference has 1 to ${LONGEST_REFERENCE} characters`,
  },
  'input.reference',
);

function badDay(today: CivilDate): Problem {
  return invalidInput(
    {
      'zh-CN': `付款日须为 YYYY-MM-DD 格式的日期，且不早于今天（${today}）`,
      en: `the due day is a day, YYYY-MM-DD, and not before today (${today})`,
    },
    'input.dueOn',
  );
}

/** Where no day is named again, it is the one that was named or reckoned the first time. */
function demandedAgain(
  { id, ...said }: Fee,
  { amountFen, clause, programId, dueOn, reference }: DemandFeeInput,
): Outcome<{ feeId: string }, Problem> {
  const now = { amountFen, clause, programId, ...(dueOn === undefined ? {} : { dueOn }) };
  const again = saidAgain({ id, said: { ...said } }, now, { 'zh-CN': '费用', en: 'fee' }, reference);
  return again.ok ? done({ feeId: again.value.id }) : again;
}
