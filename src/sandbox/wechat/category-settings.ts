import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import type { WechatCategory } from './categories.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushProgramEvent } from './pushes.ts';
import { type ConfiguredCategory, type MiniProgram, monthNow, type WechatWorld } from './state.ts';

/** The categories that a program stands in, with their papers. */
export const categoryCalls: ProgramCalls = {
  '/wxa/get_category': { method: 'GET', sets: [18, 30], act: usableCategories },
  '/cgi-bin/wxopen/getallcategories': { method: 'GET', sets: [30], act: allCategories },
  '/cgi-bin/wxopen/getcategoriesbytype': { method: 'POST', sets: [30], act: categoriesByType },
  '/cgi-bin/wxopen/getcategory': { method: 'GET', sets: [30], act: setCategories },
  '/cgi-bin/wxopen/addcategory': { method: 'POST', sets: [30], act: addCategory },
  '/cgi-bin/wxopen/deletecategory': { method: 'POST', sets: [30], act: deleteCategory },
  '/cgi-bin/wxopen/modifycategory': { method: 'POST', sets: [30], act: modifyCategory },
};

/** Numbers of the documents' sample. Those that a program starts with count for nothing. */
const CHANGES_A_MONTH = 5;
const MOST_CATEGORIES = 20;

/** The categories that a submission may name. */
function usableCategories(_: WechatWorld, program: MiniProgram): object {
  return {
    category_list: program.categories
      .filter(({ auditStatus }) => auditStatus === 3)
      .map(({ category: { path, ids } }) => ({
        first_class: path[0],
        second_class: path[1],
        first_id: ids[0],
        second_id: ids[1],
        ...(path[2] !== undefined && { third_class: path[2], third_id: ids[2] }),
      })),
  };
}

function setCategories(world: WechatWorld, program: MiniProgram): object {
  return {
    categories: program.categories.map(({ category: { path, ids }, auditStatus, reason }) => ({
      first: ids[0],
      first_name: path[0],
      second: ids[1],
      second_name: path[1],
      audit_status: auditStatus,
      audit_reason: reason,
    })),
    limit: CHANGES_A_MONTH,
    quota: CHANGES_A_MONTH - changesThisMonth(world, program),
    category_limit: MOST_CATEGORIES,
  };
}

/** Every category of the sandbox's list, as a tree under the root 0. */
function allCategories(world: WechatWorld): object {
  const rows = new Map<
    number,
    { name: string; level: number; father: number; children: Set<number>; papers?: readonly string[] }
  >();
  rows.set(0, { name: 'root', level: 0, father: 0, children: new Set() });
  for (const { ids, path, papers } of world.settings.categories) {
    for (const [level, id] of ids.entries()) {
      const father = ids[level - 1] ?? 0;
      rows.get(father)?.children.add(id);
      const known = rows.get(id) ?? {
        name: path[level] ?? '',
        level: level + 1,
        father,
        children: new Set(),
      };
      rows.set(id, level === 1 && papers !== undefined ? { ...known, papers } : known);
    }
  }
  const categories = [...rows].map(([id, { name, level, father, children, papers }]) => ({
    id,
    name,
    level,
    father,
    children: [...children],
    sensitive_type: papers === undefined ? 0 : 1,
    ...(papers !== undefined && { qualify: { remark: '', exter_list: papers.map(oneOf) } }),
  }));
  return { categories_list: { categories } };
}

/** The outer list holds alternatives, the inner one what belongs together. */
function oneOf(paper: string): object {
  return { inner_list: [{ name: paper, url: '' }] };
}

/** The list is the same for everybody here but for the types that there are. */
function categoriesByType(world: WechatWorld, _: MiniProgram, body: Fields): object {
  const type = numberIn(body, 'verify_type') ?? 0;
  if (type < 0 || type > 4) throw new WechatRefusal(40097);
  return allCategories(world);
}

/** All rows are read before any is written. What needs papers is looked at; the rest, too (inferred). */
function addCategory(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const rows = listIn(body, 'categories');
  if (rows.length === 0) throw new WechatRefusal(53303);
  const wanted = rows.map((row) => {
    const fields = isFields(row) ? row : {};
    const category = required(categoryIn(world, fields), 53303);
    if (program.categories.some((set) => set.category === category)) throw new WechatRefusal(53304);
    checkPapers(world, category, fields);
    return category;
  });
  if (new Set(wanted).size < wanted.length) throw new WechatRefusal(53304);
  if (changesThisMonth(world, program) + wanted.length > CHANGES_A_MONTH) throw new WechatRefusal(53300);
  const own = program.categories.filter(({ added }) => added).length;
  if (own + wanted.length > MOST_CATEGORIES) throw new WechatRefusal(53301);
  for (const category of wanted) {
    const set: ConfiguredCategory = { category, auditStatus: 1, reason: '', added: true };
    program.categories.push(set);
    program.categoryChanges.push(monthNow(world));
    examine(world, program, set);
  }
  return {};
}

function deleteCategory(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const set = setIn(program, body);
  if (set.auditStatus === 1) throw new WechatRefusal(53308);
  program.categories.splice(program.categories.indexOf(set), 1);
  return {};
}

/** New papers for a category that was refused. */
function modifyCategory(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const set = setIn(program, body);
  if (set.auditStatus !== 2) throw new WechatRefusal(53307);
  if (listIn(body, 'certicates').length === 0) throw new WechatRefusal(53306);
  checkPapers(world, set.category, body);
  set.auditStatus = 1;
  set.reason = '';
  examine(world, program, set);
  return {};
}

function examine(world: WechatWorld, program: MiniProgram, set: ConfiguredCategory): void {
  const [first = 0, second = 0] = set.category.ids;
  const about = {
    app: program.appid,
    what: 'category',
    detail: `${first}/${second}`,
    words: set.category.path.join('/'),
  };
  world.changes.examine(about, ({ passed, reason }) => {
    set.auditStatus = passed ? 3 : 2;
    set.reason = reason;
    pushProgramEvent(world, program, 'wxa_category_audit', { ret: passed ? 3 : 2, first, second, reason });
  });
}

function categoryIn(world: WechatWorld, fields: Fields): WechatCategory | undefined {
  const [first, second] = [numberIn(fields, 'first'), numberIn(fields, 'second')];
  return world.settings.categories.find(({ ids }) => ids[0] === first && ids[1] === second);
}

function setIn(program: MiniProgram, body: Fields): ConfiguredCategory {
  const [first, second] = [numberIn(body, 'first'), numberIn(body, 'second')];
  return required(
    program.categories.find(({ category: { ids } }) => ids[0] === first && ids[1] === second),
    53303,
  );
}

/** `certicates`, as the documents spell it: names of papers, with ids of pictures that were uploaded. */
function checkPapers(world: WechatWorld, { papers }: WechatCategory, fields: Fields): void {
  const given = listIn(fields, 'certicates');
  if (papers !== undefined && given.length === 0) throw new WechatRefusal(53311);
  for (const one of given) {
    if (!isFields(one) || textIn(one, 'key') === undefined) throw new WechatRefusal(53303);
    if (!world.media.has(textIn(one, 'value') ?? '')) throw new WechatRefusal(40007);
  }
}

function changesThisMonth(world: WechatWorld, { categoryChanges }: MiniProgram): number {
  const month = monthNow(world);
  return categoryChanges.filter((one) => one === month).length;
}
