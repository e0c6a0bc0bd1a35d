import { agreementAt } from '../onboarding/agreement-at.ts';
import { arisesFrom, type DutyTerms, datesOf, type Occurrence } from '../policy/duty.ts';
import type { Obligation } from '../policy/obligation.ts';
import type { PlatformId } from '../programs/platform.ts';
import { obligationEvent } from './obligation-event.ts';
import type { DutyRecords, ObligationsMeant } from './records.ts';

/** How often the duty has arisen about this, and when it does now. */
export interface Arising {
  /** Of one that arises again and again. Left out: it arises about this once. */
  readonly round?: number;
  /** It arises anew, as for who comes back to a platform: what was owed about this and has ended is owed once more. */
  readonly anew?: boolean;
  /** Left out: the instant of the occurrence. */
  readonly now?: Date;
}

/**
 * Opens what follows from an occurrence under the agreement of a platform in force that day. What is owed already is
 * not owed twice. What is still to come opens on its day. Resolves to what is new.
 */
export async function openObligations(
  records: DutyRecords,
  accountId: string,
  platform: PlatformId,
  occurrence: Occurrence,
  { round: named = 1, anew = false, now = occurrence.at }: Arising = {},
): Promise<readonly Obligation[]> {
  const version = await agreementAt(records, platform, occurrence.at);
  const opened: Obligation[] = [];
  for (const terms of version.duties ?? []) {
    if (!arisesFrom(terms, occurrence)) continue;
    const duty = { platform, kind: terms.kind, subjectId: occurrence.subjectId };
    const round = anew ? await nextRound(records, accountId, duty) : named;
    const added = await openOne(records, { accountId, platform, agreementVersion: version.version }, terms, {
      occurrence,
      round,
      now,
    });
    if (added) opened.push(added);
  }
  return opened;
}

/** The round in which a duty arises anew; while it is owed, the one in which it is. */
async function nextRound(
  records: DutyRecords,
  accountId: string,
  duty: Required<ObligationsMeant>,
): Promise<number> {
  const last = await records.lastRound(accountId, duty);
  return (await records.lockOwed(accountId, duty)).length > 0 ? last : last + 1;
}

/** Opens one duty, for its first time or for another. */
async function openOne(
  records: DutyRecords,
  whose: Pick<Obligation, 'accountId' | 'platform' | 'agreementVersion'>,
  terms: DutyTerms,
  { occurrence, round, now }: { readonly occurrence: Occurrence; readonly round: number; readonly now: Date },
): Promise<Obligation | undefined> {
  const dates = datesOf(terms, occurrence);
  if (!dates) return undefined;
  const { kind, clauses, recipient, remindDaysAhead, proof, overdueBlocks, everyDays } = terms;
  const { subjectId, programId, hostId } = occurrence;
  const added = await records.addObligation({
    ...whose,
    ...dates,
    ...(programId === undefined ? {} : { programId }),
    ...(hostId === undefined ? {} : { hostId }),
    ...(everyDays === undefined ? {} : { everyDays }),
    kind,
    clauses,
    recipient,
    remindDaysAhead,
    proof,
    overdueBlocks,
    subjectId,
    round,
    state: dates.opensAt > now ? 'SCHEDULED' : 'OPEN',
  });
  if (added?.state === 'OPEN') records.record(obligationEvent('OBLIGATION_OPENED', added));
  return added;
}

/** The same duty once more, counted from the day on which the one before it was due, or was done where that was later. */
export async function openNextRound(
  records: DutyRecords,
  before: Obligation,
  now: Date,
): Promise<Obligation | undefined> {
  const { kind, recipient, platform, accountId, everyDays, dueAt, subjectId, programId, round } = before;
  if (everyDays === undefined) return undefined;
  const at = new Date(Math.max(dueAt.getTime() - 1, now.getTime()));
  const version = await agreementAt(records, platform, at);
  const terms = version.duties?.find((one) => one.kind === kind && one.recipient === recipient);
  if (!terms) return undefined;
  const occurrence: Occurrence = { kind: terms.on, at, subjectId, ...(programId ? { programId } : {}) };
  return openOne(records, { accountId, platform, agreementVersion: version.version }, terms, {
    occurrence,
    round: round + 1,
    now,
  });
}
