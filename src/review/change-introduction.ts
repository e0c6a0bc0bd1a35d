import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import type { ProgramAtPlatform } from './ask-host.ts';
import { askSettingChange, shownTextFaults } from './ask-setting-change.ts';
import type { LiveDeps } from './live-version.ts';

export interface ChangeIntroductionInput extends ProgramAtPlatform {
  readonly introduction: string;
}

const LONGEST = 500;

/** Has a platform introduce the program in other words. */
export function changeIntroduction(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform, introduction }: ChangeIntroductionInput,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  const faults = shownTextFaults(introduction, LONGEST, 'input.introduction');
  const wish = { setting: 'INTRODUCTION', act: 'CHANGE', introduction } as const;
  const asked = { act: 'changeIntroduction', at: { programId, platform }, wish, faults };
  return askSettingChange(deps, actor, asked, key);
}
