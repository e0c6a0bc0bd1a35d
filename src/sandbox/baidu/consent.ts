import { randomBytes } from 'node:crypto';
import { escaped } from '../../kernel/printed-page.ts';
import { type Fields, numberIn, textIn } from '../fields.ts';
import { htmlPage } from '../page.ts';
import { type Answer, htmlAnswer } from '../wire.ts';
import { CODE_LIFE_S, issueCode } from './access.ts';
import { authorizeApp } from './authorisation.ts';
import { pushEvent } from './pushes.ts';
import type { Account, App, BaiduWorld } from './state.ts';

const FIELDS = ['client_id', 'pre_auth_code', 'redirect_uri', 'type', 'user_id'];

/** The page on which the holder of a Baidu account agrees: seen by GET, agreed to by POST of its form. */
export function consentPage(world: BaiduWorld, method: string, fields: Fields): Answer {
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
<form method="post" action="/mappconsole/tp/authorization">${inputs.join('')}
${isRegistration(fields) ? '' : NAME_INPUT}
<button>同意 <span lang="en">Agree</span></button></form>`,
    ),
  );
}

/** No parameter of the page names a program: whoever scans chooses one of theirs. */
const NAME_INPUT =
  '<input name="app_name" aria-label="小程序名称 Name" value="沙箱小程序"> <input name="app_id" aria-label="已有小程序编号 Id of an existing one" placeholder="App ID">';

function isRegistration(fields: Fields): boolean {
  return numberIn(fields, 'type') === 1;
}

function faultOf(world: BaiduWorld, fields: Fields): string | undefined {
  if (textIn(fields, 'client_id') !== world.settings.tpKey) return '50002 client_id';
  const code = world.tokens.find(textIn(fields, 'pre_auth_code') ?? '');
  if (code.state !== 'VALID' || code.kind !== 'preauth') return 'pre_auth_code: invalid or expired';
  if (!URL.canParse(textIn(fields, 'redirect_uri') ?? '')) return 'redirect_uri: not an address';
  if (![undefined, 1].includes(numberIn(fields, 'type')))
    return 'type: 1 (register or create on behalf) or none';
  return undefined;
}

/**
 * One `user_id` is one Baidu account (simulator-defined). A later consent of the same account gives the
 * same codes, since they never expire; once it is registered there is only the one for creating.
 */
function agree(world: BaiduWorld, fields: Fields): Answer {
  if (!isRegistration(fields)) return agreeForProgram(world, fields);
  const userId = textIn(fields, 'user_id') ?? randomBytes(8).toString('hex');
  const account = world.accounts.get(userId) ?? newAccount(userId);
  world.accounts.set(userId, account);
  world.tokens.take(textIn(fields, 'pre_auth_code') ?? '');
  const { authorizationCode, createAuthorizationCode } = account;
  const registered = account.state === 'REGISTERED';
  const target = new URL(textIn(fields, 'redirect_uri') ?? '');
  if (!registered) target.searchParams.set('authorization_code', authorizationCode);
  target.searchParams.set('create_authorization_code', createAuthorizationCode);
  pushEvent(world, 'AUTHORISATION', 'REGISTER_AUTH_SUCCESS', {
    ...(!registered && { authorizationCode }),
    createAuthorizationCode,
    userId,
  });
  return { ...htmlAnswer('', 302), headers: { location: target.href } };
}

/** The holder of a program lets the platform act for it. A code in a redirect lives as long as that of a registration. */
function agreeForProgram(world: BaiduWorld, fields: Fields): Answer {
  world.tokens.take(textIn(fields, 'pre_auth_code') ?? '');
  const appId = numberIn(fields, 'app_id');
  const appName = textIn(fields, 'app_name') ?? '沙箱小程序';
  const app = authorizeApp(world, { appName, ...(appId !== undefined && { appId }) });
  const target = new URL(textIn(fields, 'redirect_uri') ?? '');
  target.searchParams.set('authorization_code', issueCode(world, app));
  target.searchParams.set('expires_in', String(CODE_LIFE_S));
  return { ...htmlAnswer('', 302), headers: { location: target.href } };
}

function newAccount(userId: string): Account {
  return {
    userId,
    authorizationCode: randomBytes(36).toString('base64url'),
    createAuthorizationCode: randomBytes(36).toString('base64url'),
    customerId: undefined,
    state: 'CONSENTED',
    appName: undefined,
    apps: [],
  };
}

/** The page of a corporate payment: seen by GET, paid by POST, which certifies the subject. */
export function paymentPage(world: BaiduWorld, method: string, fields: Fields): Answer {
  const order = textIn(fields, 'order') ?? '';
  const app = world.payments.get(order);
  if (app === undefined) return htmlAnswer(htmlPage('认证 Certification', '<p>order: unknown</p>'), 404);
  if (method === 'POST') certify(world, app);
  const form = `<form method="post"><input type="hidden" name="order" value="${escaped(order)}">
<button>打款 <span lang="en">Make the transfer</span></button></form>`;
  return htmlAnswer(
    htmlPage(
      '认证 Certification',
      `<h1>对公打款认证 <span lang="en">Corporate payment</span></h1><p>${escaped(app.subjectName)}</p>
${app.certified && app.annualReview === 1 ? '<p>已认证 <span lang="en">Certified</span></p>' : form}`,
    ),
  );
}

function certify(world: BaiduWorld, app: App): void {
  if (app.certified && app.annualReview !== 1) {
    app.annualReview = 1;
    pushEvent(world, 'MESSAGES', 'ANNUAL_REVIEW_PASS', {}, app);
    return;
  }
  if (app.certified) return;
  app.certified = true;
  pushEvent(world, 'MESSAGES', 'ADVANCED_AUDIT_CHANGED', { adType: 1, adStatus: 1 }, app);
}
