import { z } from 'zod';
import { instantOfChina } from '../../kernel/civil-time.ts';
import type { IncomingPush, PushNews, VerifiedPush } from '../connector.ts';
import { forged, misshapen, openEnvelope, pushKey, refuseLongBody } from '../push-envelope.ts';
import type { RegistrationLedger } from '../registration-ledger.ts';
import { asJson } from '../reply.ts';
import type { UrlCheck } from '../url-check.ts';
import type { BaiduApi } from './api.ts';
import type { BaiduConfig } from './config.ts';
import { type ConsentDesk, consentFrom } from './consent.ts';
import { newsAboutProgram } from './program-events.ts';
import { customerTrait } from './registration.ts';
import { noteVerificationPush } from './verification.ts';

/** Four short fields. */
const LONGEST_CHECK_BYTES = 8_192;

const text = z.union([z.string(), z.number()]).transform(String);
const envelopeShape = z.object({
  Nonce: text,
  TimeStamp: text,
  Encrypt: z.string().min(1),
  MsgSignature: z.string(),
});
const messageShape = z.object({
  /** Some of Baidu's samples have a blank in front. */
  event: z.string().trim().optional(),
  appId: text.optional(),
  tpAppId: text.optional(),
  userId: text.optional(),
  customerId: text.optional(),
  authorizationCode: z.string().optional(),
  createAuthorizationCode: z.string().optional(),
  /** `yyyy-MM-dd HH:mm:ss`, in China. */
  eventTime: text.optional(),
  reason: z.string().optional(),
  /** So some of Baidu's samples spell it. */
  reson: z.string().optional(),
  /** The ticket alone has keys with capitals. */
  Ticket: z.string().optional(),
  CreateTime: text.optional(),
  MsgType: z.string().optional(),
  illegalFields: z.unknown().optional(),
  /** The name that an event about names is about; of one that was freed, the name before it was. */
  appName: z.string().optional(),
  beforeAppName: z.string().optional(),
});
type Message = z.infer<typeof messageShape>;

/** Verifies, decrypts and names a push. What stands behind the message is not documented, and not checked. */
export function readBaiduPush(config: BaiduConfig, push: IncomingPush, now: Date): VerifiedPush {
  refuseLongBody(push.body);
  const envelope = envelopeShape.safeParse(asJson(push.body)).data;
  if (!envelope) throw misshapen();
  const { MsgSignature, TimeStamp, Nonce, Encrypt } = envelope;
  const sealed = { signature: MsgSignature, timestamp: TimeStamp, nonce: Nonce, encrypted: Encrypt };
  const { messageToken, encodingAesKeys } = config;
  const message = openEnvelope(sealed, { messageToken, encodingAesKeys }, now);
  const verified = verifiedMessage(config, message);
  if (!verified) throw forged(readMessage(message) ? 'NOT_OURS' : 'UNREADABLE');
  return verified;
}

const checkShape = z.object({ signature: text, timestamp: text, nonce: text, echoStr: text });

/**
 * The check of an address, which is made when a platform is published and when customer messages are switched on. That
 * it is a POST is documented, and not where its fields are: all three places are read.
 */
export function baiduUrlCheck({ query, body }: IncomingPush): UrlCheck | undefined {
  if (Buffer.byteLength(body) > LONGEST_CHECK_BYTES) return undefined;
  const json = asJson(body);
  const inBody = typeof json === 'object' ? json : Object.fromEntries(new URLSearchParams(body));
  const fields = checkShape.safeParse({ ...query, ...inBody }).data;
  if (!fields) return undefined;
  const { echoStr: echo, ...signed } = fields;
  return { ...signed, echo };
}

/** A decrypted message, named; undefined where it is none of Baidu's, or meant for another platform than ours. */
export function verifiedMessage(config: BaiduConfig, message: string): VerifiedPush | undefined {
  const fields = readMessage(message);
  if (!fields) return undefined;
  if (fields.tpAppId !== undefined && fields.tpAppId !== config.tpAppId) return undefined;
  const event = fields.event ?? fields.MsgType ?? 'unknown';
  return { key: keyOf(message), message, event, ...(fields.appId ? { about: fields.appId } : {}) };
}

/**
 * Events carry no id: what they say is their key. However it is written down, since one that is asked for once more need
 * not be byte for byte the one that was sent.
 */
