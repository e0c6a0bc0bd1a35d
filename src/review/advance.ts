import type { EventType } from '../events/event.ts';
import type { PackageReport, PackageRequest, PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import type { ReleaseState, Step } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import type { PlatformId } from '../programs/platform.ts';
import { stepLive } from './advance-live.ts';
import { applyReport, type HearDeps } from './hear.ts';
import { packagePayload } from './package-payload.ts';
import type { PackageGoal, PackageRecord, ReviewRecords } from './records.ts';
import { isSameTrouble, keptTrouble } from './trouble.ts';

export interface AdvanceDeps extends HearDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Has the package for this job alone until it is freed; undefined while another has it. */
  readonly claimPackage: (id: string) => Promise<ClaimedPackage | undefined>;
}

export interface ClaimedPackage {
  readonly pack: PackageRecord;
  readonly request: PackageRequest;
  free(): Promise<void>;
}

/** When to look again: undefined means that a push, a poll or a person says so. */
export interface Advanced {
  readonly lookAgainInMs?: number;
}

/** A host that works on an upload is asked about once a second; both say it takes seconds. */
const WHILE_UPLOADING_MS = 1_000;
const WHILE_LEASED_MS = 2_000;

/**
 * Takes a package one step towards its goal. The platform is asked first, every time: so a call that acted
 * although its answer was lost is never made twice, and a step that runs twice does nothing the second time.
 */
export async function advancePackage(deps: AdvanceDeps, id: string): Promise<Advanced> {
  const claimed = await deps.claimPackage(id);
  if (!claimed) return { lookAgainInMs: WHILE_LEASED_MS };
  try {
    return await step(deps, claimed.pack, claimed.request);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, claimed.pack, error);
    return {};
  } finally {
    await claimed.free();
  }
}

async function step(deps: AdvanceDeps, pack: PackageRecord, request: PackageRequest): Promise<Advanced> {
  const connector = deps.connectorOf(pack.platform);
  const report = await connector.lookUpPackage(request);
  const now = (await applyReport(deps, pack.id, pack.accountId, report)) ?? pack;
  if (now.goal === 'IN_REVIEW') return stepToReview(deps, now, request, connector, report);
  if (now.goal === 'WITHDRAWN' && (report.state === 'IN_REVIEW' || report.state === 'DELAYED')) {
    await connector.withdraw(request);
    return { lookAgainInMs: WHILE_UPLOADING_MS };
  }
  if (now.goal === 'RELEASED' && report.state === 'APPROVED') {
    await connector.release(request);
    return { lookAgainInMs: WHILE_UPLOADING_MS };
  }
  return stepLive({ deps, pack: now, request, connector, report }) ?? {};
}

async function stepToReview(
  deps: AdvanceDeps,
  pack: PackageRecord,
  request: PackageRequest,
  connector: PlatformConnector,
  report: PackageReport,
): Promise<Advanced> {
  if (report.state === 'ABSENT') {
    await applyReport(deps, pack.id, pack.accountId, { state: 'UPLOADING' });
    await connector.upload(request);
    return { lookAgainInMs: WHILE_UPLOADING_MS };
  }
  if (report.state === 'UPLOADING') return { lookAgainInMs: WHILE_UPLOADING_MS };
  if (report.state === 'UPLOADED') {
    const { reference } = await connector.submit(request);
    // The platform took it: known at once, not at the next look.
    await applyReport(deps, pack.id, pack.accountId, { state: 'IN_REVIEW', reference: reference ?? '' });
  }
  return {};
}

/** What only a person can mend ends the goal and is written down for them; all else is thrown for the queue to retry. */
async function noteFailure(deps: AdvanceDeps, pack: PackageRecord, error: HostError): Promise<void> {
  const { kind, words } = error.detail;
  if (kind === 'RETRY' || kind === 'ASK_FIRST') throw error;
  const trouble = keptTrouble(error, deps.now());
  const actor = { accountId: pack.accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'noteFailure', input: { id: pack.id } }, async (records) => {
    const now = await records.lockPackage(pack.id);
    if (!now) return done(undefined);
    const note = (type: EventType, payload: Readonly<Record<string, unknown>>, hostId?: string) =>
      records.record({
        type,
        programId: pack.programId,
        subjectId: pack.id,
        source: deps.hostSource,
        ...(hostId ? { hostId } : {}),
        payload: { ...packagePayload(pack), ...payload },
      });
    if (!isSameTrouble(now.trouble, trouble)) note('HOST_CALL_FAILED', { ...trouble });
    // Somebody may have asked for something else in the meantime: that goal is not the one that failed.
    const givenUp = kind !== 'ASK_OPERATOR' && now.goal === pack.goal;
    await records.changePackage(pack.id, { trouble, ...(givenUp ? { goal: null } : {}) });
    if (givenUp) await giveUp(records, now, words, note);
    return done(undefined);
  });
  if (kind === 'ASK_OPERATOR') throw error;
}

type Note = (type: EventType, payload: Readonly<Record<string, unknown>>, hostId?: string) => void;

/** What becomes of a place where the gateway gives a goal up: it is where it was before. */
const endings: Partial<
  Record<PackageGoal, { readonly step: Step; readonly target: ReleaseState; readonly type: EventType }>
> = {
  RELEASED: { step: 'releaseFailed', target: 'NOT_RELEASED', type: 'RELEASE_REFUSED' },
  STAGED: { step: 'releaseFailed', target: 'NOT_RELEASED', type: 'RELEASE_REFUSED' },
  ROLLED_BACK: { step: 'rollBackFailed', target: 'RELEASED', type: 'ROLLBACK_FAILED' },
};

/**
 * What was under way ends where it was before, through the transition table, and says so. `words` are the platform's own,
 * where it was the platform that ended it.
 */
export async function giveUp(
  records: ReviewRecords,
  pack: PackageRecord,
  words: string | undefined,
  note: Note,
): Promise<void> {
  const { platform, state, goal } = pack;
  const said = words === undefined ? {} : { words };
  const failed = moveOf(platform, 'package', state, 'uploadFailed', 'FAILED');
  if (goal === 'IN_REVIEW' && typeof failed === 'object') {
    await records.changePackage(pack.id, { state: failed.to });
    note('PACKAGE_FAILED', { axis: 'package', from: state, to: failed.to, ...said });
  }
  const ended = goal === undefined ? undefined : endings[goal];
  if (!ended) return;
  for (const { id, hostId, packageId, release } of await records.distributionsOf(pack.programId, platform)) {
    const back = moveOf(platform, 'release', release, ended.step, ended.target);
    if (packageId !== pack.id || typeof back === 'string') continue;
    await records.changeDistribution(id, { release: back.to });
    note(ended.type, { hostIds: [hostId], axis: 'release', from: release, to: back.to, ...said }, hostId);
  }
}
