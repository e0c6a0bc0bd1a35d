import type { PackageReport, PackageRequest, PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import type { PlatformId } from '../programs/platform.ts';
import { applyReport, type HearDeps } from './hear.ts';
import { packagePayload } from './package-payload.ts';
import type { PackageRecord } from './records.ts';

/** How long one node has a package to itself. Work that dies is taken up by another after that. */
export const LEASE_MS = 25_000;

export interface AdvanceDeps extends HearDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Takes the package for this node until the instant; undefined while another node has it. */
  readonly claimPackage: (
    id: string,
    until: Date,
  ) => Promise<{ pack: PackageRecord; request: PackageRequest } | undefined>;
  readonly freePackage: (id: string) => Promise<void>;
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
  const claimed = await deps.claimPackage(id, new Date(deps.now().getTime() + LEASE_MS));
  if (!claimed) return { lookAgainInMs: WHILE_LEASED_MS };
  try {
    return await step(deps, claimed.pack, claimed.request);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, claimed.pack, error);
    return {};
  } finally {
    await deps.freePackage(id);
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
  return {};
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
  const { kind, call, code, words, clause } = error.detail;
  if (kind === 'RETRY' || kind === 'ASK_FIRST') throw error;
  const trouble = { kind, call, words, ...(code ? { code } : {}), ...(clause ? { clause } : {}) };
  const actor = { accountId: pack.accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'noteFailure', input: { id: pack.id } }, async (records) => {
    const now = await records.lockPackage(pack.id);
    if (!now) return done(undefined);
    const known = JSON.stringify(now.trouble) === JSON.stringify(trouble);
    const givenUp = kind !== 'ASK_OPERATOR';
    await records.changePackage(pack.id, {
      trouble,
      ...(givenUp ? { goal: null } : {}),
      ...(givenUp && now.review === 'NOT_SUBMITTED' ? { state: 'FAILED' as const } : {}),
    });
    if (givenUp && now.goal === 'RELEASED') await giveUpReleases(records, now);
    if (!known) {
      records.record({
        type: 'HOST_CALL_FAILED',
        programId: pack.programId,
        subjectId: pack.id,
        source: deps.hostSource,
        payload: { ...packagePayload(pack), ...trouble },
      });
    }
    return done(undefined);
  });
  if (kind === 'ASK_OPERATOR') throw error;
}

async function giveUpReleases(
  records: Parameters<Parameters<AdvanceDeps['perform']>[1]>[0],
  pack: PackageRecord,
): Promise<void> {
  for (const distribution of await records.distributionsOf(pack.programId, pack.platform)) {
    if (distribution.packageId === pack.id && distribution.release === 'RELEASING') {
      await records.changeDistribution(distribution.id, { release: 'NOT_RELEASED' });
    }
  }
}
