import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { EventType } from '../events/event.ts';
import type { Host } from '../programs/host.ts';
import { AccessFor } from './access.ts';
import { AFTER, connectionType, FIRST, type Page, pageOf } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { DistributionType, PackageType, ReviewType } from './distribution.types.ts';
import { AxisEnum, PlatformEnum } from './enums.ts';
import {
  EventChangeType,
  EventObject,
  EventVersionType,
  ReviewStatusEventType,
  VisibilityChangeType,
} from './event.types.ts';
import { EventTypeEnum } from './event-enums.ts';
import { recordIn, textIn, textsIn, wordIn } from './event-payload.ts';
import { streamAfter } from './event-streams.ts';
import { hostsNamed } from './host.resolver.ts';
import { HostType } from './host.types.ts';
import { placeAfter } from './place-in-log.ts';
import { ProgramType, VersionType } from './program.types.ts';
import { type ShownEvent, shownGap } from './shown-event.ts';
import { eventsOfTypes, reviewSteps } from './wanted-events.ts';

const EventConnection = connectionType('Event', () => EventObject);

const FROM = {
  nullable: true,
  description:
    'The cursor of the last event that was seen, or of the query that was shown. Without one: from now on.',
} as const;

const PROGRAMS = {
  nullable: true,
  description:
    'Only steps of these programs, 1 to 100. Left out: of all. One that is not the account’s is refused.',
} as const;
const HOSTS = {
  nullable: true,
  description: 'Only steps that these hosts are among, 1 to 100. Left out: all. One that is none is refused.',
} as const;
const TYPES = {
  nullable: true,
  description: 'Only these words, at least one and at most all that there are. Left out: all.',
} as const;

interface Asked<Args> {
  readonly args: Args;
  readonly context: GraphqlContext;
}

interface ReviewStatusArgs {
  readonly after?: string | null;
  readonly programs?: readonly string[] | null;
  readonly hosts?: readonly string[] | null;
}

interface AccountEventsArgs {
  readonly after?: string | null;
  readonly types?: readonly EventType[] | null;
}

@Resolver(() => EventObject)
export class EventResolver {
  @Query(() => EventConnection, { description: 'What happened in the account, in the order of commits.' })
  @AccessFor('VIEWER')
  async events(
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, {
      ...AFTER,
      description: 'Only what happened after this cursor. Without one: from the first event that is kept.',
    })
    after: string | null,
  ): Promise<Page<ShownEvent>> {
    const { stream, parts } = context;
    const { position, gap } = await beginningOf(context, after);
    return pageOf(first, cursorOf, async (limit) => {
      const events = await parts.log.readAfter(stream, position, limit);
      return gap ? [gap, ...events] : events;
    });
  }

  @Subscription(() => EventObject, {
    description: 'Everything that happens in the account: what was missed since `after`, then live.',
    subscribe: ({ args: { types, after }, context }: Asked<AccountEventsArgs>) =>
      streamAfter(context, after, eventsOfTypes(types)),
  })
  @AccessFor('VIEWER')
  accountEvents(
    @Root() event: ShownEvent,
    @Arg('types', () => [EventTypeEnum], TYPES) _types: readonly EventType[] | null,
    @Arg('after', () => String, FROM) _after: string | null,
  ): ShownEvent {
    return event;
  }

  @FieldResolver(() => PlatformEnum, { nullable: true, description: 'The platform that it is about.' })
  platform(@Root() event: ShownEvent): string | null {
    return wordIn(event, 'platform', PlatformEnum);
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program that it is about.' })
  program(@Root() { programId }: ShownEvent, @Ctx() { account }: GraphqlContext) {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }

  @FieldResolver(() => VersionType, { nullable: true, description: 'The version that it is about.' })
  version(@Root() { versionId }: ShownEvent, @Ctx() { account }: GraphqlContext) {
    return versionId === undefined ? undefined : account.rows.find('Version', versionId);
  }

  @FieldResolver(() => [HostType], { description: 'The hosts that it is about.' })
  hosts(@Root() event: ShownEvent, @Ctx() context: GraphqlContext): Promise<readonly Host[]> {
    const named = textsIn(event, 'hostIds');
    return hostsNamed(context, named.length === 0 && event.hostId ? [event.hostId] : named);
  }

  @FieldResolver(() => EventChangeType, { nullable: true, description: 'The state that moved.' })
  change(@Root() event: ShownEvent): EventChangeType | null {
    const axis = axisOf(event);
    return axis === null ? null : { axis, from: textIn(event, 'from'), to: textIn(event, 'to') };
  }
}

