import { z } from 'zod';
import type { ProfileDesk, SettingReview, SettingStanding } from '../../desks/settings.ts';
import { readReply } from '../../reply.ts';
import { PLATFORM } from '../config.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../versions.ts';
import { uploadPicture } from './temporary-media.ts';

const counted = { modify_used_count: z.number().nullish(), modify_quota: z.number().nullish() };
const infoShape = z.object({
  nickname: z.string().nullish(),
  signature_info: z.object({ ...counted, signature: z.string().nullish() }).nullish(),
  head_image_info: z.object({ ...counted, head_image_url: z.string().nullish() }).nullish(),
  nickname_info: z.object({ ...counted, nickname: z.string().nullish() }).nullish(),
});
interface Changes {
  readonly modify_used_count?: number | null | undefined;
  readonly modify_quota?: number | null | undefined;
}
const namedShape = z.object({ audit_id: number.nullish() });
const nameStateShape = z.object({ audit_stat: z.number(), fail_reason: z.string().nullish() });

const NAME = '/wxa/setnickname';
const IN_FORCE = { review: { state: 'IN_FORCE' } } as const;

/** Name, icon and introduction. Only a name is looked at by people, and only some. Sources: the pages on basic information. */
export function createWechatProfile(calls: ProgramCalls): ProfileDesk {
  async function nameReview(appId: string, reference: string): Promise<SettingReview> {
    const path = '/wxa/api_wxa_querynickname';
    if (!/^\d+$/.test(reference)) {
      throw notCalled(`POST ${path}`, 'FINAL', `a change of the name has a number, and not ${reference}`);
    }
    const found = await calls.post(appId, path, { audit_id: Number(reference) }, nameStateShape);
    if (found.audit_stat === 3) return { state: 'IN_FORCE' };
    if (found.audit_stat === 2) return { state: 'DECLINED', words: found.fail_reason ?? '' };
    return { state: 'IN_REVIEW' };
  }
  async function read(appId: string) {
    const info = await calls.get(appId, '/cgi-bin/account/getaccountbasicinfo', infoShape);
    const name = info.nickname_info?.nickname ?? info.nickname;
    return {
      ...(name ? { name } : {}),
      ...(info.signature_info?.signature ? { introduction: info.signature_info.signature } : {}),
      ...(info.head_image_info?.head_image_url ? { iconUrl: info.head_image_info.head_image_url } : {}),
      changesLeft: {
        ...left('NAME', info.nickname_info),
        ...left('ICON', info.head_image_info),
        ...left('INTRODUCTION', info.signature_info),
      },
    };
  }

  return {
    read,
    async changeName(appId, name, proof) {
      const ids: string[] = [];
      for (const file of proof) ids.push(await uploadPicture(calls, appId, file, `POST ${NAME}`));
      const [license, ...others] = ids;
      const stuff = others.slice(0, 5).map((id, index) => [`naming_other_stuff_${index + 1}`, id]);
      const json = { nick_name: name, ...(license ? { license } : {}), ...Object.fromEntries(stuff) };
      const reply = await calls.act(appId, 'POST', NAME, { json });
      const { audit_id } = readReply(PLATFORM, `POST ${NAME}`, namedShape, reply, 'ACTS');
      // Without a number it took effect at once.
      return audit_id == null || audit_id === '0'
        ? IN_FORCE
        : { reference: audit_id, review: { state: 'IN_REVIEW' } };
    },
    async changeIcon(appId, icon) {
      const path = '/cgi-bin/account/modifyheadimage';
      const head_img_media_id = await uploadPicture(calls, appId, icon, `POST ${path}`);
      // The whole picture: the corners are parts of its width and height.
      await calls.act(appId, 'POST', path, { json: { head_img_media_id, x1: 0, y1: 0, x2: 1, y2: 1 } });
      return IN_FORCE;
    },
    async changeIntroduction(appId, introduction) {
      await calls.act(appId, 'POST', '/cgi-bin/account/modifysignature', {
        json: { signature: introduction },
      });
      return IN_FORCE;
    },
    async lookUp(appId, part, { asked, reference, value }): Promise<SettingStanding> {
      if (part === 'NAME' && reference !== undefined) return nameReview(appId, reference);
      // The others take effect at once; of a name without a number nobody says how it stands until it is in force.
      if (part === 'ICON') return asked ? IN_FORCE.review : { state: 'UNKNOWN' };
      const now = await read(appId);
      const current = part === 'NAME' ? now.name : now.introduction;
      return value !== undefined && current === value ? IN_FORCE.review : { state: 'UNKNOWN' };
    },
  };
}

function left(part: string, changes: Changes | null | undefined) {
  const { modify_quota, modify_used_count } = changes ?? {};
  return modify_quota == null ? {} : { [part]: Math.max(0, modify_quota - (modify_used_count ?? 0)) };
}
