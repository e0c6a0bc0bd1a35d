import { type Fields, parseFields } from '../fields.ts';
import { type Answer, type Call, jsonAnswer } from '../wire.ts';
import { accessCalls } from './access.ts';
import { baseInfoCalls } from './base-info.ts';
import { type AppCalls, type Method, type PlatformCall, type PlatformCalls, REST } from './call-table.ts';
import { categoryCalls, categoryListCalls } from './category-settings.ts';
import { certificationCalls, gradeCalls } from './certification.ts';
import { consentPage, paymentPage } from './consent.ts';
import { domainCalls } from './domains.ts';
import { BaiduRefusal, GatewayRefusal, OauthRefusal } from './errors.ts';
import { measureCalls } from './measures.ts';
import { memberHostCalls } from './member-hosts.ts';
import { mobileAuthCalls } from './mobile-auth.ts';
import { packageCalls } from './packages.ts';
import { imageCalls, infoCalls } from './program-info.ts';
import { qrCode } from './qr-code.ts';
import { registrationCalls } from './registration.ts';
import { releaseCalls } from './releases.ts';
import { reviewCalls } from './reviews.ts';
import { serviceCalls } from './service.ts';
import type { App, BaiduWorld } from './state.ts';
import { templateCalls } from './templates.ts';

const platformCalls: PlatformCalls = {
  ...accessCalls,
  ...registrationCalls,
  ...templateCalls,
  ...categoryListCalls,
  ...imageCalls,
  ...gradeCalls,
  ...memberHostCalls,
};

const appCalls: AppCalls = {
  ...infoCalls,
  ...baseInfoCalls,
  ...categoryCalls,
  ...certificationCalls,
  ...domainCalls,
  ...measureCalls,
  ...mobileAuthCalls,
  ...packageCalls,
  ...reviewCalls,
  ...releaseCalls,
  ...serviceCalls,
};

type TokenKind = 'tp' | 'app' | 'host';

/** The only call that is answered with a picture. */
const QR_CODE = `${REST}/app/qrcode`;

/** Every path that is answered, for those who want to know what is served. */
export const servedPaths: readonly string[] = [
  ...Object.keys(platformCalls),
  ...Object.keys(appCalls),
  QR_CODE,
];

/** Answers as Baidu would. HTTP 200 also on refusals (inferred: the status is not published). */
export async function answerCall(world: BaiduWorld, call: Call): Promise<Answer> {
  const { fields, file } = await readCall(call);
  if (call.path === '/mappconsole/tp/authorization') return consentPage(world, call.method, fields);
  if (call.path === '/mappconsole/tp/payment') return paymentPage(world, call.method, fields);
  try {
    return perform(world, call, fields, file);
  } catch (error) {
    if (error instanceof BaiduRefusal) return jsonAnswer({ errno: error.errno, msg: error.message });
    if (error instanceof GatewayRefusal)
      return jsonAnswer({ error_code: error.code, error_msg: error.message });
    if (error instanceof OauthRefusal)
      return jsonAnswer({ error: error.error, error_description: error.message });
    throw error;
  }
}

function perform(world: BaiduWorld, call: Call, fields: Fields, file: Buffer | undefined): Answer {
  const { allowedAddresses } = world.settings;
  if (allowedAddresses.length > 0 && !allowedAddresses.includes(call.from)) throw new BaiduRefusal(40008);
  const platformCall = platformCalls[call.path];
  if (platformCall !== undefined) {
    checkMethod(platformCall.method, call);
    if (platformCall.open !== true) {
      tokenHolder(world, call, kindsFor(platformCall));
    }
    const data = platformCall.act(world, fields, file);
    return platformCall.flat === true ? jsonAnswer(data) : success(data);
  }
  if (call.path === QR_CODE) return qrCode(calledApp(world, call, 'GET'), fields);
  const appCall = appCalls[call.path];
  if (appCall === undefined) throw new GatewayRefusal(3);
  return success(appCall.act(world, calledApp(world, call, appCall.method), fields));
}

function kindsFor({ alsoForApps, forHosts }: PlatformCall): readonly TokenKind[] {
  if (forHosts) return ['host'];
  return alsoForApps ? ['tp', 'app'] : ['tp'];
}

/** The app on whose behalf the call is made. */
function calledApp(world: BaiduWorld, call: Call, method: Method): App {
  checkMethod(method, call);
  const app = world.apps.get(Number(tokenHolder(world, call, ['app'])));
  if (app === undefined || !app.authorized) throw new GatewayRefusal(110);
  return app;
}

/** Calls that have nothing to say leave `data` out. */
function success(data: unknown): Answer {
  return jsonAnswer({ errno: 0, msg: 'success', ...(data !== undefined && { data }) });
}

function checkMethod(method: Method, call: Call): void {
  if (call.method !== method) throw new GatewayRefusal(3);
}

/** A token of the wrong type is refused like an unknown one (inferred). */
function tokenHolder(world: BaiduWorld, { query }: Call, kinds: readonly TokenKind[]): string {
  const token = world.tokens.find(query.access_token ?? '');
  if (token.state === 'EXPIRED') throw new GatewayRefusal(111);
  if (token.state === 'UNKNOWN' || !kinds.some((kind) => kind === token.kind)) throw new GatewayRefusal(110);
  return token.holder;
}

/** Fields of the query and of a form; the documents' examples send all in the query, the libraries a form. */
async function readCall(call: Call): Promise<{ readonly fields: Fields; readonly file: Buffer | undefined }> {
  const { query, body, contentType } = call;
  if (contentType.startsWith('application/json')) {
    return { fields: { ...query, ...parseFields(body.toString('utf8')) }, file: undefined };
  }
  if (!contentType.startsWith('multipart/form-data')) {
    const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    return { fields: { ...query, ...form }, file: undefined };
  }
  const fields: Record<string, string> = { ...query };
  let file: Buffer | undefined;
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => new FormData());
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'multipartFile') file = Buffer.from(await value.arrayBuffer());
  }
  return { fields, file };
}
