import type pg from 'pg';
import { type Cursors, createCursors } from '../events/cursor.ts';
import type { EventSource, EventType, LoggedEvent } from '../events/event.ts';
import type { EventLog } from '../events/log.ts';
import { accountOf, accountStream, hostOf, type StreamId } from '../events/stream.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import type { Clock } from '../kernel/clock.ts';
import { shownTo } from './closed-tests.ts';
import type { FieldCipher, Mac } from './encryption/field-cipher.ts';

/** An event as it is selected; `position` is that of the stream read. */
interface EventRow {
  readonly id: string;
  readonly accountId: string;
  readonly hostId: string | null;
  readonly position: string;
  readonly type: EventType;
  readonly programId: string | null;
  readonly versionId: string | null;
  readonly subjectId: string | null;
  readonly payload: Record<string, unknown>;
  readonly source: EventSource;
  readonly actor: string;
  readonly occurredAt: Date;
  readonly at: Date;
}

/** What is selected of an event, besides its position in the stream that is read. */
const COLUMNS =
  'id, "accountId", "hostId", type, "programId", "versionId", "subjectId", payload, source, actor, "occurredAt", at';

function cursorsUnder([current, ...previous]: readonly [Mac, ...Mac[]]): Cursors {
  return createCursors([current.digest, ...previous.map(({ digest }) => digest)]);
}

/**
 * Reads the log straight through the driver: it is what every open subscription does at every event. A host's stream
 * leaves out programs in a closed test to which the host is not invited (wechat/7.1, baidu/8.1).
 */
export function createEventLog(pool: pg.Pool, clock: Clock, cipher: Pick<FieldCipher, 'macs'>): EventLog {
  const cursors = cursorsUnder(cipher.macs('event-cursor'));
  return {
    ...cursors,
    async readAfter(stream, position, limit) {
      const { owner, column, id } = addressOf(stream);
      const ofHost = owner === 'hostId';
      const shown = ofHost ? `AND ${shownTo('event."programId"', '$1', '$4')}` : '';
      const { rows } = await pool.query<EventRow>({
        name: `events-after-${column}`,
        text: `SELECT ${COLUMNS}, "${column}" AS position
               FROM "Event" AS event WHERE "${owner}" = $1 AND "${column}" > $2 ${shown} ORDER BY "${column}" LIMIT $3`,
        values: [id, position.toString(), limit, ...(ofHost ? [civilDateAt(clock.now())] : [])],
      });
      return rows.map((row) => readEventRow(stream, cursors, row));
    },
    async bounds(stream) {
      const { rows } = await pool.query<{ floor: string; head: string }>({
        name: 'event-bounds',
        text: 'SELECT floor, head FROM "StreamHead" WHERE stream = $1',
        values: [stream],
      });
      const { floor, head } = rows[0] ?? { floor: 0, head: 0 };
      return { first: BigInt(floor) + 1n, last: BigInt(head) };
    },
    async find(accountId, id) {
      const { rows } = await pool.query<EventRow>({
        name: 'event-by-id',
        text: `SELECT ${COLUMNS}, "accountPosition" AS position FROM "Event" WHERE "accountId" = $1 AND id = $2`,
        values: [accountId, id],
      });
      return rows[0] && readEventRow(accountStream(accountId), cursors, rows[0]);
    },
    async heads(streams) {
      const { rows } = await pool.query<{ stream: StreamId; head: string }>({
        name: 'event-heads',
        text: 'SELECT stream, head FROM "StreamHead" WHERE stream = ANY($1::text[])',
        values: [streams],
      });
      return new Map(rows.map(({ stream, head }) => [stream, BigInt(head)]));
    },
  };
}

function addressOf(stream: StreamId) {
  const hostId = hostOf(stream);
  return hostId === undefined
    ? { owner: 'accountId', column: 'accountPosition', id: accountOf(stream) }
    : { owner: 'hostId', column: 'hostPosition', id: hostId };
}

function readEventRow(
  stream: StreamId,
  cursors: Cursors,
  { position: written, hostId, programId, versionId, subjectId, ...row }: EventRow,
): LoggedEvent {
  const position = BigInt(written);
  return {
    ...row,
    position,
    cursor: cursors.cursorAt(stream, position),
    ...(hostId === null ? {} : { hostId }),
    ...(programId === null ? {} : { programId }),
    ...(versionId === null ? {} : { versionId }),
    ...(subjectId === null ? {} : { subjectId }),
  };
}
