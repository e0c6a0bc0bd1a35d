import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import type { PlatformCalls, ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushPlatformEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** The page of a program on which its orders are found. Applied for with the platform's token, for several programs at once. */
export const orderPathPlatformCalls: PlatformCalls = {
  '/wxa/security/applysetorderpathinfo': { method: 'POST', act: applyOrderPath },
};
/** Both methods of the second are seen in client libraries; POST is served. */
export const orderPathCalls: ProgramCalls = {
  '/wxa/security/getorderpathinfo': { method: 'POST', act: orderPath },
};

const ACCEPTED = 4;
const REFUSED = 3;
const IN_REVIEW = 1;

/** The form of the body, `batch_req{path, appid_list}`, is the libraries' (unconfirmed), as are the numbers of `status`. */
function applyOrderPath(world: WechatWorld, body: Fields): object {
  const request = body.batch_req;
  if (!isFields(request)) throw new WechatRefusal(47001);
  const path = required(textIn(request, 'path'), 40097);
  const programs = listIn(request, 'appid_list').map((appid) => world.programs.get(String(appid)));
  if (programs.length === 0) throw new WechatRefusal(40097);
  const known = programs.map((program) => {
    if (program === undefined || !program.authorized) throw new WechatRefusal(61003);
    return program;
  });
  for (const program of known) examine(world, program, path);
  return {};
}

function examine(world: WechatWorld, program: MiniProgram, path: string): void {
  const audit_id = world.nextAuditId;
  world.nextAuditId += 1;
  const apply_time = secondsNow(world);
  program.orderPath.inReview = { path, status: IN_REVIEW, apply_time, audit_id, reason: '' };
  world.changes.examine({ app: program.appid, what: 'order-path', words: path }, ({ passed, reason }) => {
    const status = passed ? ACCEPTED : REFUSED;
    program.orderPath.inReview = { path, status, apply_time, audit_id, reason };
    if (passed) program.orderPath.online = path;
    const list = {
      appid: program.appid,
      audit_id,
      status,
      apply_time,
      audit_time: secondsNow(world),
      reason,
    };
    pushPlatformEvent(world, 'order_path_audit_result_notify', { list }, program.appid);
  });
}

function orderPath(_: WechatWorld, { orderPath: { online, inReview } }: MiniProgram, body: Fields): object {
  const type = numberIn(body, 'info_type');
  if (type !== 0 && type !== 1) throw new WechatRefusal(40097);
  if (type === 0) return { msg: { path: online ?? '', status: online === undefined ? 0 : ACCEPTED } };
  return { msg: inReview ?? { path: '', status: 0 } };
}
