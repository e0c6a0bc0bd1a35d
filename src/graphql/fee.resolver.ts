import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import { demandFee } from '../duties/demand-fee.ts';
import { issueInvoice, requestInvoice } from '../duties/invoice.ts';
import { confirmFeePayment, recordFeePayment, waiveFee } from '../duties/settle-fee.ts';
import type { FeeState } from '../policy/fee.ts';
import type { InvoiceData } from '../policy/invoice.ts';
import { invoiceCell } from '../store/fee-records.ts';
import type { FeeRow, ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import {
  DemandFeeInput,
  FeeConnection,
  FeeNamedInput,
  FeeNamedPayload,
  FeePayload,
  FeeStateEnum,
  FeeType,
  InvoiceDataType,
  IssueInvoiceInput,
  RecordFeePaymentInput,
  RequestInvoiceInput,
} from './fee.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { voiceOf } from './platform-voice.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';

const INPUT = { description: 'What is to be done.' };

@Resolver(() => ProgramType)
export class ProgramFeesResolver {
  @FieldResolver(() => [FeeType], {
    description:
      'The fees that platforms demanded for this program, the newest first; not those of the account.',
  })
  fees(@Root() program: ProgramRow, @Ctx() context: GraphqlContext): Promise<readonly FeeRow[]> {
    return context.rowsOf(program).all('Fee', 'programId', program.id);
  }
}

/** What the account reads of fees, and does about them. */
@Resolver(() => FeeType)
export class FeeResolver {
  @Query(() => FeeConnection, { description: 'The fees that platforms demand, the newest first.' })
  @AccessFor('VIEWER')
  fees(
    @Ctx() context: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only of this platform.' })
    platform: string | null,
    @Arg('programId', () => ID, { nullable: true, description: 'Only those for this program.' })
    programId: string | null,
    @Arg('states', () => [FeeStateEnum], {
      nullable: true,
      description: 'Only those that stand so; left out: in any state.',
    })
    states: FeeState[] | null,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt?: Date | null,
  ) {
    const place = idOfCursor(after);
    const asked = { platform: given(platform), programId: given(programId), states: given(states) };
    const { reads } = context.accountAt(timesAsked(context, asOf, knownAt));
    return pageOf(first, cursorOfId, (limit) => reads.fees(asked, place, limit));
  }

  @FieldResolver(() => ProgramType, {
    nullable: true,
    description: 'The program that it is demanded for; null: the account.',
  })
  program(@Root() fee: FeeRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> | undefined {
    const { programId } = fee;
    return programId === null ? undefined : context.rowsOf(fee).find('Program', programId);
  }

  @FieldResolver(() => InvoiceDataType, {
    nullable: true,
    description:
      'Whom its invoice is made out to, who can be a person; null for who may not change anything in the account.',
  })
  invoiceData(
    @Root() { id, sealedInvoiceData }: FeeRow,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): InvoiceData | undefined {
    if (sealedInvoiceData === null || !mayAct(viewer, 'DEVELOPER')) return undefined;
    return JSON.parse(parts.cipher.open(invoiceCell(id), sealedInvoiceData)) as InvoiceData;
  }

  @Mutation(() => FeePayload, {
    description:
      'Says that a fee was paid, and shows it: it holds nothing up any more (wechat/2.6, baidu/2.4).',
  })
  @AccessFor('ADMIN')
  async recordFeePayment(
    @Arg('input', () => RecordFeePaymentInput, INPUT) input: RecordFeePaymentInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<FeePayload> {
    const { idempotencyKey, ...paid } = input;
    const outcome = await recordFeePayment(parts, account.actor, paid, given(idempotencyKey));
    return payloadOf(outcome, async ({ feeId }) => ({ fee: await account.rows.find('Fee', feeId) }));
  }

  @Mutation(() => FeePayload, {
    description:
      'Asks for the invoice of a fee that was paid (wechat/2.6). Refused where the agreement has no such clause (baidu/2.4).',
  })
  @AccessFor('ADMIN')
  async requestInvoice(
    @Arg('input', () => RequestInvoiceInput, INPUT) input: RequestInvoiceInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<FeePayload> {
    const { feeId, titleKind, title, taxpayerId, idempotencyKey } = input;
    const asked = { feeId, titleKind, title, ...(taxpayerId == null ? {} : { taxpayerId }) };
    const outcome = await requestInvoice(parts, account.actor, asked, given(idempotencyKey));
    return payloadOf(outcome, async () => ({ fee: await account.rows.find('Fee', feeId) }));
  }
}

/** What a platform does about fees. */
@Resolver()
export class PlatformFeeMutations {
  @Mutation(() => FeeNamedPayload, {
    description:
      'A platform demands a fee for reviews; unpaid, it holds submissions up (wechat/2.6, baidu/2.4).',
  })
  @AccessFor('PLATFORM')
  async demandFee(
    @Arg('input', () => DemandFeeInput, INPUT) input: DemandFeeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FeeNamedPayload> {
    const { programId, dueOn, idempotencyKey, ...demanded } = input;
    const fee = { ...demanded, programId: given(programId), dueOn: given(dueOn) };
    const outcome = await demandFee(context.parts, voiceOf(context), fee, given(idempotencyKey));
    return payloadOf(outcome, ({ feeId }) => ({ feeId }));
  }

  @Mutation(() => FeeNamedPayload, { description: 'A platform gives up a fee that is not paid.' })
  @AccessFor('PLATFORM')
  async waiveFee(
    @Arg('input', () => FeeNamedInput, INPUT) { idempotencyKey, ...named }: FeeNamedInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FeeNamedPayload> {
    const outcome = await waiveFee(context.parts, voiceOf(context), named, given(idempotencyKey));
    return payloadOf(outcome, ({ feeId }) => ({ feeId }));
  }

  @Mutation(() => FeeNamedPayload, { description: 'A platform says that the money of a fee has come in.' })
  @AccessFor('PLATFORM')
  async confirmFeePayment(
    @Arg('input', () => FeeNamedInput, INPUT) { idempotencyKey, ...named }: FeeNamedInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FeeNamedPayload> {
    const outcome = await confirmFeePayment(context.parts, voiceOf(context), named, given(idempotencyKey));
    return payloadOf(outcome, ({ feeId }) => ({ feeId }));
  }

  @Mutation(() => FeeNamedPayload, {
    description: 'A platform issues the invoice that was asked for (wechat/2.6).',
  })
  @AccessFor('PLATFORM')
  async issueInvoice(
    @Arg('input', () => IssueInvoiceInput, INPUT) { idempotencyKey, fileId, ...number }: IssueInvoiceInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FeeNamedPayload> {
    const issued = { ...number, fileId: given(fileId) };
    const outcome = await issueInvoice(context.parts, voiceOf(context), issued, given(idempotencyKey));
    return payloadOf(outcome, ({ feeId }) => ({ feeId }));
  }
}
