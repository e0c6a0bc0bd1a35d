import { type Fields, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushProgramEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** What a program is called and shows of itself. */
export const profileCalls: ProgramCalls = {
  '/cgi-bin/account/getaccountbasicinfo': { method: 'GET', sets: [30], act: basicInfo },
  '/wxa/setnickname': { method: 'POST', sets: [30], act: setNickname },
  '/wxa/api_wxa_querynickname': { method: 'POST', sets: [30], act: queryNickname },
  '/cgi-bin/wxverify/checkwxverifynickname': { method: 'POST', sets: [30], act: checkNickname },
  '/cgi-bin/account/modifyheadimage': { method: 'POST', sets: [30], act: modifyHeadImage },
  '/cgi-bin/account/modifysignature': { method: 'POST', sets: [30], act: modifySignature },
};

/** Changes in a year; the sandbox's own numbers, and it never starts counting again. */
const QUOTAS = { nickname: 2, headImage: 5, signature: 5 } as const;
const NAME_WIDTH = [4, 30] as const;
const SIGNATURE_WIDTH = [4, 120] as const;

function basicInfo(_: WechatWorld, program: MiniProgram): object {
  const { appid, nickName, principalName, verified, profile } = program;
  const counted = (kind: keyof typeof QUOTAS) => ({
    modify_used_count: profile.used[kind],
    modify_quota: QUOTAS[kind],
  });
  return {
    appid,
    account_type: 3,
    principal_type: 1,
    principal_name: principalName,
    credential: '',
    customer_type: 1,
    realname_status: verified ? 1 : 2,
    registered_country: 1017,
    nickname: nickName,
    wx_verify_info: { qualification_verify: verified, naming_verify: verified, annual_review: false },
    signature_info: { signature: profile.signature, ...counted('signature') },
    head_image_info: { head_image_url: profile.headImage, ...counted('headImage') },
    nickname_info: { nickname: nickName, ...counted('nickname') },
  };
}

/** A verified program's name is examined, any other's holds at once: then there is no `audit_id` (inferred). */
function setNickname(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const wanted = checkedName(world, program, body);
  for (const name of ['license', 'id_card']) {
    const id = textIn(body, name);
    if (id !== undefined && !world.media.has(id)) throw new WechatRefusal(40007);
  }
  if (world.changes.isOpen(program.appid, 'nickname')) throw new WechatRefusal(91019);
  if (program.profile.used.nickname >= QUOTAS.nickname) throw new WechatRefusal(53014);
  program.profile.used.nickname += 1;
  if (!program.verified) {
    program.nickName = wanted;
    return { wording: '' };
  }
  const audit_id = world.nextAuditId;
  world.nextAuditId += 1;
  const createTime = secondsNow(world);
  program.profile.nicknames.set(audit_id, { name: wanted, stat: 1, reason: '', createTime, auditTime: 0 });
  world.changes.examine({ app: program.appid, what: 'nickname', words: wanted }, ({ passed, reason }) => {
    const stat = passed ? 3 : 2;
    const auditTime = secondsNow(world);
    program.profile.nicknames.set(audit_id, { name: wanted, stat, reason, createTime, auditTime });
    if (passed) program.nickName = wanted;
    pushProgramEvent(world, program, 'wxa_nickname_audit', { nickname: wanted, ret: stat, reason });
  });
  return { wording: '', audit_id };
}

function queryNickname(_: WechatWorld, program: MiniProgram, body: Fields): object {
  const { name, stat, reason, createTime, auditTime } = required(
    program.profile.nicknames.get(Number(textIn(body, 'audit_id'))),
    40097,
  );
  return {
    nickname: name,
    audit_stat: stat,
    fail_reason: reason,
    create_time: createTime,
    audit_time: auditTime,
  };
}

/** `hit_condition`: whether it is a name that asks for papers; names with 官方 are, here. */
function checkNickname(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const name = checkedName(world, program, body);
  const hit_condition = name.includes('官方');
  return { hit_condition, wording: hit_condition ? '该名称需要提供相关材料' : '' };
}

/** Which of 53010 to 53019 is which the notes do not say; those here are as remembered (unconfirmed). */
function checkedName(world: WechatWorld, program: MiniProgram, body: Fields): string {
  const name = required(textIn(body, 'nick_name'), 53010);
  if (!isWide(name, NAME_WIDTH)) throw new WechatRefusal(53010);
  for (const other of world.programs.values()) {
    if (other !== program && other.nickName === name) throw new WechatRefusal(53011);
  }
  return name;
}

function modifyHeadImage(world: WechatWorld, { profile }: MiniProgram, body: Fields): object {
  const id = required(textIn(body, 'head_img_media_id'), 40097);
  if (!world.media.has(id)) throw new WechatRefusal(40007);
  for (const side of ['x1', 'y1', 'x2', 'y2']) required(textIn(body, side), 40097);
  if (profile.used.headImage >= QUOTAS.headImage) throw new WechatRefusal(53202);
  profile.used.headImage += 1;
  profile.headImage = `https://mmbiz.example/${id}`;
  return {};
}

function modifySignature(_: WechatWorld, { profile }: MiniProgram, body: Fields): object {
  const signature = required(textIn(body, 'signature'), 53201);
  if (!isWide(signature, SIGNATURE_WIDTH)) throw new WechatRefusal(53201);
  if (profile.used.signature >= QUOTAS.signature) throw new WechatRefusal(53200);
  profile.used.signature += 1;
  profile.signature = signature;
  return {};
}

/** A Chinese character counts as two. */
function isWide(text: string, [least, most]: readonly [number, number]): boolean {
  const width = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return width >= least && width <= most;
}
