import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { HostReviewRow } from '../store/reads/read-rows.ts';
import { AccessFor } from './access.ts';
import { AFTER, connectionType, cursorOfId, FIRST, idOfCursor, type Page, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { type HostReviewState, HostReviewStateEnum, PlatformEnum } from './enums.ts';
import { HostInboxEventType } from './event.types.ts';
import { textIn, wordIn } from './event-payload.ts';
import { streamAfter } from './event-streams.ts';
import { HostReviewProgramType, HostReviewType, type ProgramFacts } from './host-inbox.types.ts';
import type { ShownEvent } from './shown-event.ts';

const HostReviewConnection = connectionType('HostReview', () => HostReviewType);

@Resolver(() => HostReviewType)
export class HostReviewResolver {
  @Query(() => HostReviewConnection, {
    description: 'The reviews of the partner host that asks, the oldest first.',
  })
  @AccessFor('HOST')
  hostReviews(
    @Ctx() { hostReads }: GraphqlContext,
    @Arg('state', () => HostReviewStateEnum, { nullable: true, description: 'Only those in this state.' })
    state: HostReviewState | null,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Page<HostReviewRow>> {
    const place = idOfCursor(after);
    return pageOf(first, cursorOfId, (limit) => hostReads.reviews(state ?? undefined, place, limit));
  }

  @Query(() => String, {
    description: 'The place in the host’s stream that goes with this read: follow `hostInbox` from here.',
  })
  @AccessFor('HOST')
  hostCursor(@Ctx() context: GraphqlContext): Promise<string> {
    return context.cursor();
  }

  @FieldResolver(() => HostReviewProgramType, { description: 'What the program declares of itself.' })
  program(@Root() { manifest }: HostReviewRow): ProgramFacts {
    return manifest;
  }
}

@Resolver(() => HostInboxEventType)
export class HostInboxResolver {
  @Subscription(() => HostInboxEventType, {
    description:
      'Everything that concerns the partner host that asks: what was missed since `after`, then live.',
    subscribe: ({ args, context }: { args: { after?: string | null }; context: GraphqlContext }) =>
      streamAfter(context, args.after, () => true),
  })
  @AccessFor('HOST')
  hostInbox(
    @Root() event: ShownEvent,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of the last event that was seen, or `hostCursor`. Without one: from now on.',
    })
    _after: string | null,
  ): ShownEvent {
    return event;
  }

  @FieldResolver(() => PlatformEnum, { nullable: true, description: 'The platform.' })
  platform(@Root() event: ShownEvent): string | null {
    return wordIn(event, 'platform', PlatformEnum);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The developer’s own number of the version.' })
  versionNumber(@Root() event: ShownEvent): string | null {
    return textIn(event, 'versionNumber');
  }

  @FieldResolver(() => HostReviewType, { nullable: true, description: 'The host’s review as it is now.' })
  async review(@Root() event: ShownEvent, @Ctx() { hostReads }: GraphqlContext) {
    const id = textIn(event, 'reviewId');
    return id === null ? undefined : (await hostReads.reviewsById([id]))[0];
  }
}
