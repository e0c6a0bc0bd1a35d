import type { NewEvent } from '../events/event.ts';
import type { Occurrence, OccurrenceKind } from '../policy/duty.ts';
import type { PlatformId } from '../programs/platform.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords } from './records.ts';

/**
 * Opens and ends obligations as things happen, in the transaction in which they happen: the rooms that do them need not
 * know what follows from them.
 */
export async function followEvents(
  records: DutyRecords,
  events: readonly NewEvent[],
  now: Date,
): Promise<void> {
  for (const event of events) await follow(records, event, now);
}

async function follow(records: DutyRecords, event: NewEvent, now: Date): Promise<void> {
  const { accountId, programId, subjectId } = event;
  switch (event.type) {
    case 'MATERIAL_ADDED':
      for (const platform of await records.platformsBinding(accountId)) {
        await watchPapers(records, accountId, platform, programId, now, subjectId);
      }
      break;
    case 'AGREEMENT_ACCEPTED': {
      const platform = String(event.payload.platform);
      await openObligations(records, accountId, platform, {
        kind: 'AGREEMENT_ACCEPTED',
        at: now,
        subjectId: accountId,
      });
      await watchPapers(records, accountId, platform, undefined, now);
      break;
    }
    case 'REGISTERED':
      if (programId !== undefined) {
        const occurrence: Occurrence = {
          kind: 'PROGRAM_REGISTERED',
          at: now,
          subjectId: programId,
          programId,
        };
        await openObligations(records, accountId, String(event.payload.platform), occurrence);
      }
      break;
    case 'DELETION_DEMANDED':
      await followTold(records, event, 'DELETION_DEMANDED', [String(event.payload.platform)], now);
      break;
    case 'INCIDENT_REPORTED':
      await followTold(records, event, 'INCIDENT_REPORTED', textsIn(event.payload.platforms), now);
      break;
    case 'PLATFORM_LEAVING':
      await followTold(records, event, 'PLATFORM_LEFT', [String(event.payload.platform)], now);
      break;
    default:
      break;
  }
}

/** Papers that expire are to be renewed: those of the account, or those of a program, or the one that was just filed. */
async function watchPapers(
  records: DutyRecords,
  accountId: string,
  platform: PlatformId,
  programId: string | undefined,
  now: Date,
  only?: string,
): Promise<void> {
  for (const { id, state, validUntil } of await records.materials(accountId, programId)) {
    if (validUntil === undefined || state === 'SUPERSEDED' || (only !== undefined && id !== only)) continue;
    await openObligations(records, accountId, platform, {
      kind: 'PAPER_FILED',
      at: now,
      subjectId: id,
      lastDay: validUntil,
      ...(programId === undefined ? {} : { programId }),
    });
  }
}

/** What follows, under the agreement of each platform, from something that the event is about. */
async function followTold(
  records: DutyRecords,
  { accountId, programId, subjectId, payload }: NewEvent,
  kind: OccurrenceKind,
  platforms: readonly PlatformId[],
  at: Date,
): Promise<void> {
  if (subjectId === undefined) throw new Error(`${kind} does not say what it is about`);
  const { demandedBy } = payload;
  const occurrence: Occurrence = {
    kind,
    at,
    subjectId,
    ...(programId === undefined ? {} : { programId }),
    ...(typeof demandedBy === 'string' ? { demandedBy } : {}),
  };
  for (const platform of platforms) await openObligations(records, accountId, platform, occurrence);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
