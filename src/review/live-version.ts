import type { Actor } from '../accounts/actor.ts';
import type { EventType } from '../events/event.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import type { HostDesks } from '../hosts/desks/desks.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { OverwritingAct } from '../policy/foreign-change.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { type Move, moveOf } from '../policy/move.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { heldUp } from './held-up.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { DistributionRecord, GoalDetail, PackageGoal, PackageRecord, ReviewRecords } from './records.ts';
import { placesOf, releaseOf } from './release-axis.ts';
import type { ReviewDeps } from './submit.ts';

/** What is done with a version after it was handed in is asked of one platform. */
export interface VersionAtPlatform {
  readonly versionId: string;
  readonly platform: PlatformId;
}

export interface LiveDeps extends ReviewDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
}

/** A version at a platform, locked, with where it is distributed. */
export interface VersionHere {
  readonly program: Program;
  readonly version: Version;
  readonly pack: PackageRecord;
  /** The places where it stands somewhere on the release axis: it was handed in last, or users have it. */
  readonly places: readonly DistributionRecord[];
}

/**
 * Looks up what is asked about, and refuses where the platform has no calls for it (`desk`), nothing was handed in there, or
 * it would take the place (`act`) of what somebody did in the platform's own console.
 */
export async function versionHere(
  deps: LiveDeps,
  records: ReviewRecords,
  actor: Actor,
  { versionId, platform }: VersionAtPlatform,
  desk: keyof HostDesks,
  act?: OverwritingAct,
): Promise<Outcome<VersionHere, Problem>> {
  if (!deps.connectorOf(platform)[desk]) return refused(noDesk(platform));
  const version = await records.version(actor.accountId, versionId);
  const program = version && (await records.lockProgram(actor.accountId, version.programId));
  if (!program) return refused(notFound({ 'zh-CN': '版本', en: 'version' }, 'input.versionId'));
  await records.lockPackagesOf(program.id, platform);
  const ours = (await records.packagesOf(program.id, platform)).filter(
    (pack) => pack.versionId === versionId,
  );
  const [pack] = ours.toSorted((one, other) => other.attempt - one.attempt);
  const registration = await records.registration(program.id, platform);
  if (!pack || registration?.state !== 'REGISTERED') {
    return refused(
      notFound({ 'zh-CN': '该平台上的此版本', en: 'version at this platform' }, 'input.platform'),
    );
  }
  const waits = act && (await heldUp(records, { programId: program.id, platform }, act));
  if (waits) return refused(waits);
  const all = await records.distributionsOf(program.id, platform);
  return done({ program, version, pack, places: placesOf(all, pack) });
}

/** No call is documented for it: it is for the platform's own console. */
export function noDesk(platform: PlatformId): Problem {
  const message: LocalizedText = {
    'zh-CN': `平台 ${platform} 没有为此公布接口；请在该平台的后台办理`,
    en: `${platform} documents no call for this: do it in the platform's own console`,
  };
  return { ...invalidInput(message, 'input.platform'), platform };
}

/** Where a step leads from each place; refused where the platform's table has it from none of them. */
export function movesFrom(
  { pack, places }: VersionHere,
  step: Step,
  target: ReleaseState,
): Outcome<readonly { readonly place: DistributionRecord; readonly move: Move<ReleaseState> }[], Problem> {
  const moves = places.map((place) => ({
    place,
    move: moveOf(pack.platform, 'release', releaseOf(place, pack.id) ?? 'NOT_RELEASED', step, target),
  }));
  const possible = moves.filter(({ move }) => move !== 'ILLEGAL');
  return possible.length > 0 ? done(possible) : refused(notInState(pack, places));
}

