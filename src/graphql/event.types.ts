import { Field, ID, ObjectType } from 'type-graphql';
import type { Cursor } from '../events/cursor.ts';
import type { LoggedEvent } from '../events/event.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { AxisEnum, VisibilityEnum } from './enums.ts';
import { EventSourceEnum, EventTypeEnum } from './event-enums.ts';
import { Localized } from './localized.ts';
import { NodeType } from './node.types.ts';
import { DateTime, JsonObject } from './scalars.ts';
import type { ShownEvent } from './shown-event.ts';

const AT = 'When the gateway learned of it, by its own clock.';
const OCCURRED_AT =
  'When it happened at the platform or host, where that says so, and never after `at`; otherwise the same as `at`.';
const CURSOR = 'The place of this event in the stream: to go on after it, pass it as `after`.';
const GAP = 'What is no longer kept; of events of type GAP alone.';

@ObjectType('EventGap', {
  description:
    'What stands in the place of events that are older than the log is kept: nothing was skipped but these.',
  simpleResolvers: true,
})
export class EventGapType {
  @Field(() => String, { description: 'The place after which events are gone.' })
  from!: Cursor;

  @Field(() => String, {
    description: 'The place of the last event that is gone: the stream goes on after it.',
  })
  to!: Cursor;

  @Localized('Which query gives the present state instead.')
  query!: LocalizedText;
}

@ObjectType('EventChange', { description: 'The state that an event moved.', simpleResolvers: true })
export class EventChangeType {
  @Field(() => AxisEnum, { description: 'Which.' })
  axis!: string;

  @Field(() => String, { nullable: true, description: 'The state before, in the words of the axis.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'The state after it, in the words of the axis.' })
  to!: string | null;
}

@ObjectType('Event', {
  implements: NodeType,
  description: 'What happened, at its place in the account’s stream.',
  simpleResolvers: true,
})
export class EventObject extends NodeType {
  @Field(() => EventTypeEnum, { description: 'What.' })
  type!: ShownEvent['type'];

  @Field(() => DateTime, { description: AT })
  at!: Date;

  @Field(() => DateTime, { description: OCCURRED_AT })
  occurredAt!: Date;

  @Field(() => String, { description: CURSOR })
  cursor!: Cursor;

  @Field(() => EventGapType, { nullable: true, description: GAP })
  gap?: EventGapType;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: LoggedEvent['source'];

  @Field(() => String, { description: 'Who did it: `member:…`, `token:…`, `host:…` or `gateway`.' })
  actor!: string;

  @Field(() => ID, { nullable: true, description: 'The thing that changed: see `node`.' })
  subjectId?: string;

  @Field(() => JsonObject, { description: 'All else that is known of it; its keys depend on `type`.' })
  payload!: object;
}

@ObjectType('VisibilityChange', {
  description: 'Who could see a version, and who can.',
  simpleResolvers: true,
})
export class VisibilityChangeType {
  @Field(() => VisibilityEnum, { description: 'Before.' })
  from!: string;

  @Field(() => VisibilityEnum, { description: 'Now.' })
  to!: string;
}

@ObjectType('EventVersion', {
  description: 'The version that an event is about, as the event named it.',
  simpleResolvers: true,
})
export class EventVersionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The developer’s own number: `1.4.0`.' })
  number!: string;
}

@ObjectType('ReviewStatusEvent', {
  description: 'A step of a review, or of what follows it, at its place in the account’s stream.',
  simpleResolvers: true,
})
export class ReviewStatusEventType {
  @Field(() => ID, { description: 'The id of the event.' })
  id!: string;

  @Field(() => EventTypeEnum, { description: 'What happened.' })
  type!: ShownEvent['type'];

  @Field(() => DateTime, { description: AT })
  at!: Date;

  @Field(() => DateTime, { description: OCCURRED_AT })
  occurredAt!: Date;

  @Field(() => String, { description: CURSOR })
  cursor!: Cursor;

  @Field(() => EventGapType, { nullable: true, description: GAP })
  gap?: EventGapType;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: LoggedEvent['source'];

  @Field(() => String, { description: 'Who did it: `member:…`, `token:…`, `host:…` or `gateway`.' })
  actor!: string;

  @Field(() => JsonObject, { description: 'All else that is known of it; its keys depend on `type`.' })
  payload!: object;
}

@ObjectType('HostInboxEvent', {
  description: 'Something that concerns a partner host, at its place in the host’s stream.',
  simpleResolvers: true,
})
export class HostInboxEventType {
  @Field(() => ID, { description: 'The id of the event.' })
  id!: string;

  @Field(() => EventTypeEnum, { description: 'What happened.' })
  type!: ShownEvent['type'];

  @Field(() => DateTime, { description: AT })
  at!: Date;

  @Field(() => DateTime, { description: OCCURRED_AT })
  occurredAt!: Date;

  @Field(() => String, { description: CURSOR })
  cursor!: Cursor;

  @Field(() => EventGapType, { nullable: true, description: GAP })
  gap?: EventGapType;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: LoggedEvent['source'];

  @Field(() => ID, { nullable: true, description: 'The program that it is about.' })
  programId?: string;

  @Field(() => ID, { nullable: true, description: 'The version that it is about.' })
  versionId?: string;
}
