import type { ReleaseState } from '../policy/lifecycle.ts';
import type { DistributionChange, DistributionRecord, ReviewRecords } from './records.ts';

// At one host there can be three versions at once: what everybody gets, what a part of the users gets, and what was handed
// in last. Each has a release axis of its own; the axis of the last one is the place's.

/** What of a place says where versions stand in it; a column that is empty may be null. */
interface Releases {
  readonly packageId?: string | null;
  readonly release: ReleaseState;
  readonly livePackageId?: string | null;
  readonly liveRelease?: ReleaseState | null;
  readonly stagedPackageId?: string | null;
}

/** Where a package stands on the release axis at a host; undefined where nothing is left of it there, nor was it handed in last. */
export function releaseOf(place: Releases, packageId: string): ReleaseState | undefined {
  if (place.packageId === packageId) return place.release;
  if (place.livePackageId === packageId) return place.liveRelease ?? 'RELEASED';
  return place.stagedPackageId === packageId ? 'STAGED' : undefined;
}

/** Where the version stands that everybody gets; undefined where nobody gets any. */
export function liveReleaseOf(place: Releases): ReleaseState | undefined {
  return place.livePackageId ? releaseOf(place, place.livePackageId) : undefined;
}

/** The version that a part of the users gets; undefined where there is none. */
export function stagedAt({ packageId, release, stagedPackageId }: Releases): string | undefined {
  return (release === 'STAGED' ? packageId : stagedPackageId) ?? undefined;
}

/** Those of the places where a package still stands somewhere on the release axis. */
export function placesOf<Place extends Releases>(
  places: readonly Place[],
  { id }: { readonly id: string },
): readonly Place[] {
  return places.filter((place) => releaseOf(place, id) !== undefined);
}

/** A place as one of the versions there has it. What is out was agreed to by its host, whatever it says of a later one. */
export function seenBy(
  place: DistributionRecord,
  packageId: string,
): Pick<DistributionRecord, 'confirmation' | 'release'> {
  const { confirmation } = place;
  const release = releaseOf(place, packageId) ?? 'NOT_RELEASED';
  if (place.packageId === packageId || confirmation === 'NOT_NEEDED') return { confirmation, release };
  return { confirmation: 'CONFIRMED', release };
}

/** Notes where a package stands by now at a host that has it. What users get instead of it is for `putLive` to say. */
export async function putRelease(
  records: Pick<ReviewRecords, 'changeDistribution'>,
  place: DistributionRecord,
  packageId: string,
  release: ReleaseState,
): Promise<void> {
  const change = changeTo(place, packageId, release);
  if (change) await records.changeDistribution(place.id, change);
}

function changeTo(
  place: DistributionRecord,
  packageId: string,
  release: ReleaseState,
): DistributionChange | undefined {
  if (place.packageId === packageId) return { release };
  if (place.livePackageId === packageId) return isOut(release) ? { liveRelease: release } : undefined;
  return place.stagedPackageId === packageId && release !== 'STAGED' ? { stagedPackageId: null } : undefined;
}

/** Everybody gets this version from now on; undefined: none that was handed in here. */
export async function putLive(
  records: Pick<ReviewRecords, 'changeDistribution'>,
  { id, packageId }: DistributionRecord,
  live: string | undefined,
  since: Date,
): Promise<void> {
  const isLast = live === undefined || live === packageId;
  await records.changeDistribution(id, {
    livePackageId: live ?? null,
    liveRelease: isLast ? null : 'RELEASED',
    liveSince: since,
  });
}

/** What is left of the version that was handed in last, when the next takes the place's axes: it goes on on its own. */
export function goesOn({ packageId, release, livePackageId }: DistributionRecord): DistributionChange {
  if (packageId === undefined) return {};
  if (release === 'STAGED') return { stagedPackageId: packageId };
  return livePackageId === packageId && isOut(release) ? { liveRelease: release } : {};
}

/** In these states everybody gets the version, or will again. */
function isOut(release: ReleaseState): boolean {
  return release === 'RELEASED' || release === 'PAUSED' || release === 'ROLLING_BACK';
}