function keyOf(message: string): string {
  const fields = Object.entries(asJson(message) as object);
  return pushKey(JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Acts upon a verified push, so far as credentials go. */
export async function absorbBaiduPush(
  api: BaiduApi,
  desk: ConsentDesk,
  ledger: RegistrationLedger,
  message: string,
): Promise<PushNews> {
  const fields = readMessage(message) ?? {};
  if (fields.MsgType === 'ticket' && fields.Ticket) {
    await api.storeTicket(fields.Ticket, fields.CreateTime);
    return { kind: 'CREDENTIALS' };
  }
  const { event = '', appId } = fields;
  switch (event) {
    case 'AUTHORIZED':
    case 'UPDATE_AUTHORIZED':
      await keepCode(api, fields);
      return appId ? { kind: 'AUTHORISED', appId } : { kind: 'OTHER' };
    case 'UNAUTHORIZED':
      return absorbRevocation(api, fields);
    case 'REGISTER_AUTH_SUCCESS':
      return absorbConsentPush(desk, fields);
    case 'ACCOUNT_AND_APP_CREATE_AUDIT_PASS':
    case 'ACCOUNT_AND_APP_CREATE_AUDIT_FAIL':
    case 'APP_CREATE_FAIL':
    case 'APP_CREATE_SUCCESS_AND_AUTH_FAIL':
      await keepCode(api, fields);
      return absorbOutcome(ledger, fields);
    case 'ADVANCED_AUDIT_CHANGED':
    case 'ANNUAL_REVIEW_PASS':
      if (appId) await noteVerificationPush(ledger, appId, message);
      return about('VERIFICATION_MOVED', fields);
    case 'ANNUAL_REVIEW_PENDING':
    case 'ANNUAL_REVIEW_OVERDUE':
      return yearlyReview(fields);
    case 'APP_CATEGORY_AUDIT_PASS':
    case 'APP_CATEGORY_AUDIT_FAIL':
      return about('PAPERS_MOVED', fields);
    default:
      return newsAboutProgram(fields, toldAt(fields));
  }
}

async function absorbRevocation(api: BaiduApi, fields: Message): Promise<PushNews> {
  const { appId } = fields;
  if (!appId) return { kind: 'OTHER' };
  const at = toldAt(fields);
  await api.forget(appId, at);
  return { kind: 'AUTHORISATION_ENDED', appId, ...(at ? { at } : {}) };
}

async function keepCode(api: BaiduApi, fields: Message): Promise<void> {
  const { appId, authorizationCode } = fields;
  if (appId && authorizationCode) await api.storeCode(appId, authorizationCode, toldAt(fields));
}

function toldAt({ eventTime = '' }: Message): Date | undefined {
  return instantOfChina(eventTime);
}

/** `userId` is what the address of the consent page carried: our registration. */
async function absorbConsentPush(desk: ConsentDesk, fields: Message): Promise<PushNews> {
  const { userId: registrationId } = fields;
  const consent = consentFrom(fields.authorizationCode, fields.createAuthorizationCode);
  if (!registrationId || !consent) return { kind: 'OTHER' };
  await desk.keep(registrationId, consent);
  return { kind: 'REGISTRATION_MOVED', registrationId };
}

/** The program is there; after the latter its owner has yet to give us the permission to act for it. */
const created = new Set(['ACCOUNT_AND_APP_CREATE_AUDIT_PASS', 'APP_CREATE_SUCCESS_AND_AUTH_FAIL']);

async function absorbOutcome(ledger: RegistrationLedger, fields: Message): Promise<PushNews> {
  const { customerId, appId, event } = fields;
  const registrationId = customerId && (await ledger.registrationOf(customerTrait(customerId)));
  if (registrationId) {
    const words = fields.reason ?? fields.reson ?? `${event}, without a reason`;
    const passed = event !== undefined && created.has(event) && appId !== undefined;
    await ledger.change(registrationId, ({ words: _, ...standing }) =>
      // Registered is final: a refusal that comes in late is of an earlier attempt.
      passed ? { ...standing, appId } : standing.appId ? standing : { ...standing, words },
    );
  }
  return {
    kind: 'REGISTRATION_MOVED',
    ...(registrationId ? { registrationId } : {}),
    ...(appId ? { appId } : {}),
  };
}

/** The yearly review of who is behind a program; of its day no field is published. */
function yearlyReview({ appId, event }: Message): PushNews {
  if (!appId) return { kind: 'OTHER' };
  const state = event === 'ANNUAL_REVIEW_OVERDUE' ? 'OVERDUE' : 'DUE';
  return { kind: 'VERIFICATION_MOVED', appId, due: { state } };
}

function about(kind: 'VERIFICATION_MOVED' | 'PAPERS_MOVED', { appId }: Message): PushNews {
  return appId ? { kind, appId } : { kind: 'OTHER' };
}

function readMessage(message: string): Message | undefined {
  return messageShape.safeParse(asJson(message)).data;
}
