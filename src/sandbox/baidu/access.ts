import { randomBytes } from 'node:crypto';
import { type Fields, numberIn, parseFields, textIn } from '../fields.ts';
import type { PushState } from '../push.ts';
import { type PlatformCalls, REST } from './call-table.ts';
import { BaiduRefusal, OauthRefusal, required } from './errors.ts';
import { type App, type BaiduTokenKind, type BaiduWorld, chinaTime } from './state.ts';

/** Tickets, tokens and codes, and pushes that were missed. */
export const accessCalls: PlatformCalls = {
  '/public/2.0/smartapp/auth/tp/token': { method: 'GET', open: true, act: tpToken },
  '/rest/2.0/oauth/token': { method: 'GET', flat: true, act: oauthToken },
  [`${REST}/tp/createpreauthcode`]: { method: 'GET', act: preAuthCode },
  [`${REST}/auth/retrieve/authorizationcode`]: { method: 'POST', act: retrieveCode },
  [`${REST}/pushmsg/getmsg`]: { method: 'GET', act: pushMessages },
};

const TP_LIFE_S = 2_592_000;
const PREAUTH_LIFE_S = 1200;
const APP_LIFE_S = 3600;
const REFRESH_LIFE_S = 315_360_000;
/** Of a code for an app's tokens, as in the sample of a registration. */
export const CODE_LIFE_S = 1800;
/** Of a code that was asked for again, as in the sample of that call. */
const RETRIEVED_CODE_LIFE_S = 18_000;

/** `<type>.<32 hex>.<life>.<expiry>.<opaque>`; 24 host, 42 platform, 45 app, 46 app's refresh token. */
function issueToken(
  world: BaiduWorld,
  kind: BaiduTokenKind,
  type: 24 | 42 | 45 | 46,
  holder: string,
  life: number,
): string {
  const expiry = Math.floor(world.clock.now().getTime() / 1000) + life;
  const text = `${type}.${randomBytes(16).toString('hex')}.${life}.${expiry}.${randomBytes(24).toString('base64url')}`;
  return world.tokens.issue(text, kind, holder, life);
}

export function issueTpToken(world: BaiduWorld): string {
  return issueToken(world, 'tp', 42, world.settings.tpKey, TP_LIFE_S);
}

/** For the program with this id. */
export function issueAppToken(world: BaiduWorld, holder: string): string {
  return issueToken(world, 'app', 45, holder, APP_LIFE_S);
}

/** Of a member host, 24 being the ordinary type. */
export function issueHostToken(world: BaiduWorld): { access_token: string; expires_in: number } {
  const access_token = issueToken(world, 'host', 24, world.settings.memberHost.apiKey, TP_LIFE_S);
  return { access_token, expires_in: TP_LIFE_S };
}

function newCode(): string {
  return randomBytes(36).toString('base64url');
}

export function issueCode(world: BaiduWorld, app: App, life = CODE_LIFE_S): string {
  return world.tokens.issue(newCode(), 'code', String(app.appId), life);
}

function tpToken(world: BaiduWorld, fields: Fields): object {
  if (textIn(fields, 'client_id') !== world.settings.tpKey) throw new BaiduRefusal(50002);
  const ticket = world.tokens.find(textIn(fields, 'ticket') ?? '');
  if (ticket.state !== 'VALID' || ticket.kind !== 'ticket') throw new BaiduRefusal(50003);
  return {
    access_token: issueTpToken(world),
    expires_in: TP_LIFE_S,
    scope: 'smartapp_tp_smtapp_common public',
  };
}

function preAuthCode(world: BaiduWorld): object {
  const code = world.tokens.issue(newCode(), 'preauth', world.settings.tpKey, PREAUTH_LIFE_S);
  return { pre_auth_code: code, expires_in: PREAUTH_LIFE_S };
}

/** Both grants. Success is flat: no `errno`, no `data`. A code, too, can be used once only (inferred). */
function oauthToken(world: BaiduWorld, fields: Fields): object {
  switch (textIn(fields, 'grant_type')) {
    case 'app_to_tp_authorization_code':
      return exchange(world, 'code', textIn(fields, 'code'));
    case 'app_to_tp_refresh_token':
      return exchange(world, 'refresh', textIn(fields, 'refresh_token'));
    default:
      throw new OauthRefusal('unsupported_grant_type', 'The authorization grant type is not supported');
  }
}

function exchange(world: BaiduWorld, kind: 'code' | 'refresh', text: string | undefined): object {
  if (text === undefined) throw new OauthRefusal('invalid_request', `${kind} is required`);
  const found = world.tokens.find(text);
  if (found.state === 'EXPIRED') throw new OauthRefusal('expired_token', `The ${kind} has expired`);
  if (found.state === 'UNKNOWN' || found.kind !== kind) {
    throw new OauthRefusal('invalid_grant', `Invalid ${kind}: unknown, expired or used before`);
  }
  world.tokens.take(text);
  return {
    access_token: issueAppToken(world, found.holder),
    refresh_token: issueToken(world, 'refresh', 46, found.holder, REFRESH_LIFE_S),
    expires_in: APP_LIFE_S,
  };
}

function retrieveCode(world: BaiduWorld, fields: Fields): object {
  const app = world.apps.get(required(numberIn(fields, 'app_id')));
  if (app === undefined || !app.authorized) throw new BaiduRefusal(50032);
  return {
    authorization_code: issueCode(world, app, RETRIEVED_CODE_LIFE_S),
    expires_in: RETRIEVED_CODE_LIFE_S,
  };
}

const PUSH_STATUS: Readonly<Record<PushState, number>> = { PENDING: 0, DELIVERED: 1, FAILED: 2, LOST: 2 };
const DAY_MS = 86_400_000;
const PAGE = 100;

/** Pushes again, to fetch. Times are Unix seconds here (inferred: their form is not published). */
function pushMessages(world: BaiduWorld, fields: Fields): object {
  const now = world.clock.now().getTime();
  const end = (numberIn(fields, 'end') ?? now / 1000) * 1000;
  const start = (numberIn(fields, 'start') ?? (end - DAY_MS) / 1000) * 1000;
  if (start < now - 31 * DAY_MS || end - start > 7 * DAY_MS) throw new BaiduRefusal(40001);
  const offset = numberIn(fields, 'offset') ?? 0;
  const count = Math.min(numberIn(fields, 'count') ?? PAGE, PAGE);
  const ids = textIn(fields, 'id_list')?.split(',').map(Number);
  const onlyFailed = numberIn(fields, 'push_type') === 2;
  const found = world.pushes.records().filter(({ number, at, state }) => {
    if (ids !== undefined) return ids.includes(number);
    const time = at.getTime();
    return time >= start && time <= end && (!onlyFailed || PUSH_STATUS[state] === 2);
  });
  return {
    page: Math.floor(offset / count) + 1,
    pageSize: count,
    count: found.length,
    list: found.slice(offset, offset + count).map(({ number, delivery, state, at }) => ({
      id: number,
      content: textIn(parseFields(delivery.body) ?? {}, 'Encrypt'),
      status: PUSH_STATUS[state],
      createTime: chinaTime(at),
    })),
  };
}
