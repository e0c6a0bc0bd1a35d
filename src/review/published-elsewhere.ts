import { makeLive } from './at-hosts.ts';
import { contentOfOurs } from './compare-versions.ts';
import { gaveWay, inVain, moveRelease, type Notebook } from './gave-way.ts';
import { noteForeignChange } from './note-foreign-change.ts';
import type { DistributionRecord, PackageRecord } from './records.ts';
import { putLive, releaseOf } from './release-axis.ts';

/** Whether the gateway set out to have it published, or shown to a part of the users. */
export function isPublishedFromHere(pack: PackageRecord, places: readonly DistributionRecord[]): boolean {
  const releases = places.map((place) => releaseOf(place, pack.id));
  return (
    pack.goal === 'RELEASED' ||
    pack.goal === 'STAGED' ||
    releases.includes('RELEASING') ||
    releases.includes('STAGED')
  );
}

/**
 * A version that was handed in here was published in the platform's own console: released, or gone back to. It is noticed,
 * and then everything is as it would be had it been done from here.
 */
export async function publishedElsewhere(notebook: Notebook, pack: PackageRecord): Promise<void> {
  const { records, occurredAt } = notebook;
  const { id, programId, platform, versionNumber } = pack;
  const packages = await records.packagesOf(programId, platform);
  const places = await records.distributionsOf(programId, platform);
  const before = packages.find((other) => other.online && other.id !== id);
  const isGoneBackTo = before
    ? pack.submittedAt < before.submittedAt
    : places.every((place) => releaseOf(place, id) !== 'NOT_RELEASED');
  await noteForeignChange(notebook, pack, {
    place: 'LIVE',
    kind: isGoneBackTo ? 'ROLLED_BACK' : 'RELEASED',
    content: contentOfOurs(id),
    packageId: id,
    hostVersion: versionNumber,
    hostAt: occurredAt,
    insteadOfId: before?.id,
  });
  await records.trueSince(occurredAt, async () => {
    if (before && isGoneBackTo) return gaveWay(notebook, before, 'ROLLED_BACK', { pack });
    if (before) await records.changePackage(before.id, { online: false, ...inVain(before) });
    for (const place of places) await show(notebook, pack, place);
  });
}

/** Hosts that have not agreed to it do not show it, whoever released it (baidu/3.6). */
async function show(notebook: Notebook, pack: PackageRecord, place: DistributionRecord): Promise<void> {
  const since = notebook.occurredAt ?? notebook.now;
  const release = releaseOf(place, pack.id);
  if (release === 'SUPERSEDED') {
    await moveRelease(notebook, pack, place, { by: 'restore', target: 'RELEASED', type: 'RESTORED' });
    await putLive(notebook.records, place, pack.id, since);
    return;
  }
  // Of a version that another has followed here, what the host said of it is not known any more.
  const isAgreed =
    place.confirmation === 'NOT_NEEDED' || (place.confirmation === 'CONFIRMED' && release !== undefined);
  if (!isAgreed) return;
  if (pack.hostIds.includes(place.hostId))
    await makeLive(notebook.records, pack, place, since, notebook.source);
}
