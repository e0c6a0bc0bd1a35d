import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { noticeSendings } from '../store/reads/notice-sendings.ts';
import { AccessFor } from './access.ts';
import { AFTER, cursorOfId, DEFAULT_PAGE, FIRST, idOfCursor, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { NoticeSendingConnection, NoticeSendingType } from './notice-sending.types.ts';

/** What a platform has sent, for the platform, or for the operator in its place. */
@Resolver()
export class NoticeSendingResolver {
  @Query(() => NoticeSendingConnection, {
    description:
      'The notices that the platform which asks has sent, the newest first, and how far each has come.',
  })
  @AccessFor('PLATFORM')
  noticeSendings(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number = DEFAULT_PAGE,
    @Arg('after', () => String, AFTER) after?: string | null,
  ) {
    const before = idOfCursor(after);
    return pageOf(first, cursorOfId, (limit) =>
      noticeSendings(parts.database.pool, platform, { before, limit }),
    );
  }

  @Query(() => NoticeSendingType, {
    nullable: true,
    description:
      'One of them: what `sendNotice` began. Null where the platform that asks sent no such notice.',
  })
  @AccessFor('PLATFORM')
  async noticeSending(
    @Ctx() { platform, parts }: GraphqlContext,
    @Arg('id', () => ID, { description: 'What `sendNotice` returned as `sendingId`.' }) id: string,
  ) {
    return (await noticeSendings(parts.database.pool, platform, { id, limit: 1 }))[0];
  }
}
