import { randomBytes } from 'node:crypto';
import { type Fields, numberIn, textIn } from '../fields.ts';
import { required, WechatRefusal } from './errors.ts';
import { pushPlatformEvent } from './pushes.ts';
import { createProgram, type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

const TICKET_LIFE_S = 12 * 3600;
const TOKEN_LIFE_S = 7200;
/** Of an authorisation code; the redirect of an authorisation says 600, nothing is said of pushed codes (inferred). */
const CODE_LIFE_S = 3600;

function newToken(): string {
  return randomBytes(48).toString('base64url');
}

export function pushTicket(world: WechatWorld): void {
  const ticket = `ticket@@@${newToken()}`;
  world.tokens.issue(ticket, 'ticket', world.settings.componentAppId, TICKET_LIFE_S);
  pushPlatformEvent(world, 'component_verify_ticket', { ComponentVerifyTicket: ticket });
}

/** A code that is exchanged once for the tokens of a program. */
export function issueCode(world: WechatWorld, program: MiniProgram): string {
  return world.tokens.issue(`queryauthcode@@@${newToken()}`, 'code', program.appid, CODE_LIFE_S);
}

/** An administrator lets the platform act for a program that exists. */
export function authorizeProgram(
  world: WechatWorld,
  { appid, nickName }: { readonly appid?: string; readonly nickName: string },
): MiniProgram {
  const known = appid === undefined ? undefined : world.programs.get(appid);
  const program =
    known ??
    createProgram(world, {
      nickName,
      principalName: nickName,
      registerType: 0,
      ...(appid !== undefined && { appid }),
    });
  program.authorized = true;
  program.authorizedAtSeconds = secondsNow(world);
  program.refreshToken = `refreshtoken@@@${newToken()}`;
  pushPlatformEvent(
    world,
    'authorized',
    {
      AuthorizerAppid: program.appid,
      AuthorizationCode: issueCode(world, program),
      AuthorizationCodeExpiredTime: secondsNow(world) + CODE_LIFE_S,
      PreAuthCode: `preauthcode@@@${newToken()}`,
    },
    program.appid,
  );
  return program;
}

/** The administrator takes the authorisation back. */
export function revokeProgram(world: WechatWorld, program: MiniProgram): void {
  program.authorized = false;
  world.tokens.revoke('authorizer', program.appid);
  pushPlatformEvent(world, 'unauthorized', { AuthorizerAppid: program.appid }, program.appid);
}

export function startPushTicket(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  checkSecret(world, textIn(body, 'component_secret'));
  pushTicket(world);
  return {};
}

export function componentToken(world: WechatWorld, body: Fields): object {
  const appid = checkComponent(world, body);
  checkSecret(world, textIn(body, 'component_appsecret'));
  const ticket = world.tokens.find(required(textIn(body, 'component_verify_ticket'), 61006));
  if (ticket.state === 'EXPIRED') throw new WechatRefusal(61005);
  if (ticket.state === 'UNKNOWN' || ticket.kind !== 'ticket') throw new WechatRefusal(61006);
  return {
    component_access_token: world.tokens.issue(newToken(), 'component', appid, TOKEN_LIFE_S),
    expires_in: TOKEN_LIFE_S,
  };
}

/** Uses up the code: a second exchange is refused as invalid (inferred). */
export function queryAuth(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const code = world.tokens.take(required(textIn(body, 'authorization_code'), 61009));
  if (code.state === 'EXPIRED') throw new WechatRefusal(61010);
  if (code.state === 'UNKNOWN' || code.kind !== 'code') throw new WechatRefusal(61009);
  const program = authorizedProgram(world, code.holder);
  return {
    authorization_info: {
      authorizer_appid: program.appid,
      authorizer_access_token: issueAuthorizerToken(world, program),
      expires_in: TOKEN_LIFE_S,
      authorizer_refresh_token: program.refreshToken,
      func_info: FUNC_INFO,
    },
  };
}

/** The refresh token stays the same (inferred: whether it rotates is not published). */
export function authorizerToken(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const program = authorizedProgram(world, textIn(body, 'authorizer_appid'));
  if (textIn(body, 'authorizer_refresh_token') !== program.refreshToken) throw new WechatRefusal(61023);
  return {
    authorizer_access_token: issueAuthorizerToken(world, program),
    expires_in: TOKEN_LIFE_S,
    authorizer_refresh_token: program.refreshToken,
  };
}

export function authorizerInfo(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const program = authorizedProgram(world, textIn(body, 'authorizer_appid'));
  return {
    authorizer_info: {
      nick_name: program.nickName,
      head_img: '',
      service_type_info: { id: 0 },
      verify_type_info: { id: program.verified ? 0 : -1 },
      user_name: program.userName,
      principal_name: program.principalName,
      alias: '',
      signature: '',
      qrcode_url: '',
      business_info: { open_pay: 0, open_shake: 0, open_scan: 0, open_card: 0, open_store: 0 },
      MiniProgramInfo: {
        network: networkOf(program),
        categories: program.categories.map(({ category: { path } }) => ({ first: path[0], second: path[1] })),
        visit_status: 0,
      },
      register_type: program.registerType,
      account_status: 1,
      basic_config: { is_phone_configured: true, is_email_configured: true },
    },
    authorization_info: {
      authorizer_appid: program.appid,
      authorizer_refresh_token: program.refreshToken,
      func_info: FUNC_INFO,
    },
  };
}

export function authorizerList(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const offset = numberIn(body, 'offset') ?? 0;
  const count = required(numberIn(body, 'count'));
  if (count > 500) throw new WechatRefusal(40170);
  const all = [...world.programs.values()].filter(({ authorized }) => authorized);
  const list = all.slice(offset, offset + count).map((program) => ({
    authorizer_appid: program.appid,
    refresh_token: program.refreshToken,
    auth_time: program.authorizedAtSeconds,
  }));
  return { total_count: all.length, list };
}

/** Base info and categories, code management: the sets that the calls served here belong to. */
const FUNC_INFO = [18, 30].map((id) => ({ funcscope_category: { id } }));

function issueAuthorizerToken(world: WechatWorld, program: MiniProgram): string {
  return world.tokens.issue(newToken(), 'authorizer', program.appid, TOKEN_LIFE_S);
}

function checkComponent(world: WechatWorld, body: Fields): string {
  const appid = required(textIn(body, 'component_appid'), 41018);
  if (appid !== world.settings.componentAppId) throw new WechatRefusal(40013);
  return appid;
}

function checkSecret(world: WechatWorld, secret: string | undefined): void {
  if (required(secret, 41004) !== world.settings.componentAppSecret) throw new WechatRefusal(40125);
}

function authorizedProgram(world: WechatWorld, appid: string | undefined): MiniProgram {
  const program = world.programs.get(required(appid, 40013));
  if (program === undefined) throw new WechatRefusal(40013);
  if (!program.authorized) throw new WechatRefusal(61003);
  return program;
}

function networkOf({ domains }: MiniProgram): object {
  return {
    RequestDomain: domains.requestdomain ?? [],
    WsRequestDomain: domains.wsrequestdomain ?? [],
    UploadDomain: domains.uploaddomain ?? [],
    DownloadDomain: domains.downloaddomain ?? [],
    UDPDomain: domains.udpdomain ?? [],
    TCPDomain: domains.tcpdomain ?? [],
    BizDomain: [],
  };
}
