import type {
  AccountEventsSubscription,
  EventType,
  ReviewStatusSubscription,
} from '../client/generated/graphql.ts';

/** What the walk reads of an event, whichever subscription brought it. */
export interface StreamEvent {
  readonly cursor: string;
  readonly type: EventType;
  readonly programId: string | undefined;
  readonly platform: string | undefined;
  readonly hostIds: readonly string[];
  /** The developer's own number. */
  readonly version: string | undefined;
  /** What a platform or a host said, word for word. */
  readonly words: string | undefined;
  readonly visibility: { readonly from: string; readonly to: string } | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
}

export function fromReviewStatus({ reviewStatus: event }: ReviewStatusSubscription): StreamEvent {
  const { cursor, type, payload } = event;
  return {
    cursor,
    type,
    payload,
    programId: event.program?.id,
    platform: event.platform ?? undefined,
    hostIds: event.hosts.map(({ id }) => id),
    version: event.version?.number,
    words: event.words || undefined,
    visibility: event.visibility ?? undefined,
  };
}

/** Events that are not about a review say what they say in their payload alone. */
export function fromAccountEvents({ accountEvents: event }: AccountEventsSubscription): StreamEvent {
  const { cursor, type, payload } = event;
  return {
    cursor,
    type,
    payload,
    programId: event.program?.id,
    platform: event.platform ?? undefined,
    hostIds: [],
    version: textOf({ payload }, 'versionNumber'),
    words: textOf({ payload }, 'words'),
    visibility: undefined,
  };
}

/** A text of an event's payload; undefined where it is not there or empty. */
export function textOf({ payload }: Pick<StreamEvent, 'payload'>, key: string): string | undefined {
  const value = payload[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
