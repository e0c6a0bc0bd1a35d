import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { takenMeasures } from '../store/reads/taken-measures.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { TakenMeasureConnection } from './taken-measure.types.ts';

/** What a platform has done, for the platform. */
@Resolver()
export class TakenMeasureResolver {
  @Query(() => TakenMeasureConnection, {
    description:
      'The measures that the platform which asks has taken, by its credential or over its wire, the newest first. Those of its hosts are the hosts’.',
  })
  @AccessFor('PLATFORM')
  measuresTaken(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('programId', () => ID, { nullable: true, description: 'Only those against this program.' })
    programId: string | null,
    @Arg('inForceOnly', () => Boolean, { defaultValue: false, description: 'Only those in force now.' })
    inForceOnly: boolean = false,
    @Arg('contestedOnly', () => Boolean, {
      defaultValue: false,
      description: 'Only those with an appeal or a fix before the platform.',
    })
    contestedOnly: boolean = false,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const place = idOfCursor(after ?? null);
    const { database, cipher, clock } = parts;
    const asked = {
      programId: programId ?? undefined,
      contestedOnly,
      ...(inForceOnly ? { inForceAt: clock.now() } : {}),
    };
    return pageOf(first, cursorOfId, (limit) =>
      takenMeasures(database.prisma, cipher, platform, asked, place, limit),
    );
  }
}
