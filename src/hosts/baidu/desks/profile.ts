import { z } from 'zod';
import type { ProfileDesk, ProfilePart, SettingReview, SettingStanding } from '../../desks/settings.ts';
import { asJson } from '../../reply.ts';
import type { BaiduApi } from '../api.ts';
import { notCalled, type ProgramCalls } from '../program-calls.ts';
import { uploadImage } from '../program-form.ts';
import { examinedShape, number, widthOf } from '../wire-values.ts';

const text = z.string().nullish();
const infoShape = z.object({
  data: z.object({
    app_name: text,
    app_desc: text,
    /** JSON inside a string: `[{"cover":url}]`. */
    photo_addr: text,
    modify_count: z.record(z.string(), z.unknown()).nullish(),
    /** Of each part only while it is in review, or after it failed. */
    audit_info: z.record(z.string(), z.unknown()).nullish(),
  }),
});
const coverShape = z.array(z.object({ cover: z.string() }));

/** How `modify_count` and `audit_info` name the parts. */
const counted: Readonly<Record<ProfilePart, string>> = {
  NAME: 'name',
  ICON: 'image',
  INTRODUCTION: 'signature',
};
const examined: Readonly<Record<ProfilePart, string>> = {
  NAME: 'audit_app_name',
  ICON: 'audit_photo_addr',
  INTRODUCTION: 'audit_app_desc',
};

const RENAME = 'app/setnicknamewithqual';
const DESCRIBE = 'app/modifysignature';
const [NARROWEST, WIDEST] = [10, 56];

/**
 * Name, picture and introduction, each of which Baidu reviews on its own, some times a year; a push says how it went, and
 * `app/info` how it stands. Proof for a name goes in as `others`: which kind of proof it is nobody says here.
 * Sources: the pages of `app/setnicknamewithqual`, `app/modifyheadimage` and `app/modifysignature`.
 */
export function createBaiduProfile(api: BaiduApi, calls: ProgramCalls): ProfileDesk {
  const info = async (appId: string) => (await calls.get(appId, 'app/info', infoShape)).data;
  async function change(appId: string, name: string, form: Readonly<Record<string, string>>) {
    const { data } = await calls.ask(appId, name, examinedShape, form, 'ACTS');
    const review = { state: 'IN_REVIEW' } as const;
    return data?.examine_id == null ? { review } : { reference: data.examine_id, review };
  }

  return {
    async read(appId) {
      const { app_name, app_desc, photo_addr, modify_count } = await info(appId);
      const iconUrl = coverShape.safeParse(asJson(photo_addr ?? '')).data?.[0]?.cover;
      const left = (Object.keys(counted) as ProfilePart[]).flatMap((part) => {
        const count = changesLeft(modify_count ?? {}, counted[part]);
        return count === undefined ? [] : [[part, count] as const];
      });
      return {
        ...(app_name ? { name: app_name } : {}),
        ...(app_desc ? { introduction: app_desc } : {}),
        ...(iconUrl ? { iconUrl } : {}),
        changesLeft: Object.fromEntries(left),
      };
    },
    async changeName(appId, name, proof) {
      const others: string[] = [];
      for (const file of proof) others.push(await uploadImage(api, file, '3'));
      const materials = others.length > 0 ? { qual_materials: JSON.stringify({ others }) } : {};
      return change(appId, RENAME, { nick_name: name, ...materials });
    },
    async changeIcon(appId, icon) {
      return change(appId, 'app/modifyheadimage', { image_url: await uploadImage(api, icon, '1') });
    },
    async changeIntroduction(appId, introduction) {
      const width = widthOf(introduction);
      if (width < NARROWEST || width > WIDEST) {
        const words = `an introduction has ${NARROWEST} to ${WIDEST} characters, a Chinese one counting as two, and not ${width}`;
        throw notCalled(DESCRIBE, 'FIX_INPUT', words);
      }
      return change(appId, DESCRIBE, { signature: introduction });
    },
    async lookUp(appId, part, { asked, value }): Promise<SettingStanding> {
      const { audit_info, app_name, app_desc } = await info(appId);
      const review = reviewOf(audit_info ?? {}, examined[part]);
      // Pictures are copied to addresses of Baidu's own: one cannot be told from another.
      if (part === 'ICON') return asked ? review : { state: 'UNKNOWN' };
      const current = part === 'NAME' ? app_name : app_desc;
      const about = review.state === 'IN_FORCE' ? current : (audit_info?.[examined[part]] ?? value);
      return value !== undefined && about === value ? review : { state: 'UNKNOWN' };
    },
  };
}

function changesLeft(counts: Readonly<Record<string, unknown>>, part: string): number | undefined {
  const quota = number.safeParse(counts[`${part}_modify_quota`]).data;
  const used = number.safeParse(counts[`${part}_modify_used`]).data;
  return quota === undefined ? undefined : Math.max(0, quota - (used ?? 0));
}

/** 1 in review, 3 failed; absent otherwise. */
function reviewOf(audit: Readonly<Record<string, unknown>>, part: string): SettingReview {
  const status = Number(audit[`${part}_status`] ?? 0);
  if (status === 1) return { state: 'IN_REVIEW' };
  return status === 3
    ? { state: 'DECLINED', words: String(audit[`${part}_reason`] ?? '') }
    : { state: 'IN_FORCE' };
}
