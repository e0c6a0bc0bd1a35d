import type { NewEvent } from '../events/event.ts';
import type { PackageRecord } from './records.ts';

/** What every event about a package is about. */
export function aboutPackage({
  programId,
  versionId,
}: PackageRecord): Required<Pick<NewEvent, 'programId' | 'versionId'>> {
  return { programId, versionId };
}

/** What every event about a package says of it. */
export function packagePayload(pack: PackageRecord): Readonly<Record<string, unknown>> {
  const { platform, hostIds, id, versionId, versionNumber } = pack;
  return { platform, hostIds, packageId: id, versionId, versionNumber };
}
