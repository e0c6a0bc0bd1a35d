import { civilDateAt } from '../../kernel/civil-time.ts';
import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import { required, WechatRefusal } from './errors.ts';
import { isBlocked } from './measures.ts';
import { pushProgramEvent } from './pushes.ts';
import {
  type Audit,
  type Code,
  isOpen,
  latestAudit,
  type MiniProgram,
  secondsNow,
  type WechatWorld,
} from './state.ts';

const ITEMS = 5;
const TITLE_CHARACTERS = 32;
const TAGS = 10;
const TAG_CHARACTERS = 20;
const WITHDRAWALS_A_DAY = 5;
const WITHDRAWALS_A_MONTH = 10;

/** The guards in the order in which they are easiest to put right: code, scan, program, request, quota (inferred). */
export function submitAudit(world: WechatWorld, program: MiniProgram, body: Fields): object {
  if (isBlocked(world, program)) throw new WechatRefusal(86007);
  const code = required(program.trial, 85086);
  if (!program.scanned) throw new WechatRefusal(61039);
  if (program.undeclaredApis.length > 0 && body.privacy_api_not_use !== true) throw new WechatRefusal(61040);
  if (!program.initialised) throw new WechatRefusal(86002);
  if (isOpen(latestAudit(program))) throw new WechatRefusal(85009);
  checkItems(program, code, body);
  checkPreview(body.preview_info);
  const month = monthNow(world);
  const used = world.submissions.get(month) ?? 0;
  if (used >= world.settings.monthlyQuota) throw new WechatRefusal(85085);
  world.submissions.set(month, used + 1);
  const audit: Audit = {
    id: world.nextAuditId,
    code,
    submittedAtSeconds: secondsNow(world),
    status: 2,
    reason: '',
    screenshot: '',
  };
  world.nextAuditId += 1;
  program.audits.push(audit);
  world.reviews.open(program.appid, (decision) => conclude(world, program, audit, decision));
  return { auditid: audit.id };
}

function conclude(world: WechatWorld, program: MiniProgram, audit: Audit, decision: Decision): void {
  const { outcome, reason = '', screenshot = '' } = decision;
  const now = secondsNow(world);
  audit.reason = reason;
  audit.screenshot = screenshot;
  if (outcome === 'approve') {
    audit.status = 0;
    pushProgramEvent(world, program, 'weapp_audit_success', { SuccTime: now });
  } else if (outcome === 'reject') {
    audit.status = 1;
    const fields = { Reason: reason, FailTime: now, ScreenShot: screenshot };
    pushProgramEvent(world, program, 'weapp_audit_fail', fields);
  } else {
    audit.status = 4;
    pushProgramEvent(world, program, 'weapp_audit_delay', { Reason: reason, DelayTime: now });
  }
}

/** A failure carries the fields of a success, zeroed; so does the real one. */
export function auditStatus(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const id = required(numberIn(body, 'auditid'));
  const audit = program.audits.find((one) => one.id === id);
  if (audit === undefined) throw new WechatRefusal(85012, { status: 0, reason: '', screenshot: '' });
  const { status, reason, screenshot } = audit;
  return { status, reason, screenshot };
}

/** The picture field is spelled `ScreenShot` here, as in the documents' sample. */
export function latestAuditStatus(_: WechatWorld, program: MiniProgram): object {
  const audit = required(latestAudit(program), 85058);
  return {
    auditid: audit.id,
    status: audit.status,
    reason: audit.reason,
    ScreenShot: audit.screenshot,
    user_version: audit.code.version,
    user_desc: audit.code.description,
    submit_audit_time: audit.submittedAtSeconds,
  };
}

/** The quota is not given back (inferred from community reports). */
export function undoAudit(world: WechatWorld, program: MiniProgram): object {
  const audit = latestAudit(program);
  if (!isOpen(audit)) throw new WechatRefusal(87012);
  const today = civilDateAt(world.clock.now());
  const onDay = program.withdrawals.filter((day) => day === today).length;
  const inMonth = program.withdrawals.filter((day) => day.startsWith(monthNow(world))).length;
  if (onDay >= WITHDRAWALS_A_DAY || inMonth >= WITHDRAWALS_A_MONTH) throw new WechatRefusal(87013);
  program.withdrawals.push(today);
  audit.status = 3;
  world.reviews.close(program.appid);
  return {};
}

export function queryQuota(world: WechatWorld): object {
  const limit = world.settings.monthlyQuota;
  const rest = limit - (world.submissions.get(monthNow(world)) ?? 0);
  return { rest, limit, speedup_rest: 0, speedup_limit: 0 };
}

function monthNow(world: WechatWorld): string {
  return civilDateAt(world.clock.now()).slice(0, 7);
}

function checkItems(program: MiniProgram, code: Code, body: Fields): void {
  const items = listIn(body, 'item_list');
  if (items.length < 1 || items.length > ITEMS) throw new WechatRefusal(85023);
  for (const item of items) checkItem(program, code, isFields(item) ? item : {});
}

function checkItem(program: MiniProgram, code: Code, item: Fields): void {
  const names = ['first_class', 'second_class', 'third_class'].map((name) => textIn(item, name));
  const ids = ['first_id', 'second_id', 'third_id'].map((name) => numberIn(item, name));
  if (names[0] === undefined || names[1] === undefined) throw new WechatRefusal(85010);
  if (ids[0] === undefined || ids[1] === undefined) throw new WechatRefusal(85010);
  const chosen = program.categories.some(
    ({ category, auditStatus: passed }) =>
      passed === 3 && ids.every((id, level) => id === undefined || id === category.ids[level]),
  );
  if (!chosen) throw new WechatRefusal(85008);
  const address = textIn(item, 'address');
  if (address !== undefined && !code.pages.includes(address)) throw new WechatRefusal(85007);
  if ((textIn(item, 'title') ?? '').length > TITLE_CHARACTERS) throw new WechatRefusal(85011);
  const tags = (textIn(item, 'tag') ?? '').split(' ');
  if (tags.length > TAGS || tags.some((tag) => tag.length > TAG_CHARACTERS)) throw new WechatRefusal(85006);
}

/** An object where there is one: a list is a format error. Review media cannot be uploaded here, so no id is known. */
function checkPreview(preview: unknown): void {
  if (preview === undefined) return;
  if (!isFields(preview)) throw new WechatRefusal(47001);
  if (listIn(preview, 'video_id_list').length + listIn(preview, 'pic_id_list').length > 0) {
    throw new WechatRefusal(85092);
  }
}
