import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import { notStored } from '../onboarding/stored-files.ts';
import { feeAfter } from '../policy/fee.ts';
import { type InvoiceData, invoiceFaults } from '../policy/invoice.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { feeEvent } from './fee-event.ts';
import { noSuchFee, wrongState } from './fee-problems.ts';
import { type PlatformVoice, spokenBy } from './platform-voice.ts';
import { change, feeOfPlatform } from './settle-fee.ts';

export interface RequestInvoiceInput extends InvoiceData {
  readonly feeId: string;
}

export interface IssueInvoiceInput {
  readonly accountId: string;
  readonly feeId: string;
  /** The number on the invoice, 1 to 50 characters. */
  readonly number: string;
  /** The invoice itself, stored for that account. */
  readonly fileId: string;
}

const LONGEST_NUMBER = 50;

/**
 * The developer asks for the invoice of a fee that was paid, and says whom it is made out to (wechat/2.6). Asked
 * again before it is issued, the later data count. Where the agreement has no such clause it is refused (baidu/2.4).
 */
export function requestInvoice(
  deps: DutyDeps,
  actor: Actor,
  input: RequestInvoiceInput,
  key?: string,
): Promise<Outcome<{ feeId: string }, Problem>> {
  return deps.perform({ actor, name: 'requestInvoice', key, input }, async (records) => {
    const { feeId, ...data } = input;
    const fee = await records.lockFee(feeId);
    if (fee?.accountId !== actor.accountId) return refused(noSuchFee);
    const { agreement } = await records.variantOf(fee.platform);
    const version =
      agreement.versions.find((one) => one.version === fee.agreementVersion) ??
      (await agreementAt(records, fee.platform, deps.clock.now()));
    if (!version.fee?.invoice) return refused(noClause(fee.clause));
    if (!feeAfter(fee.state, 'requestInvoice')) return refused(wrongState(fee.state));
    const faults = invoiceFaults(data);
    if (faults.length > 0) return refused(...faults);
    await change(records, fee, { act: 'requestInvoice', data });
    records.record(feeEvent('INVOICE_REQUESTED', fee, { again: fee.invoiceRequested }));
    return done({ feeId });
  });
}

/** The platform issues the invoice of a fee that was paid, from the data that the developer gave (wechat/2.6). */
export function issueInvoice(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: IssueInvoiceInput,
  key?: string,
): Promise<Outcome<{ feeId: string }, Problem>> {
  const { accountId, number, fileId } = input;
  const act = { ...spokenBy(voice, accountId), name: 'issueInvoice', key, input };
  return deps.perform(act, async (records) => {
    const fee = await feeOfPlatform(records, voice, input);
    if (!fee) return refused(noSuchFee);
    if (!feeAfter(fee.state, 'issueInvoice')) return refused(wrongState(fee.state));
    if (!fee.invoiceRequested) return refused(notRequested(fee.state));
    const faults = number.trim() === '' || number.length > LONGEST_NUMBER ? [badNumber] : [];
    faults.push(...(await notStored(records, accountId, { id: fileId, path: 'input.fileId' })));
    if (faults.length > 0) return refused(...faults);
    await change(records, fee, { act: 'issueInvoice', number, fileId });
    const issued = feeEvent('INVOICE_ISSUED', fee, { number, fileId });
    records.record({ ...issued, source: 'REPORTED' });
    return done({ feeId: fee.id });
  });
}

const badNumber = invalidInput(
  {
    'zh-CN': `发票号码须为 1 至 ${LONGEST_NUMBER} 个字符`,
    en: `the number of an invoice has 1 to ${LONGEST_NUMBER} characters`,
  },
  'input.number',
);

function noClause(clause: string): Problem {
  return invalidInput(
    {
      'zh-CN': `该平台协议（${clause}）有费用而无开具发票的条款，请另行与平台商定`,
      en: `this platform's agreement has a fee (${clause}) and no clause on an invoice: settle it with the platform`,
    },
    'input.feeId',
  );
}

function notRequested(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: {
      'zh-CN': '开发者尚未提交发票信息',
      en: 'the developer has not said yet whom the invoice is made out to',
    },
    path: 'input.feeId',
  };
}
