import { type Fields, isFields, listIn, numberIn, parseFields, textIn } from '../fields.ts';
import { type AppCalls, type PlatformCalls, REST } from './call-table.ts';
import { type BaiduCategory, categoryTree } from './categories.ts';
import { BaiduRefusal, required } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld } from './state.ts';

/** The categories that there are. */
export const categoryListCalls: PlatformCalls = {
  [`${REST}/app/category/list`]: { method: 'GET', alsoForApps: true, act: listCategories },
};
/** The categories that a program stands in, with their papers. */
export const categoryCalls: AppCalls = {
  [`${REST}/app/category/update`]: { method: 'POST', act: updateCategories },
};

const MOST_CATEGORIES = 5;
/** How often they may be changed, in the sample of the documents. */
export const CATEGORY_QUOTA = 3;

function listCategories(world: BaiduWorld, fields: Fields): readonly object[] {
  const type = required(numberIn(fields, 'category_type'));
  if (type !== 1 && type !== 2) throw new BaiduRefusal(40001);
  return categoryTree(world.settings.categories);
}

/**
 * Writes the categories whole, with their papers, which are then reviewed; what was approved stays in use meanwhile, and
 * needs its papers no second time (both inferred). One review at a time.
 */
function updateCategories(world: BaiduWorld, app: App, fields: Fields): object {
  if (app.categoryReview.status === 1) throw new BaiduRefusal(45003);
  if (app.modified.category >= CATEGORY_QUOTA) throw new BaiduRefusal(47007);
  const approved = app.categoryReview.status === 2 ? app.categories : [];
  const categories = readCategories(world, required(textIn(fields, 'categorys')), approved);
  const examineId = world.nextExamineId;
  world.nextExamineId += 1;
  app.modified.category += 1;
  app.categoryReview = { status: 1, reason: '' };
  world.registrations.open(app.appName, ({ outcome, reason = '资质不符合要求' }) => {
    if (outcome === 'delay') return;
    if (outcome === 'reject') {
      app.categoryReview = { status: 3, reason };
      pushEvent(world, 'MESSAGES', 'APP_CATEGORY_AUDIT_FAIL', { reason }, app);
      return;
    }
    app.categories = categories;
    app.categoryReview = { status: 2, reason: '' };
    pushEvent(world, 'MESSAGES', 'APP_CATEGORY_AUDIT_PASS', {}, app);
  });
  return { examine_id: examineId };
}

/** The codes are those of `app/category/update`; a registration, whose page has none of its own for them, gets them, too. */
export function readCategories(
  world: BaiduWorld,
  json: string,
  approved: readonly BaiduCategory[] = [],
): readonly BaiduCategory[] {
  const { rows } = parseFields(`{"rows":${json}}`) ?? {};
  if (!Array.isArray(rows) || rows.length === 0) throw new BaiduRefusal(50062);
  if (rows.length > MOST_CATEGORIES) throw new BaiduRefusal(50060);
  return rows.map((row) => {
    const id = isFields(row) ? numberIn(row, 'sub_category_id') : undefined;
    const category = required(
      world.settings.categories.find((one) => one.id === id),
      50061,
    );
    const papers = isFields(row) ? listIn(row, 'qualis') : [];
    const isOwed = category.paper !== undefined && !approved.includes(category);
    if (isOwed && papers.length === 0) throw new BaiduRefusal(50063);
    for (const paper of papers)
      checkImage(world, (isFields(paper) ? textIn(paper, 'addr') : undefined) ?? '');
    return category;
  });
}

/** Pictures must have been uploaded to this platform before. */
export function checkImage(world: BaiduWorld, address: string): void {
  if (!world.images.has(address)) throw new BaiduRefusal(47008);
}
