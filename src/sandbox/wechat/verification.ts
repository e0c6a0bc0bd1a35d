import { randomBytes } from 'node:crypto';
import { type Fields, isFields, numberIn, textIn } from '../fields.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushPlatformEvent } from './pushes.ts';
import type { MiniProgram, VerificationTask, WechatWorld } from './state.ts';

/** `task_status` of a task that was created, as the table of the event has it. */
const CREATED = 12;

export function uploadMaterial(world: WechatWorld, _: MiniProgram, { hasMedia }: Fields): object {
  if (hasMedia !== true) throw new WechatRefusal(41005);
  const mediaid = randomBytes(16).toString('base64url');
  world.media.add(mediaid);
  return { type: 'image', mediaid };
}

/**
 * A verification, also of a program that is verified: the yearly one (inferred). The people of the registrations desk
 * decide it, under the program's name; payment and the face of the legal person are skipped here.
 */
export function startVerification(world: WechatWorld, program: MiniProgram, body: Fields): object {
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

export function queryVerification(world: WechatWorld, program: MiniProgram, body: Fields): object {
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
