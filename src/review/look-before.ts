import type { PackageRequest } from '../hosts/connector.ts';
import { type OverwritingAct, overwrittenBy } from '../policy/foreign-change.ts';
import { variantOf } from '../policy/variants.ts';
import { type NoticeDeps, noticeChanges } from './notice-changes.ts';
import type { PackageRecord } from './records.ts';

/** When to look again; undefined: when somebody says so. */
type Advanced = { readonly lookAgainInMs?: number };

/** The gateway was at work itself: what the platform said was of before. */
const AFTER_A_MOVE_MS = 1_000;

/**
 * Looks whether somebody else was at the platform before the gateway takes something's place there, and does it only if
 * what stands there is what was left, or was accepted. Otherwise the goal waits: to accept the change sets it going, and so
 * does the end of the change. What is done in the instant between the look and the call no platform can be asked about.
 */
export async function unlessHeldUp(
  deps: NoticeDeps,
  pack: PackageRecord,
  { appId }: PackageRequest,
  act: OverwritingAct,
  go: () => Promise<Advanced>,
): Promise<Advanced> {
  const { accountId, programId, platform } = pack;
  const noticed = await noticeChanges(deps, { accountId, programId, platform, appId });
  if (noticed === 'MOVED') return { lookAgainInMs: AFTER_A_MOVE_MS };
  if (overwrittenBy(variantOf(platform).overwrites, noticed.open, act).length > 0) return {};
  return go();
}
