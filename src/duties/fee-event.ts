import type { EventType, NewEvent } from '../events/event.ts';
import type { Fee } from './fee-records.ts';

type FeeEventType = Extract<EventType, `FEE_${string}` | `INVOICE_${string}`>;

/** What the log says of a fee. Nothing of whom an invoice is made out to. */
export function feeEvent(
  type: FeeEventType,
  fee: Omit<Fee, 'state' | 'confirmed' | 'invoiceRequested' | 'agreementVersion'>,
  more: Readonly<Record<string, unknown>> = {},
): Pick<NewEvent, 'type' | 'payload'> & Partial<NewEvent> {
  const { id, accountId, platform, programId, amountFen, clause, reference, dueOn } = fee;
  return {
    type,
    accountId,
    ...(programId === undefined ? {} : { programId }),
    subjectId: id,
    payload: { platform, clause, amountFen, currency: 'CNY', reference, dueOn, ...more },
  };
}
