import { instantOfSeconds } from '../../kernel/civil-time.ts';
import { meaningIn } from '../code-meaning.ts';
import type { IncomingPush, PushNews, VerificationDue, VerifiedPush } from '../connector.ts';
import { forged, misshapen, openEnvelope, pushKey, refuseLongBody } from '../push-envelope.ts';
import type { RegistrationLedger } from '../registration-ledger.ts';
import type { UrlCheck } from '../url-check.ts';
import type { WechatApi } from './api.ts';
import type { WechatConfig } from './config.ts';
import { measureNews } from './measures.ts';
import { asFields, type MessageFields, readMessageXml, textOf } from './message-xml.ts';
import { traitOf, traitOfPerson } from './registration.ts';
import { registrationStatuses } from './registration-statuses.ts';
import { settingNews } from './setting-news.ts';

/** Verifies, decrypts and names a push. Source: the page on message encryption and decryption. */
export function readWechatPush(config: WechatConfig, push: IncomingPush, now: Date): VerifiedPush {
  refuseLongBody(push.body);
  const encrypted = textOf(readMessageXml(push.body), 'Encrypt');
  if (encrypted === undefined) throw misshapen();
  const { msg_signature = '', timestamp = '', nonce = '' } = push.query;
  const message = openEnvelope(
    { signature: msg_signature, timestamp, nonce, encrypted },
    { ...config, receiverId: config.componentAppId },
    now,
  );
  const fields = readMessageXml(message);
  if (!fields) throw forged('UNREADABLE');
  const appId = textOf(fields, 'AppId');
  if (appId !== undefined && appId !== config.componentAppId) throw forged('NOT_OURS');
  const about = namedIn(fields) ?? appIdIn(push.address);
  return { key: pushKey(message), message, event: eventOf(fields), ...(about ? { about } : {}) };
}

/**
 * The check of an address, a GET without a body. It is documented for mini programs; that third-party platforms are
 * checked so, too, is unconfirmed, and harmless to answer.
 */
export function wechatUrlCheck({ query, body }: IncomingPush): UrlCheck | undefined {
  const { signature = '', timestamp = '', nonce = '', echostr } = query;
  if (echostr === undefined || body !== '') return undefined;
  return { signature, timestamp, nonce, echo: echostr };
}

function namedIn(fields: MessageFields): string | undefined {
  return textOf(fields, 'AuthorizerAppid') ?? textOf(fields, 'authorizer_appid') ?? textOf(fields, 'appid');
}

function eventOf(fields: MessageFields): string {
  return textOf(fields, 'InfoType') ?? textOf(fields, 'Event') ?? textOf(fields, 'MsgType') ?? 'unknown';
}

/** Acts upon a verified push, so far as credentials go; `address` is the app id in the address it came in at. */
export async function absorbWechatPush(
  api: WechatApi,
  ledger: RegistrationLedger,
  message: string,
  address: string,
): Promise<PushNews> {
  const fields = readMessageXml(message) ?? {};
  switch (eventOf(fields)) {
    case 'component_verify_ticket':
      return absorbTicket(api, fields);
    case 'authorized':
    case 'updateauthorized':
      return absorbAuthorisation(api, fields);
    case 'unauthorized':
      return absorbRevocation(api, fields);
    case 'notify_third_fasteregister':
    case 'notify_third_fastregisterbetaapp':
      return absorbRegistration(api, ledger, fields);
    case 'notify_third_fastverifybetaapp':
      return absorbConversion(ledger, fields);
    case 'notify_3rd_wxa_auth':
    case 'notify_3rd_wxa_auth_and_icp':
      return verificationMoved(fields);
    case 'notify_3rd_wxa_wxverify':
      return verificationMoved(fields, verificationDue(fields));
    case 'weapp_audit_success':
    case 'weapp_audit_fail':
    case 'weapp_audit_delay':
      return reviewMoved(fields, appIdIn(address));
    case 'wxa_punish_event':
    case 'wxa_illegal_record':
    case 'wxa_appeal_record':
      return measureNews(eventOf(fields), fields, textOf(fields, 'appid') ?? appIdIn(address));
    default:
      return settingNews(eventOf(fields), fields, appIdIn(address)) ?? otherNews(fields, address);
  }
}

function otherNews(fields: MessageFields, address: string): PushNews {
  return other(namedIn(fields), address);
}

async function absorbTicket(api: WechatApi, fields: MessageFields): Promise<PushNews> {
  const ticket = textOf(fields, 'ComponentVerifyTicket');
  if (ticket !== undefined) await api.storeTicket(ticket, textOf(fields, 'CreateTime'));
  return { kind: 'CREDENTIALS' };
}

async function absorbAuthorisation(api: WechatApi, fields: MessageFields): Promise<PushNews> {
  const appId = textOf(fields, 'AuthorizerAppid');
  const code = textOf(fields, 'AuthorizationCode');
  if (appId === undefined) return { kind: 'OTHER' };
  if (code !== undefined) await api.storeCode(appId, code);
  const page = textOf(fields, 'PreAuthCode');
  return { kind: 'AUTHORISED', appId, ...(page === undefined ? {} : { page }) };
}

