import { randomBytes } from 'node:crypto';
import { type Fields, isFields, numberIn, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushPlatformEvent } from './pushes.ts';
import type { MiniProgram, VerificationTask, WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** `task_status` of a task that was created, as the table of the event has it. */
const CREATED = 12;

/** Who is behind a program, verified by WeChat. */
export const verificationCalls: ProgramCalls = {
  '/wxa/sec/uploadauthmaterial': { method: 'POST', file: 'media', act: uploadMaterial },
  '/wxa/sec/wxaauth': { method: 'POST', act: startVerification },
  '/wxa/sec/queryauth': { method: 'POST', act: queryVerification },
  '/wxa/sec/reauth': { method: 'POST', act: repeatVerification },
  '/wxa/sec/authidentitytree': { method: 'POST', act: identityTree },
};

function uploadMaterial(
  world: WechatWorld,
  _: MiniProgram,
  __: Fields,
  ___: Fields,
  file: UploadedFile | undefined,
): object {
  if (file === undefined) throw new WechatRefusal(41005);
  const mediaid = randomBytes(16).toString('base64url');
  world.media.add(mediaid);
  return { type: 'image', mediaid };
}

/**
 * A verification, also of a program that is verified: the yearly one (inferred). The people of the registrations desk
 * decide it, under the program's name; payment and the face of the legal person are skipped here.
 */
function startVerification(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const data = body.auth_data;
  if (!isFields(data)) throw new WechatRefusal(47001);
  const contact = data.contact_info;
  if (!isFields(contact)) throw new WechatRefusal(40097);
  for (const name of ['name', 'email']) required(textIn(contact, name), 40097);
  for (const name of ['customer_type', 'account_name_type', 'pay_type'])
    required(numberIn(data, name), 40097);
  required(textIn(data, 'account_name'), 40097);
  if (!world.media.has(required(textIn(data, 'qualification'), 40097))) throw new WechatRefusal(40007);
  const task: VerificationTask = {
    id: randomBytes(12).toString('hex'),
    appid: program.appid,
    applyStatus: 2,
    reason: '',
  };
  world.verifications.set(task.id, task);
  world.registrations.open(program.nickName, ({ outcome, reason = '主体材料不符合要求' }) => {
    if (outcome === 'delay') return;
    task.applyStatus = outcome === 'approve' ? 4 : 5;
    if (outcome === 'approve') program.verified = true;
    else task.reason = reason;
    pushPlatformEvent(
      world,
      'notify_3rd_wxa_auth',
      { appid: program.appid, taskid: task.id, task_status: CREATED, apply_status: task.applyStatus },
      program.appid,
    );
  });
  return { taskid: task.id, auth_url: `https://mp.weixin.qq.com/wxawap/waauth?taskid=${task.id}` };
}

function queryVerification(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const task = world.verifications.get(required(textIn(body, 'taskid'), 40097));
  if (task?.appid !== program.appid) throw new WechatRefusal(40097);
  const { applyStatus, reason } = task;
  return {
    task_status: CREATED,
    apply_status: applyStatus,
    appid: program.appid,
    refill_reason: '',
    fail_reason: reason,
  };
}

/** Once more, with the data of a task that failed; the form of the body is inferred. */
function repeatVerification(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const before = world.verifications.get(required(textIn(body, 'taskid'), 40097));
  if (before?.appid !== program.appid || before.applyStatus !== 5) throw new WechatRefusal(40097);
  return startVerification(world, program, body);
}

/** Who may be verified, as a tree; a few of its leaves, with numbers of the sandbox's own. */
function identityTree(): object {
  return {
    identity_tree_list: [
      { identity_id: 1, identity_name: '企业', node_list: [{ identity_id: 11, identity_name: '企业法人' }] },
      { identity_id: 2, identity_name: '个体工商户', node_list: [] },
    ],
  };
}

/** The platform hears 60 and 30 days before a verification runs out, and on the day. */
export function warnOfExpiry(world: WechatWorld, program: MiniProgram, days: number): void {
  const fields = { appid: program.appid, expired: days, message: `微信认证将在${days}天后过期` };
  pushPlatformEvent(world, 'notify_3rd_wxa_wxverify', fields, program.appid);
}
