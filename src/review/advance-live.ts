import type { EventType } from '../events/event.ts';
import type { PackageReport, PackageRequest, PlatformConnector } from '../hosts/connector.ts';
import type { VersionInPlace } from '../hosts/desks/live-version.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import type { HearDeps } from './hear.ts';
import { noteLive } from './live-version.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';

/** How soon a platform is asked again that takes its time over a rollback. */
const WHILE_ROLLING_BACK_MS = 5_000;

export interface LiveStep {
  readonly deps: HearDeps;
  readonly pack: PackageRecord;
  readonly request: PackageRequest;
  readonly connector: PlatformConnector;
  /** What the platform says of the package by now. */
  readonly report: PackageReport;
}

type Advanced = { readonly lookAgainInMs?: number };

/**
 * One step towards what was asked for of a version that is out, or in review. The platform is asked first, so that a call
 * that acted although its answer was lost is not made twice. Undefined: the goal is none of these.
 */
export function stepLive(step: LiveStep): Promise<Advanced> | undefined {
  switch (step.pack.goal) {
    case 'ROLLED_BACK':
      return rollBackStep(step);
    case 'STAGED':
      return stageStep(step);
    case 'UNSTAGED':
      return unstageStep(step);
    case 'PAUSED':
      return serviceStep(step, 'PAUSED', 'pause');
    case 'SERVING':
      return serviceStep(step, 'SERVING', 'resume');
    case 'EXPEDITED':
      return expediteStep(step);
    default:
      return undefined;
  }
}

async function rollBackStep(step: LiveStep): Promise<Advanced> {
  const { connector, request, pack } = step;
  const desk = needed(connector.rollback, step);
  const standing = await desk.lookUp(request);
  if (standing.state === 'ROLLED_BACK') {
    await change(step, (records, now) => noteRolledBack(step, records, now, standing.live));
    return {};
  }
  if (standing.state === 'LIVE') await desk.rollBack(request, pack.goalDetail?.to);
  else
    await change(step, (records, now) =>
      moveAll(step, records, now, 'rollBack', 'ROLLING_BACK', 'ROLLING_BACK'),
    );
  return { lookAgainInMs: WHILE_ROLLING_BACK_MS };
}

async function stageStep(step: LiveStep): Promise<Advanced> {
  const { connector, request, pack, report } = step;
  const { percentage = 0, debuggersFirst = false, testersFirst = false } = pack.goalDetail ?? {};
  // Everybody has it: what was heard of that has ended the goal.
  if (report.state === 'RELEASED') return {};
  const desk = needed(connector.staging, step);
  await desk.stage(request, { percentage, debuggersFirst, testersFirst });
  const plan = await desk.plan(request.appId);
  await change(step, async (records, now) => {
    await records.changePackage(now.id, { goal: null, trouble: null, stagedPercentage: plan.percentage });
    for (const place of await placesOf(records, now)) {
      const { release } = place;
      if (release === 'STAGED') {
        noteLive(toldBy(step, records), 'STAGE_WIDENED', now, { percentage: plan.percentage }, place);
        continue;
      }
      await move(step, records, now, place, 'staged', 'STAGED', 'STAGED', { percentage: plan.percentage });
    }
  });
  return {};
}

async function unstageStep(step: LiveStep): Promise<Advanced> {
  const desk = needed(step.connector.staging, step);
  if (step.report.state === 'RELEASED') {
    await change(step, (records, now) => records.changePackage(now.id, { goal: null }));
    return {};
  }
  await desk.cancel(step.request);
  await change(step, async (records, now) => {
    await records.changePackage(now.id, { goal: null, trouble: null, stagedPercentage: null });
    await moveAll(step, records, now, 'unstage', 'NOT_RELEASED', 'STAGE_CANCELLED');
  });
  return {};
}

async function serviceStep(
  step: LiveStep,
  wanted: 'PAUSED' | 'SERVING',
  act: 'pause' | 'resume',
): Promise<Advanced> {
  const desk = needed(step.connector.service, step);
  const { appId } = step.request;
  if ((await desk.state(appId)) !== wanted) await desk[act](appId);
  // Only what the platform says is so: a service that a measure has closed does not open.
  if ((await desk.state(appId)) !== wanted) return { lookAgainInMs: WHILE_ROLLING_BACK_MS };
  await change(step, async (records, now) => {
    await records.changePackage(now.id, { goal: null, trouble: null });
    if (act === 'pause') await moveAll(step, records, now, 'pause', 'PAUSED', 'PAUSED');
    else await moveAll(step, records, now, 'resume', 'RELEASED', 'RESUMED');
  });
  return {};
}

