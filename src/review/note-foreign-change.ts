import type { EventSource, EventType } from '../events/event.ts';
import type { ForeignChangeRecord, ForeignFinding, ProgramThere } from './foreign-change-records.ts';
import type { Notebook } from './gave-way.ts';
import type { PackageRecord, ReviewRecords } from './records.ts';

/** Writes down what somebody did in a platform's own console. What stood in its place stands no longer. */
export async function noteForeignChange(
  notebook: Notebook,
  about: ProgramThere,
  finding: ForeignFinding,
): Promise<void> {
  const { records, source } = notebook;
  const { programId, platform } = about;
  for (const before of await records.foreignChanges(programId, platform)) {
    if (before.place === finding.place && !before.endedAt) await endForeignChange(notebook, before);
  }
  const id = await records.addForeignChange(about, finding, source);
  await tellOfForeignChange(records, 'FOREIGN_CHANGE_NOTICED', { ...about, ...finding, id }, source);
}

/** What stood is there no longer: nothing is overwritten any more. */
export async function endForeignChange(
  { records, source, now }: Notebook,
  change: ForeignChangeRecord,
): Promise<void> {
  await records.changeForeignChange(change.id, { endedAt: now });
  await tellOfForeignChange(records, 'FOREIGN_CHANGE_ENDED', change, source);
}

/** The event of it, with what there is instead of what. `source`: left out, the gateway did it. */
export async function tellOfForeignChange(
  records: Pick<ReviewRecords, 'record' | 'packagesOf' | 'distributionsOf'>,
  type: Extract<EventType, `FOREIGN_CHANGE_${string}`>,
  change: ProgramThere & ForeignFinding & Pick<ForeignChangeRecord, 'id'>,
  source?: EventSource,
): Promise<void> {
  const { id, programId, platform, kind, insteadOfId } = change;
  const places = await records.distributionsOf(programId, platform);
  const packages = insteadOfId === undefined ? [] : await records.packagesOf(programId, platform);
  const [from, to] = type === 'FOREIGN_CHANGE_NOTICED' ? ['AS_LEFT', 'CHANGED'] : ['CHANGED', 'AS_LEFT'];
  records.record({
    type,
    programId,
    subjectId: id,
    ...(source ? { source } : {}),
    ...(type === 'FOREIGN_CHANGE_NOTICED' ? { occurredAt: change.hostAt } : {}),
    payload: {
      platform,
      hostIds: places.map(({ hostId }) => hostId),
      foreignChangeId: id,
      kind,
      axis: 'console',
      from,
      to,
      hostVersion: change.hostVersion ?? null,
      hostDescription: change.hostDescription ?? null,
      hostState: change.hostState ?? null,
      packageId: change.packageId ?? null,
      insteadOf: packages.filter(({ id: expected }) => expected === insteadOfId).map(named)[0] ?? null,
    },
  });
}

function named({ id, versionNumber }: PackageRecord) {
  return { packageId: id, versionNumber };
}
