import type { PlatformConnector } from '../hosts/connector.ts';
import { done } from '../kernel/outcome.ts';
import { enforcementStateOf } from '../policy/measure.ts';
import type { PlatformId } from '../programs/platform.ts';
import {
  type AtPlatform,
  type Belief,
  type Comparison,
  compareVersions,
  ROLLING_BACK,
} from './compare-versions.ts';
import type { ForeignChangeRecord, ForeignFinding, ProgramThere } from './foreign-change-records.ts';
import { gaveWay, inVain, moveOrNote, type Notebook, type ReleaseStep, tell } from './gave-way.ts';
import type { HearDeps } from './hear.ts';
import { endForeignChange, noteForeignChange } from './note-foreign-change.ts';
import type { DistributionRecord, PackageRecord, ReviewRecords } from './records.ts';

export interface NoticeDeps extends HearDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
}

/**
 * What became of a look: the changes that stand and nobody has accepted. MOVED: the gateway itself did something meanwhile,
 * so that what the platform said cannot be compared with what is known: to be looked at again.
 */
export type Noticed = { readonly open: readonly ForeignChangeRecord[] } | 'MOVED';

/**
 * Asks a platform what it has of a program, compares that with what the gateway left there, and writes down what somebody
 * else did. The platform is asked outside of any transaction, and what it said counts only if nothing moved here meanwhile.
 * Nothing where the platform cannot be asked. Rejects with `HostError`.
 */
export async function noticeChanges(
  deps: NoticeDeps,
  about: ProgramThere & { readonly appId: string },
): Promise<Noticed> {
  const connector = deps.connectorOf(about.platform);
  if (!connector.versions) return { open: [] };
  const before = await within(deps, about, (records) => readBelief(records, about, deps.now()));
  const there = await lookAt(connector, about.appId, before);
  return within(deps, about, async (records) => {
    await records.lockPackagesOf(about.programId, about.platform);
    const belief = await readBelief(records, about, deps.now());
    if (traceOf(belief) !== traceOf(before)) return 'MOVED';
    const notebook = { records, source: deps.hostSource, now: deps.now() };
    await writeDown(notebook, about, belief, compareVersions(belief, there));
    const changes = await records.foreignChanges(about.programId, about.platform);
    return { open: changes.filter(({ endedAt, acknowledgedAt }) => !endedAt && !acknowledgedAt) };
  });
}

/** The service is asked after only where something can be served: it costs a call. */
async function lookAt(connector: PlatformConnector, appId: string, { places }: Belief): Promise<AtPlatform> {
  const versions = (await connector.versions?.inPlace(appId)) ?? {};
  const isServed = versions.live !== undefined || places.some(({ livePackageId }) => livePackageId);
  return { ...versions, service: isServed ? await connector.service?.state(appId) : undefined };
}

async function within<Value>(
  { perform }: NoticeDeps,
  { accountId, programId, platform }: ProgramThere,
  work: (records: ReviewRecords) => Promise<Value>,
): Promise<Value> {
  const actor = { accountId, label: 'gateway' };
  const outcome = await perform(
    { actor, name: 'noticeChanges', input: { programId, platform } },
    async (records) => done(await work(records)),
  );
  if (!outcome.ok) throw new Error('noticing refused what it asked for itself');
  return outcome.value;
}

async function readBelief(
  records: ReviewRecords,
  { accountId, programId, platform }: ProgramThere,
  now: Date,
): Promise<Belief> {
  const measures = await records.measuresAgainst(accountId, programId, platform);
  return {
    packages: await records.packagesOf(programId, platform),
    places: await records.distributionsOf(programId, platform),
    changes: await records.foreignChanges(programId, platform),
    // One at a single host closes nothing at the platform.
    isHidden:
      enforcementStateOf(
        measures.filter(({ hostId }) => !hostId),
        now,
      ) !== 'FREE',
  };
}

