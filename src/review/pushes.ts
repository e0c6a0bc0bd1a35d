import type {
  IncomingPush,
  MeasureTold,
  PlatformConnector,
  PushNews,
  SettingDecision,
  VerifiedPush,
} from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import type { Job } from '../onboarding/job.ts';
import type { PlatformId } from '../programs/platform.ts';

export interface PushDeps {
  /** Does what a platform tells of a measure; resolves to what became of it. */
  readonly hearMeasure: (platform: PlatformId, appId: string, told: MeasureTold) => Promise<string>;
  /** Tells the account what was decided about a setting; once for each push. */
  readonly hearSetting: (platform: PlatformId, decision: SettingDecision, pushId: string) => Promise<void>;
  /** Tells the account that the permission to act for its program is gone; once for each push. */
  readonly hearRevocation: (platform: PlatformId, appId: string, pushId: string) => Promise<void>;
  readonly now: () => Date;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Stores the push; false where this very push is stored already. What waits in its lane is applied soon after. */
  readonly storePush: (platform: PlatformId, address: string, push: VerifiedPush) => Promise<boolean>;
  /** Has the pushes of a lane for this job alone; undefined while another has them. */
  readonly claimLane: (lane: string) => Promise<ClaimedLane | undefined>;
  readonly notePushApplied: (id: string, outcome: string) => Promise<void>;
  /** Counts that it failed; GIVEN_UP where it has failed often enough, and is a dead letter from now on. */
  readonly notePushFailed: (id: string, reason: string) => Promise<'TRY_AGAIN' | 'GIVEN_UP'>;
  /** Whether a platform's id is that of a program which is known here. */
  readonly programOfApp: (platform: PlatformId, appId: string) => Promise<object | undefined>;
  /** What has to be looked at when something moved about a program, or about a registration. */
  readonly jobsAbout: (
    platform: PlatformId,
    about: { readonly appId?: string; readonly registrationId?: string },
    kind: 'REGISTRATION' | 'PACKAGE' | 'MATERIAL',
  ) => Promise<readonly Job[]>;
  /** Keeps with the packages of these jobs when their review moved, for the look that will tell where to. */
  readonly noteNews: (jobs: readonly Job[], at: Date) => Promise<void>;
  readonly enqueue: (jobs: readonly Job[]) => Promise<void>;
}

export interface StoredPush {
  readonly id: string;
  readonly platform: PlatformId;
  readonly address: string;
  readonly message: string;
}

export interface ClaimedLane {
  /** The first that was neither applied nor given up, in the order in which they were stored. */
  next(): Promise<StoredPush | undefined>;
  free(): Promise<void>;
}

const WHILE_CLAIMED_MS = 500;

/** What came of a push that names a program that is not known here. It is kept, for the operator to look at. */
export const UNKNOWN_APP = 'UNKNOWN_APP';

/**
 * Takes a push in: verified, stored, and only then acknowledged, so that nothing acknowledged can be lost.
 * One that was stored before is acknowledged again and does nothing. Throws `PushRefused`.
 * Resolves to what the platform expects to read.
 */
export async function receivePush(deps: PushDeps, platform: PlatformId, push: IncomingPush): Promise<string> {
  const connector = deps.connectorOf(platform);
  await deps.storePush(platform, push.address, await connector.readPush(push, deps.now()));
  return connector.acknowledgement;
}

/**
 * Applies what waits in a lane, one after the other in the order in which it came. One that fails holds back those
 * behind it until it succeeds, or has failed often enough to be given up: then they go on, and it is kept for a person.
 */
export async function applyPushes(
  deps: PushDeps,
  lane: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimLane(lane);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  try {
    for (let push = await claimed.next(); push; push = await claimed.next()) await applyOrGiveUp(deps, push);
  } finally {
    await claimed.free();
  }
  return {};
}

async function applyOrGiveUp(deps: PushDeps, push: StoredPush): Promise<void> {
  try {
    await deps.notePushApplied(push.id, await applyPush(deps, push));
  } catch (error) {
    // A host that does not answer is nobody's fault here: it is waited for, however long that takes.
    if (error instanceof HostError && ['RETRY', 'ASK_FIRST'].includes(error.detail.kind)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if ((await deps.notePushFailed(push.id, reason)) === 'TRY_AGAIN') throw error;
  }
}

/**
 * Does what a stored push is about, and says what that was. A push decides nothing: it says where to look (the platform
 * is then asked). Safe to repeat.
 */
async function applyPush(deps: PushDeps, { id, platform, address, message }: StoredPush): Promise<string> {
  const news = await deps.connectorOf(platform).absorbPush(message, address);
  if (await isOfUnknownApp(deps, platform, news)) return UNKNOWN_APP;
  switch (news.kind) {
    case 'REVIEW_MOVED': {
      const jobs = await deps.jobsAbout(platform, news, 'PACKAGE');
      if (news.at) await deps.noteNews(jobs, news.at);
      await deps.enqueue(jobs);
      break;
    }
    case 'REGISTRATION_MOVED':
    case 'VERIFICATION_MOVED':
      await deps.enqueue(await deps.jobsAbout(platform, news, 'REGISTRATION'));
      await deps.enqueue(await deps.jobsAbout(platform, news, 'MATERIAL'));
      break;
    case 'PAPERS_MOVED':
      await deps.enqueue(await deps.jobsAbout(platform, news, 'MATERIAL'));
      break;
    case 'CREDENTIALS':
      // What was waiting for a first ticket can go on now.
      await deps.enqueue(await deps.jobsAbout(platform, {}, 'REGISTRATION'));
      break;
    case 'MEASURE_TOLD': {
      const outcome = await deps.hearMeasure(platform, news.appId, news.told);
      for (const more of news.also ?? []) await deps.hearMeasure(platform, news.appId, more);
      return outcome;
    }
    case 'SETTINGS_DECIDED':
      for (const decision of news.decisions) await deps.hearSetting(platform, decision, id);
      break;
    case 'AUTHORISATION_ENDED':
      await deps.hearRevocation(platform, news.appId, id);
      break;
    case 'OTHER':
      break;
  }
  return news.kind;
}

/** A program that is being registered is not known by its id yet, so news of registrations are looked into all the same. */
async function isOfUnknownApp(deps: PushDeps, platform: PlatformId, news: PushNews): Promise<boolean> {
  if (news.kind === 'CREDENTIALS' || news.kind === 'REGISTRATION_MOVED') return false;
  if (!('appId' in news)) return false;
  return news.appId !== undefined && (await deps.programOfApp(platform, news.appId)) === undefined;
}
