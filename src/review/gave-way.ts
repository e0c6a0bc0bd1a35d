import type { EventSource, EventType } from '../events/event.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import { noteLive } from './live-version.ts';
import type { DistributionRecord, PackageChange, PackageRecord, ReviewRecords } from './records.ts';
import { putLive, putRelease, releaseOf, stagedAt } from './release-axis.ts';

/** What a platform said, as it is written down. */
export interface Notebook {
  readonly records: ReviewRecords;
  readonly source: EventSource;
  readonly now: Date;
  /** When it happened there, where the platform says. */
  readonly occurredAt?: Date | undefined;
}

/** What users get instead of a version: a package of ours, or what the platform says of it. */
export interface Successor {
  readonly pack?: PackageRecord | undefined;
  readonly versionNumber?: string | undefined;
}

type Payload = Readonly<Record<string, unknown>>;

/** A step on the release axis, the state that it is to lead to, and the event that tells of it. */
export interface ReleaseStep {
  readonly by: Step;
  readonly target: ReleaseState;
  readonly type: EventType;
}

export const ways = {
  /** An earlier version has its place again. */
  ROLLED_BACK: { by: 'rolledBack', target: 'ROLLED_BACK', type: 'ROLLED_BACK' },
  /** A later one has it. */
  SUPERSEDED: { by: 'supersede', target: 'SUPERSEDED', type: 'SUPERSEDED' },
} as const;

/** Moves a package at a host through the platform's table. A step that is not in it changes nothing: ILLEGAL. */
export async function moveRelease(
  notebook: Notebook,
  pack: PackageRecord,
  place: DistributionRecord,
  { by, target, type }: ReleaseStep,
  more: Payload = {},
): Promise<'MOVED' | 'ILLEGAL' | 'NOT_HERE'> {
  const from = releaseOf(place, pack.id);
  if (from === undefined) return 'NOT_HERE';
  const found = moveOf(pack.platform, 'release', from, by, target);
  if (found === 'ILLEGAL') return 'ILLEGAL';
  if (found === 'ALREADY') return 'MOVED';
  await putRelease(notebook.records, place, pack.id, found.to);
  tell(notebook, type, pack, { axis: 'release', from, to: found.to, ...more }, place);
  return 'MOVED';
}

/** Users get another version: which, by the key in its description, where it was handed in here. */
export async function gaveWay(
  notebook: Notebook,
  pack: PackageRecord,
  way: keyof typeof ways,
  { pack: successor, versionNumber }: Successor,
): Promise<void> {
  const { records, occurredAt, now } = notebook;
  const restoring = way === 'ROLLED_BACK' ? successor : undefined;
  const what = {
    ...(successor ? { [restoring ? 'restoredPackageId' : 'by']: successor.id } : {}),
    ...(versionNumber === undefined ? {} : { liveVersion: versionNumber }),
  };
  await records.changePackage(pack.id, { online: false });
  if (restoring) await records.changePackage(restoring.id, { online: true });
  const all = await records.distributionsOf(pack.programId, pack.platform);
  for (const place of all.filter((one) => isAt(one, pack))) {
    const isGone = await moveOrNote(notebook, pack, place, ways[way], what);
    if (!isGone || place.livePackageId !== pack.id) continue;
    await putLive(records, place, successor?.id, occurredAt ?? now);
    if (restoring) await restored(notebook, restoring, place);
  }
}

function isAt({ livePackageId, packageId }: DistributionRecord, { id }: PackageRecord): boolean {
  return livePackageId === id || packageId === id;
}

/** As `moveRelease`. False where the platform's own table does not allow it: nothing is changed there, and it says so. */
export async function moveOrNote(
  notebook: Notebook,
  pack: PackageRecord,
  place: DistributionRecord,
  step: ReleaseStep,
  more: Payload = {},
): Promise<boolean> {
  if ((await moveRelease(notebook, pack, place, step, more)) !== 'ILLEGAL') return true;
  const payload = { axis: 'release', from: releaseOf(place, pack.id), to: step.target };
  tell(notebook, 'ANOMALY_NOTICED', pack, payload, place);
  return false;
}

/** A part of the users got one version, and now gets what everybody gets, or a part of them another version. */
export async function stagedGaveWay(
  notebook: Notebook,
  place: DistributionRecord,
  { id, programId, platform }: PackageRecord,
): Promise<void> {
  const staged = stagedAt(place);
  if (staged === undefined || staged === id) return;
  const packages = await notebook.records.packagesOf(programId, platform);
  const gone = packages.find((pack) => pack.id === staged);
  if (!gone || !(await moveOrNote(notebook, gone, place, ways.SUPERSEDED, { by: id }))) return;
  await notebook.records.changePackage(gone.id, { stagedPercentage: null });
}

/** What was asked for of a live version that is not what users get any more was asked for in vain. */
export function inVain({ goal }: PackageRecord): Pick<PackageChange, 'goal'> {
  const isOfLive = goal === 'ROLLED_BACK' || goal === 'PAUSED' || goal === 'SERVING';
  return isOfLive ? { goal: null } : {};
}

/** The one before has its place again. Where others were handed in after it, what is left of its release is in the log. */
async function restored(notebook: Notebook, pack: PackageRecord, place: DistributionRecord): Promise<void> {
  const from = releaseOf({ ...place, livePackageId: null }, pack.id) ?? 'SUPERSEDED';
  const found = moveOf(pack.platform, 'release', from, 'restore', 'RELEASED');
  const isAllowed = typeof found === 'object';
  const payload = { axis: 'release', from, to: 'RELEASED' };
  if (isAllowed && place.packageId === pack.id) {
    await notebook.records.changeDistribution(place.id, { release: found.to });
  }
  tell(notebook, isAllowed ? 'RESTORED' : 'ANOMALY_NOTICED', pack, payload, place);
}

/** What the platform said, and not the gateway. */
export function tell(
  { records, source, occurredAt }: Notebook,
  type: EventType,
  pack: PackageRecord,
  payload: Payload,
  place?: DistributionRecord,
): void {
  const record = (event: Parameters<typeof records.record>[0]) =>
    records.record({ ...event, source, occurredAt });
  noteLive({ record }, type, pack, payload, place);
}
