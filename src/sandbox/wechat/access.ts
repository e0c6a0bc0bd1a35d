import { type Fields, numberIn, textIn } from '../fields.ts';
import { newToken } from './authorisation.ts';
import type { PlatformCalls } from './call-table.ts';
import { authorizedProgram, checkComponent, checkSecret } from './component.ts';
import { required, WechatRefusal } from './errors.ts';
import { accountStatus } from './measures.ts';
import { pushPlatformEvent } from './pushes.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

const TICKET_LIFE_S = 12 * 3600;
const TOKEN_LIFE_S = 7200;

/** Tickets and tokens, and who authorised the platform. */
export const accessCalls: PlatformCalls = {
  '/cgi-bin/component/api_start_push_ticket': { method: 'POST', open: true, act: startPushTicket },
  '/cgi-bin/component/api_component_token': { method: 'POST', open: true, bare: true, act: componentToken },
  '/cgi-bin/component/api_query_auth': { method: 'POST', bare: true, act: queryAuth },
  '/cgi-bin/component/api_authorizer_token': { method: 'POST', bare: true, act: authorizerToken },
  '/cgi-bin/component/api_get_authorizer_info': { method: 'POST', bare: true, act: authorizerInfo },
  '/cgi-bin/component/api_get_authorizer_list': { method: 'POST', bare: true, act: authorizerList },
};

export function pushTicket(world: WechatWorld): void {
  const ticket = `ticket@@@${newToken()}`;
  world.tokens.issue(ticket, 'ticket', world.settings.componentAppId, TICKET_LIFE_S);
  pushPlatformEvent(world, 'component_verify_ticket', { ComponentVerifyTicket: ticket });
}

function startPushTicket(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  checkSecret(world, textIn(body, 'component_secret'));
  pushTicket(world);
  return {};
}

function componentToken(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  checkSecret(world, textIn(body, 'component_appsecret'));
  const ticket = world.tokens.find(required(textIn(body, 'component_verify_ticket'), 61006));
  if (ticket.state === 'EXPIRED') throw new WechatRefusal(61005);
  if (ticket.state === 'UNKNOWN' || ticket.kind !== 'ticket') throw new WechatRefusal(61006);
  return {
    component_access_token: issueComponentToken(world),
    expires_in: TOKEN_LIFE_S,
  };
}

/** Uses up the code: a second exchange is refused as invalid (inferred). */
function queryAuth(world: WechatWorld, body: Fields): object {
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
      func_info: funcInfo(program),
    },
  };
}

/** The refresh token stays the same (inferred: whether it rotates is not published). */
function authorizerToken(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const program = authorizedProgram(world, textIn(body, 'authorizer_appid'));
  if (textIn(body, 'authorizer_refresh_token') !== program.refreshToken) throw new WechatRefusal(61023);
  return {
    authorizer_access_token: issueAuthorizerToken(world, program),
    expires_in: TOKEN_LIFE_S,
    authorizer_refresh_token: program.refreshToken,
  };
}

function authorizerInfo(world: WechatWorld, body: Fields): object {
  checkComponent(world, body);
  const program = authorizedProgram(world, textIn(body, 'authorizer_appid'));
  return {
    authorizer_info: {
      nick_name: program.nickName,
      head_img: program.profile.headImage,
      service_type_info: { id: 0 },
      verify_type_info: { id: program.verified ? 0 : -1 },
      user_name: program.userName,
      principal_name: program.principalName,
      alias: '',
      signature: program.profile.signature,
      qrcode_url: '',
      business_info: { open_pay: 0, open_shake: 0, open_scan: 0, open_card: 0, open_store: 0 },
      MiniProgramInfo: {
        network: networkOf(program),
        categories: program.categories.map(({ category: { path } }) => ({ first: path[0], second: path[1] })),
        visit_status: 0,
      },
      register_type: program.registerType,
      account_status: accountStatus(world, program),
      basic_config: { is_phone_configured: true, is_email_configured: true },
    },
    authorization_info: {
      authorizer_appid: program.appid,
      authorizer_refresh_token: program.refreshToken,
      func_info: funcInfo(program),
    },
  };
}

function authorizerList(world: WechatWorld, body: Fields): object {
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

function funcInfo({ granted }: MiniProgram): readonly object[] {
  return granted.map((id) => ({ funcscope_category: { id } }));
}

export function issueComponentToken(world: WechatWorld): string {
  return world.tokens.issue(newToken(), 'component', world.settings.componentAppId, TOKEN_LIFE_S);
}

export function issueAuthorizerToken(world: WechatWorld, program: MiniProgram): string {
  return world.tokens.issue(newToken(), 'authorizer', program.appid, TOKEN_LIFE_S);
}

function networkOf({ domains, webviewDomains }: MiniProgram): object {
  return {
    RequestDomain: domains.requestdomain ?? [],
    WsRequestDomain: domains.wsrequestdomain ?? [],
    UploadDomain: domains.uploaddomain ?? [],
    DownloadDomain: domains.downloaddomain ?? [],
    UDPDomain: domains.udpdomain ?? [],
    TCPDomain: domains.tcpdomain ?? [],
    BizDomain: webviewDomains,
  };
}
