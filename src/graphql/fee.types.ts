import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { FeeState } from '../policy/fee.ts';
import type { InvoiceTitleKind } from '../policy/invoice.ts';
import { connectionType } from './connection.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { NodeType } from './node.types.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const FeeStateEnum = vocabulary<FeeState>('FeeState', 'Where a fee stands.', {
  DEMANDED: 'It is to be paid, and holds submissions up until it is.',
  PAID: 'The account showed that it paid.',
  INVOICED: 'The platform issued the invoice.',
  WAIVED: 'The platform gave it up.',
});

export const InvoiceTitleKindEnum = vocabulary<InvoiceTitleKind>(
  'InvoiceTitleKind',
  'Whom an invoice is made out to.',
  {
    ORGANISATION: 'An organisation, with its taxpayer’s number.',
    PERSON: 'A person.',
  },
);

@ObjectType('InvoiceData', { description: 'Whom an invoice is made out to.', simpleResolvers: true })
export class InvoiceDataType {
  @Field(() => InvoiceTitleKindEnum, { description: 'An organisation or a person.' })
  titleKind!: string;

  @Field(() => String, { description: 'The name on it.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'The unified social credit code.' })
  taxpayerId?: string;
}

@ObjectType('Fee', {
  implements: NodeType,
  description: 'A fee for reviews that a platform demands (wechat/2.6, baidu/2.4).',
  simpleResolvers: true,
})
export class FeeType extends NodeType {
  @Field(() => PlatformEnum, { description: 'Who demands it.' })
  platform!: string;

  @Field(() => ID, { description: 'The clause that it is demanded under: see `node`.' })
  clause!: string;

  @Field(() => String, { description: 'The version of the agreement under which it was demanded.' })
  agreementVersion!: string;

  @Field(() => Int, { description: 'The amount in fen, a hundredth of a yuan.' })
  amountFen!: number;

  @Field(() => String, { description: 'CNY.' })
  currency!: string;

  @Field(() => String, { description: 'The platform’s own number for it.' })
  reference!: string;

  @Field(() => String, { description: 'The day by which it is to be paid, in China: `2026-12-31`.' })
  dueOn!: string;

  @Field(() => FeeStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => DateTime, { description: 'When it was demanded.' })
  demandedAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the account showed that it paid.' })
  paidAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who said so: `member:…` or `token:…`.' })
  paidBy!: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the transfer.' })
  paymentReference!: string | null;

  @Field(() => [ID], { description: 'The stored files that show the payment.' })
  evidenceFileIds!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'When the platform said that the money came in.' })
  confirmedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the platform gave it up.' })
  waivedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the invoice was asked for last.' })
  invoiceRequestedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the invoice was issued.' })
  invoicedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The number on the invoice.' })
  invoiceNumber!: string | null;

  @Field(() => ID, { nullable: true, description: 'The invoice: `GET /files/<id>`.' })
  invoiceFileId!: string | null;
}

export const FeeConnection = connectionType('Fee', () => FeeType);

@InputType('DemandFeeInput', { description: 'What a platform demands.' })
export class DemandFeeInput {
  @Field(() => ID, { description: 'Of whom.' })
  accountId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'For which program; left out: for all of the account, and all are held up.',
  })
  programId?: string | null;

  @Field(() => Int, { description: 'In fen, 1 to 1,000,000,000.' })
  amountFen!: number;

  @Field(() => ID, { description: 'The clause that gives the ground: `wechat/2.6`, `baidu/2.4`.' })
  clause!: string;

  @Field(() => String, { description: 'The platform’s own number, 1 to 100 characters, once an account.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'By which day, `2026-12-31`; left out: in 30 days.' })
  dueOn?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('FeeNamedInput', { description: 'A fee that the platform demanded.' })
export class FeeNamedInput {
  @Field(() => ID, { description: 'Of whom.' })
  accountId!: string;

  @Field(() => ID, { description: 'The fee.' })
  feeId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('IssueInvoiceInput', { description: 'The invoice of a fee that was paid.' })
export class IssueInvoiceInput extends FeeNamedInput {
  @Field(() => String, { description: 'The number on it, 1 to 50 characters.' })
  number!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The invoice, a stored file of that account: `POST /files?account=<id>` with the platform’s credential stores it. Left out: it comes by another way.',
  })
  fileId?: string | null;
}

@ObjectType('FeeNamedPayload', { description: 'What became of a fee.', simpleResolvers: true })
export class FeeNamedPayload extends PayloadFields {
  @Field(() => ID, { nullable: true, description: 'The fee.' })
  feeId?: string | undefined;
}

@InputType('RecordFeePaymentInput', { description: 'How a fee was paid.' })
export class RecordFeePaymentInput {
  @Field(() => ID, { description: 'The fee.' })
  feeId!: string;

  @Field(() => String, { description: 'The number of the transfer, 1 to 100 characters.' })
  reference!: string;

  @Field(() => [ID], { description: '1 to 20 stored files that show it.' })
  evidenceFileIds!: string[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RequestInvoiceInput', { description: 'Whom the invoice of a fee is made out to.' })
export class RequestInvoiceInput {
  @Field(() => ID, { description: 'The fee.' })
  feeId!: string;

  @Field(() => InvoiceTitleKindEnum, { description: 'An organisation or a person.' })
  titleKind!: InvoiceTitleKind;

  @Field(() => String, { description: 'The name on it, 1 to 100 characters. Kept sealed.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ORGANISATION: the unified social credit code (GB 32100-2015). Kept sealed.',
  })
  taxpayerId?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('FeePayload', { description: 'What became of a fee.', simpleResolvers: true })
export class FeePayload extends PayloadFields {
  @Field(() => FeeType, { nullable: true, description: 'The fee as it is now.' })
  fee?: object | undefined;
}
