import type { Fields } from '../fields.ts';
import { numberIn } from '../fields.ts';
import { type Answer, type Call, jsonAnswer } from '../wire.ts';
import { oauthToken, preAuthCode, pushMessages, retrieveCode, tpToken } from './access.ts';
import { consentPage, paymentPage } from './consent.ts';
import { BaiduRefusal, GatewayRefusal, OauthRefusal } from './errors.ts';
import { applyRecovery, updateOffline, violations } from './measures.ts';
import {
  auditQuota,
  listPackages,
  packageDetail,
  release,
  submitAudit,
  upload,
  withdraw,
} from './packages.ts';
import { appInfo, listCategories, paymentCertification, templateList, uploadImage } from './program-info.ts';
import { qrCode } from './qr-code.ts';
import { appsOfCode, createByTp, customerOfCode, register, updateCategories } from './registration.ts';
import type { App, BaiduWorld } from './state.ts';

type Method = 'GET' | 'POST';

/** A call of the platform in its own name. */
interface PlatformCall {
  readonly method: Method;
  /** Needs no token: it is how one gets the first. */
  readonly open?: true;
  /** An app's token will do as well. */
  readonly alsoForApps?: true;
  /** Success comes without `errno` and `data`. */
  readonly flat?: true;
  readonly act: (world: BaiduWorld, fields: Fields, file: Buffer | undefined) => unknown;
}

/** A call on behalf of an app. */
interface AppCall {
  readonly method: Method;
  readonly act: (world: BaiduWorld, app: App, fields: Fields) => unknown;
}

const REST = '/rest/2.0/smartapp';

const platformCalls: Readonly<Record<string, PlatformCall>> = {
  '/public/2.0/smartapp/auth/tp/token': { method: 'GET', open: true, act: tpToken },
  '/rest/2.0/oauth/token': { method: 'GET', flat: true, act: oauthToken },
  [`${REST}/tp/createpreauthcode`]: { method: 'GET', act: preAuthCode },
  [`${REST}/auth/retrieve/authorizationcode`]: { method: 'POST', act: retrieveCode },
  [`${REST}/auth/tp/authcodetocustomerid`]: { method: 'GET', act: customerOfCode },
  [`${REST}/auth/tp/authcodetoapp`]: { method: 'GET', act: appsOfCode },
  [`${REST}/pushmsg/getmsg`]: { method: 'GET', act: pushMessages },
  [`${REST}/account/register`]: { method: 'POST', act: register },
  [`${REST}/app/createbytp`]: { method: 'POST', act: createByTp },
  [`${REST}/template/gettemplatelist`]: { method: 'GET', act: templateList },
  [`${REST}/app/category/list`]: { method: 'GET', alsoForApps: true, act: listCategories },
  '/file/2.0/smartapp/upload/image': {
    method: 'POST',
    act: (world, fields, file) => uploadImage(world, file, numberIn(fields, 'type') ?? 1),
  },
};

const appCalls: Readonly<Record<string, AppCall>> = {
  [`${REST}/app/info`]: { method: 'GET', act: appInfo },
  [`${REST}/auth/paymentCertification`]: { method: 'GET', act: paymentCertification },
  [`${REST}/app/category/update`]: { method: 'POST', act: updateCategories },
  [`${REST}/app/offline/update`]: { method: 'POST', act: updateOffline },
  [`${REST}/app/violation`]: { method: 'GET', act: violations },
  [`${REST}/appflow/applyRecovery`]: { method: 'POST', act: applyRecovery },
  [`${REST}/package/upload`]: { method: 'POST', act: upload },
  [`${REST}/package/get`]: { method: 'GET', act: listPackages },
  [`${REST}/package/getdetail`]: { method: 'GET', act: packageDetail },
  [`${REST}/package/submitaudit`]: { method: 'POST', act: submitAudit },
  [`${REST}/package/auditquota`]: { method: 'GET', act: auditQuota },
  [`${REST}/package/withdraw`]: { method: 'POST', act: withdraw },
  [`${REST}/package/release`]: { method: 'POST', act: release },
};

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
      tokenHolder(world, call, platformCall.alsoForApps === true ? ['tp', 'app'] : ['tp']);
    }
    const data = platformCall.act(world, fields, file);
    return platformCall.flat === true ? jsonAnswer(data) : success(data);
  }
  // The only call that is answered with a picture.
  if (call.path === `${REST}/app/qrcode`) return qrCode(calledApp(world, call, 'GET'), fields);
  const appCall = appCalls[call.path];
  if (appCall === undefined) throw new GatewayRefusal(3);
  return success(appCall.act(world, calledApp(world, call, appCall.method), fields));
}

/** The app on whose behalf the call is made. */
function calledApp(world: BaiduWorld, call: Call, method: Method): App {
  checkMethod(method, call);
  const app = world.apps.get(Number(tokenHolder(world, call, ['app'])));
  if (app === undefined) throw new GatewayRefusal(110);
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
function tokenHolder(world: BaiduWorld, { query }: Call, kinds: readonly ('tp' | 'app')[]): string {
  const token = world.tokens.find(query.access_token ?? '');
  if (token.state === 'EXPIRED') throw new GatewayRefusal(111);
  if (token.state === 'UNKNOWN' || !kinds.some((kind) => kind === token.kind)) throw new GatewayRefusal(110);
  return token.holder;
}

/** Fields of the query and of a form; the documents' examples send all in the query, the libraries a form. */
async function readCall(call: Call): Promise<{ readonly fields: Fields; readonly file: Buffer | undefined }> {
  const { query, body, contentType } = call;
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
