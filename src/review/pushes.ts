import type {
  IncomingPush,
  MeasureTold,
  PlatformConnector,
  SettingDecision,
  VerifiedPush,
} from '../hosts/connector.ts';
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
  /** Stores the push and queues it in one transaction; false where this very push is stored already. */
  readonly storePush: (platform: PlatformId, address: string, push: VerifiedPush) => Promise<boolean>;
  readonly storedPush: (
    id: string,
  ) => Promise<{ platform: PlatformId; address: string; message: string } | undefined>;
  readonly notePushApplied: (id: string, outcome: string) => Promise<void>;
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

/** Does what a stored push is about. A push decides nothing: it says where to look (the platform is then asked). */
export async function applyPush(deps: PushDeps, id: string): Promise<void> {
  const stored = await deps.storedPush(id);
  if (!stored) return;
  const { platform, address, message } = stored;
  const news = await deps.connectorOf(platform).absorbPush(message, address);
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
    case 'MEASURE_TOLD':
      await deps.notePushApplied(id, await deps.hearMeasure(platform, news.appId, news.told));
      for (const more of news.also ?? []) await deps.hearMeasure(platform, news.appId, more);
      return;
    case 'SETTINGS_DECIDED':
      for (const decision of news.decisions) await deps.hearSetting(platform, decision, id);
      break;
    case 'AUTHORISATION_ENDED':
      await deps.hearRevocation(platform, news.appId, id);
      break;
    case 'OTHER':
      break;
  }
  await deps.notePushApplied(id, news.kind);
}
