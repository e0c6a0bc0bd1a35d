import { type Fields, isFields, listIn, parseFields, textIn } from '../fields.ts';
import { type AppCalls, REST } from './call-table.ts';
import { type BaiduErrno, BaiduRefusal, required } from './errors.ts';
import { pushEvent } from './pushes.ts';
import type { App, BaiduWorld, BaseInfoKind } from './state.ts';
import { isWide } from './width.ts';

/** Name, picture and words of a program: each is changed, counted and reviewed on its own. */
export const baseInfoCalls: AppCalls = {
  [`${REST}/app/setnickname`]: { method: 'POST', act: setName('app_name_material') },
  [`${REST}/app/setnicknamewithqual`]: { method: 'POST', act: setName('qual_materials') },
  [`${REST}/app/checkname`]: { method: 'GET', act: checkName },
  [`${REST}/app/checknamewithqual`]: { method: 'GET', act: checkNameWithPapers },
  [`${REST}/app/modifyheadimage`]: { method: 'POST', act: setPicture },
  [`${REST}/app/modifysignature`]: { method: 'POST', act: setWords },
};

/** How often each may be changed, in the sample of the documents. */
export const MODIFY_QUOTAS: Readonly<Record<BaseInfoKind, number>> = { name: 5, icon: 5, desc: 5 };
const OVER_QUOTA: Readonly<Record<BaseInfoKind, BaiduErrno>> = { name: 47004, icon: 47005, desc: 47006 };
const EVENTS: Readonly<Record<BaseInfoKind, string>> = {
  name: 'APP_NAME',
  icon: 'APP_ICON',
  desc: 'APP_DESC',
};

const NAME = /^[\p{Script=Han}\w|()（）]+$/u;

function setName(material: string) {
  return (world: BaiduWorld, app: App, fields: Fields): object => {
    const name = required(textIn(fields, 'nick_name'));
    if (!isWide(name, 3, 30) || !NAME.test(name)) throw new BaiduRefusal(50025);
    if (isTaken(world, app, name)) throw new BaiduRefusal(50024);
    checkPapers(world, textIn(fields, material));
    return examine(world, app, 'name', name, () => {
      app.appName = name;
      app.nameApproved = true;
    });
  };
}

/** Papers are lists of picture addresses under the names of the documents, as JSON in a string. */
function checkPapers(world: BaiduWorld, json: string | undefined): void {
  if (json === undefined) return;
  const papers = parseFields(json);
  if (papers === undefined) throw new BaiduRefusal(40001);
  for (const kind of Object.keys(papers)) {
    for (const address of listIn(papers, kind)) {
      if (!world.images.has(String(isFields(address) ? textIn(address, 'url') : address)))
        throw new BaiduRefusal(47008);
    }
  }
}

function isTaken(world: BaiduWorld, app: App, name: string): boolean {
  return [...world.apps.values()].some((other) => other !== app && other.appName === name);
}

const SENSITIVE = ['百度', '官方'];

/** 0 nothing against it, 1 taken, 2 sensitive; the other answers are not given here. */
function checkName(world: BaiduWorld, app: App, fields: Fields): object {
  const name = required(textIn(fields, 'app_name'));
  const words = SENSITIVE.filter((word) => name.includes(word));
  const checkResult = isTaken(world, app, name) ? 1 : words.length > 0 ? 2 : 0;
  return { checkResult, checkWords: words.join(',') };
}

function checkNameWithPapers(world: BaiduWorld, app: App, fields: Fields): object {
  checkPapers(world, textIn(fields, 'qual_materials'));
  const checked = checkName(world, app, fields) as { readonly checkResult: number };
  return {
    ...checked,
    requiredFields: checked.checkResult === 2 ? ['authorization'] : [],
    optionalFields: ['trademark', 'others'],
  };
}

function setPicture(world: BaiduWorld, app: App, fields: Fields): object {
  const address = required(textIn(fields, 'image_url'));
  if (!world.images.has(address)) throw new BaiduRefusal(47008);
  return examine(world, app, 'icon', address, () => {
    app.photo = address;
  });
}

function setWords(world: BaiduWorld, app: App, fields: Fields): object {
  const words = required(textIn(fields, 'signature'));
  if (!isWide(words, 10, 56)) throw new BaiduRefusal(40001);
  return examine(world, app, 'desc', words, () => {
    app.appDesc = words;
  });
}

/** One review of each kind at a time: 50052. What was there before stays in use meanwhile. */
function examine(world: BaiduWorld, app: App, kind: BaseInfoKind, value: string, accept: () => void): object {
  const appId = String(app.appId);
  if (world.changes.isOpen(appId, kind)) throw new BaiduRefusal(50052);
  if (app.modified[kind] >= MODIFY_QUOTAS[kind]) throw new BaiduRefusal(OVER_QUOTA[kind]);
  app.modified[kind] += 1;
  app.baseReviews.set(kind, { value, status: 1, reason: '' });
  const examine_id = world.nextExamineId;
  world.nextExamineId += 1;
  const about = kind === 'name' ? { appName: value } : {};
  world.changes.examine({ app: appId, what: kind, words: value }, ({ passed, reason }) => {
    if (passed) {
      accept();
      app.baseReviews.delete(kind);
      pushEvent(world, 'MESSAGES', `${EVENTS[kind]}_AUDIT_PASS`, about, app);
      return;
    }
    app.baseReviews.set(kind, { value, status: 3, reason });
    pushEvent(world, 'MESSAGES', `${EVENTS[kind]}_AUDIT_FAIL`, { ...about, reason }, app);
  });
  return { examine_id };
}

const FIELDS: Readonly<Record<BaseInfoKind, string>> = {
  name: 'audit_app_name',
  icon: 'audit_photo_addr',
  desc: 'audit_app_desc',
};

/** What `app/info` tells of reviews that go on or failed; nothing, where there is none. */
export function auditInfo({ baseReviews, nameApproved, appName }: App): Readonly<Record<string, unknown>> {
  const info: Record<string, unknown> = nameApproved
    ? {}
    : { audit_app_name: appName, audit_app_name_status: 1 };
  for (const [kind, { value, status, reason }] of baseReviews) {
    const field = FIELDS[kind];
    Object.assign(info, { [field]: value, [`${field}_status`]: status, [`${field}_reason`]: reason });
  }
  return info;
}
