import { civilDateAt } from '../../kernel/civil-time.ts';
import { type Fields, numberIn } from '../fields.ts';
import type { Decision } from '../review-desk.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { isBlocked } from './measures.ts';
import type { PlatformBar } from './program-parts.ts';
import { pushProgramEvent } from './pushes.ts';
import { uploadReviewMedia } from './review-media.ts';
import {
  type Audit,
  isOpen,
  latestAudit,
  type MiniProgram,
  monthNow,
  secondsNow,
  type WechatWorld,
} from './state.ts';
import { checkSubmission } from './submission.ts';

/** Reviews of code: how they are begun, asked after, taken back and hastened. */
export const reviewCalls: ProgramCalls = {
  '/wxa/uploadmedia': { method: 'POST', file: 'media', act: uploadReviewMedia },
  '/wxa/submit_audit': { method: 'POST', act: submitAudit },
  '/wxa/get_auditstatus': { method: 'POST', act: auditStatus },
  '/wxa/get_latest_auditstatus': { method: 'GET', act: latestAuditStatus },
  '/wxa/undocodeaudit': { method: 'GET', act: withdrawAudit },
  '/wxa/speedupaudit': { method: 'POST', act: speedUpAudit },
  '/wxa/queryquota': { method: 'GET', act: queryQuota },
};

const WITHDRAWALS_A_DAY = 5;
const WITHDRAWALS_A_MONTH = 10;

function platformBarOf({ platformBar }: WechatWorld, { releases }: MiniProgram): PlatformBar | undefined {
  if (platformBar === 86009 && releases.length > 0) return undefined;
  if (platformBar === 86010 && releases.length === 0) return undefined;
  return platformBar;
}

/** The guards in the order in which they are easiest to put right: code, scan, program, request, quota (inferred). */
function submitAudit(world: WechatWorld, program: MiniProgram, body: Fields): object {
  if (isBlocked(world, program)) throw new WechatRefusal(86007);
  if (program.busy) throw new WechatRefusal(9402202);
  const bar = program.submissionBar ?? platformBarOf(world, program);
  if (bar !== undefined) throw new WechatRefusal(bar);
  const code = required(program.trial, 85086);
  // Seen in the field: without any guideline it is as if nothing had been uploaded.
  if (program.detectedPrivacy.length > 0 && program.privacy.size === 0) throw new WechatRefusal(85086);
  if (!program.scanned) throw new WechatRefusal(61039);
  if (program.undeclaredApis.length > 0 && body.privacy_api_not_use !== true) throw new WechatRefusal(61040);
  if (!program.initialised) throw new WechatRefusal(86002);
  if (isOpen(latestAudit(program))) throw new WechatRefusal(85009);
  checkSubmission(world, program, code, body);
  return { auditid: openAudit(world, program).id };
}

/** Also what somebody else submits. Throws what the guards of a submission throw, but for its fields. */
export function openAudit(world: WechatWorld, program: MiniProgram): Audit {
  const code = required(program.trial, 85086);
  if (isOpen(latestAudit(program))) throw new WechatRefusal(85009);
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
    spedUp: false,
  };
  world.nextAuditId += 1;
  program.audits.push(audit);
  world.reviews.open(program.appid, (decision) => conclude(world, program, audit, decision));
  return audit;
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
function auditStatus(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const id = required(numberIn(body, 'auditid'));
  const audit = program.audits.find((one) => one.id === id);
  if (audit === undefined) throw new WechatRefusal(85012, { status: 0, reason: '', screenshot: '' });
  const { status, reason, screenshot } = audit;
  return { status, reason, screenshot };
}

/** The picture field is spelled `ScreenShot` here, as in the documents' sample. */
function latestAuditStatus(_: WechatWorld, program: MiniProgram): object {
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
export function withdrawAudit(world: WechatWorld, program: MiniProgram): object {
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

function queryQuota(world: WechatWorld): object {
  const limit = world.settings.monthlyQuota;
  const rest = limit - (world.submissions.get(monthNow(world)) ?? 0);
  const speedup_limit = world.settings.monthlySpeedups;
  const speedup_rest = speedup_limit - (world.speedups.get(monthNow(world)) ?? 0);
  return { rest, limit, speedup_rest, speedup_limit };
}

/** A hastened review ends within a set time; one that waits for a person goes on waiting. */
function speedUpAudit(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const id = required(numberIn(body, 'auditid'));
  const audit = program.audits.find((one) => one.id === id);
  if (!isOpen(audit)) throw new WechatRefusal(89402);
  if (audit.spedUp) throw new WechatRefusal(89404);
  const month = monthNow(world);
  const used = world.speedups.get(month) ?? 0;
  if (used >= world.settings.monthlySpeedups) throw new WechatRefusal(89405);
  world.speedups.set(month, used + 1);
  audit.spedUp = true;
  world.reviews.hasten(program.appid, world.settings.speedUpAfterMs);
  return {};
}
