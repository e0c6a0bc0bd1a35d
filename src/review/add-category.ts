import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { askSettingChange } from './ask-setting-change.ts';
import { type CategoryWithPapers, categoryWish } from './category-wish.ts';
import type { LiveDeps } from './live-version.ts';

/** Has a platform put the program under a category, with the papers that it asks for (wechat/2.8, baidu/2.6). */
export function addCategory(
  deps: LiveDeps,
  actor: Actor,
  input: CategoryWithPapers,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  return askSettingChange(deps, actor, categoryWish('addCategory', 'ADD', input), key);
}
