import { z } from 'zod';
import type { OrderPathDesk } from '../../desks/order-path.ts';
import type { WechatApi } from '../api.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../versions.ts';

const shape = z.object({
  msg: z
    .object({ path: z.string().nullish(), status: number.nullish(), reason: z.string().nullish() })
    .nullish(),
});

/**
 * The page with a user's orders. Sources: the pages of `applysetorderpathinfo` and `getorderpathinfo`. The form of the former's
 * body, `batch_req`, is the client libraries' and unconfirmed; they differ over the latter's method, which is POST here.
 */
export function createWechatOrderPath(api: WechatApi, calls: ProgramCalls): OrderPathDesk {
  return {
    async apply(appIds, path) {
      const json = { batch_req: { path, appid_list: [...appIds] } };
      await api.asComponent({
        method: 'POST',
        path: '/wxa/security/applysetorderpathinfo',
        effect: 'ACTS',
        body: { json },
      });
    },
    async read(appId, of) {
      const info_type = of === 'LIVE' ? 0 : 1;
      const { msg } = await calls.post(appId, '/wxa/security/getorderpathinfo', { info_type }, shape);
      if (!msg?.path) return undefined;
      return {
        path: msg.path,
        hostState: msg.status ?? '',
        ...(msg.reason ? { words: msg.reason } : {}),
      };
    },
  };
}
