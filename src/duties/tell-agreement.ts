import { civilDateAt } from '../kernel/civil-time.ts';
import { done } from '../kernel/outcome.ts';
import { nextTellingAt, PUBLICATION, tellingBy } from '../policy/announcement.ts';
import type { TellingRecord } from './agreement-records.ts';
import type { DutyDeps } from './deps.ts';
import type { DutyRecords } from './records.ts';

const DAY_MS = 86_400_000;

/** How many accounts are told in one transaction: each is a place in a log whose head is locked until it ends. */
const AT_ONCE = 200;

/**
 * Tells the accounts that an agreement binds what is to be told of a version by now: that it is published, and then
 * that it is about to take effect. Some accounts at a time, each of them once: how far it has come is written down with
 * the events, and the row is locked, however many nodes ask.
 */
export async function tellAgreement(deps: DutyDeps, id: string, atOnce = AT_ONCE): Promise<void> {
  const actor = { accountId: 'gateway', label: 'gateway' };
  await deps.perform({ actor, name: 'tellAgreement', input: { id } }, async (records) => {
    const row = await records.lockTelling(id);
    if (row) await tellSome(records, row, deps.clock.now(), atOnce);
    return done(undefined);
  });
}

async function tellSome(records: DutyRecords, row: TellingRecord, now: Date, atOnce: number): Promise<void> {
  const { id, platform, toldDaysAhead } = row;
  const daysAhead = row.telling?.daysAhead ?? tellingBy(row, now);
  if (daysAhead === undefined) {
    await records.noteTelling(id, toldSoFar(toldDaysAhead), nextTellingAt(row, now));
    return;
  }
  const accounts = await records.accountsBound(platform, row.telling?.after, atOnce);
  const settled = daysAhead === PUBLICATION ? new Set() : await settledAmong(records, accounts, row);
  for (const accountId of accounts) {
    if (!settled.has(accountId)) records.record({ ...eventOf(row, daysAhead, now), accountId });
  }
  const after = accounts.at(-1);
  if (accounts.length === atOnce && after !== undefined) {
    await records.noteTelling(id, { ...toldSoFar(toldDaysAhead), telling: { daysAhead, after } }, now);
    records.enqueue({ kind: 'AGREEMENT', id });
    return;
  }
  const told = { ...row, toldDaysAhead: daysAhead };
  await records.noteTelling(id, { toldDaysAhead: daysAhead }, nextTellingAt(told, now));
}

/** Who has accepted all of the version beforehand is warned of nothing. */
async function settledAmong(
  records: DutyRecords,
  accounts: readonly string[],
  { platform, version }: TellingRecord,
): Promise<ReadonlySet<string>> {
  const { agreement } = await records.variantOf(platform);
  const documents = agreement.versions.find((known) => known.version === version)?.documents ?? [];
  return records.acceptedBy(
    accounts,
    platform,
    documents.filter(({ required }) => required),
  );
}

function toldSoFar(toldDaysAhead: number | undefined) {
  return toldDaysAhead === undefined ? {} : { toldDaysAhead };
}

function eventOf(
  { id, platform, version, effectiveFrom, material, publishedBy }: TellingRecord,
  daysAhead: number,
  now: Date,
) {
  const payload = { platform, agreementVersion: version, effectiveFrom, material };
  if (daysAhead === PUBLICATION) {
    const [source, actor] = ['REPORTED', publishedBy] as const;
    return { type: 'AGREEMENT_PUBLISHED', subjectId: id, source, actor, payload } as const;
  }
  // Where a warning was slept through, what is left is less than it was to be.
  const left = Math.round((Date.parse(effectiveFrom) - Date.parse(civilDateAt(now))) / DAY_MS);
  return { type: 'AGREEMENT_CHANGE_AHEAD', subjectId: id, payload: { ...payload, daysAhead: left } } as const;
}
