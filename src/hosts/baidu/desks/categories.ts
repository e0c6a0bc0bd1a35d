import { z } from 'zod';
import type {
  CategoryDesk,
  CategoryPaper,
  HostCategory,
  SettingReview,
  SettingStanding,
} from '../../desks/settings.ts';
import type { BaiduApi } from '../api.ts';
import { type CategoryChoice, choiceOf, readCategoryList, type UploadedPaper } from '../categories.ts';
import { notCalled, type ProgramCalls } from '../program-calls.ts';
import { uploadImage } from '../program-form.ts';
import { examinedShape, id, number } from '../wire-values.ts';

const UPDATE = 'app/category/update';
const MOST = 5;

const chosenShape = z.object({
  data: z.object({
    category: z
      .array(
        z.object({
          category_id: id,
          category_name: z.string().nullish(),
          audit_status: number.nullish(),
          reason: z.string().nullish(),
          parent: z.object({ category_id: id.nullish(), category_name: z.string().nullish() }).nullish(),
        }),
      )
      .nullish(),
    modify_count: z
      .object({ category_modify_used: number.nullish(), category_modify_quota: number.nullish() })
      .nullish(),
  }),
});
type Chosen = NonNullable<z.infer<typeof chosenShape>['data']['category']>[number];

/**
 * The categories of a program, five at most, which Baidu reviews with their papers (baidu/2.6). They are written whole:
 * those that stay go along by their ids, without their papers, which were approved and are not reviewed again (that
 * they may be left out is inferred). One review at a time: 45003 says that one is under way. Source: the page of
 * `app/category/update`, whose table says `categories` where its example and Baidu's SDK say `categorys`.
 */
export function createBaiduCategories(api: BaiduApi, calls: ProgramCalls): CategoryDesk {
  async function chosenNow(appId: string) {
    const { data } = await calls.get(appId, 'app/info', chosenShape);
    return { chosen: data.category ?? [], count: data.modify_count };
  }
  async function write(appId: string, choices: readonly CategoryChoice[]): Promise<void> {
    if (choices.length === 0 || choices.length > MOST) {
      throw refused(`a program has 1 to ${MOST} categories, and not ${choices.length}`);
    }
    await calls.ask(appId, UPDATE, examinedShape, { categorys: JSON.stringify(choices) }, 'ACTS');
  }
  /** What Baidu's list says of the category, with the papers that it asks for. */
  async function prepare(category: HostCategory, papers: readonly CategoryPaper[]): Promise<CategoryChoice> {
    const secondId = idOf(category);
    const listed = (await readCategoryList(api)).find((one) => String(one.id) === secondId);
    if (!listed) throw refused(`Baidu's list has no category ${category.names.join(' > ')} (${secondId})`);
    const uploaded: UploadedPaper[] = [];
    for (const paper of papers) uploaded.push({ file: paper, url: await uploadImage(api, paper, '2') });
    return choiceOf(listed, uploaded);
  }
  const othersThan = (chosen: readonly Chosen[], category: HostCategory): readonly CategoryChoice[] =>
    chosen
      .filter(({ category_id }) => category_id !== idOf(category))
      .map(({ category_id }) => ({ sub_category_id: Number(category_id) }));

  async function put(appId: string, category: HostCategory, papers: readonly CategoryPaper[]): Promise<void> {
    const { chosen } = await chosenNow(appId);
    await write(appId, [...othersThan(chosen, category), await prepare(category, papers)]);
  }

  return {
    async offered() {
      return (await readCategoryList(api)).map(
        ({ firstId, id: secondId, names, needsPapers, alternatives }) => ({
          ids: [firstId === undefined ? '' : String(firstId), String(secondId)],
          names,
          needsPapers,
          papers: alternatives.map((set) => set.filter(({ must }) => must !== 0).map(({ name }) => name)),
        }),
      );
    },
    async chosen(appId) {
      const { chosen, count } = await chosenNow(appId);
      const { category_modify_used: used, category_modify_quota: quota } = count ?? {};
      return {
        categories: chosen.map((one) => ({
          ids: [one.parent?.category_id ?? '', one.category_id],
          names: [one.parent?.category_name ?? '', one.category_name ?? ''],
          review: reviewOf(one),
        })),
        ...(quota == null ? {} : { changesLeft: Math.max(0, quota - (used ?? 0)) }),
        mostAtOnce: MOST,
      };
    },
    add: put,
    replacePapers: put,
    async remove(appId, category) {
      const { chosen } = await chosenNow(appId);
      const others = othersThan(chosen, category);
      if (others.length < chosen.length) await write(appId, others);
    },
    async lookUp(appId, act, category): Promise<SettingStanding> {
      const { chosen } = await chosenNow(appId);
      const found = chosen.find(({ category_id }) => category_id === idOf(category));
      if (act === 'REMOVE') return found ? removalOf(reviewOf(found)) : { state: 'IN_FORCE' };
      if (found) return reviewOf(found);
      // All are written and reviewed together: one that is not listed yet stands as those that are (inferred).
      const reviews = chosen.map(reviewOf);
      const stands = (state: SettingReview['state']) => reviews.find((review) => review.state === state);
      return stands('IN_REVIEW') ?? stands('DECLINED') ?? { state: 'UNKNOWN' };
    },
  };
}

function idOf({ ids }: HostCategory): string {
  return ids.at(-1) ?? '';
}

/** `audit_status`: 1 in review, 2 ok, 3 failed. */
function reviewOf({ audit_status, reason }: Chosen): SettingReview {
  if (audit_status === 2) return { state: 'IN_FORCE' };
  return audit_status === 3 ? { state: 'DECLINED', words: reason ?? '' } : { state: 'IN_REVIEW' };
}

/** One that is still there was not taken away, or not yet. */
function removalOf(review: SettingReview): SettingStanding {
  return review.state === 'IN_FORCE' ? { state: 'UNKNOWN' } : review;
}

function refused(words: string) {
  return notCalled(UPDATE, 'FIX_INPUT', words, { clause: 'baidu/2.6' });
}
