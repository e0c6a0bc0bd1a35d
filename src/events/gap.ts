import type { LoggedEvent } from './event.ts';

/** Said in the place of events that are no longer kept: a reader who sees it asks for the present state instead. */
export interface Gap {
  readonly type: 'GAP';
  /** The place that the reader had come to; what came after it is gone. */
  readonly from: bigint;
  /** The last place whose event is gone: the stream goes on after it. */
  readonly to: bigint;
}

/** What a reader of a stream is given. */
export type StreamItem = LoggedEvent | Gap;

export function isGap(item: StreamItem): item is Gap {
  return item.type === 'GAP';
}

/** Where a reader stands who has seen the item. */
export function placeOf(item: StreamItem): bigint {
  return isGap(item) ? item.to : item.position;
}
