import type { EventType } from '../events/event.ts';
import type { PackageReport, PackageRequest, PlatformConnector } from '../hosts/connector.ts';
import type { VersionInPlace } from '../hosts/desks/live-version.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { gaveWay, moveRelease, type Notebook, stagedGaveWay, tell } from './gave-way.ts';
import { unlessHeldUp } from './look-before.ts';
import type { NoticeDeps } from './notice-changes.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';
import { placesOf, releaseOf } from './release-axis.ts';

/** To all users: whether that is a release at once, no document says, so that the platform is asked. */
const AFTER_THE_LAST_STAGE_MS = 1_000;
/** How soon a platform is asked again that takes its time over a rollback. */
const WHILE_ROLLING_BACK_MS = 5_000;

export interface LiveStep {
  readonly deps: NoticeDeps;
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
  if (!pack.goalDetail?.asked) {
    return unlessHeldUp(step.deps, pack, request, 'ROLL_BACK', async () => {
      // What the platform does from now on is done from here: what it did before was somebody else's doing.
      const goalDetail = { ...pack.goalDetail, asked: true } as const;
      await change(step, (records, now) =>
        records.changePackage(now.id, { goal: 'ROLLED_BACK', goalDetail }),
      );
      return rollBackStep({ ...step, pack: { ...pack, goalDetail } });
    });
  }
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
  const { deps, request, pack, report } = step;
  // Everybody has it: what was heard of that has ended the goal.
  if (report.state === 'RELEASED') return {};
  return unlessHeldUp(deps, pack, request, 'RELEASE', () => stage(step));
}

async function stage(step: LiveStep): Promise<Advanced> {
  const { connector, request, pack } = step;
  const { percentage = 0, debuggersFirst = false, testersFirst = false } = pack.goalDetail ?? {};
  const desk = needed(connector.staging, step);
  await desk.stage(request, { percentage, debuggersFirst, testersFirst });
  const plan = await desk.plan(request.appId);
  await change(step, async (records, now) => {
    await records.changePackage(now.id, { goal: null, trouble: null, stagedPercentage: plan.percentage });
    for (const place of await placesAt(records, now)) {
      await stagedGaveWay(notebookIn(step, records), place, now);
      if (releaseOf(place, now.id) === 'STAGED') {
        tell(notebookIn(step, records), 'STAGE_WIDENED', now, { percentage: plan.percentage }, place);
        continue;
      }
      const staged = { by: 'staged', target: 'STAGED', type: 'STAGED' } as const;
      await moveRelease(notebookIn(step, records), now, place, staged, { percentage: plan.percentage });
    }
  });
  return plan.percentage === 100 ? { lookAgainInMs: AFTER_THE_LAST_STAGE_MS } : {};
}

async function unstageStep(step: LiveStep): Promise<Advanced> {
  const desk = needed(step.connector.staging, step);
  if (step.report.state === 'RELEASED') {
    await change(step, (records, now) => records.changePackage(now.id, { goal: null }));
    return {};
  }
  return unlessHeldUp(step.deps, step.pack, step.request, 'RELEASE', async () => {
    await desk.cancel(step.request);
    await change(step, async (records, now) => {
      await records.changePackage(now.id, { goal: null, trouble: null, stagedPercentage: null });
      await moveAll(step, records, now, 'unstage', 'NOT_RELEASED', 'STAGE_CANCELLED');
    });
    return {};
  });
}

async function serviceStep(
  step: LiveStep,
  wanted: 'PAUSED' | 'SERVING',
  act: 'pause' | 'resume',
): Promise<Advanced> {
  const { deps, pack, request, connector } = step;
  const desk = needed(connector.service, step);
  if ((await desk.state(request.appId)) === wanted) return served(step, wanted, act);
  return unlessHeldUp(deps, pack, request, act === 'pause' ? 'PAUSE' : 'RESUME', async () => {
    await desk[act](request.appId);
    return served(step, wanted, act);
  });
}

async function served(
  step: LiveStep,
  wanted: 'PAUSED' | 'SERVING',
  act: 'pause' | 'resume',
): Promise<Advanced> {
  const desk = needed(step.connector.service, step);
  const { appId } = step.request;
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
      tell(notebookIn(step, records), 'REVIEW_EXPEDITED', now, {});
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
  throw new HostError({ platform, retry: 'FINAL', call: String(goal), words });
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

/** What the platform said, as it is written down. */
function notebookIn({ deps }: LiveStep, records: ReviewRecords): Notebook {
  return { records, source: deps.hostSource, now: deps.now() };
}

async function placesAt(records: ReviewRecords, pack: PackageRecord): Promise<readonly DistributionRecord[]> {
  const all = await records.distributionsOf(pack.programId, pack.platform);
  return placesOf(all, pack);
}

/** A place from which the platform's table has no such step stays where it is. */
async function moveAll(
  step: LiveStep,
  records: ReviewRecords,
  pack: PackageRecord,
  by: Step,
  target: ReleaseState,
  type: EventType,
): Promise<void> {
  for (const place of await placesAt(records, pack)) {
    await moveRelease(notebookIn(step, records), pack, place, { by, target, type });
  }
}

/** Users get an earlier version: which, by the key in its description, where it was handed in here. */
async function noteRolledBack(
  step: LiveStep,
  records: ReviewRecords,
  pack: PackageRecord,
  live: VersionInPlace | undefined,
): Promise<void> {
  const packages = await records.packagesOf(pack.programId, pack.platform);
  const restored = live?.key === undefined ? undefined : packages.find(({ id }) => id === live.key);
  await records.changePackage(pack.id, { goal: null, trouble: null });
  const successor = { pack: restored, versionNumber: live?.versionNumber };
  await gaveWay(notebookIn(step, records), pack, 'ROLLED_BACK', successor);
}
