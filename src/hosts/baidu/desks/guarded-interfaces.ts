import { z } from 'zod';
import type { GuardedInterface, GuardedInterfaceDesk } from '../../desks/settings.ts';
import type { BaiduApi } from '../api.ts';
import { notCalled, type ProgramCalls } from '../program-calls.ts';
import { uploadImage } from '../program-form.ts';
import { number } from '../wire-values.ts';

/** The one guarded call that can be asked for over the wire. */
export const PHONE_NUMBER = 'getPhoneNumber';
const APPLY = 'app/apply/mobileauth';
const WITHDRAW = 'app/cancel/mobileauth';
const LONGEST_REASON = 500;

const statusShape = z.object({ data: z.union([number, z.object({ status: number })]).nullish() });

/** `status`: 0 cancelled, 1 pending, 2 refused, 3 passed. */
const states: ReadonlyMap<number, GuardedInterface['state']> = new Map([
  [0, 'NOT_ASKED'],
  [1, 'IN_REVIEW'],
  [2, 'DECLINED'],
  [3, 'GRANTED'],
]);

/**
 * The numbers of users' phones. `reason` and `used_scene` are Baidu's own numbers for "other" and "handling a matter", since
 * the words say what it is for. Sources: the pages on the permission for phone numbers (获取手机号权限).
 */
export function createBaiduGuardedInterfaces(api: BaiduApi, calls: ProgramCalls): GuardedInterfaceDesk {
  return {
    async list(appId) {
      const { data } = await calls.get(appId, 'app/get/mobileauthstatus', statusShape);
      const status = typeof data === 'object' ? data?.status : data;
      return [{ name: PHONE_NUMBER, state: (status == null ? undefined : states.get(status)) ?? 'UNKNOWN' }];
    },
    async apply(appId, { name, reason, pictures = [] }) {
      if (name !== PHONE_NUMBER) {
        throw notCalled(APPLY, 'FIX_INPUT', `Baidu lets ${PHONE_NUMBER} be asked for, and not ${name}`);
      }
      if (reason === '' || Array.from(reason).length > LONGEST_REASON) {
        throw notCalled(APPLY, 'FIX_INPUT', `the reason has 1 to ${LONGEST_REASON} characters`);
      }
      const [picture] = pictures;
      if (!picture)
        throw notCalled(APPLY, 'FIX_INPUT', 'a picture of where the number is asked for is missing');
      const scene_demo = await uploadImage(api, picture, '2');
      await calls.act(appId, APPLY, { reason: '2', used_scene: '3', scene_desc: reason, scene_demo });
      return {};
    },
    async withdraw(appId, name) {
      if (name !== PHONE_NUMBER) {
        throw notCalled(WITHDRAW, 'FIX_INPUT', `Baidu lets ${PHONE_NUMBER} be given up, and not ${name}`);
      }
      await calls.act(appId, WITHDRAW, {});
    },
  };
}
