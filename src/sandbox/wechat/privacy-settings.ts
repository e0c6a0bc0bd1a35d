import { randomBytes } from 'node:crypto';
import { type Fields, isFields, listIn, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushProgramEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** The privacy guideline of a program, and the interfaces that need the platform's leave. */
export const privacyCalls: ProgramCalls = {
  '/cgi-bin/component/setprivacysetting': { method: 'POST', act: setPrivacy },
  '/cgi-bin/component/getprivacysetting': { method: 'POST', act: getPrivacy },
  '/cgi-bin/component/uploadprivacyextfile': { method: 'POST', file: 'file', act: uploadPrivacyFile },
  '/wxa/security/get_privacy_interface': { method: 'GET', act: privacyInterfaces },
  '/wxa/security/apply_privacy_interface': { method: 'POST', act: applyPrivacyInterface },
};

const CONTACTS = ['contact_email', 'contact_phone', 'contact_qq', 'contact_weixin'];
const FILE_BYTES = 100 * 1024;

function setPrivacy(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const version = privacyVersion(body);
  const owner = checkedOwner(world, body);
  const file = textIn(owner, 'ext_file_media_id');
  const given = body.setting_list !== undefined;
  if (version === 2 && !Array.isArray(body.setting_list)) throw new WechatRefusal(47001);
  if (version === 1 && given) throw new WechatRefusal(40097);
  const live = program.privacy.get(1);
  if (version === 1 && live === undefined) throw new WechatRefusal(86074);
  const liveFile = isFields(live?.owner_setting)
    ? textIn(live.owner_setting, 'ext_file_media_id')
    : undefined;
  if (version === 1 && file !== liveFile) throw new WechatRefusal(86075);
  const atSeconds = secondsNow(world);
  program.privacy.set(version, { ...program.privacy.get(version), ...body, atSeconds });
  return {};
}

/** Who answers for the guideline, and how they can be reached. */
function checkedOwner(world: WechatWorld, body: Fields): Fields {
  const owner = body.owner_setting;
  if (!isFields(owner)) throw new WechatRefusal(86069);
  if (CONTACTS.every((name) => textIn(owner, name) === undefined)) throw new WechatRefusal(86069);
  if (textIn(owner, 'notice_method') === undefined) throw new WechatRefusal(86070);
  const kept = textIn(owner, 'store_expire_timestamp');
  if (kept !== undefined && !/^\d+(天|年|个月|月)$/.test(kept)) throw new WechatRefusal(86072);
  const file = textIn(owner, 'ext_file_media_id');
  if (file !== undefined && !world.media.has(file)) throw new WechatRefusal(86073);
  return owner;
}

function getPrivacy(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const set = program.privacy.get(privacyVersion(body));
  return {
    code_exist: program.trial === undefined ? 0 : 1,
    privacy_list: program.trial === undefined ? [] : program.detectedPrivacy,
    setting_list: set === undefined ? [] : listIn(set, 'setting_list').map(withLabel),
    update_time: set?.atSeconds ?? 0,
    owner_setting: set?.owner_setting ?? {},
    privacy_desc: {
      privacy_desc_list: Object.entries(LABELS).map(([privacy_key, label]) => ({
        privacy_key,
        privacy_desc: label,
      })),
    },
    sdk_privacy_info_list: set?.sdk_privacy_info_list ?? [],
  };
}

/** A few of the keys, with labels of the sandbox's own. */
const LABELS: Readonly<Record<string, string>> = {
  UserInfo: '用户信息（微信昵称、头像）',
  Location: '位置信息',
  Address: '地址',
  PhoneNumber: '手机号',
  Album: '选中的照片或视频',
  Camera: '摄像头',
};

function withLabel(row: unknown): object {
  const fields = isFields(row) ? row : {};
  return { ...fields, privacy_label: LABELS[textIn(fields, 'privacy_key') ?? ''] ?? '' };
}

function privacyVersion(body: Fields): 1 | 2 {
  const version = body.privacy_ver ?? 2;
  if (version !== 1 && version !== 2) throw new WechatRefusal(86071);
  return version;
}

/** What was written for the version in development holds for the public from its release on. */
export function releasePrivacy(program: MiniProgram): void {
  const written = program.privacy.get(2);
  if (written !== undefined) program.privacy.set(1, written);
}

function uploadPrivacyFile(
  world: WechatWorld,
  _: MiniProgram,
  __: Fields,
  ___: Fields,
  file: UploadedFile | undefined,
): object {
  if (file === undefined || file.bytes.length === 0) throw new WechatRefusal(41005);
  if (!file.name.endsWith('.txt')) throw new WechatRefusal(40005);
  if (file.bytes.length > FILE_BYTES) throw new WechatRefusal(40006);
  const ext_file_media_id = randomBytes(24).toString('base64url');
  world.media.add(ext_file_media_id);
  return { ext_file_media_id };
}

/** `status` 1 to be applied for, 2 no leave, 3 in review, 4 refused, 5 passed: the call's own numbers, as remembered (unconfirmed). */
function privacyInterfaces(_: WechatWorld, program: MiniProgram): object {
  const names = new Set([...program.unauthorisedApis, ...program.privacyApplications.keys()]);
  return {
    interface_list: [...names].map((api_name) => {
      const applied = program.privacyApplications.get(api_name);
      return { api_name, ...(applied ?? { status: 1 }) };
    }),
  };
}

function applyPrivacyInterface(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const api_name = required(textIn(body, 'api_name'), 40097);
  required(textIn(body, 'content'), 40097);
  if (program.privacyApplications.get(api_name)?.status === 3) throw new WechatRefusal(40097);
  const audit_id = world.nextAuditId;
  world.nextAuditId += 1;
  const apply_time = secondsNow(world);
  program.privacyApplications.set(api_name, { audit_id, status: 3, apply_time, fail_reason: '' });
  const about = {
    app: program.appid,
    what: 'privacy-api',
    detail: api_name,
    words: textIn(body, 'content') ?? '',
  };
  world.changes.examine(about, ({ passed, reason }) => {
    const status = passed ? 5 : 4;
    program.privacyApplications.set(api_name, { audit_id, status, apply_time, fail_reason: reason });
    if (passed) program.unauthorisedApis = program.unauthorisedApis.filter((one) => one !== api_name);
    pushProgramEvent(world, program, 'wxa_privacy_apply', {
      result_info: { api_name, audit_id, status, apply_time, audit_time: secondsNow(world), reason },
    });
  });
  return { audit_id };
}
