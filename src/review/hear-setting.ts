import type { EventSource, NewEvent } from '../events/event.ts';
import type { SettingDecision, VerificationDue } from '../hosts/push-news.ts';
import type { Clock } from '../kernel/clock.ts';
import { done } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ReviewRecords } from './records.ts';
import type { SettingWish } from './setting-records.ts';

export interface HearSettingDeps {
  readonly clock: Clock;
  readonly perform: Perform<ReviewRecords>;
  readonly hostSource: EventSource;
  /** The program that a platform knows by this id; undefined for one that is none of ours. */
  readonly programOfApp: (
    platform: PlatformId,
    appId: string,
  ) => Promise<{ readonly accountId: string; readonly programId: string } | undefined>;
}

/**
 * Tells the account what a platform decided about a setting of its program. A change that was asked for here is looked
 * into: the platform's answer decides, and what was pushed stands only where it cannot be asked.
 */
export async function hearSetting(
  deps: HearSettingDeps,
  platform: PlatformId,
  decision: SettingDecision,
  pushId: string,
): Promise<'TOLD' | 'UNKNOWN_APP'> {
  const { appId, setting, accepted, subject, words, at, hostState, reference } = decision;
  const payload = {
    setting,
    accepted: accepted ?? null,
    subject: subject ?? null,
    words: words ?? null,
    ...(at ? { decidedAt: at.toISOString() } : {}),
    ...(hostState === undefined ? {} : { hostState }),
    ...(reference === undefined ? {} : { reference }),
  };
  const event = { type: 'SETTING_DECIDED', payload, occurredAt: at } as const;
  const isTold = await tell(deps, platform, appId, pushId, event, (records, programId) =>
    noteTold(records, platform, programId, decision),
  );
  return isTold ? 'TOLD' : 'UNKNOWN_APP';
}

/** Keeps it with the changes that it is about, and has them looked into. */
async function noteTold(
  records: ReviewRecords,
  platform: PlatformId,
  programId: string,
  { setting, accepted, subject, words, at }: SettingDecision,
): Promise<void> {
  for (const { id, wish } of await records.openSettingChanges(programId, platform)) {
    if (wish.setting !== setting) continue;
    records.enqueue({ kind: 'SETTING', id });
    if (!isAbout(wish, subject)) continue;
    const told = {
      ...(accepted === undefined ? {} : { accepted }),
      ...(words === undefined ? {} : { words }),
      ...(at ? { at: at.toISOString() } : {}),
    };
    await records.editSettingChange(id, { told });
  }
}

/** A platform names the name, or the category by its ids; where it names nothing, there is one of each. */
function isAbout(wish: SettingWish, subject: string | undefined): boolean {
  if (subject === undefined) return true;
  if (wish.setting === 'NAME') return wish.name === subject;
  return wish.setting !== 'CATEGORY' || wish.category?.ids.join(' > ') === subject;
}

/** Notes that the program's owner took the permission back, by which the gateway acts for it, and tells the account. */
export async function hearRevocation(
  deps: HearSettingDeps,
  platform: PlatformId,
  { appId, at }: { readonly appId: string; readonly at?: Date },
  pushId: string,
): Promise<void> {
  const told = { type: 'AUTHORISATION_ENDED', payload: {}, occurredAt: at } as const;
  await tell(deps, platform, appId, pushId, told, async (records, programId) => {
    const registration = await records.registration(programId, platform);
    if (!registration || registration.authorisationEndedAt) return;
    const authorisationEndedAt = at ?? deps.clock.now();
    await records.trueSince(at, () => records.changeRegistration(registration.id, { authorisationEndedAt }));
  });
}

/**
 * Tells the account that its verification at a platform ends: it is begun again with `startVerification`, and what was passed
 * holds until that is answered.
 */
export async function hearVerificationDue(
  deps: HearSettingDeps,
  platform: PlatformId,
  { appId, state, days, words }: { readonly appId: string } & VerificationDue,
  pushId: string,
): Promise<void> {
  const payload = { state, days: days ?? null, words: words ?? null };
  await tell(deps, platform, appId, pushId, { type: 'VERIFICATION_DUE', payload });
}

/** False where nobody here has the program. */
async function tell(
  deps: HearSettingDeps,
  platform: PlatformId,
  appId: string,
  pushId: string,
  { type, payload, occurredAt }: Pick<NewEvent, 'type' | 'payload' | 'occurredAt'>,
  besides: (records: ReviewRecords, programId: string) => Promise<void> = async () => {},
): Promise<boolean> {
  const found = await deps.programOfApp(platform, appId);
  if (!found) return false;
  const { accountId, programId } = found;
  const actor = { accountId, label: 'gateway' };
  // A push that is applied again, since a node died while it was, is told of once.
  const key = [pushId, appId, payload.setting ?? type].join(' ');
  await deps.perform({ actor, name: 'hearSetting', key, input: { type, payload } }, async (records) => {
    await besides(records, programId);
    records.record({
      type,
      programId,
      subjectId: programId,
      source: deps.hostSource,
      occurredAt,
      payload: { platform, ...payload },
    });
    return done(undefined);
  });
  return true;
}
