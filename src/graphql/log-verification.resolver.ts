import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { verifyLog } from '../store/verify-log.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { badInput } from './errors.ts';
import { LogHeadInput, LogVerificationType } from './log-verification.types.ts';
import { positionOf } from './place-in-log.ts';

/** What one request looks at: about a second's work. */
const MOST_EVENTS = 10_000;

@Resolver(() => LogVerificationType)
export class LogVerificationResolver {
  @Query(() => LogVerificationType, {
    description:
      'Looks whether the events of the account are as they were written: each is chained to the one before it under a key of the gateway. ' +
      'A long log is looked at in parts.',
  })
  @AccessFor('ADMIN')
  async verifyLog(
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, {
      description: `How many events to look at, at most: 1 to ${MOST_EVENTS}.`,
      defaultValue: MOST_EVENTS,
    })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the part before. Left out: from the first event that is kept.',
    })
    after: string | null,
    @Arg('known', () => LogHeadInput, {
      nullable: true,
      description: 'A head that was noted down earlier, through which the log has to go.',
    })
    known: LogHeadInput | null,
  ): Promise<LogVerificationType> {
    const { parts, stream, account } = context;
    if (first < 1 || first > MOST_EVENTS)
      throw badInput(`\`first\` is 1 to ${MOST_EVENTS}, not ${first}: go on with \`after\``, 'first');
    const anchors = known ? [{ position: positionOf(context, known.cursor), hash: known.hash }] : [];
    const found = await verifyLog(parts.database.pool, parts.cipher, account.accountId, {
      after: after ? positionOf(context, after) : 0n,
      limit: first,
      anchors,
    });
    const { broken, upTo, head } = found;
    return {
      ...found,
      broken: broken
        ? { fault: broken.fault, position: String(broken.position), eventId: broken.eventId ?? null }
        : null,
      endCursor: parts.log.cursorAt(stream, upTo),
      head: { cursor: parts.log.cursorAt(stream, head.position), hash: head.hash },
    };
  }
}
