import type { EventSource, EventType } from '../events/event.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import type { SettingStanding } from '../hosts/desks/settings.ts';
import { HostError } from '../hosts/host-error.ts';
import type { Clock } from '../kernel/clock.ts';
import { done } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { PlatformId } from '../programs/platform.ts';
import { toldOfWish } from './ask-setting-change.ts';
import type { ReviewRecords } from './records.ts';
import { askAtHost, categoryAt, type SettingErrand, standingAtHost } from './setting-at-host.ts';
import {
  isOpen,
  type SettingChange,
  type SettingChangeEdit,
  type SettingState,
  type ToldOfSetting,
} from './setting-records.ts';
import { keptTrouble } from './trouble.ts';

export interface AdvanceSettingDeps {
  readonly clock: Clock;
  readonly perform: Perform<ReviewRecords>;
  readonly hostSource: EventSource;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** The change for this job alone; undefined while another has it. */
  readonly claimSetting: (id: string) => Promise<ClaimedSetting | undefined>;
}

export interface ClaimedSetting extends Pick<SettingErrand, 'files' | 'papersOnFile'> {
  readonly change: SettingChange;
  /** Undefined where the program is not registered there any more. */
  readonly appId?: string;
  free(): Promise<void>;
}

const WHILE_CLAIMED_MS = 2_000;
/** A platform that says nothing of a change for so long, when it is asked, will not say anything any more. */
const SILENT_FOR_MS = 30 * 86_400_000;

/**
 * Takes a change of a setting one step further. The platform is asked first how things stand, and that is noted before it
 * is told anything: so a call whose answer was lost is told from one that did nothing, and is not made twice.
 */
export async function advanceSetting(
  deps: AdvanceSettingDeps,
  id: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimSetting(id);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  const { change, appId } = claimed;
  try {
    if (isOpen(change) && appId !== undefined) await step(deps, claimed, appId);
    return {};
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteRefusal(deps, change, error);
    return {};
  } finally {
    await claimed.free();
  }
}

async function step(deps: AdvanceSettingDeps, claimed: ClaimedSetting, appId: string): Promise<void> {
  const { change, files, papersOnFile } = claimed;
  const { state, reference } = change;
  const connector = deps.connectorOf(change.platform);
  const errand = await named({ connector, appId, wish: change.wish, files, papersOnFile });
  if (state === 'REQUESTED') return ask(deps, change, errand);
  const { review } = await standingAtHost(errand, { asked: true, ...(reference ? { reference } : {}) });
  return hear(deps, change, review);
}

/** With the category by the platform's own ids: names are looked up once. */
async function named(errand: SettingErrand): Promise<SettingErrand> {
  const { wish } = errand;
  if (wish.setting !== 'CATEGORY' || wish.category) return errand;
  return { ...errand, wish: { ...wish, category: await categoryAt(errand) } };
}

async function ask(deps: AdvanceSettingDeps, change: SettingChange, errand: SettingErrand): Promise<void> {
  const before = await standingAtHost(errand, { asked: false });
  if (change.mark === undefined) {
    // It is so already, and the changes that a platform allows are few.
    if (before.review.state === 'IN_FORCE' && errand.wish.act !== 'REPLACE_PAPERS') {
      return hear(deps, change, before.review);
    }
    // What was pushed until now is of an earlier one.
    await edit(deps, change, (records) =>
      records.editSettingChange(change.id, { mark: before.mark, wish: errand.wish, told: null }),
    );
  } else if (before.mark !== change.mark) {
    // The platform had it, and only its answer was lost.
    return hear(deps, change, (await standingAtHost(errand, { asked: true })).review);
  }
  const { review, reference } = await askAtHost(errand);
  return hear(deps, change, review, reference);
}

/** Moves a change to where the platform says that it stands. */
function hear(
  deps: AdvanceSettingDeps,
  change: SettingChange,
  review: SettingStanding,
  reference?: string,
): Promise<void> {
  return edit(deps, change, async (records, now) => {
    const known = reference === undefined ? {} : { reference };
    if (review.state === 'IN_FORCE') return settle(deps, records, now, { state: 'APPROVED', ...known });
    if (review.state === 'DECLINED') {
      return settle(deps, records, now, { state: 'REFUSED', words: review.words, ...known });
    }
    if (now.state === 'REQUESTED') await takenOn(deps, records, now, reference);
    if (review.state === 'UNKNOWN') await goByPush(deps, records, now);
  });
}

