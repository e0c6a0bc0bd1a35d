import { z } from 'zod';
import type {
  CategoryDesk,
  CategoryPaper,
  HostCategory,
  OfferedCategory,
  SettingReview,
  SettingStanding,
} from '../../desks/settings.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { uploadPicture } from './temporary-media.ts';

export const offeredShape = z.object({
  categories_list: z.object({
    categories: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        level: z.number(),
        father: z.number(),
        sensitive_type: z.number().nullish(),
        qualify: z
          .object({
            exter_list: z
              .array(z.object({ inner_list: z.array(z.object({ name: z.string() })).nullish() }))
              .nullish(),
          })
          .nullish(),
      }),
    ),
  }),
});
type Offered = z.infer<typeof offeredShape>['categories_list']['categories'][number];
const chosenShape = z.object({
  categories: z
    .array(
      z.object({
        first: z.number(),
        first_name: z.string(),
        second: z.number(),
        second_name: z.string(),
        audit_status: z.number(),
        audit_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  quota: z.number().nullish(),
  category_limit: z.number().nullish(),
});

const ADD = '/cgi-bin/wxopen/addcategory';
const MODIFY = '/cgi-bin/wxopen/modifycategory';

/**
 * The categories of a program, which WeChat reviews with their papers (wechat/2.8). `certicates` is spelled so.
 * Sources: the pages of category management; the result is pushed as `wxa_category_audit`.
 */
export function createWechatCategories(calls: ProgramCalls): CategoryDesk {
  async function certificates(appId: string, papers: readonly CategoryPaper[], path: string) {
    const found: { key: string; value: string }[] = [];
    for (const paper of papers) {
      found.push({ key: paper.paper, value: await uploadPicture(calls, appId, paper, `POST ${path}`) });
    }
    return found;
  }

  async function chosen(appId: string) {
    const reply = await calls.get(appId, '/cgi-bin/wxopen/getcategory', chosenShape);
    return {
      categories: (reply.categories ?? []).map((one) => ({
        ids: [String(one.first), String(one.second)],
        names: [one.first_name, one.second_name],
        review: reviewOf(one.audit_status, one.audit_reason ?? ''),
      })),
      ...(reply.quota == null ? {} : { changesLeft: reply.quota }),
      ...(reply.category_limit == null ? {} : { mostAtOnce: reply.category_limit }),
    };
  }

  return {
    async offered(appId) {
      return offeredIn(await calls.get(appId, '/cgi-bin/wxopen/getallcategories', offeredShape));
    },
    chosen,
    async add(appId, category, papers) {
      const { first, second } = levelsOf(category, ADD);
      const certicates = await certificates(appId, papers, ADD);
      await calls.act(appId, 'POST', ADD, { json: { categories: [{ first, second, certicates }] } });
    },
    async replacePapers(appId, category, papers) {
      const { first, second } = levelsOf(category, MODIFY);
      const certicates = await certificates(appId, papers, MODIFY);
      await calls.act(appId, 'POST', MODIFY, { json: { first, second, certicates } });
    },
    async remove(appId, category) {
      const path = '/cgi-bin/wxopen/deletecategory';
      await calls.act(appId, 'POST', path, { json: levelsOf(category, path) });
    },
    async lookUp(appId, act, { ids }): Promise<SettingStanding> {
      const { categories } = await chosen(appId);
      const found = categories.find((one) => one.ids.every((id, level) => id === ids[level]));
      if (act === 'REMOVE') return { state: found ? 'UNKNOWN' : 'IN_FORCE' };
      return found?.review ?? { state: 'UNKNOWN' };
    },
  };
}

/** From the first level down; 0 is the root. */
/** Of a list in which each category names the one above it. */
export function offeredIn({ categories_list }: z.infer<typeof offeredShape>): readonly OfferedCategory[] {
  const all = categories_list.categories;
  const parents = new Map(all.map((one) => [one.id, one]));
  return all
    .filter(({ level }) => level === 2)
    .map((category) => {
      const path = pathOf(parents, category);
      return {
        ids: path.map(({ id }) => String(id)),
        names: path.map(({ name }) => name),
        needsPapers: category.sensitive_type === 1,
        papers: (category.qualify?.exter_list ?? []).map(({ inner_list }) =>
          (inner_list ?? []).map(({ name }) => name),
        ),
      };
    });
}

function pathOf(parents: ReadonlyMap<number, Offered>, category: Offered): readonly Offered[] {
  const father = category.father === 0 ? undefined : parents.get(category.father);
  return father ? [father, category] : [category];
}

/** `audit_status`: 1 in review, 2 turned down, 3 passed. */
function reviewOf(status: number, words: string): SettingReview {
  if (status === 3) return { state: 'IN_FORCE' };
  return status === 2 ? { state: 'DECLINED', words } : { state: 'IN_REVIEW' };
}

function levelsOf({ ids }: HostCategory, path: string): { readonly first: number; readonly second: number } {
  const [first, second] = ids.map(Number);
  if (Number.isInteger(first) && Number.isInteger(second))
    return { first: Number(first), second: Number(second) };
  throw notCalled(
    `POST ${path}`,
    'FIX_INPUT',
    `a category has two levels named by numbers, and not ${ids.join(' > ')}`,
    {
      code: '53303',
      clause: 'wechat/2.8',
    },
  );
}
