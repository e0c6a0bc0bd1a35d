import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import { fulfilObligation } from '../duties/fulfil-obligation.ts';
import type { ObligationState } from '../policy/obligation.ts';
import type { ObligationRow, ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, DEFAULT_PAGE, FIRST, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { ObligationStateEnum } from './duty.enums.ts';
import {
  FulfilObligationInput,
  FulfilObligationPayload,
  ObligationConnection,
  ObligationType,
} from './duty.types.ts';
import { PlatformEnum } from './enums.ts';
import { given } from './idempotency.ts';
import { cursorOfObligation, placeOfCursor } from './obligation-cursor.ts';
import { payloadOf } from './payload.ts';
import { ProgramType } from './program.types.ts';
import { DateTime } from './scalars.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';

/** What is owed, to whom, by when. */
@Resolver(() => ObligationType)
export class DutyResolver {
  @Query(() => ObligationConnection, {
    description: 'What the account owes under its agreements, in the order of the due dates.',
  })
  @AccessFor('VIEWER')
  obligations(
    @Ctx() context: GraphqlContext,
    @Arg('platform', () => PlatformEnum, {
      nullable: true,
      description: 'Only under this platform’s agreement.',
    })
    platform: string | null,
    @Arg('programId', () => ID, { nullable: true, description: 'Only those about this program.' })
    programId: string | null,
    @Arg('states', () => [ObligationStateEnum], {
      nullable: true,
      description: 'Only those that stand so; left out: in any state.',
    })
    states: ObligationState[] | null,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt?: Date | null,
  ) {
    const place = placeOfCursor(after);
    const asked = {
      platform: platform ?? undefined,
      programId: programId ?? undefined,
      states: states ?? undefined,
    };
    const { reads } = context.accountAt(timesAsked(context, asOf, knownAt));
    return pageOf(first, cursorOfObligation, (limit) => reads.obligations(asked, place, limit));
  }

  @FieldResolver(() => ProgramType, {
    nullable: true,
    description: 'The program that it is about, if it is about one.',
  })
  program(
    @Root() obligation: ObligationRow,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> | undefined {
    const { programId } = obligation;
    return programId === null ? undefined : context.rowsOf(obligation).find('Program', programId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was stated when it ended, which can name people; null for who may not change anything in the account.',
  })
  statement(
    @Root() { id, sealedStatement }: ObligationRow,
    @Ctx() { parts, viewer }: GraphqlContext,
  ): string | undefined {
    if (sealedStatement === null || !mayAct(viewer, 'DEVELOPER')) return undefined;
    return parts.cipher.open({ table: 'Obligation', column: 'sealedStatement', rowId: id }, sealedStatement);
  }

  @Mutation(() => FulfilObligationPayload, {
    description:
      'Says that a duty is done, with evidence. Duties whose `proof` is BY_ACT end by that act instead.',
  })
  @AccessFor('ADMIN')
  async fulfilObligation(
    @Arg('input', () => FulfilObligationInput, { description: 'What was done.' })
    input: FulfilObligationInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FulfilObligationPayload> {
    const { idempotencyKey, ...done } = input;
    const outcome = await fulfilObligation(context.parts, context.account.actor, done, given(idempotencyKey));
    return payloadOf(outcome, async ({ obligationId }) => ({
      obligation: await context.account.rows.find('Obligation', obligationId),
    }));
  }
}
