import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import type { ProgramAtPlatform } from './ask-host.ts';
import { askSettingChange } from './ask-setting-change.ts';
import type { LiveDeps } from './live-version.ts';

export interface ChangeIconInput extends ProgramAtPlatform {
  readonly fileId: string;
}

/** Has a platform show the program with another picture. */
export function changeIcon(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform, fileId }: ChangeIconInput,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  const files = [{ id: fileId, path: 'input.fileId' }];
  const wish = { setting: 'ICON', act: 'CHANGE', fileId } as const;
  return askSettingChange(deps, actor, { act: 'changeIcon', at: { programId, platform }, wish, files }, key);
}
