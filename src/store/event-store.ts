import type pg from 'pg';
import type { EventSource, EventType, LoggedEvent, NewEvent } from '../events/event.ts';
import type { EventLog } from '../events/log.ts';
import { accountStream, hostStream, type StreamId } from '../events/stream.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { shownTo } from './closed-tests.ts';
import type { Prisma } from './generated/client.ts';

/** On this channel of the database, nodes tell each other which streams have grown. */
export const EVENT_CHANNEL = 'paifang_events';

/**
 * Gives events their places and stores them: the last statements of a transaction. The heads of all streams
 * are raised in one statement, in the order of their names, so two transactions never wait for each other;
 * their row locks are held until the commit, so places appear in the order of commits. Resolves to the streams.
 */
export async function appendEvents(
  tx: Prisma.TransactionClient,
  events: readonly NewEvent[],
  now: Date,
): Promise<StreamId[]> {
  if (events.length === 0) return [];
  const next = await raiseHeads(tx, events);
  await tx.event.createMany({
    data: events.map((event) => {
      const { hostId } = event;
      return {
        id: newId('evt', now),
        accountId: event.accountId,
        accountPosition: next(accountStream(event.accountId)),
        hostId: hostId ?? null,
        hostPosition: hostId === undefined ? null : next(hostStream(hostId)),
        type: event.type,
        programId: event.programId ?? null,
        subjectId: event.subjectId ?? null,
        payload: event.payload as Prisma.InputJsonObject,
        source: event.source,
        actor: event.actor,
        at: now,
      };
    }),
  });
  return [...new Set(events.flatMap(streamsOf))];
}

function streamsOf({ accountId, hostId }: NewEvent): StreamId[] {
  return hostId === undefined ? [accountStream(accountId)] : [accountStream(accountId), hostStream(hostId)];
}

async function raiseHeads(
  tx: Prisma.TransactionClient,
  events: readonly NewEvent[],
): Promise<(stream: StreamId) => bigint> {
  const counts = new Map<StreamId, number>();
  for (const stream of events.flatMap(streamsOf)) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  const heads = await tx.$queryRaw<{ stream: StreamId; head: bigint }[]>`
    INSERT INTO "StreamHead" (stream, head)
    SELECT stream, n FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) AS grown (stream, n)
    ORDER BY stream
    ON CONFLICT (stream) DO UPDATE SET head = "StreamHead".head + EXCLUDED.head
    RETURNING stream, head`;
  const places = new Map(heads.map(({ stream, head }) => [stream, head - BigInt(counts.get(stream) ?? 0)]));
  return (stream) => {
    const place = (places.get(stream) ?? 0n) + 1n;
    places.set(stream, place);
    return place;
  };
}

/** An event as it is selected; `position` is that of the stream read. */
export interface EventRow {
  readonly id: string;
  readonly accountId: string;
  readonly hostId: string | null;
  readonly position: string;
  readonly type: EventType;
  readonly programId: string | null;
  readonly subjectId: string | null;
  readonly payload: Record<string, unknown>;
  readonly source: EventSource;
  readonly actor: string;
  readonly at: Date;
}

/**
 * Reads the log straight through the driver: it is what every open subscription does at every event. A host's stream
 * leaves out programs in a closed test to which the host is not invited (wechat/7.1, baidu/8.1).
 */
export function createEventLog(pool: pg.Pool, clock: Clock): EventLog {
  return {
    async readAfter(stream, position, limit) {
      const { owner, column, id } = addressOf(stream);
      const ofHost = owner === 'hostId';
      const shown = ofHost ? `AND ${shownTo('event."programId"', '$1', '$4')}` : '';
      const { rows } = await pool.query<EventRow>({
        name: `events-after-${column}`,
        text: `SELECT id, "accountId", "hostId", "${column}" AS position, type, "programId", "subjectId", payload, source, actor, at
               FROM "Event" AS event WHERE "${owner}" = $1 AND "${column}" > $2 ${shown} ORDER BY "${column}" LIMIT $3`,
        values: [id, position.toString(), limit, ...(ofHost ? [civilDateAt(clock.now())] : [])],
      });
      return rows.map(readEventRow);
    },
    async bounds(stream) {
      const { owner, column, id } = addressOf(stream);
      const { rows } = await pool.query<{ first: string | null; last: string | null }>({
        name: `event-bounds-${column}`,
        text: `SELECT (SELECT min("${column}") FROM "Event" WHERE "${owner}" = $1) AS first,
                      (SELECT head FROM "StreamHead" WHERE stream = $2) AS last`,
        values: [id, stream],
      });
      const last = BigInt(rows[0]?.last ?? 0);
      const first = rows[0]?.first;
      return { first: first === null || first === undefined ? last : BigInt(first), last };
    },
  };
}

function addressOf(stream: StreamId) {
  const id = stream.slice(stream.indexOf(':') + 1);
  return stream.startsWith('host:')
    ? { owner: 'hostId', column: 'hostPosition', id }
    : { owner: 'accountId', column: 'accountPosition', id };
}

export function readEventRow({ position, hostId, programId, subjectId, ...row }: EventRow): LoggedEvent {
  return {
    ...row,
    position: BigInt(position),
    ...(hostId === null ? {} : { hostId }),
    ...(programId === null ? {} : { programId }),
    ...(subjectId === null ? {} : { subjectId }),
  };
}
