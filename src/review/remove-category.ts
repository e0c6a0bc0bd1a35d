import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { askSettingChange } from './ask-setting-change.ts';
import { type CategoryAsked, categoryWish } from './category-wish.ts';
import type { LiveDeps } from './live-version.ts';

/** Has a platform take a category from the program. */
export function removeCategory(
  deps: LiveDeps,
  actor: Actor,
  input: CategoryAsked,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  return askSettingChange(deps, actor, categoryWish('removeCategory', 'REMOVE', input), key);
}
