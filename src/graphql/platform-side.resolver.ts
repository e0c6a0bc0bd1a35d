import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { FeeState } from '../policy/fee.ts';
import { boundAccounts, demandedFees } from '../store/reads/platform-side.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { FeeStateEnum } from './fee.types.ts';
import { given } from './idempotency.ts';
import { BoundAccountConnection, DemandedFeeConnection } from './platform-side.types.ts';

/** What a platform reads of those with whom it has an agreement. */
@Resolver()
export class PlatformSideResolver {
  @Query(() => BoundAccountConnection, {
    description:
      'The accounts that the agreement of the platform which asks binds, the newest first: accepted, and not left.',
  })
  @AccessFor('PLATFORM')
  boundAccounts(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const before = idOfCursor(after);
    const { prisma } = parts.database;
    return pageOf(first, cursorOfId, (limit) => boundAccounts(prisma, platform, { before, limit }));
  }

  @Query(() => DemandedFeeConnection, {
    description:
      'The fees that the platform which asks has demanded, the newest first, with whom their invoices are to be made out to (wechat/2.6).',
  })
  @AccessFor('PLATFORM')
  demandedFees(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('accountId', () => ID, { nullable: true, description: 'Only those of this account.' })
    accountId: string | null,
    @Arg('states', () => [FeeStateEnum], {
      nullable: true,
      description: 'Only those that stand so; left out: in any state.',
    })
    states: FeeState[] | null,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const before = idOfCursor(after);
    const asked = { accountId: given(accountId), states: given(states) };
    const { database, cipher } = parts;
    return pageOf(first, cursorOfId, (limit) =>
      demandedFees(database.prisma, cipher, platform, asked, { before, limit }),
    );
  }
}