const words: Readonly<Record<ReleaseState, LocalizedText>> = {
  NOT_RELEASED: { 'zh-CN': '尚未发布', en: 'is not released' },
  RELEASING: { 'zh-CN': '正在发布', en: 'is being released' },
  STAGED: { 'zh-CN': '正在灰度发布', en: 'is released to a part of the users' },
  RELEASED: { 'zh-CN': '已经发布', en: 'is released' },
  PAUSED: { 'zh-CN': '服务暂停中', en: 'is released, and its service is paused' },
  ROLLING_BACK: { 'zh-CN': '正在回退', en: 'is being rolled back' },
  ROLLED_BACK: { 'zh-CN': '已被回退', en: 'was rolled back' },
  SUPERSEDED: { 'zh-CN': '已被取代', en: 'was superseded' },
};

function notInState(
  { id, versionNumber, platform }: PackageRecord,
  places: readonly DistributionRecord[],
): Problem {
  const currentState = (places[0] && releaseOf(places[0], id)) ?? 'SUPERSEDED';
  return {
    code: 'STATE',
    currentState,
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `版本 ${versionNumber} ${words[currentState]['zh-CN']}，该平台在此状态下不能这样做`,
      en: `version ${versionNumber} ${words[currentState].en}, and the platform has no such step from there`,
    },
  };
}

/** Sets the gateway to work on it; refused while it works towards something else, which would be lost. */
export async function workTowards(
  records: ReviewRecords,
  pack: PackageRecord,
  goal: PackageGoal,
  detail?: GoalDetail,
): Promise<Problem | undefined> {
  // Of a review that has begun, what was asked for is done.
  const isReached = pack.goal === 'IN_REVIEW' && pack.review !== 'NOT_SUBMITTED';
  if (pack.goal !== undefined && pack.goal !== goal && !isReached) return atWork(pack, pack.goal);
  await records.changePackage(pack.id, { goal, goalDetail: detail ?? null, trouble: null });
  records.enqueue({ kind: 'PACKAGE', id: pack.id });
  return undefined;
}

/**
 * That a platform has another version of the program online: what it is told to do with the live one is done to that one,
 * whatever a host still has that the other was not handed in for.
 */
export function notOnline({ online, versionNumber, platform }: PackageRecord): Problem | undefined {
  if (online) return undefined;
  return {
    code: 'STATE',
    currentState: 'SUPERSEDED',
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `平台上在线的不是版本 ${versionNumber}；请对在线的版本操作`,
      en: `version ${versionNumber} is not the one that the platform has online: name the one that is`,
    },
  };
}

/** That what the gateway does for a version has to end first. */
export function atWork({ platform, versionNumber }: PackageRecord, currentState: PackageGoal): Problem {
  return {
    code: 'STATE',
    currentState,
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `网关正在为版本 ${versionNumber} 办理 ${currentState}；请等待其完成`,
      en: `the gateway is at work on ${currentState} for version ${versionNumber}: wait until it is done`,
    },
  };
}

/**
 * Why an act has to wait for another version of the program: what the gateway does there (one of `goals`) decides what users
 * get, and the platform is not told which version gives way to which.
 */
export async function otherAtWork(
  records: Pick<ReviewRecords, 'packagesOf'>,
  { id, programId, platform }: Pick<PackageRecord, 'id' | 'programId' | 'platform'>,
  goals: readonly PackageGoal[],
): Promise<Problem | undefined> {
  const packages = await records.packagesOf(programId, platform);
  for (const other of packages) {
    if (other.id !== id && other.goal && goals.includes(other.goal)) return atWork(other, other.goal);
  }
  return undefined;
}

/** Notes what was asked for, or came of it, at one host or for the package. */
export function noteLive(
  records: Pick<ReviewRecords, 'record'>,
  type: EventType,
  pack: PackageRecord,
  payload: Readonly<Record<string, unknown>>,
  place?: { readonly id: string; readonly hostId: HostId },
): void {
  records.record({
    type,
    ...aboutPackage(pack),
    subjectId: place?.id ?? pack.id,
    ...(place ? { hostId: place.hostId } : {}),
    payload: { ...packagePayload(pack), ...(place ? { hostIds: [place.hostId] } : {}), ...payload },
  });
}
