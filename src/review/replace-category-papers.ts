import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { askSettingChange } from './ask-setting-change.ts';
import { type CategoryWithPapers, categoryWish } from './category-wish.ts';
import type { LiveDeps } from './live-version.ts';

/** Hands other papers in for a category that a platform has turned down (wechat/2.8, baidu/2.5). */
export function replaceCategoryPapers(
  deps: LiveDeps,
  actor: Actor,
  input: CategoryWithPapers,
  key?: string,
): Promise<Outcome<{ readonly settingChangeId: string }, Problem>> {
  return askSettingChange(deps, actor, categoryWish('replaceCategoryPapers', 'REPLACE_PAPERS', input), key);
}
