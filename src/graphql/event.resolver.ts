import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { BadCursor, readCursor, writeCursor } from '../events/cursor.ts';
import { type LoggedEvent, reviewEventTypes } from '../events/event.ts';
import { type Followed, refuseUnfollowable } from '../events/follow.ts';
import type { Host } from '../programs/host.ts';
import { AccessFor } from './access.ts';
import { AFTER, connectionType, FIRST, type Page, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { DistributionType, PackageType, ReviewType } from './distribution.types.ts';
import { AxisEnum, PlatformEnum } from './enums.ts';
import { badCursor } from './errors.ts';
import { EventObject, EventVersionType, ReviewStatusEventType, VisibilityChangeType } from './event.types.ts';
import { recordIn, textIn, textsIn, wordIn } from './event-payload.ts';
import { eventOf, type StreamItem, streamAfter } from './event-streams.ts';
import { hostsNamed } from './host.resolver.ts';
import { HostType } from './host.types.ts';
import { ProgramType } from './program.types.ts';

const EventConnection = connectionType('Event', () => EventObject);

const FROM = {
  nullable: true,
  description:
    'The cursor of the last event that was seen, or of the query that was shown. Without one: from now on.',
} as const;
const CURSOR = 'The place of this event in the stream: to go on after it, pass it as `after`.';

interface Asked<Args> {
  readonly args: Args;
  readonly context: GraphqlContext;
}

@Resolver(() => EventObject)
export class EventResolver {
  @Query(() => EventConnection, { description: 'What happened in the account, in the order of commits.' })
  @AccessFor('VIEWER')
  async events(
    @Ctx() { stream, parts: { log } }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { ...AFTER, description: 'Only what happened after this cursor.' })
    after: string | null,
  ): Promise<Page<LoggedEvent>> {
    const position = await positionAfter(after, { log, stream });
    return pageOf(first, cursorOf, (limit) => log.readAfter(stream, position, limit));
  }

  @Subscription(() => EventObject, {
    name: 'events',
    description: 'Everything that happens in the account: what was missed since `after`, then live.',
    subscribe: ({ args, context }: Asked<{ after?: string | null }>) =>
      streamAfter(context, context.stream, args.after, () => true),
  })
  @AccessFor('VIEWER')
  followEvents(
    @Root() item: StreamItem,
    @Arg('after', () => String, FROM) _after: string | null,
  ): LoggedEvent {
    return eventOf(item);
  }

  @FieldResolver(() => String, { description: CURSOR })
  cursor(@Root() event: LoggedEvent): string {
    return cursorOf(event);
  }

  @FieldResolver(() => PlatformEnum, { nullable: true, description: 'The platform that it is about.' })
  platform(@Root() event: LoggedEvent): string | null {
    return wordIn(event, 'platform', PlatformEnum);
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program that it is about.' })
  program(@Root() { programId }: LoggedEvent, @Ctx() { account }: GraphqlContext) {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }
}

@Resolver(() => ReviewStatusEventType)
export class ReviewStatusResolver {
  @Subscription(() => ReviewStatusEventType, {
    description:
      'Every step of every review of the account, and of what follows it: what was missed since `after`, then live. ' +
      'A cursor that cannot be followed ends the stream with CURSOR_MALFORMED, CURSOR_AHEAD or CURSOR_EXPIRED.',
    subscribe: ({ args, context }: Asked<{ after?: string | null; programId?: string | null }>) => {
      const { after, programId } = args;
      return streamAfter(
        context,
        context.stream,
        after,
        (event) => reviewEventTypes.has(event.type) && (!programId || event.programId === programId),
      );
    },
  })
  @AccessFor('VIEWER')
  reviewStatus(
    @Root() item: StreamItem,
    @Arg('after', () => String, FROM) _after: string | null,
    @Arg('programId', () => ID, { nullable: true, description: 'Only steps of this program.' })
    _programId: string | null,
  ): LoggedEvent {
    return eventOf(item);
  }

  @FieldResolver(() => String, { description: CURSOR })
  cursor(@Root() event: LoggedEvent): string {
    return cursorOf(event);
  }

  @FieldResolver(() => PlatformEnum, { nullable: true, description: 'The platform.' })
  platform(@Root() event: LoggedEvent): string | null {
    return wordIn(event, 'platform', PlatformEnum);
  }

  @FieldResolver(() => [HostType], { description: 'The hosts that the step is about.' })
  hosts(@Root() event: LoggedEvent, @Ctx() context: GraphqlContext): Promise<readonly Host[]> {
    return hostsNamed(context, textsIn(event, 'hostIds'));
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program.' })
  program(@Root() { programId }: LoggedEvent, @Ctx() { account }: GraphqlContext) {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }

  @FieldResolver(() => EventVersionType, { nullable: true, description: 'The version.' })
  version(@Root() event: LoggedEvent): EventVersionType | null {
    const id = textIn(event, 'versionId');
    const number = textIn(event, 'versionNumber');
    return id === null || number === null ? null : { id, number };
  }

  @FieldResolver(() => PackageType, { nullable: true, description: 'The package as it is now.' })
  package(@Root() event: LoggedEvent, @Ctx() { account }: GraphqlContext) {
    const id = textIn(event, 'packageId');
    return id === null ? undefined : account.rows.find('Package', id);
  }

  @FieldResolver(() => DistributionType, {
    nullable: true,
    description: 'The distribution as it is now, where the step is one host’s.',
  })
  distribution(@Root() { subjectId }: LoggedEvent, @Ctx() { account }: GraphqlContext) {
    return subjectId?.startsWith('dist_') ? account.rows.find('Distribution', subjectId) : undefined;
  }

  @FieldResolver(() => ReviewType, { nullable: true, description: 'The examination as it is now.' })
  review(@Root() event: LoggedEvent, @Ctx() { account }: GraphqlContext) {
    const id = textIn(event, 'reviewId');
    return id === null ? undefined : account.rows.find('Review', id);
  }

  @FieldResolver(() => AxisEnum, { nullable: true, description: 'The state that moved.' })
  axis(@Root() event: LoggedEvent): string | null {
    // Written in small letters, as policies have it.
    const axis = textIn(event, 'axis')?.toUpperCase() ?? '';
    return Object.hasOwn(AxisEnum, axis) ? axis : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The state before, in the words of the axis.' })
  from(@Root() event: LoggedEvent): string | null {
    return textIn(event, 'from');
  }

  @FieldResolver(() => String, { nullable: true, description: 'The state now, in the words of the axis.' })
  to(@Root() event: LoggedEvent): string | null {
    return textIn(event, 'to');
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the host said, word for word.' })
  words(@Root() event: LoggedEvent): string | null {
    return textIn(event, 'words');
  }

  @FieldResolver(() => VisibilityChangeType, {
    nullable: true,
    description: 'Who could see it, and who can now.',
  })
  visibility(@Root() event: LoggedEvent): object | null {
    return recordIn(event, 'visibility');
  }
}

function cursorOf({ position }: LoggedEvent): string {
  return writeCursor(position);
}

/** Where to read on; without a cursor from the first event that is kept. Throws CURSOR_… as the streams do. */
async function positionAfter(
  after: string | null | undefined,
  { log, stream }: Pick<Followed, 'log' | 'stream'>,
): Promise<bigint> {
  if (after === null || after === undefined) return 0n;
  try {
    const position = readCursor(after);
    await refuseUnfollowable(log, stream, position);
    return position;
  } catch (error) {
    throw error instanceof BadCursor ? badCursor(error) : error;
  }
}
