import { Field, ID, ObjectType } from 'type-graphql';
import type { LoggedEvent } from '../events/event.ts';
import { VisibilityEnum } from './enums.ts';
import { EventSourceEnum, EventTypeEnum } from './event-enums.ts';
import { NodeType } from './node.types.ts';
import { DateTime, JsonObject } from './scalars.ts';

@ObjectType('Event', {
  implements: NodeType,
  description: 'What happened, at its place in the account’s stream.',
  simpleResolvers: true,
})
export class EventObject extends NodeType {
  @Field(() => EventTypeEnum, { description: 'What.' })
  type!: LoggedEvent['type'];

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

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
  type!: LoggedEvent['type'];

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

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
  type!: LoggedEvent['type'];

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => EventSourceEnum, { description: 'How the gateway knows.' })
  source!: LoggedEvent['source'];
}