/** By which it is known whether anything moved here. */
function traceOf({ packages, places, changes }: Belief): string {
  return JSON.stringify([
    packages.map(({ id, state, review, goal, online, stagedPercentage }) => [
      id,
      state,
      review,
      goal,
      online,
      stagedPercentage,
    ]),
    places,
    changes.map(({ id, content, acknowledgedAt, endedAt }) => [id, content, acknowledgedAt, endedAt]),
  ]);
}

async function writeDown(
  notebook: Notebook,
  about: ProgramThere,
  belief: Belief,
  { found, over, completed, toLookAt, missing }: Comparison,
): Promise<void> {
  const { records } = notebook;
  const online = belief.packages.find((pack) => pack.online);
  for (const change of over) await endForeignChange(notebook, change);
  for (const finding of found) {
    await noteForeignChange(notebook, about, finding);
    if (online) await follow(notebook, belief.places, online, finding);
  }
  if (completed) await complete(notebook, online, completed);
  if (missing) await noteMissing(notebook, missing);
  // What was held up can go on.
  const waiting = over.length > 0 ? belief.packages.filter(({ goal }) => goal !== undefined) : [];
  for (const id of new Set([...toLookAt, ...waiting.map((pack) => pack.id)])) {
    records.enqueue({ kind: 'PACKAGE', id });
  }
}

const pause: ReleaseStep = { by: 'pause', target: 'PAUSED', type: 'PAUSED' };
const resume: ReleaseStep = { by: 'resume', target: 'RELEASED', type: 'RESUMED' };
const rollBack: ReleaseStep = { by: 'rollBack', target: 'ROLLING_BACK', type: 'ROLLING_BACK' };

/** What a change of something that is not ours makes of what is public of ours. */
async function follow(
  notebook: Notebook,
  places: readonly DistributionRecord[],
  online: PackageRecord,
  { place, kind, hostState, hostVersion, hostAt }: ForeignFinding,
): Promise<void> {
  if (place === 'SERVICE') return moveAll(notebook, places, online, kind === 'PAUSED' ? pause : resume);
  if (place !== 'LIVE') return;
  // What was asked for of a version that is not what users get any more is asked for in vain.
  await notebook.records.changePackage(online.id, inVain(online));
  if (hostState === ROLLING_BACK) return moveAll(notebook, places, online, rollBack);
  const way = kind === 'ROLLED_BACK' ? 'ROLLED_BACK' : 'SUPERSEDED';
  const occurredAt = hostAt && hostAt < notebook.now ? hostAt : undefined;
  await notebook.records.trueSince(occurredAt, () =>
    gaveWay({ ...notebook, occurredAt }, online, way, { versionNumber: hostVersion }),
  );
}

/** A place from which the platform's table has no such step stays where it is, and says so. */
async function moveAll(
  notebook: Notebook,
  places: readonly DistributionRecord[],
  pack: PackageRecord,
  step: ReleaseStep,
): Promise<void> {
  for (const place of places.filter(({ livePackageId }) => livePackageId === pack.id)) {
    await moveOrNote(notebook, pack, place, step);
  }
}

/** A rollback that was noticed while it was under way has led somewhere: it is still the same change. */
async function complete(
  notebook: Notebook,
  online: PackageRecord | undefined,
  { change, live, content, ours }: NonNullable<Comparison['completed']>,
): Promise<void> {
  const { versionNumber, description } = live;
  await notebook.records.changeForeignChange(change.id, {
    content,
    hostVersion: versionNumber,
    hostDescription: description,
    hostState: null,
    packageId: ours?.id,
  });
  if (online) await gaveWay(notebook, online, 'ROLLED_BACK', { pack: ours, versionNumber });
}

/** Said once for each surprise: a platform that keeps saying it is heard at every look. */
async function noteMissing(notebook: Notebook, pack: PackageRecord): Promise<void> {
  const words = 'release: RELEASED -> nothing is public';
  if (pack.trouble?.retry === undefined && pack.trouble?.words === words) return;
  await notebook.records.changePackage(pack.id, { trouble: { call: 'look up', words } });
  tell(notebook, 'ANOMALY_NOTICED', pack, { axis: 'release', from: 'RELEASED', to: null });
}
