import { type Fields, isFields, listIn, parseFields, textIn } from '../fields.ts';
import { WechatRefusal } from './errors.ts';
import type { MiniProgram, Template } from './state.ts';

/** All that ext_json of a standard template may hold. */
const STANDARD_KEYS = ['extAppid', 'ext', 'window', 'extEnable'];
/** The interfaces about places and addresses that code must name before it uses them. */
const PRIVATE_INFOS = [
  'getFuzzyLocation',
  'getLocation',
  'onLocationChange',
  'startLocationUpdate',
  'startLocationUpdateBackground',
  'chooseLocation',
  'choosePoi',
  'chooseAddress',
];
/** The fuzzy location and these exclude one another. */
const EXACT = ['getLocation', 'onLocationChange', 'startLocationUpdate', 'startLocationUpdateBackground'];
const PACKAGE_BYTES = 2 * 1024 * 1024;

/** The pages that the code has after ext_json, a subset of the template's. Throws the code of what is wrong with it. */
export function pagesAfter(template: Template, program: MiniProgram, extJson: unknown): readonly string[] {
  if (typeof extJson !== 'string') throw new WechatRefusal(47001);
  // Where the size of the built code is not known, that of its configuration must do (simulator-defined).
  if (Buffer.byteLength(extJson) > PACKAGE_BYTES) throw new WechatRefusal(85044);
  const ext = parseFields(extJson);
  if (ext === undefined) throw new WechatRefusal(85048);
  if (template.type === 1 && Object.keys(ext).some((key) => !STANDARD_KEYS.includes(key)))
    throw new WechatRefusal(9402203);
  checkShape(ext, program);
  checkPrivateInfos(ext, program);
  const pages = listIn(ext, 'pages').map(String);
  const described = isFields(ext.extPages) ? Object.keys(ext.extPages) : [];
  if (![...pages, ...described].every((page) => template.pages.includes(page)))
    throw new WechatRefusal(85045);
  const chosen = Array.isArray(ext.pages) ? pages : template.pages;
  if (chosen.length === 0) throw new WechatRefusal(85047);
  checkTabs(ext, chosen);
  return chosen;
}

/** An appid that is not the program's is 85013 here: which code it gets is not published (simulator-defined). */
function checkShape(ext: Fields, { appid }: MiniProgram): void {
  for (const key of ['ext', 'extPages', 'window', 'networkTimeout', 'tabBar', 'plugins']) {
    if (ext[key] !== undefined && !isFields(ext[key])) throw new WechatRefusal(85013);
  }
  for (const key of ['pages', 'subPackages', 'subpackages', 'navigateToMiniProgramAppIdList']) {
    if (ext[key] !== undefined && !Array.isArray(ext[key])) throw new WechatRefusal(85013);
  }
  const given = textIn(ext, 'extAppid');
  if (given !== undefined && given !== appid) throw new WechatRefusal(85013);
}

function checkPrivateInfos(ext: Fields, { unauthorisedApis }: MiniProgram): void {
  if (ext.requiredPrivateInfos === undefined) return;
  if (!Array.isArray(ext.requiredPrivateInfos)) throw new WechatRefusal(85310);
  const names = ext.requiredPrivateInfos.map(String);
  if (!names.every((name) => PRIVATE_INFOS.includes(name))) throw new WechatRefusal(85310);
  if (names.includes('getFuzzyLocation') && names.some((name) => EXACT.includes(name)))
    throw new WechatRefusal(85311);
  if (names.some((name) => unauthorisedApis.includes(name))) throw new WechatRefusal(85312);
}

function checkTabs(ext: Fields, pages: readonly string[]): void {
  const tabs = isFields(ext.tabBar) ? listIn(ext.tabBar, 'list') : [];
  for (const tab of tabs) {
    const path = isFields(tab) ? textIn(tab, 'pagePath') : undefined;
    if (path === undefined || !pages.includes(path)) throw new WechatRefusal(85046);
  }
}
