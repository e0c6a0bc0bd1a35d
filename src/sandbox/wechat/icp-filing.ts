import { randomBytes } from 'node:crypto';
import { type Fields, isFields, listIn, numberIn, textIn } from '../fields.ts';
import type { Answer } from '../wire.ts';
import type { PictureCall, ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { dictionaries } from './icp-dictionaries.ts';
import { pushPlatformEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

const SETS = [18, 156];

/** The filing of a program with the authorities: the platform looks at it, then the authority. */
export const icpCalls: ProgramCalls = {
  '/wxa/icp/create_icp_verifytask': { method: 'POST', sets: SETS, act: createFaceCheck },
  '/wxa/icp/query_icp_verifytask': { method: 'POST', sets: SETS, act: queryFaceCheck },
  '/wxa/icp/upload_icp_media': { method: 'POST', sets: SETS, file: 'media', act: uploadIcpMedia },
  '/wxa/icp/apply_icp_filing': { method: 'POST', sets: SETS, act: applyFiling },
  '/wxa/icp/cancel_apply_icp_filing': { method: 'POST', sets: SETS, act: withdrawFiling },
  '/wxa/icp/cancel_icp_filing': { method: 'POST', sets: SETS, act: cancelFiling },
  '/wxa/icp/get_icp_entrance_info': { method: 'GET', sets: SETS, act: filingState },
  '/wxa/icp/get_online_icp_order': { method: 'GET', sets: SETS, act: filedOrder },
  ...dictionaries(SETS),
};

/** A paper as it was handed in; that the answer is the picture itself is inferred. */
export const icpPictures: Readonly<Record<string, PictureCall>> = {
  '/wxa/icp/get_icp_media': { method: 'GET', sets: SETS, act: icpMedia },
};

const AT_PLATFORM = 2;
const REFUSED_BY_PLATFORM = 3;
const AT_AUTHORITY = 4;
const REFUSED_BY_AUTHORITY = 5;
const FILED = 6;
const NOT_FILED = 1024;
const COMMENT_CHARACTERS = [20, 200] as const;

function createFaceCheck(world: WechatWorld, program: MiniProgram): object {
  const task_id = randomBytes(12).toString('hex');
  program.icp.faceChecks.set(task_id, 1);
  const words = program.principalName;
  world.changes.examine({ app: program.appid, what: 'icp-face', detail: task_id, words }, ({ passed }) => {
    const result = passed ? 3 : 2;
    program.icp.faceChecks.set(task_id, result);
    const fields = { task_id, verify_appid: program.appid, result, along_with_auth_result: passed ? 9 : 0 };
    pushPlatformEvent(world, 'notify_icpfiling_verify_result', fields, program.appid);
  });
  return { task_id, verify_url: `https://open.weixin.qq.com/icp/verify?task_id=${task_id}` };
}

function queryFaceCheck(_: WechatWorld, { icp }: MiniProgram, body: Fields): object {
  const face_status = required(icp.faceChecks.get(required(textIn(body, 'task_id'), 40097)), 40097);
  return { is_finish: face_status > 1, face_status, along_with_auth_result: face_status === 3 ? 9 : 0 };
}

/** That the kind of a paper is wrong is only noticed when the filing is applied for; here, it is not noticed at all. */
function uploadIcpMedia(
  world: WechatWorld,
  program: MiniProgram,
  body: Fields,
  _: Fields,
  file: UploadedFile | undefined,
): object {
  if (file === undefined || file.bytes.length === 0) throw new WechatRefusal(41005);
  const type = textIn(body, 'type');
  if (type !== 'image' && type !== 'video') throw new WechatRefusal(40097);
  required(textIn(body, 'icp_order_field'), 40097);
  const media_id = randomBytes(24).toString('base64url');
  world.media.add(media_id);
  world.icpMedia.set(media_id, { appid: program.appid, file });
  return { type, media_id, created_at: secondsNow(world) };
}

function icpMedia(world: WechatWorld, { appid }: MiniProgram, _: Fields, query: Fields): Answer {
  const kept = world.icpMedia.get(required(textIn(query, 'media_id'), 40097));
  if (kept?.appid !== appid) throw new WechatRefusal(40007);
  return { status: 200, contentType: kept.file.type, body: kept.file.bytes };
}

function applyFiling(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const { icp } = program;
  if (icp.status === AT_PLATFORM || icp.status === AT_AUTHORITY) throw new WechatRefusal(86324);
  checkFiling(world, program, body);
  examineFiling(world, program, body, () => {});
  return {};
}

interface Hint {
  readonly errcode: number;
  readonly err_field: string;
  readonly errmsg: string;
}

/** All that is missing at once, as `hints` beside 86202. The numbers within the hints are the sandbox's own. */
export function checkFiling(world: WechatWorld, program: MiniProgram, body: Fields): void {
  const hints: Hint[] = [];
  const need = (path: string, isThere: boolean) => {
    if (!isThere) hints.push({ errcode: 86202, err_field: path, errmsg: 'missing or invalid' });
  };
  const subject = objectIn(body, 'icp_subject');
  const applet = objectIn(body, 'icp_applets');
  const materials = objectIn(body, 'icp_materials');
  for (const part of ['base_info', 'organize_info', 'principal_info'])
    need(`icp_subject.${part}`, isFields(subject[part]));
  const base = objectIn(applet, 'base_info');
  need('icp_applets.base_info.service_content_types', listIn(base, 'service_content_types').length > 0);
  need('icp_applets.base_info.nrlx_details', listIn(base, 'nrlx_details').length > 0);
  const { length } = textIn(base, 'comment') ?? '';
  const [least, most] = COMMENT_CHARACTERS;
  need('icp_applets.base_info.comment', length >= least && length <= most);
  const task = textIn(objectIn(applet, 'principal_info'), 'verify_task_id') ?? '';
  need('icp_applets.principal_info.verify_task_id', program.icp.faceChecks.get(task) === 3);
  const letters = listIn(materials, 'commitment_letter').map(String);
  need('icp_materials.commitment_letter', letters.length > 0 && letters.every((id) => world.media.has(id)));
  if (hints.length > 0) throw new WechatRefusal(86202, { hints });
}

/** First the platform, then the authority; `tell` hears each step's number. */
export function examineFiling(
  world: WechatWorld,
  program: MiniProgram,
  body: Fields,
  tell: (status: number) => void,
): void {
  const { icp, appid } = program;
  const step = (status: number, error = '') => {
    icp.status = status;
    icp.fault = error;
    pushPlatformEvent(
      world,
      'notify_apply_icpfiling_result',
      { authorizer_appid: appid, beian_status: status },
      appid,
    );
    tell(status);
  };
  icp.status = AT_PLATFORM;
  icp.order = body;
  const words = program.nickName;
  world.changes.examine({ app: appid, what: 'icp', detail: 'platform', words }, ({ passed, reason }) => {
    if (!passed) return step(REFUSED_BY_PLATFORM, reason);
    step(AT_AUTHORITY);
    world.changes.examine({ app: appid, what: 'icp', detail: 'authority', words }, (verdict) => {
      if (verdict.passed) step(FILED);
      else step(REFUSED_BY_AUTHORITY, verdict.reason);
    });
  });
}

/** Not once it is with the authority. */
function withdrawFiling(world: WechatWorld, { icp, appid }: MiniProgram): object {
  if (icp.status === AT_AUTHORITY) throw new WechatRefusal(86330);
  if (icp.status !== AT_PLATFORM) throw new WechatRefusal(86368);
  world.changes.close(appid, 'icp');
  icp.status = NOT_FILED;
  return {};
}

/** The authority takes it off its list: until then `is_canceling`. */
function cancelFiling(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const { icp, appid } = program;
  if (![1, 2, 3].includes(numberIn(body, 'cancel_type') ?? 0)) throw new WechatRefusal(40097);
  if (icp.status !== FILED || icp.isCanceling) throw new WechatRefusal(86368);
  icp.isCanceling = true;
  world.changes.examine({ app: appid, what: 'icp-cancel', words: program.nickName }, ({ passed }) => {
    icp.isCanceling = false;
    if (passed) icp.status = NOT_FILED;
  });
  return {};
}

function filingState(_: WechatWorld, { icp }: MiniProgram): object {
  const audit_data =
    icp.fault === '' ? [] : [{ key_name: 'icp_applets', error: icp.fault, suggest: '请修改后重新提交' }];
  return {
    info: {
      status: icp.status,
      is_canceling: icp.isCanceling,
      audit_data,
      available: icp.status === NOT_FILED || icp.status === REFUSED_BY_PLATFORM ? 1 : 0,
      sms_verify_status: icp.status === AT_AUTHORITY ? 2 : 0,
    },
  };
}

function filedOrder(_: WechatWorld, { icp }: MiniProgram): object {
  return icp.status === FILED ? (icp.order ?? {}) : {};
}

function objectIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}
