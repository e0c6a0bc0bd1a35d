import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type DeadLetter, replayDeadLetter } from '../review/dead-letters.ts';
import { DeadLetterBox } from '../store/dead-letters.ts';
import type { ProgramRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { boundedFirst, FIRST } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { DeadLetterType, ReplayDeadLetterInput, ReplayDeadLetterPayload } from './dead-letter.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import { ProgramType } from './program.types.ts';

const LAST = { ...FIRST, description: 'How many at most, the last to be given up first: 1 to 100.' };

@Resolver(() => DeadLetterType)
export class DeadLetterResolver {
  @Query(() => [DeadLetterType], {
    description:
      'Work for the account’s own programs that was given up and has not been done since. Empty is how it should be.',
  })
  @AccessFor('ADMIN')
  deadLetters(
    @Arg('first', () => Int, LAST) first: number,
    @Ctx() { account, parts }: GraphqlContext,
  ): Promise<readonly DeadLetter[]> {
    return box(parts).list(boundedFirst(first), account.accountId);
  }

  @Mutation(() => ReplayDeadLetterPayload, {
    description:
      'Tries once more what was given up. What has been done since, or is being tried, stays as it is.',
  })
  @AccessFor('ADMIN')
  async replayDeadLetter(
    @Arg('input', () => ReplayDeadLetterInput, { description: 'What is to be tried again.' })
    input: ReplayDeadLetterInput,
    @Ctx() { account, parts }: GraphqlContext,
  ): Promise<ReplayDeadLetterPayload> {
    const { deadLetterId, idempotencyKey } = input;
    const outcome = await replayDeadLetter(parts, account.actor, { deadLetterId }, given(idempotencyKey));
    return payloadOf(outcome, async () => ({ deadLetter: await box(parts).find(deadLetterId) }));
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program, where it is about one.' })
  program(
    @Root() { programId }: DeadLetter,
    @Ctx() { account }: GraphqlContext,
  ): undefined | Promise<ProgramRow | undefined> {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }
}

function box({ database, cipher, clock }: GraphqlContext['parts']): DeadLetterBox {
  return new DeadLetterBox(database.prisma, cipher, clock);
}
