import { instantOfSeconds } from '../../kernel/civil-time.ts';
import type { IncomingPush, PushNews, VerifiedPush } from '../connector.ts';
import { forged, misshapen, openEnvelope, pushKey, refuseLongBody } from '../push-envelope.ts';
import type { RegistrationLedger } from '../registration-ledger.ts';
import type { WechatApi } from './api.ts';
import type { WechatConfig } from './config.ts';
import { measureNews } from './measures.ts';
import { asFields, type MessageFields, readMessageXml, textOf } from './message-xml.ts';
import { traitOf } from './registration.ts';
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
  if (!fields) throw forged();
  const appId = textOf(fields, 'AppId');
  if (appId !== undefined && appId !== config.componentAppId) throw forged();
  const about = namedIn(fields) ?? appIdIn(push.address);
  return { key: pushKey(message), message, event: eventOf(fields), ...(about ? { about } : {}) };
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
      return absorbRegistration(api, ledger, fields);
    case 'notify_3rd_wxa_auth':
    case 'notify_3rd_wxa_wxverify':
      return about('VERIFICATION_MOVED', textOf(fields, 'appid'));
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
  if (ticket !== undefined) await api.storeTicket(ticket, Number(textOf(fields, 'CreateTime') ?? 0));
  return { kind: 'CREDENTIALS' };
}

async function absorbAuthorisation(api: WechatApi, fields: MessageFields): Promise<PushNews> {
  const appId = textOf(fields, 'AuthorizerAppid');
  const code = textOf(fields, 'AuthorizationCode');
  if (appId !== undefined && code !== undefined) await api.storeCode(appId, code);
  return { kind: 'CREDENTIALS' };
}

async function absorbRevocation(api: WechatApi, fields: MessageFields): Promise<PushNews> {
  const appId = textOf(fields, 'AuthorizerAppid');
  if (appId === undefined) return { kind: 'OTHER' };
  await api.forget(appId);
  return { kind: 'AUTHORISATION_ENDED', appId };
}

/** `status` 0: registered, with a code for the tokens; anything else is a refusal, said in `msg`. */
async function absorbRegistration(
  api: WechatApi,
  ledger: RegistrationLedger,
  fields: MessageFields,
): Promise<PushNews> {
  const info = asFields(fields.info);
  const registrationId = await ledger.registrationOf(
    traitOf({
      name: textOf(info, 'name') ?? '',
      code: textOf(info, 'code') ?? '',
      legal_persona_wechat: textOf(info, 'legal_persona_wechat') ?? '',
      legal_persona_name: textOf(info, 'legal_persona_name') ?? '',
    }),
  );
  const appId = textOf(fields, 'appid');
  const status = textOf(fields, 'status') ?? '';
  const code = textOf(fields, 'auth_code');
  if (status === '0' && appId !== undefined && code !== undefined) await api.storeCode(appId, code);
  if (registrationId !== undefined) {
    const words = textOf(fields, 'msg') ?? `status ${status}`;
    await ledger.change(registrationId, (standing) =>
      // Registered is final: a refusal that comes in late is of an earlier attempt.
      status === '0' && appId !== undefined ? { appId } : standing.appId ? standing : { ...standing, words },
    );
  }
  return {
    kind: 'REGISTRATION_MOVED',
    ...(registrationId === undefined ? {} : { registrationId }),
    ...(appId === undefined ? {} : { appId }),
  };
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

function about(kind: 'VERIFICATION_MOVED', appId: string | undefined): PushNews {
  return appId === undefined ? { kind: 'OTHER' } : { kind, appId };
}

function other(named: string | undefined, address: string): PushNews {
  const appId = named ?? appIdIn(address);
  return appId === undefined ? { kind: 'OTHER' } : { kind: 'OTHER', appId };
}

/** The authorisation address belongs to no program. */
function appIdIn(address: string): string | undefined {
  return address === 'events' || address === 'messages' || address === '' ? undefined : address;
}
