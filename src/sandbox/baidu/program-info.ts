import { randomBytes } from 'node:crypto';
import { type Fields, numberIn } from '../fields.ts';
import { categoryTree } from './categories.ts';
import { BaiduRefusal, required } from './errors.ts';
import { offlineInfo, statusOf } from './measures.ts';
import type { App, BaiduWorld } from './state.ts';

/** Sends the subject's review under both names: the documents' tables and their samples differ. */
export function appInfo(_: BaiduWorld, app: App): object {
  const { status, reason } = app.categoryReview;
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
    ...(!app.nameApproved && { audit_info: { audit_app_name: app.appName, audit_app_name_status: 1 } }),
    modify_count: {
      name_modify_used: 0,
      name_modify_quota: 5,
      signature_modify_used: 0,
      signature_modify_quota: 5,
      image_modify_used: 0,
      image_modify_quota: 5,
      category_modify_used: 0,
      category_modify_quota: 3,
    },
    auth_info: [
      { scope_name: '基本信息设置权限', type: 0 },
      { scope_name: '开发管理权限', type: 0 },
    ],
    annual_review_info: { annual_review_status: app.annualReview },
    min_swan_version: '',
    ...offlineInfo(app),
    status: statusOf(app),
    web_status: 0,
  };
}

export function listCategories(world: BaiduWorld, fields: Fields): readonly object[] {
  required(numberIn(fields, 'category_type'));
  return categoryTree(world.settings.categories);
}

/** A page, on the sandbox, on which the transfer is made; again only when the yearly review is due (inferred). */
export function paymentCertification(world: BaiduWorld, app: App): object {
  if (app.certified && app.annualReview === 1) throw new BaiduRefusal(64001);
  const order = randomBytes(16).toString('hex');
  world.payments.set(order, app);
  return { url: `${world.url}/mappconsole/tp/payment?order=${order}` };
}

export function templateList(world: BaiduWorld, fields: Fields): object {
  const page = numberIn(fields, 'page') ?? 1;
  const size = numberIn(fields, 'page_size') ?? 10;
  const { templates } = world.settings;
  return {
    count: templates.length,
    list: templates.slice((page - 1) * size, page * size).map(({ templateId, userVersion, userDesc }) => ({
      template_id: templateId,
      user_version: userVersion,
      user_desc: userDesc,
      create_time: Math.floor(world.clock.now().getTime() / 1000),
      web_status: false,
    })),
  };
}

const MEGABYTE = 1024 * 1024;
const ICON_PIXELS = 256;

/** Keeps the address only. Pictures that registrations name must come from here. */
export function uploadImage(world: BaiduWorld, file: Buffer | undefined, type: number): string {
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