@Resolver(() => ReviewStatusEventType)
export class ReviewStatusResolver {
  @Subscription(() => ReviewStatusEventType, {
    description:
      'Every step of every review of the account, and of what follows it: what was missed since `after`, then live. ' +
      'A cursor that cannot be followed ends the stream with CURSOR_MALFORMED or CURSOR_AHEAD; where what came after ' +
      'it is no longer kept, an event of type GAP says so in its place.',
    subscribe: async ({ args: { programs, hosts, after }, context }: Asked<ReviewStatusArgs>) => {
      const wanted = await reviewSteps(context, programs, hosts);
      return streamAfter(context, after, wanted);
    },
  })
  @AccessFor('VIEWER')
  reviewStatus(
    @Root() event: ShownEvent,
    @Arg('programs', () => [ID], PROGRAMS) _programs: readonly string[] | null,
    @Arg('hosts', () => [ID], HOSTS) _hosts: readonly string[] | null,
    @Arg('after', () => String, FROM) _after: string | null,
  ): ShownEvent {
    return event;
  }

  @FieldResolver(() => PlatformEnum, { nullable: true, description: 'The platform.' })
  platform(@Root() event: ShownEvent): string | null {
    return wordIn(event, 'platform', PlatformEnum);
  }

  @FieldResolver(() => [HostType], { description: 'The hosts that the step is about.' })
  hosts(@Root() event: ShownEvent, @Ctx() context: GraphqlContext): Promise<readonly Host[]> {
    return hostsNamed(context, textsIn(event, 'hostIds'));
  }

  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program.' })
  program(@Root() { programId }: ShownEvent, @Ctx() { account }: GraphqlContext) {
    return programId === undefined ? undefined : account.rows.find('Program', programId);
  }

  @FieldResolver(() => EventVersionType, { nullable: true, description: 'The version.' })
  version(@Root() event: ShownEvent): EventVersionType | null {
    const id = textIn(event, 'versionId');
    const number = textIn(event, 'versionNumber');
    return id === null || number === null ? null : { id, number };
  }

  @FieldResolver(() => PackageType, { nullable: true, description: 'The package as it is now.' })
  package(@Root() event: ShownEvent, @Ctx() { account }: GraphqlContext) {
    const id = textIn(event, 'packageId');
    return id === null ? undefined : account.rows.find('Package', id);
  }

  @FieldResolver(() => DistributionType, {
    nullable: true,
    description: 'The distribution as it is now, where the step is one host’s.',
  })
  distribution(@Root() { subjectId }: ShownEvent, @Ctx() { account }: GraphqlContext) {
    return subjectId?.startsWith('dist_') ? account.rows.find('Distribution', subjectId) : undefined;
  }

  @FieldResolver(() => ReviewType, { nullable: true, description: 'The examination as it is now.' })
  review(@Root() event: ShownEvent, @Ctx() { account }: GraphqlContext) {
    const id = textIn(event, 'reviewId');
    return id === null ? undefined : account.rows.find('Review', id);
  }

  @FieldResolver(() => AxisEnum, { nullable: true, description: 'The state that moved.' })
  axis(@Root() event: ShownEvent): string | null {
    return axisOf(event);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The state before, in the words of the axis.' })
  from(@Root() event: ShownEvent): string | null {
    return textIn(event, 'from');
  }

  @FieldResolver(() => String, { nullable: true, description: 'The state now, in the words of the axis.' })
  to(@Root() event: ShownEvent): string | null {
    return textIn(event, 'to');
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the host said, word for word.' })
  words(@Root() event: ShownEvent): string | null {
    return textIn(event, 'words');
  }

  @FieldResolver(() => VisibilityChangeType, {
    nullable: true,
    description: 'Who could see it, and who can now.',
  })
  visibility(@Root() event: ShownEvent): object | null {
    return recordIn(event, 'visibility');
  }
}

function cursorOf({ cursor }: ShownEvent): string {
  return cursor;
}

/**
 * Where to read on; without a cursor before the first event, of which nobody is told that earlier ones are gone. What is
 * gone after the cursor is the first on the page. Throws CURSOR_… as the streams do.
 */
async function beginningOf(
  context: GraphqlContext,
  after: string | null | undefined,
): Promise<{ readonly position: bigint; readonly gap?: ShownEvent }> {
  if (after === null || after === undefined) return { position: 0n };
  const { position, gap } = await placeAfter(context, after);
  if (!gap) return { position };
  const { log, clock } = context.parts;
  return { position: gap.to, gap: shownGap(log, context.stream, gap, clock.now()) };
}

function axisOf(event: ShownEvent): string | null {
  // Written in small letters, as policies have it.
  const axis = textIn(event, 'axis')?.toUpperCase() ?? '';
  return Object.hasOwn(AxisEnum, axis) ? axis : null;
}
