import { randomBytes } from 'node:crypto';
import { type Fields, parseFields } from '../fields.ts';
import { type Answer, type Call, jsonAnswer } from '../wire.ts';
import {
  authorizerInfo,
  authorizerList,
  authorizerToken,
  componentToken,
  queryAuth,
  startPushTicket,
} from './access.ts';
import {
  codePrivacyInfo,
  commit,
  pageList,
  release,
  revertRelease,
  templateList,
  versionInfo,
  visitStatus,
} from './code.ts';
import { type WechatErrcode, WechatRefusal } from './errors.ts';
import { appealRecords, createAppeal, illegalRecords, uploadMedia } from './measures.ts';
import {
  addCategory,
  allCategories,
  getPrivacy,
  modifyDomain,
  setCategories,
  setPrivacy,
  usableCategories,
} from './program-settings.ts';
import { programCode, trialCode } from './qr-codes.ts';
import { fastRegister } from './registration.ts';
import { auditStatus, latestAuditStatus, queryQuota, submitAudit, undoAudit } from './review.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import { queryVerification, startVerification, uploadMaterial } from './verification.ts';

type Method = 'GET' | 'POST';

/** A call of the platform in its own name. */
interface PlatformCall {
  readonly method: Method;
  /** Needs no token: it is how one gets the first. */
  readonly open?: true;
  /** The answer comes without `errcode` and `errmsg`. */
  readonly bare?: true;
  readonly act: (world: WechatWorld, body: Fields, query: Fields) => object;
}

/** A call of the platform on behalf of a program, for a picture. */
interface PictureCall {
  readonly method: Method;
  readonly act: (world: WechatWorld, program: MiniProgram, body: Fields) => Answer;
}

/** A call of the platform on behalf of a program. */
interface ProgramCall {
  readonly method: Method;
  /** The body is a form with a file, and not JSON. */
  readonly multipart?: true;
  readonly act: (world: WechatWorld, program: MiniProgram, body: Fields, query: Fields) => object;
}

const platformCalls: Readonly<Record<string, PlatformCall>> = {
  '/cgi-bin/component/api_start_push_ticket': { method: 'POST', open: true, act: startPushTicket },
  '/cgi-bin/component/api_component_token': { method: 'POST', open: true, bare: true, act: componentToken },
  '/cgi-bin/component/api_query_auth': { method: 'POST', bare: true, act: queryAuth },
  '/cgi-bin/component/api_authorizer_token': { method: 'POST', bare: true, act: authorizerToken },
  '/cgi-bin/component/api_get_authorizer_info': { method: 'POST', bare: true, act: authorizerInfo },
  '/cgi-bin/component/api_get_authorizer_list': { method: 'POST', bare: true, act: authorizerList },
  '/cgi-bin/component/fastregisterweapp': {
    method: 'POST',
    act: (world, body, { action }) =>
      fastRegister(world, body, typeof action === 'string' ? action : undefined),
  },
  '/wxa/gettemplatelist': { method: 'GET', act: templateList },
};

const programCalls: Readonly<Record<string, ProgramCall>> = {
  '/wxa/commit': { method: 'POST', act: commit },
  '/wxa/get_page': { method: 'GET', act: pageList },
  '/wxa/get_category': { method: 'GET', act: usableCategories },
  '/wxa/security/get_code_privacy_info': { method: 'GET', act: codePrivacyInfo },
  '/wxa/modify_domain': { method: 'POST', act: modifyDomain },
  '/wxa/submit_audit': { method: 'POST', act: submitAudit },
  '/wxa/get_auditstatus': { method: 'POST', act: auditStatus },
  '/wxa/get_latest_auditstatus': { method: 'GET', act: latestAuditStatus },
  '/wxa/undocodeaudit': { method: 'GET', act: undoAudit },
  '/wxa/queryquota': { method: 'GET', act: queryQuota },
  '/wxa/release': { method: 'POST', act: release },
  '/wxa/revertcoderelease': { method: 'GET', act: revertRelease },
  '/wxa/getversioninfo': { method: 'POST', act: versionInfo },
  '/wxa/sec/uploadauthmaterial': { method: 'POST', multipart: true, act: uploadMaterial },
  '/wxa/sec/wxaauth': { method: 'POST', act: startVerification },
  '/wxa/sec/queryauth': { method: 'POST', act: queryVerification },
  '/wxa/getillegalrecords': { method: 'POST', act: illegalRecords },
  '/wxa/getappealrecords': { method: 'POST', act: appealRecords },
  '/wxa/component/createappeal': { method: 'POST', act: createAppeal },
  '/cgi-bin/media/upload': { method: 'POST', multipart: true, act: uploadMedia },
  '/wxa/getvisitstatus': { method: 'POST', act: visitStatus },
  '/cgi-bin/component/setprivacysetting': { method: 'POST', act: setPrivacy },
  '/cgi-bin/component/getprivacysetting': { method: 'POST', act: getPrivacy },
  '/cgi-bin/wxopen/getallcategories': { method: 'GET', act: allCategories },
  '/cgi-bin/wxopen/getcategory': { method: 'GET', act: setCategories },
  '/cgi-bin/wxopen/addcategory': { method: 'POST', act: addCategory },
};