async function absorbRevocation(api: WechatApi, fields: MessageFields): Promise<PushNews> {
  const appId = textOf(fields, 'AuthorizerAppid');
  if (appId === undefined) return { kind: 'OTHER' };
  await api.forget(appId);
  const at = instantOfSeconds(Number(textOf(fields, 'CreateTime')));
  return { kind: 'AUTHORISATION_ENDED', appId, ...(at ? { at } : {}) };
}

/** `status` 0: registered, with a code for the tokens; anything else is a refusal, said in `msg`. */
async function absorbRegistration(
  api: WechatApi,
  ledger: RegistrationLedger,
  fields: MessageFields,
): Promise<PushNews> {
  const registrationId = await registrationNamedIn(ledger, asFields(fields.info) ?? {});
  const appId = textOf(fields, 'appid');
  const status = textOf(fields, 'status') ?? '';
  const code = textOf(fields, 'auth_code');
  if (status === '0' && appId !== undefined && code !== undefined) await api.storeCode(appId, code);
  if (registrationId !== undefined) {
    const refused = refusalIn(fields, status);
    await ledger.change(registrationId, (standing) =>
      // Registered is final: a refusal that comes in late is of an earlier attempt.
      status === '0' && appId !== undefined
        ? { appId }
        : standing.appId
          ? standing
          : { ...standing, ...refused },
    );
  }
  return {
    kind: 'REGISTRATION_MOVED',
    ...(registrationId === undefined ? {} : { registrationId }),
    ...(appId === undefined ? {} : { appId }),
  };
}

/**
 * The three forms of `info`: of a program on trial, which WeChat has an id for, of a person's, and of a company's. One
 * without any of their names is about nobody.
 */
async function registrationNamedIn(
  ledger: RegistrationLedger,
  info: MessageFields,
): Promise<string | undefined> {
  const text = (name: string) => textOf(info, name) ?? '';
  if (text('unique_id') !== '') return text('unique_id');
  if (text('wxuser') !== '') {
    return ledger.registrationOf(traitOfPerson({ wxuser: text('wxuser'), idname: text('idname') }));
  }
  const company = {
    name: text('name'),
    code: text('code'),
    legal_persona_wechat: text('legal_persona_wechat'),
    legal_persona_name: text('legal_persona_name'),
  };
  return company.code === '' ? undefined : ledger.registrationOf(traitOf(company));
}

/** WeChat's own words, or what its number means where it has none. */
function refusalIn(fields: MessageFields, status: string): { readonly words: string; readonly code: string } {
  const meant = meaningIn(registrationStatuses, status)?.explanation;
  const words = textOf(fields, 'msg') ?? (meant ? `${meant['zh-CN']} / ${meant.en}` : `status ${status}`);
  return { words, code: status };
}

/** A program on trial became a company's, or did not; what was said of it is kept under its app id. */
async function absorbConversion(ledger: RegistrationLedger, fields: MessageFields): Promise<PushNews> {
  const appId = textOf(fields, 'appid');
  if (appId === undefined) return { kind: 'OTHER' };
  const status = textOf(fields, 'status') ?? '';
  await ledger.change(appId, ({ words: _, code: __, ...standing }) => ({
    ...standing,
    ...(status === '0' ? { appId } : refusalIn(fields, status)),
  }));
  return { kind: 'VERIFICATION_MOVED', appId };
}

/** Each of the three has an instant of its own; all pushes have the one at which they were made. */
function reviewMoved(fields: MessageFields, appId: string | undefined): PushNews {
  if (appId === undefined) return { kind: 'OTHER' };
  const at = instantOfSeconds(
    Number(
      textOf(fields, 'SuccTime') ??
        textOf(fields, 'FailTime') ??
        textOf(fields, 'DelayTime') ??
        textOf(fields, 'CreateTime'),
    ),
  );
  return { kind: 'REVIEW_MOVED', appId, ...(at ? { at } : {}) };
}

function verificationMoved(fields: MessageFields, due?: VerificationDue): PushNews {
  const appId = textOf(fields, 'appid');
  if (appId === undefined) return { kind: 'OTHER' };
  return { kind: 'VERIFICATION_MOVED', appId, ...(due ? { due } : {}) };
}

/** `expired`: how many days are left of it, 60, 30 or none. */
function verificationDue(fields: MessageFields): VerificationDue {
  const left = Number(textOf(fields, 'expired') ?? Number.NaN);
  const words = textOf(fields, 'message');
  return {
    state: left > 0 ? 'AHEAD' : 'DUE',
    ...(Number.isSafeInteger(left) && left >= 0 ? { days: left } : {}),
    ...(words === undefined ? {} : { words }),
  };
}

function other(named: string | undefined, address: string): PushNews {
  const appId = named ?? appIdIn(address);
  return appId === undefined ? { kind: 'OTHER' } : { kind: 'OTHER', appId };
}

/** The authorisation address belongs to no program. */
function appIdIn(address: string): string | undefined {
  return address === 'events' || address === 'messages' || address === '' ? undefined : address;
}
