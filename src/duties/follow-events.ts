import type { NewEvent } from '../events/event.ts';
import type { Occurrence } from '../policy/duty.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
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
    case 'AGREEMENT_DECLINED':
      if (subjectId !== undefined) {
        const at = new Date(String(event.payload.stopsFrom));
        const occurrence: Occurrence = { kind: 'TERMS_DECLINED', at, subjectId };
        await openObligations(records, accountId, String(event.payload.platform), occurrence, now);
      }
      break;
    case 'AGREEMENT_AGREED_AFTER_ALL':
      if (subjectId === undefined) break;
      for (const obligation of await records.lockOwed(accountId, { kind: 'STOP_USE', subjectId })) {
        await endObligation(records, obligation, { state: 'LAPSED', by: event.actor }, now);
      }
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
