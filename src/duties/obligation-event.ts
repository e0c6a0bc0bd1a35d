import type { EventType, NewEvent } from '../events/event.ts';
import type { Obligation } from '../policy/obligation.ts';

type ObligationEventType = Extract<EventType, `OBLIGATION_${string}`>;

/** What the log says of an obligation. Nothing of what was stated, which can name people. */
export function obligationEvent(
  type: ObligationEventType,
  { id, accountId, platform, programId, kind, clauses, recipient, subjectId, dueAt, state }: Obligation,
  more: Readonly<Record<string, unknown>> = {},
): Pick<NewEvent, 'type' | 'payload'> & Partial<NewEvent> {
  return {
    type,
    accountId,
    ...(programId === undefined ? {} : { programId }),
    subjectId: id,
    payload: {
      platform,
      kind,
      clauses,
      recipient,
      about: subjectId,
      state,
      dueAt: dueAt.toISOString(),
      ...more,
    },
  };
}
