import type { EventSource, NewEvent } from '../events/event.ts';
import type { SettingDecision } from '../hosts/push-news.ts';
import { done } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ReviewRecords } from './records.ts';

export interface HearSettingDeps {
  readonly perform: Perform<ReviewRecords>;
  readonly hostSource: EventSource;
  /** The program that a platform knows by this id; undefined for one that is none of ours. */
  readonly programOfApp: (
    platform: PlatformId,
    appId: string,
  ) => Promise<{ readonly accountId: string; readonly programId: string } | undefined>;
}

/** Tells the account what a platform decided about a setting of its program. It is said, and nothing here depends on it. */
export function hearSetting(
  deps: HearSettingDeps,
  platform: PlatformId,
  { appId, setting, accepted, subject, words, at }: SettingDecision,
  pushId: string,
): Promise<void> {
  return tell(deps, platform, appId, pushId, 'SETTING_DECIDED', {
    setting,
    accepted: accepted ?? null,
    subject: subject ?? null,
    words: words ?? null,
    ...(at ? { decidedAt: at.toISOString() } : {}),
  });
}

/** Tells the account that the program's owner took the permission back, by which the gateway acts for it. */
export function hearRevocation(
  deps: HearSettingDeps,
  platform: PlatformId,
  appId: string,
  pushId: string,
): Promise<void> {
  return tell(deps, platform, appId, pushId, 'AUTHORISATION_ENDED', {});
}

async function tell(
  deps: HearSettingDeps,
  platform: PlatformId,
  appId: string,
  pushId: string,
  type: NewEvent['type'],
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const found = await deps.programOfApp(platform, appId);
  if (!found) return;
  const { accountId, programId } = found;
  const actor = { accountId, label: 'gateway' };
  // A push that is applied again, since a node died while it was, is told of once.
  const key = [pushId, appId, payload.setting ?? type].join(' ');
  await deps.perform({ actor, name: 'hearSetting', key, input: { type, payload } }, async (records) => {
    records.record({
      type,
      programId,
      subjectId: programId,
      source: deps.hostSource,
      payload: { platform, ...payload },
    });
    return done(undefined);
  });
}
