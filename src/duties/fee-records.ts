import type { CivilDate } from '../kernel/civil-time.ts';
import type { ClauseId } from '../policy/clause.ts';
import type { FeeState } from '../policy/fee.ts';
import type { InvoiceData } from '../policy/invoice.ts';
import type { PlatformId } from '../programs/platform.ts';

/** A fee for reviews, as a platform demands it. */
export interface NewFee {
  readonly accountId: string;
  readonly platform: PlatformId;
  /** Without one the fee is the account's, and holds up all its programs at the platform. */
  readonly programId?: string | undefined;
  readonly clause: ClauseId;
  readonly agreementVersion: string;
  /** In fen, more than 0. */
  readonly amountFen: number;
  /** The platform's own number for it. */
  readonly reference: string;
  readonly dueOn: CivilDate;
}

export interface Fee extends NewFee {
  readonly id: string;
  readonly state: FeeState;
  readonly confirmed: boolean;
  readonly invoiceRequested: boolean;
}

/** What can become of a fee; instants are set by who keeps it. */
export type FeeChange =
  | {
      readonly act: 'pay';
      readonly by: string;
      readonly reference: string;
      readonly evidenceFileIds: readonly string[];
    }
  | { readonly act: 'waive' }
  | { readonly act: 'confirm' }
  | { readonly act: 'requestInvoice'; readonly data: InvoiceData }
  | { readonly act: 'issueInvoice'; readonly number: string; readonly fileId: string | undefined };

export interface FeeRecords {
  /** Its id. Two of one reference at the same instant: the second act is done anew, and finds the first. */
  addFee(fee: NewFee, by: string): Promise<string>;
  /** The fee that the platform gave this reference, if there is one. */
  feeReferred(accountId: string, platform: PlatformId, reference: string): Promise<Fee | undefined>;
  /** The fee, locked until the transaction ends. */
  lockFee(id: string): Promise<Fee | undefined>;
  changeFee(id: string, state: FeeState, change: FeeChange): Promise<void>;
}
