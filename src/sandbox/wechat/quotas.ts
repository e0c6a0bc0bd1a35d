import { civilDateAt } from '../../kernel/civil-time.ts';
import { type Fields, textIn } from '../fields.ts';
import type { PlatformCalls } from './call-table.ts';
import { checkComponent, checkSecret } from './component.ts';
import { required, WechatRefusal } from './errors.ts';
import { monthNow, type WechatWorld } from './state.ts';

/** How often calls may be made, and what became of one. */
export const quotaCalls: PlatformCalls = {
  '/cgi-bin/clear_quota': { method: 'POST', act: clearQuota },
  '/cgi-bin/component/clear_quota/v2': { method: 'POST', open: true, act: clearQuotaBySecret },
  '/cgi-bin/openapi/quota/get': { method: 'POST', act: apiQuota },
  '/cgi-bin/openapi/rid/get': { method: 'POST', act: ridInfo },
};

const RESETS_A_MONTH = 10;
const RID_DAYS = 7;

function clearQuota(world: WechatWorld, body: Fields): object {
  const month = monthNow(world);
  required(textIn(body, 'appid') ?? textIn(body, 'component_appid'), 41018);
  const resets = world.quotaResets.get(month) ?? 0;
  if (resets >= RESETS_A_MONTH) throw new WechatRefusal(48006);
  world.quotaResets.set(month, resets + 1);
  world.callCounts.clear();
  return {};
}

function clearQuotaBySecret(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  checkSecret(world, textIn(body, 'appsecret'));
  return clearQuota(world, body);
}

function apiQuota(world: WechatWorld, body: Fields): object {
  const path = required(textIn(body, 'cgi_path'), 40097);
  const daily_limit = world.settings.dailyCalls;
  const used = callsToday(world, path);
  return {
    quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) },
    rate_limit: { call_count: 0, refresh_second: 60 },
    component_rate_limit: { call_count: 0, refresh_second: 60 },
  };
}

/** Counts a call against the daily number of its path. Throws 45009. */
export function countCall(world: WechatWorld, path: string): void {
  const used = callsToday(world, path);
  const isReset = path.includes('clear_quota') || path.includes('quota/get');
  if (used >= world.settings.dailyCalls && !isReset) throw new WechatRefusal(45009);
  world.callCounts.set(keyOf(world, path), used + 1);
}

function callsToday(world: WechatWorld, path: string): number {
  return world.callCounts.get(keyOf(world, path)) ?? 0;
}

function keyOf(world: WechatWorld, path: string): string {
  return `${civilDateAt(world.clock.now())} ${path}`;
}

/** What was refused under this number, for seven days. */
function ridInfo(world: WechatWorld, body: Fields): object {
  const refused = world.refusals.get(required(textIn(body, 'rid'), 76001));
  if (refused === undefined) throw new WechatRefusal(76001);
  const now = Math.floor(world.clock.now().getTime() / 1000);
  if (now - refused.atSeconds > RID_DAYS * 86_400) throw new WechatRefusal(76004);
  const { atSeconds, path, answer, from } = refused;
  return {
    request: {
      invoke_time: atSeconds,
      cost_in_ms: 0,
      request_url: path,
      request_body: '',
      response_body: answer,
      client_ip: from,
    },
  };
}
