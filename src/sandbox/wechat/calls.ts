import { randomBytes } from 'node:crypto';
import { type Fields, parseFields } from '../fields.ts';
import { type Answer, type Call, jsonAnswer } from '../wire.ts';
import { accessCalls } from './access.ts';
import { authorisationCalls, CONSENT_PATHS, consentPage } from './authorisation.ts';
import type { Method, PictureCall, PlatformCalls, ProgramCall, ProgramCalls } from './call-table.ts';
import { categoryCalls } from './category-settings.ts';
import { codeCalls } from './code.ts';
import { domainCalls } from './domains.ts';
import { type WechatErrcode, WechatRefusal } from './errors.ts';
import { icpCalls, icpPictures } from './icp-filing.ts';
import { measureCalls } from './measures.ts';
import { orderPathCalls, orderPathPlatformCalls } from './order-path.ts';
import { otherRegistrationCalls, trialProgramCalls } from './other-registrations.ts';
import { privacyCalls } from './privacy-settings.ts';
import { profileCalls } from './profile.ts';
import { ALL_SETS } from './program.ts';
import { programCode, trialCode } from './qr-codes.ts';
import { countCall, quotaCalls } from './quotas.ts';
import { registrationCalls } from './registration.ts';
import { releaseCalls } from './release.ts';
import { reviewCalls } from './review.ts';
import { serviceCalls } from './service.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';
import { templateCalls } from './templates.ts';
import type { UploadedFile } from './uploaded-file.ts';
import { verificationCalls } from './verification.ts';
import { procedureCalls } from './verification-and-icp.ts';

const platformCalls: PlatformCalls = {
  ...accessCalls,
  ...authorisationCalls,
  ...quotaCalls,
  ...registrationCalls,
  ...otherRegistrationCalls,
  ...templateCalls,
  ...orderPathPlatformCalls,
};

const programCalls: ProgramCalls = {
  ...codeCalls,
  ...reviewCalls,
  ...releaseCalls,
  ...serviceCalls,
  ...domainCalls,
  ...categoryCalls,
  ...privacyCalls,
  ...profileCalls,
  ...orderPathCalls,
  ...icpCalls,
  ...verificationCalls,
  ...procedureCalls,
  ...trialProgramCalls,
  ...measureCalls,
};

/** Calls that are answered with a picture. */
const pictureCalls: Readonly<Record<string, PictureCall>> = {
  '/wxa/get_qrcode': { method: 'GET', act: trialCode },
  '/wxa/getwxacodeunlimit': { method: 'POST', act: programCode },
  ...icpPictures,
};

/** Every path that is answered, for those who want to know what is served. */
export const servedPaths: readonly string[] = [platformCalls, programCalls, pictureCalls].flatMap(
  Object.keys,
);

const CODE_MANAGEMENT: readonly number[] = [18];
/** Of pictures the pages name several sets; whichever was granted is enough. */
const ANY_SET = ALL_SETS;

/** Answers a call as WeChat would: always with HTTP 200 (inferred from the client libraries), errors by `errcode`. */
export async function answerCall(world: WechatWorld, call: Call): Promise<Answer> {
  if (CONSENT_PATHS.includes(call.path)) {
    const form = Object.fromEntries(new URLSearchParams(call.body.toString('utf8')));
    return consentPage(world, call.method, call.path, { ...call.query, ...form });
  }
  try {
    checkAddress(world, call);
    const pictureCall = pictureCalls[call.path];
    if (pictureCall !== undefined) {
      const program = calledProgram(world, call, pictureCall.method, 61015);
      checkGrant(program, pictureCall, ANY_SET);
      return pictureCall.act(world, program, readBody(call), call.query);
    }
    const { bare, fields } = await perform(world, call);
    return jsonAnswer(bare ? fields : { errcode: 0, errmsg: 'ok', ...fields });
  } catch (error) {
    if (!(error instanceof WechatRefusal)) throw error;
    return refusal(world, call, error);
  }
}

/** The number behind `rid` can be asked for what was refused. */
function refusal(
  world: WechatWorld,
  { path, from }: Call,
  { errcode, message, fields }: WechatRefusal,
): Answer {
  const number = rid(world);
  const answer = jsonAnswer({ errcode, errmsg: `${message} rid: ${number}`, ...fields });
  world.refusals.set(number, { atSeconds: secondsNow(world), path, answer: String(answer.body), from });
  return answer;
}

async function perform(
  world: WechatWorld,
  call: Call,
): Promise<{ readonly bare: boolean; readonly fields: object }> {
  const platformCall = platformCalls[call.path];
  if (platformCall !== undefined) {
    checkMethod(platformCall.method, call);
    if (platformCall.open !== true) tokenHolder(world, call, 'component', 61014);
    countCall(world, call.path);
    const fields = platformCall.act(world, readBody(call), call.query);
    return { bare: platformCall.bare === true, fields };
  }
  const programCall = programCalls[call.path];
  if (programCall === undefined) throw new WechatRefusal(40066);
  // A real report has 61014 for the quota asked with the platform's token, where 61015 would be expected.
  const wrongKind = call.path === '/wxa/queryquota' ? 61014 : 61015;
  const program = calledProgram(world, call, programCall.method, wrongKind);
  checkGrant(program, programCall);
  countCall(world, call.path);
  const { body, file } =
    programCall.file === undefined ? { body: readBody(call) } : await readForm(call, programCall.file);
  return { bare: false, fields: programCall.act(world, program, body, call.query, file) };
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

function checkGrant(
  { granted }: MiniProgram,
  { sets }: Pick<ProgramCall, 'sets'>,
  usual = CODE_MANAGEMENT,
): void {
  if (!(sets ?? usual).some((set) => granted.includes(set))) throw new WechatRefusal(61007);
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

async function readForm(
  { body, contentType }: Call,
  name: string,
): Promise<{ readonly body: Fields; readonly file?: UploadedFile }> {
  if (!contentType.startsWith('multipart/form-data')) throw new WechatRefusal(47001);
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => {
    throw new WechatRefusal(47001);
  });
  const texts = [...form].filter(([, value]) => typeof value === 'string');
  const file = form.get(name);
  const fields = { body: Object.fromEntries(texts) };
  if (file === null || typeof file === 'string') return fields;
  return {
    ...fields,
    file: { name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) },
  };
}

/** Three groups of eight hex digits, the first of them the time. */
function rid(world: WechatWorld): string {
  const time = secondsNow(world).toString(16).padStart(8, '0');
  return [time, randomBytes(4).toString('hex'), randomBytes(4).toString('hex')].join('-');
}
