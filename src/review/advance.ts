import type { EventType } from '../events/event.ts';
import type {
  ContestFile,
  ForReviewer,
  PackageReport,
  PackageRequest,
  PlatformConnector,
} from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import { after, isUnderReview, type Step } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import { stepLive } from './advance-live.ts';
import { applyReport, type HearDeps } from './hear.ts';
import { unlessHeldUp } from './look-before.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { PackageGoal, PackageRecord, ReviewRecords } from './records.ts';
import { putRelease, releaseOf } from './release-axis.ts';
import { showReviewer } from './show-reviewer.ts';
import { submitOrFindInReview } from './submit-or-find.ts';
import { isSameTrouble, keptTrouble } from './trouble.ts';

export interface AdvanceDeps extends HearDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Has the package for this job alone until it is freed; undefined while another has it. */
  readonly claimPackage: (id: string) => Promise<ClaimedPackage | undefined>;
}

export interface ClaimedPackage {
  readonly pack: PackageRecord;
  readonly request: PackageRequest;
  /** What was said for the reviewers when it was handed in last, with the files. */
  readonly forReviewer: () => Promise<ForReviewer<ContestFile> | undefined>;
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
    return await step(deps, claimed);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, claimed.pack, error);
    return {};
  } finally {
    await claimed.free();
  }
}

async function step(deps: AdvanceDeps, claimed: ClaimedPackage): Promise<Advanced> {
  const { pack, request } = claimed;
  const connector = deps.connectorOf(pack.platform);
  const report = await connector.lookUpPackage(request);
  const now = (await applyReport(deps, pack.id, pack.accountId, report)) ?? pack;
  if (now.goal === 'IN_REVIEW') return stepToReview(deps, now, claimed, connector, report);
  if (now.goal === 'WITHDRAWN' && isUnderReview(report.state)) {
    await connector.withdraw(request);
    return { lookAgainInMs: WHILE_UPLOADING_MS };
  }
  if (now.goal === 'RELEASED' && report.state === 'APPROVED') {
    return unlessHeldUp(deps, now, request, 'RELEASE', async () => {
      await connector.release(request);
      return { lookAgainInMs: WHILE_UPLOADING_MS };
    });
  }
  return stepLive({ deps, pack: now, request, connector, report }) ?? {};
}

async function stepToReview(
  deps: AdvanceDeps,
  pack: PackageRecord,
  { request, forReviewer }: ClaimedPackage,
  connector: PlatformConnector,
  report: PackageReport,
): Promise<Advanced> {
  if (report.state === 'ABSENT') {
    return unlessHeldUp(deps, pack, request, 'SUBMIT', async () => {
      await applyReport(deps, pack.id, pack.accountId, { state: 'UPLOADING' });
      await connector.upload(request);
      return { lookAgainInMs: WHILE_UPLOADING_MS };
    });
  }
  if (report.state === 'UPLOADING') return { lookAgainInMs: report.waitMs ?? WHILE_UPLOADING_MS };
  if (report.state !== 'UPLOADED') return {};
  // Its review has begun: a list that does not show it lags, or it was taken back, and a later look tells which.
  if (pack.review !== 'NOT_SUBMITTED') return {};
  return unlessHeldUp(deps, pack, request, 'SUBMIT', async () => {
    const notes = await forReviewer();
    const told = notes ? { forReviewer: await showReviewer(connector, request.appId, notes) } : {};
    const answer = await submitOrFindInReview(connector, { ...request, ...told });
    if (answer === 'IN_REVIEW') return { lookAgainInMs: 0 };
    const { reference } = answer;
    // Somebody uploaded in that very instant, and that is what the platform has in review: the next look tells of it.
    if (await isAnothers(connector, request, reference)) return { lookAgainInMs: WHILE_UPLOADING_MS };
    // The platform took it: known at once, not at the next look.
    const taken = { state: 'IN_REVIEW', reference: reference ?? '' } as const;
    await applyReport(deps, pack.id, pack.accountId, taken, 'DONE');
    return {};
  });
}

/** Whether the review that was just begun is one of something else, at a platform that is not told what to review. */
async function isAnothers(
  { versions }: PlatformConnector,
  { appId, key }: PackageRequest,
  reference: string | undefined,
): Promise<boolean> {
  const review = (await versions?.inPlace(appId))?.review;
  return review !== undefined && review.reference === reference && review.key !== key;
}

/** What only a person can mend ends the goal and is written down for them; all else is thrown for the queue to retry. */
async function noteFailure(deps: AdvanceDeps, pack: PackageRecord, error: HostError): Promise<void> {
  const { words } = error.detail;
  if (error.isPassing) throw error;
  const trouble = keptTrouble(error, deps.now());
  const actor = { accountId: pack.accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'noteFailure', input: { id: pack.id } }, async (records) => {
    const now = await records.lockPackage(pack.id);
    if (!now) return done(undefined);
    const note = (type: EventType, payload: Readonly<Record<string, unknown>>, hostId?: string) =>
      records.record({
        type,
        ...aboutPackage(pack),
        subjectId: pack.id,
        source: deps.hostSource,
        ...(hostId ? { hostId } : {}),
        payload: { ...packagePayload(pack), ...payload },
      });
    if (!isSameTrouble(now.trouble, trouble)) note('HOST_CALL_FAILED', { ...trouble });
    // Somebody may have asked for something else in the meantime: that goal is not the one that failed.
    const givenUp = error.endsGoal && now.goal === pack.goal;
    await records.changePackage(pack.id, { trouble, ...(givenUp ? { goal: null } : {}) });
    if (givenUp) await giveUp(records, now, words, note);
    return done(undefined);
  });
  if (!error.endsGoal) throw error;
}

type Note = (type: EventType, payload: Readonly<Record<string, unknown>>, hostId?: string) => void;

/** What becomes of a place where the gateway gives a goal up: it is where it was before. */
const endings: Partial<Record<PackageGoal, { readonly step: Step; readonly type: EventType }>> = {
  RELEASED: { step: 'releaseFailed', type: 'RELEASE_REFUSED' },
  STAGED: { step: 'releaseFailed', type: 'RELEASE_REFUSED' },
  ROLLED_BACK: { step: 'rollBackFailed', type: 'ROLLBACK_FAILED' },
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
  for (const place of await records.distributionsOf(pack.programId, platform)) {
    const { hostId } = place;
    const release = releaseOf(place, pack.id);
    const to = release && after(variantOf(platform).transitions, 'release', release, ended.step);
    if (!to) continue;
    await putRelease(records, place, pack.id, to);
    note(ended.type, { hostIds: [hostId], axis: 'release', from: release, to, ...said }, hostId);
  }
}