async function takenOn(
  deps: AdvanceSettingDeps,
  records: ReviewRecords,
  change: SettingChange,
  reference: string | undefined,
): Promise<void> {
  const known = reference === undefined ? {} : { reference };
  const askedAt = deps.clock.now();
  await records.editSettingChange(change.id, {
    state: 'IN_REVIEW',
    trouble: null,
    source: deps.hostSource,
    askedAt,
    ...known,
  });
  note(deps, records, 'SETTING_CHANGE_IN_REVIEW', change, { from: change.state, to: 'IN_REVIEW', ...known });
}

/** The platform cannot be asked, so that what it pushed stands; one that says nothing at all is waited for, and not for ever. */
async function goByPush(
  deps: AdvanceSettingDeps,
  records: ReviewRecords,
  change: SettingChange,
): Promise<void> {
  const { told, requestedAt } = change;
  if (told?.accepted !== undefined) {
    const { words } = told;
    const state = told.accepted ? 'APPROVED' : 'REFUSED';
    return settle(deps, records, change, { state, ...(words === undefined ? {} : { words }) });
  }
  if (deps.clock.now().getTime() - requestedAt.getTime() > SILENT_FOR_MS) {
    return settle(deps, records, change, { state: 'ABANDONED' });
  }
}

const endings: Partial<Record<SettingState, EventType>> = {
  APPROVED: 'SETTING_CHANGE_APPROVED',
  REFUSED: 'SETTING_CHANGE_REFUSED',
  ABANDONED: 'SETTING_CHANGE_ABANDONED',
};

async function settle(
  deps: AdvanceSettingDeps,
  records: ReviewRecords,
  change: SettingChange,
  end: SettingChangeEdit & { readonly state: SettingState },
): Promise<void> {
  const { state, words, reference } = end;
  const decidedAt = decidedBy(change.told, state) ?? deps.clock.now();
  await records.trueSince(decidedAt, () =>
    records.editSettingChange(change.id, { trouble: null, ...end, source: deps.hostSource, decidedAt }),
  );
  const { trouble } = end;
  note(deps, records, endings[state] ?? 'SETTING_CHANGE_APPROVED', change, {
    from: change.state,
    to: state,
    ...(words ? { words } : {}),
    ...(reference === undefined ? {} : { reference }),
    ...(trouble ? { call: trouble.call, code: trouble.code ?? null } : {}),
  });
}

/** When the platform decided, where a push that says the same told that. */
function decidedBy(told: ToldOfSetting | undefined, state: SettingState): Date | undefined {
  const same = told?.accepted !== undefined && told.accepted === (state === 'APPROVED');
  return same && told.at !== undefined ? new Date(told.at) : undefined;
}

/** What only a person can mend ends a change that the platform has not taken on; all else is tried again. */
async function noteRefusal(deps: AdvanceSettingDeps, change: SettingChange, error: HostError): Promise<void> {
  if (error.isPassing) throw error;
  const { words } = error.detail;
  const trouble = keptTrouble(error, deps.clock.now());
  await edit(deps, change, async (records, now) => {
    const ends = error.endsGoal && now.state === 'REQUESTED';
    if (ends) await settle(deps, records, now, { state: 'REFUSED', words, trouble });
    else await records.editSettingChange(now.id, { trouble });
  });
  if (!error.endsGoal) throw error;
}

function note(
  deps: AdvanceSettingDeps,
  records: ReviewRecords,
  type: EventType,
  { id, programId, platform, wish }: SettingChange,
  more: Readonly<Record<string, unknown>>,
): void {
  records.record({
    type,
    programId,
    subjectId: id,
    source: deps.hostSource,
    payload: { platform, ...toldOfWish(wish), ...more },
  });
}

/** Does something to a change that is still open, read again under its lock. */
async function edit(
  deps: AdvanceSettingDeps,
  { id, accountId }: SettingChange,
  work: (records: ReviewRecords, now: SettingChange) => Promise<void>,
): Promise<void> {
  const act = { actor: { accountId, label: 'gateway' }, name: 'advanceSetting', input: { id } };
  await deps.perform(act, async (records) => {
    const now = await records.lockSettingChange(id);
    if (now && isOpen(now)) await work(records, now);
    return done(undefined);
  });
}
