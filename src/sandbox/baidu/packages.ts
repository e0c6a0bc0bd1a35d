import { type Fields, numberIn, parseFields, textIn } from '../fields.ts';
import { type AppCalls, REST } from './call-table.ts';
import { BaiduRefusal, required } from './errors.ts';
import { startReview } from './reviews.ts';
import { type App, type BaiduWorld, chinaTime, findPackage, type Package } from './state.ts';

/** Packages before they are reviewed, and what there is of all of them. */
export const packageCalls: AppCalls = {
  [`${REST}/package/upload`]: { method: 'POST', act: upload },
  [`${REST}/package/get`]: { method: 'GET', act: listPackages },
  [`${REST}/package/getdetail`]: { method: 'GET', act: packageDetail },
  [`${REST}/package/gettrial`]: { method: 'GET', act: trialPackage },
};

/** Takes the upload and works on it for a while; the package has no id until then. */
function upload(world: BaiduWorld, app: App, fields: Fields): undefined {
  const templateId = required(numberIn(fields, 'template_id'));
  const version = required(textIn(fields, 'user_version'));
  const description = required(textIn(fields, 'user_desc'));
  const ext = parseFields(required(textIn(fields, 'ext_json')));
  if (ext === undefined) throw new BaiduRefusal(69004);
  if (typeof ext.extEnable !== 'boolean') throw new BaiduRefusal(40001);
  const extAppid = numberIn(ext, 'extAppid');
  if (extAppid !== undefined && extAppid !== app.appId) throw new BaiduRefusal(40001);
  if (!world.templates.some((one) => one.templateId === templateId)) throw new BaiduRefusal(69006);
  const made = addPackage(world, app, version, description);
  const fault = app.uploadFaults.shift();
  world.timers.after(world.settings.uploadAfterMs, () => {
    if (fault !== undefined) {
      made.uploadFault = fault;
      return;
    }
    settle(world, made);
    if (String(ext.directCommit) === 'true') submitDirectly(world, app, made);
  });
  return undefined;
}

export function addPackage(world: BaiduWorld, app: App, version: string, description: string): Package {
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
  return made;
}

/** The upload is done: a development version with an id. */
export function settle(world: BaiduWorld, made: Package): void {
  made.id = world.nextPackageId;
  made.status = 3;
  world.nextPackageId += 1;
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

function listPackages(_: BaiduWorld, app: App): readonly object[] {
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

/** The newest that can be tried; a call of 2018 that old clients still make. */
function trialPackage(_: BaiduWorld, app: App): object {
  const tried = app.packages.findLast(({ status }) => status === 3 || status === 4);
  return packageView(required(tried, 69005));
}

/** A row that is still uploaded, or could not be, has neither `package_id` nor `status`. */
export function packageView(one: Package): object {
  const about = {
    version: one.version,
    commit_time: chinaTime(one.committedAt).replaceAll('-', '/'),
    version_desc: one.description,
  };
  if (one.uploadFault !== undefined) {
    const { code, words } = one.uploadFault;
    const failed = { upload_status: 3, upload_status_desc: '上传失败' };
    return { ...about, ...failed, upload_err_code: code, upload_err_msg: words };
  }
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
