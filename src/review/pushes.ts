import type {
  IncomingPush,
  MeasureTold,
  PlatformConnector,
  PushNews,
  SettingDecision,
  VerificationDue,
  VerifiedPush,
} from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import type { Job } from '../onboarding/job.ts';
import type { PlatformId } from '../programs/platform.ts';

export interface PushDeps {
  /** Does what a platform tells of a measure; resolves to what became of it. */
  readonly hearMeasure: (platform: PlatformId, appId: string, told: MeasureTold) => Promise<string>;
  /** Tells the account what was decided about a setting; once for each push. UNKNOWN_APP where it is nobody's here. */
  readonly hearSetting: (
    platform: PlatformId,
    decision: SettingDecision,
    pushId: string,
  ) => Promise<'TOLD' | 'UNKNOWN_APP'>;
  /** Tells the account that its verification ends; once for each push. */
  readonly hearVerificationDue: (
    platform: PlatformId,
    ends: { readonly appId: string } & VerificationDue,
    pushId: string,
  ) => Promise<void>;
  /** The permission to act for a program was given; resolves to what became of it. */
  readonly hearAuthorisation: (platform: PlatformId, appId: string, page?: string) => Promise<string>;
  /** Notes that the permission to act for a program is gone, and tells the account; once for each push. */
  readonly hearRevocation: (
    platform: PlatformId,
    gone: { readonly appId: string; readonly at?: Date },
    pushId: string,
  ) => Promise<void>;
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
    kind: 'REGISTRATION' | 'PACKAGE' | 'MATERIAL' | 'SETTING' | 'VERSIONS',
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
  readonly receivedAt: Date;
}

export interface ClaimedLane {
  /** The first that was neither applied nor given up, in the order in which they were stored. */
  next(): Promise<StoredPush | undefined>;
  free(): Promise<void>;
}

const WHILE_CLAIMED_MS = 500;

/** A job that applies more than this would be taken for dead, and would hold up a stop: the rest is the next job's. */
const MOST_IN_ONE_JOB = 50;

/** What came of a push that names no program or registration that is known here. It is kept, for the operator to look at. */
export const UNKNOWN_APP = 'UNKNOWN_APP';

/**
 * Takes a push in: verified, stored, and only then acknowledged, so that nothing acknowledged can be lost.
 * One that was stored before is acknowledged again and does nothing. Throws `PushRefused`.
 * Resolves to what the platform expects to read, and whether the push was new.
 */
export async function receivePush(
  deps: PushDeps,
  platform: PlatformId,
  push: IncomingPush,
): Promise<{ readonly acknowledgement: string; readonly isNew: boolean }> {
  const connector = deps.connectorOf(platform);
  const isNew = await deps.storePush(platform, push.address, await connector.readPush(push, deps.now()));
  return { acknowledgement: connector.acknowledgement, isNew };
}

/**
 * Applies what waits in a lane, one after the other in the order in which it came. One that fails holds back those
 * behind it until it succeeds, or has failed often enough to be given up: then they go on, and it is kept for a person.
 * What is left when the process is to stop, or another has its turn, is for the next job.
 */
export async function applyPushes(
  deps: PushDeps,
  lane: string,
  stopping?: AbortSignal,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimLane(lane);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  try {
    for (let count = 0; count < MOST_IN_ONE_JOB && !stopping?.aborted; count += 1) {
      const push = await claimed.next();
      if (!push) return {};
      await applyOrGiveUp(deps, push);
    }
    return { lookAgainInMs: 0 };
  } finally {
    await claimed.free();
  }
}

async function applyOrGiveUp(deps: PushDeps, push: StoredPush): Promise<void> {
  try {
    await deps.notePushApplied(push.id, await applyPush(deps, push));
  } catch (error) {
    // A host that does not answer is nobody's fault here: it is waited for, however long that takes.
    if (error instanceof HostError && error.isPassing) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if ((await deps.notePushFailed(push.id, reason)) === 'TRY_AGAIN') throw error;
  }
}

/**
 * Does what a stored push is about, and says what that was. A push decides nothing: it says where to look (the platform
 * is then asked). Safe to repeat.
 */
