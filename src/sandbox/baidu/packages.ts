import { addDays, civilDateAt } from '../../kernel/civil-time.ts';
import { type Fields, numberIn, parseFields, textIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import { BaiduRefusal, required } from './errors.ts';
import { inForce, packagePassed } from './measures.ts';
import { pushEvent } from './pushes.ts';
import { type App, type BaiduWorld, chinaTime, findPackage, type Package } from './state.ts';

/** Takes the upload and works on it for a while; the package has no id until then. */
export function upload(world: BaiduWorld, app: App, fields: Fields): undefined {
  const templateId = required(numberIn(fields, 'template_id'));
  const version = required(textIn(fields, 'user_version'));
  const description = required(textIn(fields, 'user_desc'));
  const ext = parseFields(required(textIn(fields, 'ext_json')));
  if (ext === undefined) throw new BaiduRefusal(69004);
  if (typeof ext.extEnable !== 'boolean') throw new BaiduRefusal(40001);
  const extAppid = numberIn(ext, 'extAppid');
  if (extAppid !== undefined && extAppid !== app.appId) throw new BaiduRefusal(40001);
  if (!world.settings.templates.some((one) => one.templateId === templateId)) throw new BaiduRefusal(69006);
  const made: Package = {
    version,
    description,
    committedAt: world.clock.now(),
    id: undefined,
    status: undefined,
    uploadFault: undefined,
    words: '',
    remark: '',
    rollbackVersion: undefined,
  };
  app.packages.push(made);
  world.timers.after(world.settings.uploadAfterMs, () => {
    made.id = world.nextPackageId;
    made.status = 3;
    world.nextPackageId += 1;
    if (String(ext.directCommit) === 'true') submitDirectly(world, app, made);
  });
  return undefined;
}

/** What was to be submitted at once and may not be, stays a development version (inferred). */
function submitDirectly(world: BaiduWorld, app: App, made: Package): void {
  try {
    startReview(world, app, made);
  } catch (error) {
    if (!(error instanceof BaiduRefusal)) throw error;
    made.words = error.message;
  }
}

export function listPackages(_: BaiduWorld, app: App): readonly object[] {
  return app.packages.map(packageView);
}

/** The package of this id, or the newest of this status, or the one online. */
export function packageDetail(_: BaiduWorld, app: App, fields: Fields): object {
  const id = numberIn(fields, 'package_id');
  const status = numberIn(fields, 'type') ?? 1;
  const found =
    id === undefined ? app.packages.findLast((one) => one.status === status) : findPackage(app, id);
  return packageView(required(found, 69005));
}

export function submitAudit(world: BaiduWorld, app: App, fields: Fields): undefined {
  required(textIn(fields, 'content'));
  const remark = required(textIn(fields, 'remark'));
  const chosen = chosenPackage(app, fields);
  startReview(world, app, chosen);
  chosen.remark = remark;
  return undefined;
}

/** One review per program at a time, and only of a development or rejected version (both inferred). */
function startReview(world: BaiduWorld, app: App, chosen: Package): void {
  if (!app.nameApproved && !app.categoryApproved) throw new BaiduRefusal(69003);
  if (!app.nameApproved) throw new BaiduRefusal(69001);
  if (!app.categoryApproved) throw new BaiduRefusal(69002);
  if (app.packages.some(({ status }) => status === 4)) throw new BaiduRefusal(50052);
  if (chosen.status !== 3 && chosen.status !== 5) throw new BaiduRefusal(40001);
  const week = weekNow(world);
  const used = app.submissions.get(week) ?? 0;
  if (used >= world.settings.weeklyQuota) throw new BaiduRefusal(69013);
  app.submissions.set(week, used + 1);
  chosen.status = 4;
  chosen.words = '';
  world.reviews.open(String(app.appId), (decision) => conclude(world, app, chosen, decision));
}

/** Baidu knows no delayed review: a scripted delay only makes it last longer. */
function conclude(world: BaiduWorld, app: App, chosen: Package, { outcome, reason = '' }: Decision): void {
  if (outcome === 'delay') return;
  const passed = outcome === 'approve';
  chosen.status = passed ? 6 : 5;
  chosen.words = passed ? '审核通过' : reason;
  if (passed) packagePassed(app);
  const about =
    world.settings.pushStyle === '2020' ? {} : { packageId: chosen.id, packageVersion: chosen.version };
  if (passed) pushEvent(world, 'MESSAGES', 'PACKAGE_AUDIT_PASS', about, app);
  else pushEvent(world, 'MESSAGES', 'PACKAGE_AUDIT_FAIL', { ...about, reason }, app);
}

export function auditQuota(world: BaiduWorld, app: App): object {
  const times = world.settings.weeklyQuota;
  return {
    quota_type: 2,
    quota_times: times,
    remain_times: times - (app.submissions.get(weekNow(world)) ?? 0),
  };
}

/** Back to a development version; the quota is not given back (both inferred). */
export function withdraw(world: BaiduWorld, app: App, fields: Fields): undefined {
  const chosen = chosenPackage(app, fields);
  if (chosen.status !== 4) throw new BaiduRefusal(40001);
  chosen.status = 3;
  world.reviews.close(String(app.appId));
  return undefined;
}

/** No push follows: who wants to know asks `package/get`. */
export function release(_: BaiduWorld, app: App, fields: Fields): undefined {
  const chosen = chosenPackage(app, fields);
  if (!app.certified) throw new BaiduRefusal(50038);
  if (chosen.status !== 6 || inForce(app, 'OFFLINE')) throw new BaiduRefusal(40001);
  const before = app.packages.find(({ status }) => status === 1);
  app.packages = app.packages.filter((one) => one !== before);
  chosen.status = 1;
  chosen.rollbackVersion = before?.version;
  return undefined;
}

function chosenPackage(app: App, fields: Fields): Package {
  return required(findPackage(app, required(numberIn(fields, 'package_id'))), 69005);
}

/** A row that is still uploaded has neither `package_id` nor `status`. */
function packageView(one: Package): object {
  const about = {
    version: one.version,
    commit_time: chinaTime(one.committedAt).replaceAll('-', '/'),
    version_desc: one.description,
  };
  if (one.id === undefined) return { ...about, upload_status: 1, upload_status_desc: '上传中' };
  return {
    ...about,
    remark: one.remark,
    msg: one.words,
    committer: '--',
    status: one.status,
    package_id: one.id,
    ...(one.rollbackVersion !== undefined && { rollback_version: one.rollbackVersion }),
  };
}

/** The Monday, in China, of the week that it is: quotas are per week. That weeks begin on Mondays is inferred. */
function weekNow(world: BaiduWorld): string {
  const today = civilDateAt(world.clock.now());
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  return addDays(today, -weekday);
}
