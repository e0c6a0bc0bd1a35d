import { z } from 'zod';
import type { PackageRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { PLATFORM } from './config.ts';
import type { ProgramCalls } from './program-calls.ts';

const categoriesShape = z.object({
  category_list: z.array(
    z.object({
      first_class: z.string(),
      second_class: z.string(),
      third_class: z.string().optional(),
      first_id: z.number(),
      second_id: z.number(),
      third_id: z.number().optional(),
    }),
  ),
});
type HostCategory = z.infer<typeof categoriesShape>['category_list'][number];

/** The longest title of an item. Source: the page of `submit_audit`. */
const MAX_TITLE = 32;

/**
 * What the reviewer is told to look at: the program's category, by WeChat's ids for it. A category can only
 * be reviewed once it is set for the program at WeChat (wechat/2.8).
 */
export async function findAuditItem(
  calls: ProgramCalls,
  { appId, categoryPath, manifest }: PackageRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const path = '/wxa/get_category';
  const { category_list } = await calls.get(appId, path, categoriesShape);
  const found = category_list.find((category) => isAt(category, categoryPath));
  if (!found) throw categoryNotSet(categoryPath, category_list);
  const { third_class, third_id, ...levels } = found;
  return {
    ...levels,
    ...(third_class ? { third_class, third_id } : {}),
    title: Array.from(manifest.name).slice(0, MAX_TITLE).join(''),
  };
}

function namesOf({ first_class, second_class, third_class }: HostCategory): readonly string[] {
  return [first_class, second_class, third_class].filter(
    (name) => name !== undefined && name !== '',
  ) as string[];
}

function isAt(category: HostCategory, path: readonly string[]): boolean {
  const names = namesOf(category);
  return names.length === path.length && names.every((name, level) => name === path[level]);
}

function categoryNotSet(path: readonly string[], set: readonly HostCategory[]): HostError {
  const known = set.map((category) => namesOf(category).join(' > ')).join(', ') || 'none';
  return new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call: 'POST /wxa/submit_audit',
    clause: 'wechat/2.8',
    words: `not called: the category ${path.join(' > ')} is not set for this program at WeChat (set: ${known})`,
  });
}
