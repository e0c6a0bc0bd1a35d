import type { NewEvent } from '../events/event.ts';
import type { Occurrence, OccurrenceKind } from '../policy/duty.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords, ObligationEnd, ObligationsMeant } from './records.ts';
import { settlePapers } from './settle-papers.ts';
import { changeVerified, identityVerified, openChange } from './subject-change.ts';

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
  const accepted = new Map(
    events
      .filter(({ type }) => type === 'AGREEMENT_ACCEPTED')
      .map((event) => [`${event.accountId} ${event.payload.platform}`, event]),
  );
  // A bundle is accepted document by document, and binds as one.
  for (const event of accepted.values()) await bind(records, event, now);
}

async function follow(records: DutyRecords, event: NewEvent, now: Date): Promise<void> {
  const { accountId, programId, subjectId, payload } = event;
  switch (event.type) {
    case 'MATERIAL_VERIFIED':
      if (subjectId !== undefined) await identityVerified(records, accountId, subjectId, now);
      await settleKind(records, accountId, String(payload.paper), now);
      break;
    case 'MATERIAL_ADDED':
    case 'MATERIAL_DECLINED':
      await settleKind(records, accountId, String(payload.paper), now);
      break;
    case 'SUBJECT_DECLARED':
      if (Array.isArray(payload.changed) && payload.changed.length > 0)
        await openChange(records, accountId, now);
      break;
    case 'VERIFICATION_RENEWED':
      await changeVerified(records, accountId, String(payload.platform), now);
      break;
    case 'VERIFICATION_CHANGED':
      if (payload.verification === 'PASSED')
        await changeVerified(records, accountId, String(payload.platform), now);
      break;
    case 'REGISTERED':
      if (programId !== undefined) {
        await openObligations(records, accountId, String(payload.platform), {
          kind: 'PROGRAM_REGISTERED',
          at: now,
          subjectId: programId,
          programId,
        });
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

async function bind(records: DutyRecords, event: NewEvent, now: Date): Promise<void> {
  const { accountId } = event;
  const platform = String(event.payload.platform);
  await openObligations(records, accountId, platform, {
    kind: 'AGREEMENT_ACCEPTED',
    at: now,
    subjectId: accountId,
  });
  await settlePapers(records, accountId, platform, await records.papersOnFile(accountId), now);
  if (await records.hasNoticeAddress(accountId, 'PHONE')) await phoneIsThere(records, event, now);
}

async function settleKind(records: DutyRecords, accountId: string, paper: string, now: Date): Promise<void> {
  const papers = await records.papersOnFile(accountId, paper);
  for (const platform of await records.platformsBinding(accountId)) {
    await settlePapers(records, accountId, platform, papers, now);
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
