import type { Cursor, Cursors } from '../events/cursor.ts';
import type { EventType, LoggedEvent } from '../events/event.ts';
import type { Gap } from '../events/gap.ts';
import { hostOf, type StreamId } from '../events/stream.ts';
import type { LocalizedText } from '../kernel/localized.ts';

/** What a reader is shown as an event: one of the log, or that some of it is no longer kept. */
export interface ShownEvent extends Omit<LoggedEvent, 'type' | 'accountId'> {
  readonly type: EventType | 'GAP';
  readonly gap?: ShownGap;
}

export interface ShownGap {
  readonly from: Cursor;
  readonly to: Cursor;
  /** Which query gives the present state instead. */
  readonly query: LocalizedText;
}

const presentState = {
  account: {
    'zh-CN':
      '这些事件已不再保存。请查询 `programs`（含 `distributions` 与 `headline`）、`obligations`、`enforcements` 等取得当前状态，然后从 `to` 继续订阅',
    en: 'these events are no longer kept: query `programs` with their `distributions` and `headline`, `obligations`, `enforcements` and what else you show for the present state, and follow on from `to`',
  },
  host: {
    'zh-CN': '这些事件已不再保存。请查询 `hostReviews` 取得当前状态，然后从 `to` 继续订阅',
    en: 'these events are no longer kept: query `hostReviews` for the present state, and follow on from `to`',
  },
} as const;

/** A gap in the form of an event: its cursor is where the stream goes on. */
export function shownGap(cursors: Cursors, stream: StreamId, { from, to }: Gap, now: Date): ShownEvent {
  const cursor = cursors.cursorAt(stream, to);
  const gap = {
    from: cursors.cursorAt(stream, from),
    to: cursor,
    query: presentState[hostOf(stream) ? 'host' : 'account'],
  };
  return {
    id: `gap_${cursor}`,
    type: 'GAP',
    payload: {},
    source: 'GATEWAY',
    actor: 'gateway',
    occurredAt: now,
    at: now,
    position: to,
    cursor,
    gap,
  };
}