async function applyPush(deps: PushDeps, push: StoredPush): Promise<string> {
  const { id, platform, address, message, receivedAt } = push;
  const news = await deps.connectorOf(platform).absorbPush(message, address);
  if (news.kind === 'AUTHORISED') return deps.hearAuthorisation(platform, news.appId, news.page);
  if (await isOfUnknownApp(deps, platform, news)) return UNKNOWN_APP;
  switch (news.kind) {
    case 'REVIEW_MOVED': {
      const jobs = await deps.jobsAbout(platform, news, 'PACKAGE');
      if (news.at) await deps.noteNews(jobs, news.at);
      await deps.enqueue(jobs);
      // It may be about a version that somebody else handed in.
      await look(deps, platform, news, 'VERSIONS');
      break;
    }
    case 'SERVICE_MOVED':
      await look(deps, platform, news, 'VERSIONS');
      break;
    case 'REGISTRATION_MOVED':
      return registrationMoved(deps, platform, news);
    case 'VERIFICATION_MOVED':
      if (news.due) {
        await deps.hearVerificationDue(platform, { appId: news.appId, ...news.due }, id);
      }
      await look(deps, platform, news, 'REGISTRATION');
      await look(deps, platform, news, 'MATERIAL');
      break;
    case 'PAPERS_MOVED':
      await look(deps, platform, news, 'MATERIAL');
      await look(deps, platform, news, 'SETTING');
      break;
    case 'CREDENTIALS':
      // What was waiting for a first ticket can go on now.
      await look(deps, platform, {}, 'REGISTRATION');
      break;
    case 'MEASURE_TOLD': {
      const outcome = await deps.hearMeasure(platform, news.appId, dated(news.told, receivedAt));
      for (const more of news.also ?? [])
        await deps.hearMeasure(platform, news.appId, dated(more, receivedAt));
      return outcome;
    }
    case 'SETTINGS_DECIDED':
      return settingsDecided(deps, platform, news.decisions, id);
    case 'AUTHORISATION_ENDED':
      await deps.hearRevocation(platform, news, id);
      break;
    case 'OTHER':
      break;
  }
  return news.kind;
}

/** Has everything looked at that a push may be about. */
async function look(
  deps: PushDeps,
  ...[platform, about, kind]: Parameters<PushDeps['jobsAbout']>
): Promise<void> {
  await deps.enqueue(await deps.jobsAbout(platform, about, kind));
}

type RegistrationNews = Extract<PushNews, { readonly kind: 'REGISTRATION_MOVED' }>;

/** One that names neither makes us look at all that wait: it may be of one of them, though nothing here says of which. */
async function registrationMoved(
  deps: PushDeps,
  platform: PlatformId,
  { kind, registrationId, appId }: RegistrationNews,
): Promise<string> {
  const about = {
    ...(registrationId === undefined ? {} : { registrationId }),
    ...(appId === undefined ? {} : { appId }),
  };
  const jobs = await deps.jobsAbout(platform, about, 'REGISTRATION');
  await deps.enqueue(jobs);
  await look(deps, platform, about, 'MATERIAL');
  const isNamed = registrationId !== undefined || appId !== undefined;
  return isNamed && jobs.length > 0 ? kind : UNKNOWN_APP;
}

/** One push can decide about several programs, of which some are known here. */
async function settingsDecided(
  deps: PushDeps,
  platform: PlatformId,
  decisions: readonly SettingDecision[],
  pushId: string,
): Promise<string> {
  const heard: string[] = [];
  for (const decision of decisions) heard.push(await deps.hearSetting(platform, decision, pushId));
  return heard.includes('TOLD') ? 'SETTINGS_DECIDED' : UNKNOWN_APP;
}

/** Where the platform does not say when: when it came in, however much later or again it is applied. */
function dated(told: MeasureTold, receivedAt: Date): MeasureTold {
  if (told.act === 'TAKEN') return { from: receivedAt, ...told };
  if (told.act === 'FIX_ACCEPTED' || told.act === 'FIX_DECLINED') return { at: receivedAt, ...told };
  return told;
}

/** A program that is being registered is not known by its id yet, so news of registrations are looked into all the same. */
async function isOfUnknownApp(deps: PushDeps, platform: PlatformId, news: PushNews): Promise<boolean> {
  if (news.kind === 'CREDENTIALS' || news.kind === 'REGISTRATION_MOVED') return false;
  if (!('appId' in news)) return false;
  return news.appId !== undefined && (await deps.programOfApp(platform, news.appId)) === undefined;
}
