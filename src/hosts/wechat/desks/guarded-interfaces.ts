import { z } from 'zod';
import type { GuardedInterface, GuardedInterfaceDesk } from '../../desks/settings.ts';
import { readReply } from '../../reply.ts';
import { PLATFORM } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../versions.ts';
import { uploadPicture } from './temporary-media.ts';

const APPLY = '/wxa/security/apply_privacy_interface';
const listShape = z.object({
  interface_list: z
    .array(
      z.object({ api_name: z.string(), status: z.number().nullish(), fail_reason: z.string().nullish() }),
    )
    .nullish(),
});
const appliedShape = z.object({ audit_id: number });

/** 1 may be asked for, 2 may not, 3 asked for, 4 turned down, 5 granted. Source: the page of `get_privacy_interface`; the SDKs have no table of it. */
const states: Readonly<Record<number, GuardedInterface['state']>> = {
  1: 'NOT_ASKED',
  2: 'NOT_ASKED',
  3: 'IN_REVIEW',
  4: 'DECLINED',
  5: 'GRANTED',
};

/** Calls about a user's place and the like, which WeChat grants a program one by one; the answer is pushed (`wxa_privacy_apply`). */
export function createWechatGuardedInterfaces(calls: ProgramCalls): GuardedInterfaceDesk {
  return {
    async list(appId) {
      const { interface_list } = await calls.get(appId, '/wxa/security/get_privacy_interface', listShape);
      return (interface_list ?? []).map(({ api_name, status, fail_reason }) => ({
        name: api_name,
        state: states[status ?? 0] ?? 'UNKNOWN',
        ...(fail_reason ? { words: fail_reason } : {}),
      }));
    },
    async apply(appId, { name, reason, pictures = [] }) {
      const pic_list: string[] = [];
      for (const picture of pictures)
        pic_list.push(await uploadPicture(calls, appId, picture, `POST ${APPLY}`));
      const json = { api_name: name, content: reason, ...(pic_list.length > 0 ? { pic_list } : {}) };
      const reply = await calls.act(appId, 'POST', APPLY, { json });
      return { reference: readReply(PLATFORM, `POST ${APPLY}`, appliedShape, reply, 'ACTS').audit_id };
    },
  };
}
