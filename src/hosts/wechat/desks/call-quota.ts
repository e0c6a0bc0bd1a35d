import { z } from 'zod';
import type { CallQuotaDesk } from '../../desks/call-quota.ts';
import { readReply } from '../../reply.ts';
import type { WechatApi } from '../api.ts';
import { PLATFORM } from '../config.ts';

const QUOTA = '/cgi-bin/openapi/quota/get';
const EXPLAIN = '/cgi-bin/openapi/rid/get';

/** A number that is missing or null is none that is counted. */
const counted = z.number().nullish();
const quotaShape = z.object({
  quota: z.object({ daily_limit: counted, used: z.number(), remain: counted }),
});
const callShape = z.object({
  request: z.object({
    invoke_time: z.number(),
    request_url: z.string(),
    response_body: z.string(),
    client_ip: z.string().nullish(),
  }),
});

/**
 * Sources: the pages of `clear_quota`, `clear_quota/v2`, `quota/get` and `rid/get`, and of `api_start_push_ticket`, which
 * alone names the secret `component_secret`. Ten resets a month (48006); refusals are remembered for seven days (76004).
 * That `clear_quota` takes the component's own token and either id is unconfirmed.
 */
export function createWechatCallQuota(api: WechatApi, componentAppId: string): CallQuotaDesk {
  const ask = async <T>(path: string, json: Readonly<Record<string, unknown>>, shape: z.ZodType<T>) =>
    readReply(
      PLATFORM,
      `POST ${path}`,
      shape,
      await api.asComponent({ method: 'POST', path, effect: 'READS', body: { json } }),
    );

  return {
    async read(path) {
      const { quota } = await ask(QUOTA, { cgi_path: path }, quotaShape);
      return {
        limit: quota.daily_limit ?? 'UNLIMITED',
        used: quota.used,
        remaining: quota.remain ?? 'UNLIMITED',
      };
    },
    async reset(appId = componentAppId) {
      const path = '/cgi-bin/clear_quota';
      await api.asComponent({ method: 'POST', path, effect: 'ACTS', body: { json: { appid: appId } } });
    },
    async resetBySecret(appId = componentAppId) {
      const path = '/cgi-bin/component/clear_quota/v2';
      await api.bySecret({ path, as: 'appsecret', json: { appid: appId } });
    },
    async explain(reference) {
      const { request } = await ask(EXPLAIN, { rid: reference }, callShape);
      return {
        at: new Date(request.invoke_time * 1000),
        path: request.request_url.split('?')[0] ?? '',
        answer: request.response_body,
        ...(request.client_ip ? { from: request.client_ip } : {}),
      };
    },
    async startTickets() {
      await api.bySecret({ path: '/cgi-bin/component/api_start_push_ticket', as: 'component_secret' });
    },
  };
}
