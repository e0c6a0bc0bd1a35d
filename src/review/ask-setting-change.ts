import type { Actor } from '../accounts/actor.ts';
import type { HostDesks } from '../hosts/desks/desks.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { type NamedFile, notStored } from '../onboarding/stored-files.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { notRegistered, type ProgramAtPlatform } from './ask-host.ts';
import { type LiveDeps, noDesk } from './live-version.ts';
import { type SettingChange, type SettingWish, subjectOf } from './setting-records.ts';

/** What is asked of a platform, with what was wrong about it already. */
export interface SettingAsked {
  readonly act: string;
  readonly at: ProgramAtPlatform;
  readonly wish: SettingWish;
  readonly files?: readonly NamedFile[];
  readonly faults?: readonly Problem[];
}

/**
 * Notes that a platform is to be asked for a change, and has the job ask. Of each setting one change is under way at a time;
 * a category counts as a setting of its own.
 */
export function askSettingChange(
  deps: LiveDeps,
  actor: Actor,
  { act, at, wish, files = [], faults = [] }: SettingAsked,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  return deps.perform({ actor, name: act, key, input: { at, wish } }, async (records) => {
    const { programId, platform } = at;
    const desk: keyof HostDesks = wish.setting === 'CATEGORY' ? 'categories' : 'profile';
    if (!deps.connectorOf(platform)[desk]) return refused(noDesk(platform));
    const program = await records.lockProgram(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const registration = await records.registration(programId, platform);
    if (registration?.state !== 'REGISTERED' || registration.appId === undefined) {
      return refused(notRegistered(platform, 'input.platform'));
    }
    const wrong = [...faults, ...(await notStored(records, actor.accountId, ...files))];
    if (wrong.length > 0) return refused(...wrong);
    const open = await records.openSettingChanges(programId, platform);
    const same = open.find(
      (one) => one.wish.setting === wish.setting && subjectOf(one.wish) === subjectOf(wish),
    );
    if (same) return refused(underWay(same));
    const { accountId } = actor;
    const requestedBy = actor.label;
    const id = await records.addSettingChange({ accountId, programId, platform, wish, requestedBy });
    records.record({
      type: 'SETTING_CHANGE_REQUESTED',
      programId,
      subjectId: id,
      payload: { platform, ...toldOfWish(wish) },
    });
    records.enqueue({ kind: 'SETTING', id });
    return done({ settingChangeId: id });
  });
}

/** What the log says of it. */
export function toldOfWish(wish: SettingWish): Readonly<Record<string, unknown>> {
  const { setting, act } = wish;
  switch (setting) {
    case 'NAME':
      return { setting, act, name: wish.name };
    case 'INTRODUCTION':
      return { setting, act, introduction: wish.introduction };
    case 'ICON':
      return { setting, act, fileId: wish.fileId };
    case 'CATEGORY':
      return { setting, act, category: wish.path };
  }
}

/** A text that a platform shows: each platform has limits of its own, and says so. */
export function shownTextFaults(text: string, most: number, path: string): readonly Problem[] {
  const length = Array.from(text).length;
  if (text.trim() !== '' && length <= most) return [];
  const message = { 'zh-CN': `须为 1 至 ${most} 个字符`, en: `it has 1 to ${most} characters` };
  return [invalidInput(message, path)];
}

function underWay({ platform, state }: SettingChange): Problem {
  return {
    code: 'STATE',
    currentState: state,
    path: 'input',
    platform,
    message: {
      'zh-CN': '该平台上此项设置的上一次变更尚无结果；请等待其结果',
      en: 'the change of this setting before is still under way at the platform: await its answer',
    },
  };
}
