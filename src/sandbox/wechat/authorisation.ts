import { randomBytes } from 'node:crypto';
import { escaped } from '../../kernel/printed-page.ts';
import { type Fields, textIn } from '../fields.ts';
import { htmlPage } from '../page.ts';
import { type Answer, htmlAnswer } from '../wire.ts';
import type { PlatformCalls } from './call-table.ts';
import { checkComponent } from './component.ts';
import { createProgram } from './program.ts';
import { pushPlatformEvent } from './pushes.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** Of a pre-authorisation code: the text of the documents says so; their sample has 600. */
const PREAUTH_LIFE_S = 1800;
/** Of an authorisation code; the redirect of an authorisation says 600, nothing is said of pushed codes (inferred). */
const CODE_LIFE_S = 3600;
const REDIRECT_LIFE_S = 600;

export const authorisationCalls: PlatformCalls = {
  '/cgi-bin/component/api_create_preauthcode': { method: 'POST', bare: true, act: preAuthCode },
};

/** Where an administrator agrees: with a PC, and with a phone. */
export const CONSENT_PATHS = ['/cgi-bin/componentloginpage', '/wxaopen/safe/bindcomponent'];

export function newToken(): string {
  return randomBytes(48).toString('base64url');
}

function preAuthCode(world: WechatWorld, body: Fields): object {
  const appid = checkComponent(world, body);
  const pre_auth_code = `preauthcode@@@${newToken()}`;
  world.tokens.issue(pre_auth_code, 'preauth', appid, PREAUTH_LIFE_S);
  return { pre_auth_code, expires_in: PREAUTH_LIFE_S };
}

/** A code that is exchanged once for the tokens of a program. */
export function issueCode(world: WechatWorld, program: MiniProgram): string {
  return world.tokens.issue(`queryauthcode@@@${newToken()}`, 'code', program.appid, CODE_LIFE_S);
}

interface Authorisation {
  readonly appid?: string;
  readonly nickName: string;
  /** The sets of permissions that are granted; all, unless said. */
  readonly sets?: readonly number[];
}

/**
 * An administrator lets the platform act for a program, a new one unless its id is known here. Of one that is authorised
 * only a change of its permissions is pushed.
 */
export function authorizeProgram(world: WechatWorld, asked: Authorisation, preAuth?: string): MiniProgram {
  const { appid, nickName, sets } = asked;
  const known = appid === undefined ? undefined : world.programs.get(appid);
  const program =
    known ??
    createProgram(world, {
      nickName,
      principalName: nickName,
      registerType: 0,
      ...(appid !== undefined && { appid }),
    });
  const before = known?.authorized === true ? known.granted : undefined;
  const granted = sets ?? (known ? known.granted : program.granted);
  const same =
    before !== undefined && before.length === granted.length && before.every((set) => granted.includes(set));
  program.granted = granted;
  program.authorized = true;
  program.authorizedAtSeconds = secondsNow(world);
  program.refreshToken = `refreshtoken@@@${newToken()}`;
  if (same) return program;
  pushPlatformEvent(
    world,
    before === undefined ? 'authorized' : 'updateauthorized',
    {
      AuthorizerAppid: program.appid,
      AuthorizationCode: issueCode(world, program),
      AuthorizationCodeExpiredTime: secondsNow(world) + CODE_LIFE_S,
      PreAuthCode: preAuth ?? `preauthcode@@@${newToken()}`,
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

const FIELDS = ['component_appid', 'pre_auth_code', 'redirect_uri', 'auth_type', 'biz_appid'];

/** The page on which an administrator agrees: seen by GET, agreed to by POST of its form. The code serves once (inferred). */
export function consentPage(world: WechatWorld, method: string, path: string, fields: Fields): Answer {
  const fault = faultOf(world, fields);
  if (fault !== undefined) return htmlAnswer(htmlPage('授权 Authorisation', `<p>${escaped(fault)}</p>`), 400);
  if (method === 'POST') return agree(world, fields);
  const inputs = FIELDS.map((name) => {
    return `<input type="hidden" name="${name}" value="${escaped(textIn(fields, name) ?? '')}">`;
  });
  return htmlAnswer(
    htmlPage(
      '授权 Authorisation',
      `<h1>授权第三方平台 <span lang="en">Authorise the platform</span></h1>
<p>沙箱：点击即代表管理员扫码同意。<span lang="en">Sandbox: the button stands for the administrator's consent.</span></p>
<form method="post" action="${path}">${inputs.join('')}
<input name="nick_name" aria-label="小程序名称 Name" placeholder="小程序名称 Name" value="沙箱小程序">
<button>同意 <span lang="en">Agree</span></button></form>`,
    ),
  );
}

function faultOf(world: WechatWorld, fields: Fields): string | undefined {
  if (textIn(fields, 'component_appid') !== world.settings.componentAppId) return '61011 component_appid';
  const code = world.tokens.find(textIn(fields, 'pre_auth_code') ?? '');
  if (code.state !== 'VALID' || code.kind !== 'preauth') return 'pre_auth_code: invalid or expired';
  if (!URL.canParse(textIn(fields, 'redirect_uri') ?? '')) return 'redirect_uri: not an address';
  return undefined;
}

function agree(world: WechatWorld, fields: Fields): Answer {
  const preAuth = textIn(fields, 'pre_auth_code') ?? '';
  world.tokens.take(preAuth);
  const appid = textIn(fields, 'biz_appid');
  const nickName = textIn(fields, 'nick_name') ?? '沙箱小程序';
  const program = authorizeProgram(world, { nickName, ...(appid !== undefined && { appid }) }, preAuth);
  const target = new URL(textIn(fields, 'redirect_uri') ?? '');
  target.searchParams.set('auth_code', issueCode(world, program));
  target.searchParams.set('expires_in', String(REDIRECT_LIFE_S));
  return { ...htmlAnswer('', 302), headers: { location: target.href } };
}