async function expediteStep(step: LiveStep): Promise<Advanced> {
  const { connector, request, report } = step;
  if (report.state === 'IN_REVIEW' || report.state === 'DELAYED') {
    await needed(connector.expedite, step).expedite(request, report.reference);
    await change(step, async (records, now) => {
      await records.changePackage(now.id, { goal: null, trouble: null });
      noteLive(toldBy(step, records), 'REVIEW_EXPEDITED', now, {});
    });
    return {};
  }
  // It was decided in the meantime: there is nothing left to hurry.
  await change(step, (records, now) => records.changePackage(now.id, { goal: null, trouble: null }));
  return {};
}

/** The desk was there when it was asked for; a connector that has lost it since is for the operator to look at. */
function needed<Desk>(desk: Desk | undefined, { pack }: LiveStep): Desk {
  if (desk) return desk;
  const { platform, goal } = pack;
  const words = `not called: the connector has no calls for ${goal}`;
  throw new HostError({ platform, kind: 'FINAL', call: String(goal), words });
}

/** Does it under the package's lock, unless somebody has asked for something else meanwhile. */
async function change(
  { deps, pack }: LiveStep,
  work: (records: ReviewRecords, now: PackageRecord) => Promise<void>,
): Promise<void> {
  const actor = { accountId: pack.accountId, label: 'gateway' };
  await deps.perform(
    { actor, name: 'advanceLive', input: { id: pack.id, goal: pack.goal } },
    async (records) => {
      const now = await records.lockPackage(pack.id);
      if (now && now.goal === pack.goal) await work(records, now);
      return done(undefined);
    },
  );
}

/** What the platform said, and not the gateway. */
function toldBy({ deps }: LiveStep, records: ReviewRecords): Pick<ReviewRecords, 'record'> {
  return { record: (event) => records.record({ ...event, source: deps.hostSource }) };
}

async function placesOf(records: ReviewRecords, pack: PackageRecord): Promise<readonly DistributionRecord[]> {
  const all = await records.distributionsOf(pack.programId, pack.platform);
  return all.filter(({ packageId }) => packageId === pack.id);
}

async function moveAll(
  step: LiveStep,
  records: ReviewRecords,
  pack: PackageRecord,
  by: Step,
  target: ReleaseState,
  type: EventType,
): Promise<void> {
  for (const place of await placesOf(records, pack)) await move(step, records, pack, place, by, target, type);
}

/** Through the platform's table: a place from which it has no such step stays where it is. */
async function move(
  step: LiveStep,
  records: ReviewRecords,
  pack: PackageRecord,
  place: DistributionRecord,
  by: Step,
  target: ReleaseState,
  type: EventType,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const from = place.release;
  const found = moveOf(pack.platform, 'release', from, by, target);
  if (typeof found === 'string') return;
  await records.changeDistribution(place.id, { release: found.to });
  noteLive(toldBy(step, records), type, pack, { axis: 'release', from, to: found.to, ...more }, place);
}

/** Users get an earlier version: which, by the key in its description, where it was handed in here. */
async function noteRolledBack(
  step: LiveStep,
  records: ReviewRecords,
  pack: PackageRecord,
  live: VersionInPlace | undefined,
): Promise<void> {
  const { programId, platform } = pack;
  const packages = await records.packagesOf(programId, platform);
  const restored = live?.key === undefined ? undefined : packages.find(({ id }) => id === live.key);
  await records.changePackage(pack.id, { goal: null, trouble: null, online: false });
  if (restored) await records.changePackage(restored.id, { online: true });
  const what = {
    ...(restored ? { restoredPackageId: restored.id } : {}),
    ...(live?.versionNumber === undefined ? {} : { liveVersion: live.versionNumber }),
  };
  for (const place of await records.distributionsOf(programId, platform)) {
    if (place.livePackageId !== pack.id && place.packageId !== pack.id) continue;
    if (place.packageId === pack.id) {
      await move(step, records, pack, place, 'rolledBack', 'ROLLED_BACK', 'ROLLED_BACK', what);
    } else {
      // A later version is on its way there, and the axes are its own by now.
      noteLive(toldBy(step, records), 'ROLLED_BACK', pack, what, place);
    }
    if (place.livePackageId !== pack.id) continue;
    const now = step.deps.now();
    await records.changeDistribution(place.id, { livePackageId: restored?.id ?? null, liveSince: now });
    if (restored) noteRestored(step, records, restored, place);
  }
}

function noteRestored(
  step: LiveStep,
  records: ReviewRecords,
  restored: PackageRecord,
  place: DistributionRecord,
): void {
  const from = 'SUPERSEDED';
  const found = moveOf(restored.platform, 'release', from, 'restore', 'RELEASED');
  const isAllowed = typeof found === 'object';
  const payload = { axis: 'release', from, to: 'RELEASED' };
  noteLive(toldBy(step, records), isAllowed ? 'RESTORED' : 'ANOMALY_NOTICED', restored, payload, place);
}
