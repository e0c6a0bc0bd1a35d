import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushProgramEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** The categories that a submission may name. */
export function usableCategories(_: WechatWorld, program: MiniProgram): object {
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

/** Numbers of the documents' sample. */
const CATEGORY_LIMITS = { limit: 5, quota: 4, category_limit: 20 };

export function setCategories(_: WechatWorld, program: MiniProgram): object {
  return {
    categories: program.categories.map(({ category: { path, ids }, auditStatus }) => ({
      first: ids[0],
      first_name: path[0],
      second: ids[1],
      second_name: path[1],
      audit_status: auditStatus,
      audit_reason: '',
    })),
    ...CATEGORY_LIMITS,
  };
}

/** Every category of the sandbox's list, as a tree under the root 0. */
export function allCategories(world: WechatWorld): object {
  const rows = new Map<number, { name: string; level: number; father: number; children: Set<number> }>();
  const root = { name: 'root', level: 0, father: 0, children: new Set<number>() };
  rows.set(0, root);
  for (const { ids, path } of world.settings.categories) {
    for (const [level, id] of ids.entries()) {
      const father = ids[level - 1] ?? 0;
      rows.get(father)?.children.add(id);
      if (!rows.has(id))
        rows.set(id, { name: path[level] ?? '', level: level + 1, father, children: new Set() });
    }
  }
  const categories = [...rows].map(([id, { name, level, father, children }]) => ({
    id,
    name,
    level,
    father,
    children: [...children],
    sensitive_type: 0,
  }));
  return { categories_list: { categories } };
}

/** Accepts a category of the list; it is approved at once, and the push says so. */
export function addCategory(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const wanted = listIn(body, 'categories');
  if (wanted.length === 0) throw new WechatRefusal(53303);
  for (const row of wanted) {
    const first = isFields(row) ? numberIn(row, 'first') : undefined;
    const second = isFields(row) ? numberIn(row, 'second') : undefined;
    const category = world.settings.categories.find(({ ids }) => ids[0] === first && ids[1] === second);
    if (category === undefined) throw new WechatRefusal(53303);
    if (program.categories.some((set) => set.category === category)) throw new WechatRefusal(53304);
    program.categories.push({ category, auditStatus: 3 });
    pushProgramEvent(world, program, 'wxa_category_audit', {
      ret: 3,
      first: first ?? 0,
      second: second ?? 0,
      reason: '',
    });
  }
  return {};
}

const CONTACTS = ['contact_email', 'contact_phone', 'contact_qq', 'contact_weixin'];

export function setPrivacy(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const version = privacyVersion(body);
  const owner = body.owner_setting;
  if (!isFields(owner)) throw new WechatRefusal(86069);
  if (CONTACTS.every((name) => textIn(owner, name) === undefined)) throw new WechatRefusal(86069);
  if (textIn(owner, 'notice_method') === undefined) throw new WechatRefusal(86070);
  const given = body.setting_list !== undefined;
  if (version === 2 && !Array.isArray(body.setting_list)) throw new WechatRefusal(47001);
  if (version === 1 && given) throw new WechatRefusal(40097);
  if (version === 1 && !program.privacy.has(1)) throw new WechatRefusal(86074);
  program.privacy.set(version, { ...program.privacy.get(version), ...body });
  return {};
}

export function getPrivacy(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const set = program.privacy.get(privacyVersion(body));
  return {
    code_exist: program.trial === undefined ? 0 : 1,
    privacy_list: [],
    setting_list: set?.setting_list ?? [],
    update_time: set === undefined ? 0 : secondsNow(world),
    owner_setting: set?.owner_setting ?? {},
    privacy_desc: { privacy_desc_list: [] },
    sdk_privacy_info_list: set?.sdk_privacy_info_list ?? [],
  };
}

function privacyVersion(body: Fields): 1 | 2 {
  const version = body.privacy_ver ?? 2;
  if (version !== 1 && version !== 2) throw new WechatRefusal(86071);
  return version;
}

const DOMAINS = [
  'requestdomain',
  'wsrequestdomain',
  'uploaddomain',
  'downloaddomain',
  'udpdomain',
  'tcpdomain',
];

/** Sets, adds, deletes or lists server domains; answers with all of them. */
export function modifyDomain(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const action = required(textIn(body, 'action'), 40097);
  for (const kind of DOMAINS) {
    const before = program.domains[kind] ?? [];
    const given = listIn(body, kind).map(String);
    program.domains[kind] = changed(action, before, given);
  }
  return program.domains;
}

function changed(action: string, before: readonly string[], given: readonly string[]): readonly string[] {
  switch (action) {
    case 'get':
      return before;
    case 'set':
      return given;
    case 'add':
      return [...new Set([...before, ...given])];
    case 'delete':
      return before.filter((domain) => !given.includes(domain));
    default:
      throw new WechatRefusal(40097);
  }
}
