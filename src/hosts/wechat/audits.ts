import { z } from 'zod';
import type { PackageReport } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { isMarked } from '../package-mark.ts';
import type { PackageRequest } from '../requests.ts';
import { PLATFORM } from './config.ts';
import { SCAN_PATH, SCAN_RUNNING, UNDECLARED_PRIVACY_API } from './desks/review.ts';
import { codeIn } from './not-called.ts';
import type { ProgramCalls } from './program-calls.ts';
import { number, readVersions, seconds } from './versions.ts';

const LATEST = '/wxa/get_latest_auditstatus';
const BY_ID = '/wxa/get_auditstatus';
const NEVER_SUBMITTED = '85058';
const NO_SUCH_AUDIT = '85012';

const statusShape = z.object({ status: z.number(), reason: z.string().nullish() });
const latestShape = statusShape.extend({
  auditid: number,
  user_version: z.string().nullish(),
  user_desc: z.string().nullish(),
  submit_audit_time: seconds,
});

export interface Audit {
  readonly auditid: string;
  readonly status: number;
  readonly reason?: string | null | undefined;
  readonly user_version?: string | null | undefined;
  readonly user_desc?: string | null | undefined;
  readonly submit_audit_time?: Date | undefined;
}

/** What WeChat knows of a version: live, then in review, then on trial. Each is found by our key. */
export async function lookUpAtWechat(calls: ProgramCalls, request: PackageRequest): Promise<PackageReport> {
  const latest = await latestAtWechat(calls, request);
  if (latest.state !== 'ABSENT' || request.reference === undefined) return latest;
  // Another was submitted since, maybe in WeChat's own console: what became of ours is asked by its number.
  const audit = await readAudit(calls, request.appId, request.reference);
  return audit ? reportOf(audit) : latest;
}

/** The same of what `release`, `grayrelease` and `undocodeaudit` would be about: they name no version, and take the latest. */
export async function latestAtWechat(
  calls: ProgramCalls,
  { appId, key, versionNumber }: PackageRequest,
): Promise<PackageReport> {
  const { exp_info, release_info } = await readVersions(calls, appId);
  const latest = await readLatestAudit(calls, appId);
  const audit = isMarked(latest?.user_desc ?? undefined, key) ? latest : undefined;
  if (isMarked(release_info?.release_desc ?? undefined, key)) {
    const reference = audit?.auditid ?? release_info?.release_version ?? versionNumber;
    const at = release_info?.release_time;
    return { state: 'RELEASED', reference, ...(at ? { at } : {}) };
  }
  if (audit) return reportOf(audit);
  if (!isMarked(exp_info?.exp_desc ?? undefined, key)) return { state: 'ABSENT' };
  return (await isBeingScanned(calls, appId))
    ? { state: 'UPLOADING', waitMs: WHILE_SCANNING_MS }
    : { state: 'UPLOADED' };
}

/** The scan takes up to a minute, and each look is three calls, of which a day has only so many. */
const WHILE_SCANNING_MS = 3_000;

/** Source of the numbers: the page of `get_auditstatus`. */
const states = ['APPROVED', 'REJECTED', 'IN_REVIEW', 'WITHDRAWN', 'DELAYED'] as const;

export function stateOfAudit({ status, auditid }: Pick<Audit, 'status' | 'auditid'>) {
  const state = states[status];
  if (state !== undefined) return state;
  throw new HostError({
    platform: PLATFORM,
    retry: 'ASK_OPERATOR',
    call: `GET ${LATEST}`,
    words: `review ${auditid} has the status ${status}, which is not documented (0 to 4 are)`,
  });
}

function reportOf(audit: Audit): PackageReport {
  const { auditid: reference, reason, submit_audit_time: at } = audit;
  const words = reason ?? '';
  const state = stateOfAudit(audit);
  switch (state) {
    case 'APPROVED':
    case 'WITHDRAWN':
      return { state, reference };
    case 'REJECTED':
    case 'DELAYED':
      return { state, reference, words };
    case 'IN_REVIEW':
      return { state, reference, ...(at ? { at } : {}) };
  }
}

export async function readLatestAudit(calls: ProgramCalls, appId: string): Promise<Audit | undefined> {
  try {
    return await calls.get(appId, LATEST, latestShape);
  } catch (error) {
    if (codeIn(error) === NEVER_SUBMITTED) return undefined;
    throw error;
  }
}

/** The refusal of a foreign number carries `status` 0 beside its code, which would be "approved": the code is read first. */
async function readAudit(calls: ProgramCalls, appId: string, auditid: string): Promise<Audit | undefined> {
  if (!/^\d+$/.test(auditid)) return undefined;
  try {
    return { auditid, ...(await calls.post(appId, BY_ID, { auditid: Number(auditid) }, statusShape)) };
  } catch (error) {
    if (codeIn(error) === NO_SUCH_AUDIT) return undefined;
    throw error;
  }
}

const anyShape = z.object({});

async function isBeingScanned(calls: ProgramCalls, appId: string): Promise<boolean> {
  try {
    await awaitScan(calls, appId);
    return false;
  } catch (error) {
    if (codeIn(error) === SCAN_RUNNING) return true;
    throw error;
  }
}

/** Rejects with code 61039 while WeChat scans the code; committing again would start the scan anew. */
export async function awaitScan(calls: ProgramCalls, appId: string): Promise<void> {
  try {
    await calls.get(appId, SCAN_PATH, anyShape);
  } catch (error) {
    // The scan is over; what it found is said when the version is submitted.
    if (codeIn(error) !== UNDECLARED_PRIVACY_API) throw error;
  }
}
