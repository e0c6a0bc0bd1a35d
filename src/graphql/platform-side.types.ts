import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from './connection.ts';
import { FeeStateEnum, InvoiceDataType } from './fee.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('BoundProgram', {
  description: 'A program that the platform has registered, as it knows it.',
  simpleResolvers: true,
})
export class BoundProgramType {
  @Field(() => ID, { description: 'The program: what demands, measures and audits name.' })
  programId!: string;

  @Field(() => String, { nullable: true, description: 'The platform’s own id of it.' })
  appId!: string | null;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

@ObjectType('BoundAccount', {
  description: 'An account that the agreement of the platform which asks binds.',
  simpleResolvers: true,
})
export class BoundAccountType {
  @Field(() => ID, { description: 'The account: the `accountId` of demands, measures, audits and notices.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it first accepted anything of the agreement.' })
  boundSince!: Date;

  @Field(() => [BoundProgramType], { description: 'What of it the platform has registered.' })
  programs!: readonly BoundProgramType[];
}

export const BoundAccountConnection = connectionType('BoundAccount', () => BoundAccountType);

@ObjectType('DemandedFee', {
  description: 'A fee, as the platform that demanded it sees it (wechat/2.6, baidu/2.4).',
  simpleResolvers: true,
})
export class DemandedFeeType {
  @Field(() => ID, { description: 'What `waiveFee`, `confirmFeePayment` and `issueInvoice` take.' })
  id!: string;

  @Field(() => ID, { description: 'Of whom.' })
  accountId!: string;

  @Field(() => ID, { nullable: true, description: 'For which program; null: for the account.' })
  programId!: string | null;

  @Field(() => ID, { description: 'The clause that it is demanded under: see `node`.' })
  clause!: string;

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
  demandedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the account showed that it paid.' })
  paidAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The number of the transfer, as the account says.' })
  paymentReference!: string | null;

  @Field(() => [ID], { description: 'The files that show the payment: `GET /files/<id>`.' })
  evidenceFileIds!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'When the platform said that the money came in.' })
  confirmedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the platform gave it up.' })
  waivedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the account asked for the invoice last.' })
  invoiceRequestedAt!: Date | null;

  @Field(() => InvoiceDataType, {
    nullable: true,
    description: 'Whom the invoice is to be made out to, once it was asked for.',
  })
  invoiceData?: InvoiceDataType | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When the platform issued the invoice.' })
  invoicedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The number on the invoice.' })
  invoiceNumber!: string | null;
}

export const DemandedFeeConnection = connectionType('DemandedFee', () => DemandedFeeType);
