import { randomBytes } from 'node:crypto';
import { type Fields, numberIn } from '../fields.ts';
import { auditInfo, MODIFY_QUOTAS } from './base-info.ts';
import { type AppCalls, type PlatformCalls, REST } from './call-table.ts';
import { CATEGORY_QUOTA } from './category-settings.ts';
import { BaiduRefusal } from './errors.ts';
import { offlineInfo, statusOf } from './measures.ts';
import type { App, BaiduWorld } from './state.ts';

/** What a program is, and the pictures that other calls name. */
export const infoCalls: AppCalls = {
  [`${REST}/app/info`]: { method: 'GET', act: appInfo },
};
export const imageCalls: PlatformCalls = {
  '/file/2.0/smartapp/upload/image': { method: 'POST', act: uploadImage },
};

/** Sends the subject's review under both names: the documents' tables and their samples differ. */
function appInfo(_: BaiduWorld, app: App): object {
  const { status, reason } = app.categoryReview;
  const offline = offlineInfo(app);
  const audit_info = { ...auditInfo(app), ...offline.audit_info };
  const categoryStatus = app.categoryApproved ? status : 1;
  return {
    app_id: app.appId,
    app_name: app.appName,
    app_key: app.appKey,
    app_desc: app.appDesc,
    photo_addr: JSON.stringify([{ cover: app.photo }]),
    qualification: {
      name: app.subjectName,
      type: app.subjectType,
      satus: app.subjectStatus,
      status: app.subjectStatus,
      ad_type: app.certified ? 1 : 0,
      ad_status: app.certified ? 1 : 0,
    },
    category: app.categories.map(({ id, name, parentId, parentName }) => ({
      category_id: id,
      category_name: name,
      category_desc: name,
      reason,
      audit_status: categoryStatus,
      parent: { category_id: parentId, category_name: parentName, category_desc: parentName },
    })),
    modify_count: {
      name_modify_used: app.modified.name,
      name_modify_quota: MODIFY_QUOTAS.name,
      signature_modify_used: app.modified.desc,
      signature_modify_quota: MODIFY_QUOTAS.desc,
      image_modify_used: app.modified.icon,
      image_modify_quota: MODIFY_QUOTAS.icon,
      category_modify_used: app.modified.category,
      category_modify_quota: CATEGORY_QUOTA,
    },
    auth_info: [
      { scope_name: '基本信息设置权限', type: 0 },
      { scope_name: '开发管理权限', type: 0 },
    ],
    annual_review_info: { annual_review_status: app.annualReview },
    min_swan_version: app.supportVersion,
    ...offline,
    ...(Object.keys(audit_info).length > 0 && { audit_info }),
    status: statusOf(app),
    web_status: app.webStatus,
  };
}

const MEGABYTE = 1024 * 1024;
const ICON_PIXELS = 256;

/** Keeps the address only. Pictures that registrations name must come from here. */
function uploadImage(world: BaiduWorld, fields: Fields, file: Buffer | undefined): string {
  const type = numberIn(fields, 'type') ?? 1;
  if (![1, 2, 3].includes(type)) throw new BaiduRefusal(41000);
  if (file === undefined) throw new BaiduRefusal(40001);
  const ending = pictureEnding(file);
  if (file.length > (type === 1 ? 2 : 5) * MEGABYTE) throw new BaiduRefusal(47003);
  if (
    type === 1 &&
    ending === 'png' &&
    Math.max(file.readUInt32BE(16), file.readUInt32BE(20)) > ICON_PIXELS
  ) {
    throw new BaiduRefusal(47003);
  }
  const name = `${world.clock.now().getTime()}${randomBytes(3).readUIntBE(0, 3)}`;
  const address = `https://b.bdstatic.com/searchbox/mappconsole/image/sandbox/${name}.${ending}`;
  world.images.add(address);
  return address;
}

/** bmp, jpeg and png, by their first bytes; a png without its size is none. */
function pictureEnding(file: Buffer): 'bmp' | 'jpg' | 'png' {
  if (file.length >= 24 && file.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'png';
  if (file.subarray(0, 3).toString('hex') === 'ffd8ff') return 'jpg';
  if (file.subarray(0, 2).toString('latin1') === 'BM') return 'bmp';
  throw new BaiduRefusal(47000);
}
