import type { NewEvent } from '../events/event.ts';
import type { Occurrence } from '../policy/duty.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords, ObligationEnd, ObligationsMeant } from './records.ts';

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
      if (await records.hasNoticeAddress(accountId, 'PHONE')) await phoneIsThere(records, event, now);
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
    case 'NOTICE_ADDRESS_PUT_ON_FILE':
      if (event.payload.kind === 'PHONE') await phoneIsThere(records, event, now);
      break;
    case 'FEE_DEMANDED':
      await openObligations(records, accountId, String(event.payload.platform), {
        kind: 'FEE_DEMANDED',
        at: now,
        subjectId: String(subjectId),
        demandedBy: String(event.payload.dueOn),
        ...(programId === undefined ? {} : { programId }),
      });
      break;
    case 'FEE_PAID':
      await endOwed(records, event, { kind: 'PAY_FEE', subjectId: String(subjectId) }, 'FULFILLED', now);
      break;
    case 'FEE_WAIVED':
      await endOwed(records, event, { kind: 'PAY_FEE', subjectId: String(subjectId) }, 'LAPSED', now);
      break;
    default:
      break;
  }
}

/** The phone that notices go to is on file: whichever platform asks for one has it (baidu/7). */
function phoneIsThere(records: DutyRecords, event: NewEvent, now: Date): Promise<void> {
  return endOwed(records, event, { kind: 'KEEP_PHONE_ON_FILE' }, 'FULFILLED', now);
}

/** Ends what is owed of this kind: an act has done it, or nobody asks for it any more. */
async function endOwed(
  records: DutyRecords,
  { accountId, actor }: NewEvent,
  meant: ObligationsMeant,
  state: ObligationEnd['state'],
  now: Date,
): Promise<void> {
  for (const owed of await records.lockOwed(accountId, meant)) {
    await endObligation(records, owed, { state, by: actor }, now);
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