/** Calls that are answered with a picture. */
const pictureCalls: Readonly<Record<string, PictureCall>> = {
  '/wxa/get_qrcode': { method: 'GET', act: trialCode },
  '/wxa/getwxacodeunlimit': { method: 'POST', act: programCode },
};

/** Answers a call as WeChat would: always with HTTP 200 (inferred from the client libraries), errors by `errcode`. */
export function answerCall(world: WechatWorld, call: Call): Answer {
  try {
    checkAddress(world, call);
    const pictureCall = pictureCalls[call.path];
    if (pictureCall !== undefined) {
      const program = calledProgram(world, call, pictureCall.method, 61015);
      return pictureCall.act(world, program, readBody(call));
    }
    const { bare, fields } = perform(world, call);
    return jsonAnswer(bare ? fields : { errcode: 0, errmsg: 'ok', ...fields });
  } catch (error) {
    if (!(error instanceof WechatRefusal)) throw error;
    const errmsg = `${error.message} rid: ${rid(world)}`;
    return jsonAnswer({ errcode: error.errcode, errmsg, ...error.fields });
  }
}

function perform(world: WechatWorld, call: Call): { readonly bare: boolean; readonly fields: object } {
  const platformCall = platformCalls[call.path];
  if (platformCall !== undefined) {
    checkMethod(platformCall.method, call);
    if (platformCall.open !== true) tokenHolder(world, call, 'component', 61014);
    const fields = platformCall.act(world, readBody(call), call.query);
    return { bare: platformCall.bare === true, fields };
  }
  const programCall = programCalls[call.path];
  if (programCall === undefined) throw new WechatRefusal(40066);
  // A real report has 61014 for the quota asked with the platform's token, where 61015 would be expected.
  const wrongKind = call.path === '/wxa/queryquota' ? 61014 : 61015;
  const program = calledProgram(world, call, programCall.method, wrongKind);
  const body = programCall.multipart === true ? readForm(call) : readBody(call);
  return { bare: false, fields: programCall.act(world, program, body, call.query) };
}

/** The program on whose behalf the call is made. */
function calledProgram(
  world: WechatWorld,
  call: Call,
  method: Method,
  wrongKind: WechatErrcode,
): MiniProgram {
  checkMethod(method, call);
  const program = world.programs.get(tokenHolder(world, call, 'authorizer', wrongKind));
  if (program === undefined || !program.authorized) throw new WechatRefusal(61003);
  return program;
}

function checkAddress({ settings: { allowedAddresses } }: WechatWorld, { from }: Call): void {
  if (allowedAddresses.length > 0 && !allowedAddresses.includes(from)) throw new WechatRefusal(61004);
}

function checkMethod(method: Method, call: Call): void {
  if (call.method !== method) throw new WechatRefusal(method === 'GET' ? 43001 : 43002);
}

/** Both names of the parameter are served: old pages write one, new pages the other. */
function tokenHolder(
  world: WechatWorld,
  { query }: Call,
  kind: 'component' | 'authorizer',
  wrongKind: WechatErrcode,
): string {
  const text = query.access_token ?? query.component_access_token ?? '';
  if (text === '') throw new WechatRefusal(41001);
  const token = world.tokens.find(text);
  if (token.state === 'EXPIRED') throw new WechatRefusal(kind === 'component' ? 42006 : 42001);
  if (token.state === 'UNKNOWN') throw new WechatRefusal(40001);
  if (token.kind !== kind) throw new WechatRefusal(wrongKind);
  return token.holder;
}

/** Escaped Chinese is refused as the documents warn: it must travel as UTF-8. */
function readBody({ method, body }: Call): Fields {
  if (method === 'GET') return {};
  const text = body.toString('utf8');
  if (text.trim() === '') throw new WechatRefusal(44002);
  const fields = parseFields(text);
  if (fields === undefined || /\\u(?!00[0-7])[0-9a-f]{4}/i.test(text)) throw new WechatRefusal(47001);
  return fields;
}

/** Only whether there is a file matters here. */
function readForm({ body, contentType }: Call): Fields {
  if (!contentType.startsWith('multipart/form-data')) throw new WechatRefusal(47001);
  return { hasMedia: body.includes('name="media"') };
}

/** Three groups of eight hex digits, the first of them the time. */
function rid(world: WechatWorld): string {
  const time = secondsNow(world).toString(16).padStart(8, '0');
  return [time, randomBytes(4).toString('hex'), randomBytes(4).toString('hex')].join('-');
}
