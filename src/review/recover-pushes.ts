import type { PlatformConnector, VerifiedPush } from '../hosts/connector.ts';
import type { PlatformId } from '../programs/platform.ts';

export interface RecoverPushesDeps {
  readonly now: () => Date;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** False where this very push is stored already. */
  readonly storePush: (platform: PlatformId, address: string, push: VerifiedPush) => Promise<boolean>;
  /** Until when the platform was asked for all that it pushed; undefined: never. */
  readonly recoveredUntil: (platform: PlatformId) => Promise<Date | undefined>;
  readonly noteRecovery: (platform: PlatformId, until: Date, found: RecoveredPushes) => Promise<void>;
}

/** What a platform was asked for came to. */
export interface RecoveredPushes {
  /** Had not arrived: they are stored now, and applied like any other. */
  readonly found: number;
  readonly unreadable: number;
}

/** What was pushed a moment before the last question may have come too late for its answer. */
const OVERLAP_MS = 600_000;
/** How far back the first question goes. */
const FIRST_MS = 12 * 3_600_000;

/**
 * Asks a platform for the pushes that did not arrive, and takes them in by the way of all pushes: stored first, once, and
 * then applied. Where the platform cannot be asked, nothing is done; polling makes up for it. Safe to run twice.
 */
export async function recoverPushes(deps: RecoverPushesDeps, platform: PlatformId): Promise<RecoveredPushes> {
  const desk = deps.connectorOf(platform).missedPushes;
  let found = 0;
  let unreadable = 0;
  if (!desk) return { found, unreadable };
  const until = deps.now();
  const before = await deps.recoveredUntil(platform);
  const from = new Date((before?.getTime() ?? until.getTime() - FIRST_MS) - OVERLAP_MS);
  for await (const page of desk.between(from, until)) {
    for (const { address, ...push } of page.pushes) {
      if (await deps.storePush(platform, address, push)) found += 1;
    }
    unreadable += page.unreadable;
  }
  await deps.noteRecovery(platform, until, { found, unreadable });
  return { found, unreadable };
}
