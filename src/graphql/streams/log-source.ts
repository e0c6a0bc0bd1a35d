import type { LoggedEvent } from '../../events/event.ts';
import type { Gap } from '../../events/gap.ts';
import type { StreamId } from '../../events/stream.ts';

/** Which events of a stream a subscriber wants, by its arguments. */
export type Wanted = (event: LoggedEvent) => boolean;

/** A place in a stream, and which events after it are asked for. */
export interface Place {
  readonly stream: StreamId;
  /** The place after which it begins. */
  readonly position: bigint;
  /** What after that place is gone already, to be told first. */
  readonly gap: Gap | undefined;
  readonly wants: Wanted;
}

/**
 * What a subscription to the log asks for. It is what the subscription's field gives, and holds no reader: who asks for
 * the same is served by one (`stream-groups.ts`).
 */
export class LogSource implements AsyncIterable<never> {
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  /** The executor takes for a source of events only what can be iterated. */
  [Symbol.asyncIterator](): never {
    throw new Error('subscriptions to the log are served in groups');
  }
}
