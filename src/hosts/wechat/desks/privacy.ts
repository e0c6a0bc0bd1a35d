import { z } from 'zod';
import type { GuidelineInPlace, PrivacyDesk, PrivacyGuideline, PrivacyItem } from '../../desks/settings.ts';
import { privacyItemsOf } from '../privacy-items.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { seconds } from '../versions.ts';

const READ = '/cgi-bin/component/getprivacysetting';
const WRITE = '/cgi-bin/component/setprivacysetting';
const LIVE = 1;
const NEXT = 2;

const item = z.object({ privacy_key: z.string(), privacy_text: z.string().nullish() });
const settingShape = z.object({
  code_exist: z.number().nullish(),
  privacy_list: z.array(z.string()).nullish(),
  setting_list: z.array(item).nullish(),
  update_time: seconds,
  owner_setting: z
    .object({
      contact_email: z.string().nullish(),
      contact_phone: z.string().nullish(),
      contact_weixin: z.string().nullish(),
      contact_qq: z.string().nullish(),
      ext_file_media_id: z.string().nullish(),
      store_region: z.coerce.number().nullish(),
      notice_method: z.string().nullish(),
      store_expire_timestamp: z.string().nullish(),
    })
    .nullish(),
  sdk_privacy_info_list: z
    .array(
      z.object({
        sdk_name: z.string(),
        sdk_biz_name: z.string().nullish(),
        sdk_list: z.array(item).nullish(),
      }),
    )
    .nullish(),
});
type Setting = z.infer<typeof settingShape>;

/**
 * What users of a program read about their data (wechat/4.4(2)). What is written is that of the next version; it takes
 * effect with its release. Sources: the pages of `setprivacysetting` and `getprivacysetting`.
 */
export function createWechatPrivacy(calls: ProgramCalls): PrivacyDesk {
  return {
    itemsOf: privacyItemsOf,
    async read(appId, of) {
      const setting = await calls.post(
        appId,
        READ,
        { privacy_ver: of === 'LIVE' ? LIVE : NEXT },
        settingShape,
      );
      return inPlace(setting);
    },
    async put(appId, guideline) {
      await calls.act(appId, 'POST', WRITE, { json: written(guideline), harmless: true });
    },
  };
}

function written({ items, noticeMethod, retentionDays, thirdParties, ...owner }: PrivacyGuideline) {
  const { contact, textReference, storeRegion } = owner;
  return {
    privacy_ver: NEXT,
    owner_setting: {
      ...(contact.email ? { contact_email: contact.email } : {}),
      ...(contact.phone ? { contact_phone: contact.phone } : {}),
      ...(contact.account ? { contact_weixin: contact.account } : {}),
      ...(contact.qq ? { contact_qq: contact.qq } : {}),
      ...(textReference ? { ext_file_media_id: textReference } : {}),
      ...(storeRegion === undefined ? {} : { store_region: storeRegion }),
      notice_method: noticeMethod,
      ...(retentionDays === undefined ? {} : { store_expire_timestamp: `${retentionDays}天` }),
    },
    setting_list: items.map(asItem),
    ...(thirdParties
      ? {
          sdk_privacy_info_list: thirdParties.map(({ name, provider, items: theirs }) => ({
            sdk_name: name,
            sdk_biz_name: provider,
            sdk_list: theirs.map(asItem),
          })),
        }
      : {}),
  };
}

function asItem({ key, purpose }: PrivacyItem) {
  return { privacy_key: key, privacy_text: purpose };
}

function inPlace(setting: Setting): GuidelineInPlace {
  const { privacy_list, update_time } = setting;
  const guideline = guidelineIn(setting);
  return {
    isSet: guideline !== undefined,
    detected: privacy_list ?? [],
    ...(update_time ? { updatedAt: update_time } : {}),
    ...(guideline ? { guideline } : {}),
  };
}

/** One without a way to notify users was never written: the field is needed. */
function guidelineIn({
  owner_setting,
  setting_list,
  sdk_privacy_info_list,
}: Setting): PrivacyGuideline | undefined {
  if (!owner_setting?.notice_method) return undefined;
  const { ext_file_media_id, store_region, store_expire_timestamp } = owner_setting;
  const days = /^(\d+)天$/.exec(store_expire_timestamp ?? '')?.[1];
  const thirdParties = sdk_privacy_info_list?.map(({ sdk_name, sdk_biz_name, sdk_list }) => ({
    name: sdk_name,
    provider: sdk_biz_name ?? '',
    items: (sdk_list ?? []).map(fromItem),
  }));
  return {
    items: (setting_list ?? []).map(fromItem),
    contact: contactIn(owner_setting),
    noticeMethod: owner_setting.notice_method,
    ...(days ? { retentionDays: Number(days) } : {}),
    ...(ext_file_media_id ? { textReference: ext_file_media_id } : {}),
    ...(store_region == null ? {} : { storeRegion: store_region }),
    ...(thirdParties?.length ? { thirdParties } : {}),
  };
}

function contactIn({
  contact_email,
  contact_phone,
  contact_weixin,
  contact_qq,
}: NonNullable<Setting['owner_setting']>): PrivacyGuideline['contact'] {
  return {
    ...(contact_email ? { email: contact_email } : {}),
    ...(contact_phone ? { phone: contact_phone } : {}),
    ...(contact_weixin ? { account: contact_weixin } : {}),
    ...(contact_qq ? { qq: contact_qq } : {}),
  };
}

function fromItem({ privacy_key, privacy_text }: z.infer<typeof item>): PrivacyItem {
  return { key: privacy_key, purpose: privacy_text ?? '' };
}
