import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evidenceNotStored } from '../onboarding/stored-files.ts';
import { feeAfter } from '../policy/fee.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { feeEvent } from './fee-event.ts';
import { noSuchFee, wrongState } from './fee-problems.ts';
import type { Fee, FeeChange } from './fee-records.ts';
import { type PlatformVoice, spokenBy } from './platform-voice.ts';
import type { DutyRecords } from './records.ts';

export interface RecordFeePaymentInput {
  readonly feeId: string;
  /** The number of the transfer, 1 to 100 characters. */
  readonly reference: string;
  /** At least one stored file that shows it. */
  readonly evidenceFileIds: readonly string[];
}

type FeeOutcome = Promise<Outcome<{ feeId: string }, Problem>>;

const LONGEST_REFERENCE = 100;
const MOST_FILES = 20;

/** The developer says that a fee is paid, and shows it; from then on it holds nothing up (wechat/2.6, baidu/2.4). */
export function recordFeePayment(
  deps: DutyDeps,
  actor: Actor,
  input: RecordFeePaymentInput,
  key?: string,
): FeeOutcome {
  return deps.perform({ actor, name: 'recordFeePayment', key, input }, async (records) => {
    const { feeId, reference, evidenceFileIds } = input;
    const fee = await records.lockFee(feeId);
    if (fee?.accountId !== actor.accountId) return refused(noSuchFee);
    if (!feeAfter(fee.state, 'pay')) return refused(wrongState(fee.state));
    const faults = [
      ...paymentFaults(input),
      ...(await evidenceNotStored(records, fee.accountId, evidenceFileIds)),
    ];
    if (faults.length > 0) return refused(...faults);
    await change(records, fee, { act: 'pay', by: actor.label, reference, evidenceFileIds });
    records.record(feeEvent('FEE_PAID', fee, { evidence: evidenceFileIds.length }));
    return done({ feeId });
  });
}

/** The platform gives a demanded fee up. What was paid is not waived: that is between the two. */
export function waiveFee(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: { readonly accountId: string; readonly feeId: string },
  key?: string,
): FeeOutcome {
  const act = { ...spokenBy(voice, input.accountId), name: 'waiveFee', key, input };
  return deps.perform(act, async (records) => {
    const fee = await feeOfPlatform(records, voice, input);
    if (!fee) return refused(noSuchFee);
    if (!feeAfter(fee.state, 'waive')) return refused(wrongState(fee.state));
    await change(records, fee, { act: 'waive' });
    records.record({ ...feeEvent('FEE_WAIVED', fee), source: 'REPORTED' });
    return done({ feeId: fee.id });
  });
}

/** The platform says that the money has come in. Nothing waits for it; once is enough. */
export function confirmFeePayment(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: { readonly accountId: string; readonly feeId: string },
  key?: string,
): FeeOutcome {
  const act = { ...spokenBy(voice, input.accountId), name: 'confirmFeePayment', key, input };
  return deps.perform(act, async (records) => {
    const fee = await feeOfPlatform(records, voice, input);
    if (!fee) return refused(noSuchFee);
    if (!feeAfter(fee.state, 'confirm')) return refused(wrongState(fee.state));
    if (fee.confirmed) return done({ feeId: fee.id });
    await change(records, fee, { act: 'confirm' });
    records.record({ ...feeEvent('FEE_CONFIRMED', fee), source: 'REPORTED' });
    return done({ feeId: fee.id });
  });
}

/** The fee, locked, where it is this account's and was demanded by this platform. */
export async function feeOfPlatform(
  records: DutyRecords,
  { platform }: PlatformVoice,
  { accountId, feeId }: { readonly accountId: string; readonly feeId: string },
): Promise<Fee | undefined> {
  const fee = await records.lockFee(feeId);
  return fee?.accountId === accountId && fee.platform === platform ? fee : undefined;
}

/** Does to the fee what its table allows; who calls has looked there. */
export async function change(records: DutyRecords, fee: Fee, made: FeeChange): Promise<void> {
  const after = feeAfter(fee.state, made.act);
  if (!after) throw new Error(`a fee that is ${fee.state} has no ${made.act}`);
  await records.changeFee(fee.id, after, made);
}

function paymentFaults({ reference, evidenceFileIds }: RecordFeePaymentInput): Problem[] {
  const faults: Problem[] = [];
  if (reference.trim() === '' || reference.length > LONGEST_REFERENCE) faults.push(badReference);
  const repeated = new Set(evidenceFileIds).size < evidenceFileIds.length;
  if (evidenceFileIds.length === 0 || evidenceFileIds.length > MOST_FILES || repeated)
    faults.push(badEvidence);
  return faults;
}

const badReference = invalidInput(
  {
    'zh-CN': `付款流水号须为 1 至 ${LONGEST_REFERENCE} 个字符`,
    en: `the number of the transfer has 1 to ${LONGEST_REFERENCE} characters`,
  },
  'input.reference',
);
const badEvidence = invalidInput(
  {
    'zh-CN': `须附 1 至 ${MOST_FILES} 份付款凭证，且不得重复；请先上传`,
    en: `1 to ${MOST_FILES} files show the payment, each once: upload them first`,
  },
  'input.evidenceFileIds',
);
