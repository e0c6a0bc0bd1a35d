import type { EventType, NewEvent } from '../events/event.ts';
import type { Enforcement } from './enforcement-records.ts';

type MeasureEventType = Extract<
  EventType,
  `MEASURE_${string}` | `APPEAL_${string}` | `RECTIFICATION_${string}`
>;

/** What the log says of a measure, and the host's stream too where it is that host's business. */
export function enforcementEvent(
  type: MeasureEventType,
  measure: Enforcement,
  more: Readonly<Record<string, unknown>> = {},
  about: Partial<NewEvent> = {},
): Pick<NewEvent, 'type' | 'payload'> & Partial<NewEvent> {
  const { id, accountId, platform, programId, hostId, kind, ground, scope, clauses, from, until } = measure;
  return {
    type,
    accountId,
    ...(programId === undefined ? {} : { programId }),
    ...(hostId === undefined ? {} : { hostId }),
    subjectId: id,
    payload: {
      platform,
      enforcementId: id,
      kind,
      ground,
      scope,
      clauses,
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
      ...(hostId === undefined ? {} : { hostIds: [hostId] }),
      ...more,
    },
    ...about,
  };
}
