import type { Actor } from '../accounts/actor.ts';
import type { EventType } from '../events/event.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import type { HostDesks } from '../hosts/desks/desks.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { type Move, moveOf } from '../policy/move.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import type { Version } from '../programs/version.ts';
import { packagePayload } from './package-payload.ts';
import type { DistributionRecord, GoalDetail, PackageGoal, PackageRecord, ReviewRecords } from './records.ts';
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
  /** The places whose own axes are about this version. */
  readonly places: readonly DistributionRecord[];
}

/** Looks up what is asked about, and refuses where the platform has no calls for it (`desk`), or nothing was handed in there. */
export async function versionHere(
  deps: LiveDeps,
  records: ReviewRecords,
  actor: Actor,
  { versionId, platform }: VersionAtPlatform,
  desk: keyof HostDesks,
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
  const all = await records.distributionsOf(program.id, platform);
  return done({ program, version, pack, places: all.filter(({ packageId }) => packageId === pack.id) });
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
    move: moveOf(pack.platform, 'release', place.release, step, target),
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
  { versionNumber, platform }: PackageRecord,
  places: readonly DistributionRecord[],
): Problem {
  const currentState = places[0]?.release ?? 'SUPERSEDED';
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

function atWork({ platform }: PackageRecord, currentState: PackageGoal): Problem {
  return {
    code: 'STATE',
    currentState,
    path: 'input.versionId',
    platform,
    message: {
      'zh-CN': `网关正在为此版本办理 ${currentState}；请等待其完成`,
      en: `the gateway is at work on ${currentState} for this version: wait until it is done`,
    },
  };
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
    programId: pack.programId,
    subjectId: place?.id ?? pack.id,
    ...(place ? { hostId: place.hostId } : {}),
    payload: { ...packagePayload(pack), ...(place ? { hostIds: [place.hostId] } : {}), ...payload },
  });
}
