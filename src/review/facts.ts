import { type FactRecords, factsAbout } from '../onboarding/facts.ts';
import type { DeclarationFact, Facts } from '../policy/facts.ts';
import { isUnderReview, type ReleaseState } from '../policy/lifecycle.ts';
import { isDuring, type Outage } from '../policy/outage.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import type { DistributionRecord, PackageRecord } from './records.ts';

/** What of a package the rules are told. */
export type PackageFact = Pick<
  PackageRecord,
  'id' | 'versionId' | 'attempt' | 'state' | 'review' | 'submittedAt'
> & {
  readonly goal?: PackageRecord['goal'] | null;
};

export interface VersionFactRecords<Package extends PackageFact> extends FactRecords {
  packagesOf(programId: string, platform: PlatformId): Promise<readonly Package[]>;
  /** Where the program is distributed; null and left out: no package. */
  distributionsOf(
    programId: string,
    platform: PlatformId,
  ): Promise<readonly { readonly packageId?: string | null; readonly release: ReleaseState }[]>;
  /** When all of the platform was out. */
  outages(platform: PlatformId): Promise<readonly Outage[]>;
  /** When the platform gave reviews of the program back. */
  withdrawalsOf(programId: string, platform: PlatformId): Promise<readonly Date[]>;
}

/** Everything on file about one version of a program at one platform; `at` one of its hosts where the question is the host's. */
export async function factsOfVersion<Package extends PackageFact>(
  records: VersionFactRecords<Package>,
  program: Program,
  version: Pick<Version, 'id' | 'number' | 'templates'>,
  platform: PlatformId,
  declaration?: DeclarationFact,
): Promise<{ facts: Facts; pack: Package | undefined }> {
  const about = await factsAbout(records, program, platform);
  const packages = await records.packagesOf(program.id, platform);
  const earlierWithdrawals = await records.withdrawalsOf(program.id, platform);
  const pack = latestOf(packages, version.id);
  const others = packages.filter(({ id }) => id !== pack?.id);
  return {
    pack,
    facts: {
      ...about,
      version: {
        versionId: version.id,
        number: version.number,
        review: pack?.review ?? 'NOT_SUBMITTED',
        ...(pack && isOnItsWay(pack) ? { onItsWay: true } : {}),
        ...(version.templates[platform] === undefined ? { withoutTemplate: true } : {}),
        confirmation: 'NOT_NEEDED',
        release: await platformRelease(records, program.id, platform, pack),
      },
      earlierSubmissions: await countedSubmissions(records, packages, platform),
      earlierWithdrawals,
      // Of the version itself, only being on its way counts here: a decision on it is for other rules to see.
      otherReviewOpen: others.some(isOpen) || (pack !== undefined && isOnItsWay(pack)),
      ...(declaration ? { declaration } : {}),
    },
  };
}

/** What failed because the platform was out does not count against the developer (baidu/8.2). */
async function countedSubmissions<Package extends PackageFact>(
  records: VersionFactRecords<Package>,
  packages: readonly Package[],
  platform: PlatformId,
): Promise<readonly Date[]> {
  const outages = packages.some(({ state }) => state === 'FAILED') ? await records.outages(platform) : [];
  return packages
    .filter(({ state, submittedAt }) => state !== 'FAILED' || !isDuring(outages, submittedAt))
    .map(({ submittedAt }) => submittedAt);
}

/** Of the packages of one version that there were at a platform, the one that counts now. */
function latestOf<Package extends PackageFact>(
  packages: readonly Package[],
  ofVersion: string,
): Package | undefined {
  const all = packages.filter(({ versionId }) => versionId === ofVersion);
  return all.toSorted((one, other) => other.attempt - one.attempt)[0];
}

/** Releases are the hosts' own; only that it was rolled back is the platform's act, for all of them at once. */
async function platformRelease<Package extends PackageFact>(
  records: VersionFactRecords<Package>,
  programId: string,
  platform: PlatformId,
  pack: Package | undefined,
): Promise<'NOT_RELEASED' | 'ROLLED_BACK'> {
  if (pack?.review !== 'APPROVED') return 'NOT_RELEASED';
  const here = (await records.distributionsOf(programId, platform)).filter(
    ({ packageId }) => packageId === pack.id,
  );
  return here.some(({ release }) => release === 'ROLLED_BACK') ? 'ROLLED_BACK' : 'NOT_RELEASED';
}

/** The same facts, seen from one host. */
export function atHost(
  facts: Facts,
  { confirmation, release }: Pick<DistributionRecord, 'confirmation' | 'release'>,
): Facts {
  return facts.version ? { ...facts, version: { ...facts.version, confirmation, release } } : facts;
}

/** The same facts, seen from a host for which the version was not handed in, wherever else it was. */
export function notAtHost(facts: Facts): Facts {
  return facts.version ? { ...facts, version: { ...facts.version, review: 'NOT_SUBMITTED' } } : facts;
}

/** Whether the platform has it on its desk, or is about to have it there or to publish it. */
function isOpen(pack: PackageFact): boolean {
  const { review, goal } = pack;
  return isUnderReview(review) || goal === 'RELEASED' || isOnItsWay(pack);
}

function isOnItsWay({ review, goal }: PackageFact): boolean {
  return review === 'NOT_SUBMITTED' && goal === 'IN_REVIEW';
}
