import type { EventType, NewEvent } from '../events/event.ts';
import { type Occurrence, type OccurrenceKind, owedAfterLeaving } from '../policy/duty.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords, ObligationEnd, ObligationsMeant } from './records.ts';
import { settleHandling } from './settle-handling.ts';
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
  for (const event of events) await followers[event.type]?.(records, event, now);
  const accepted = new Map(
    events
      .filter(({ type }) => type === 'AGREEMENT_ACCEPTED')
      .map((event) => [`${event.accountId} ${event.payload.platform}`, event]),
  );
  const returned = new Set(
    events.filter(({ type }) => type === 'PLATFORM_RETURNED').map((event) => platformOf(event)),
  );
  // A bundle is accepted document by document, and binds as one.
  for (const event of accepted.values()) await bind(records, event, now, returned.has(platformOf(event)));
}

type Follower = (records: DutyRecords, event: NewEvent, now: Date) => Promise<unknown>;

/** What follows from an event, by its type; nothing from the rest. */
const followers: { readonly [Type in EventType]?: Follower } = {
  async MATERIAL_VERIFIED(records, event, now) {
    if (event.subjectId !== undefined) await identityVerified(records, event.accountId, event.subjectId, now);
    await settleKind(records, event, now);
  },
  MATERIAL_ADDED: settleKind,
  MATERIAL_DECLINED: settleKind,
  async SUBJECT_DECLARED(records, { accountId, payload }, now) {
    if (Array.isArray(payload.changed) && payload.changed.length > 0)
      await openChange(records, accountId, now);
  },
  VERIFICATION_RENEWED: (records, event, now) =>
    changeVerified(records, event.accountId, platformOf(event), now),
  async VERIFICATION_CHANGED(records, event, now) {
    if (event.payload.verification === 'PASSED')
      await changeVerified(records, event.accountId, platformOf(event), now);
  },
  async REGISTERED(records, event, now) {
    const { accountId, programId } = event;
    if (programId === undefined) return;
    const occurrence = { kind: 'PROGRAM_REGISTERED', at: now, subjectId: programId, programId } as const;
    // Registered once more after the platform was left, it is owed once more.
    await openObligations(records, accountId, platformOf(event), occurrence, { anew: true });
    await settleHandling(records, accountId, programId, platformOf(event), now);
  },
  async PROGRAM_UPDATED(records, { accountId, programId, payload }, now) {
    if (programId === undefined || !textsIn(payload.changed).includes('dataItems')) return;
    for (const platform of await records.platformsBinding(accountId)) {
      const registration = await records.registration(programId, platform);
      if (registration?.state === 'REGISTERED')
        await settleHandling(records, accountId, programId, platform, now);
    }
  },
  DELETION_DEMANDED: (records, event, now) =>
    followTold(records, event, 'DELETION_DEMANDED', [platformOf(event)], now),
  INCIDENT_REPORTED: (records, event, now) =>
    followTold(records, event, 'INCIDENT_REPORTED', textsIn(event.payload.platforms), now),
  PLATFORM_LEAVING: (records, event, now) =>
    followTold(records, event, 'PLATFORM_LEFT', [platformOf(event)], now),
  PLATFORM_LEFT: endWithUse,
  async NOTICE_ADDRESS_PUT_ON_FILE(records, event, now) {
    if (event.payload.kind === 'PHONE') await phoneIsThere(records, event, now);
  },
  async FEE_DEMANDED(records, event, now) {
    const { accountId, programId, subjectId, payload } = event;
    await openObligations(records, accountId, platformOf(event), {
      kind: 'FEE_DEMANDED',
      at: now,
      subjectId: String(subjectId),
      demandedBy: String(payload.dueOn),
      ...(programId === undefined ? {} : { programId }),
    });
  },
  FEE_PAID: (records, event, now) =>
    endOwed(records, event, { kind: 'PAY_FEE', subjectId: String(event.subjectId) }, 'FULFILLED', now),
  FEE_WAIVED: (records, event, now) =>
    endOwed(records, event, { kind: 'PAY_FEE', subjectId: String(event.subjectId) }, 'LAPSED', now),
  async AGREEMENT_DECLINED(records, event, now) {
    const at = new Date(String(event.payload.stopsFrom));
    const occurrence = { kind: 'TERMS_DECLINED', at, subjectId: String(event.subjectId) } as const;
    await openObligations(records, event.accountId, platformOf(event), occurrence, { now });
  },
  AGREEMENT_AGREED_AFTER_ALL: (records, event, now) =>
    endOwed(records, event, { kind: 'STOP_USE', subjectId: String(event.subjectId) }, 'LAPSED', now),
};

function platformOf({ payload }: NewEvent): PlatformId {
  return String(payload.platform);
}

async function bind(records: DutyRecords, event: NewEvent, now: Date, anew: boolean): Promise<void> {
  const { accountId } = event;
  const platform = platformOf(event);
  const occurrence = { kind: 'AGREEMENT_ACCEPTED', at: now, subjectId: accountId } as const;
  await openObligations(records, accountId, platform, occurrence, { anew });
  await settlePapers(records, accountId, platform, await records.papersOnFile(accountId), { now, anew });
  if (await records.hasNoticeAddress(accountId, 'PHONE')) await phoneIsThere(records, event, now);
}

/**
 * The use of a platform has ended, and with it what is asked of who uses it. Who was to stop using it has (wechat/7.2,
 * baidu/0.3, baidu/7), unless something of theirs is public there still.
 */
async function endWithUse(records: DutyRecords, event: NewEvent, now: Date): Promise<void> {
  const { accountId } = event;
  const platform = platformOf(event);
  const isUsed = Number(event.payload.stillLive) > 0;
  for (const owed of await records.lockOwed(accountId, { platform })) {
    if (owedAfterLeaving.has(owed.kind) || (owed.kind === 'STOP_USE' && isUsed)) continue;
    const state = owed.kind === 'STOP_USE' ? 'FULFILLED' : 'LAPSED';
    await endObligation(records, owed, { state, by: 'gateway' }, now);
  }
}

/** What is owed of the kind of paper that the event is about, on every platform that has its say in it. */
async function settleKind(records: DutyRecords, { accountId, payload }: NewEvent, now: Date): Promise<void> {
  const papers = await records.papersOnFile(accountId, String(payload.paper));
  for (const platform of await records.platformsBinding(accountId)) {
    await settlePapers(records, accountId, platform, papers, { now });
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
