import { randomBytes } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { encryptMessage, signatureOf } from '../../kernel/message-crypto.ts';
import type { CheckedAddress, OutgoingCheck } from '../url-check.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** A list is one element after the other, all of one name. */
export type Element = string | number | readonly Element[] | { readonly [name: string]: Element };

const builder = new XMLBuilder({ cdataPropName: '__cdata' });

/** `<xml>…</xml>` with texts in CDATA and numbers bare, as in the documents' samples. */
export function toXml(fields: Readonly<Record<string, Element>>): string {
  return builder.build({ xml: withCdata(fields) });
}

function withCdata(element: Element): unknown {
  if (typeof element === 'number') return element;
  if (typeof element === 'string') return { __cdata: element };
  if (Array.isArray(element)) return element.map(withCdata);
  return Object.fromEntries(Object.entries(element).map(([name, value]) => [name, withCdata(value)]));
}

/** To the authorisation event address: tickets, authorisations, registrations. */
export function pushPlatformEvent(
  world: WechatWorld,
  infoType: string,
  fields: Readonly<Record<string, Element>>,
  app?: string,
): void {
  const { componentAppId } = world.settings;
  const message = toXml({
    AppId: componentAppId,
    CreateTime: secondsNow(world),
    InfoType: infoType,
    ...fields,
  });
  const delivery = seal(world, '/hosts/wechat/events', message, { AppId: componentAppId });
  world.pushes.send({ event: infoType, message, delivery, ...(app !== undefined && { app }) });
}

/** The check of an address, as it is documented for mini programs; whether third-party platforms are checked so is unconfirmed. */
export function urlCheck({ settings, clock }: WechatWorld, address: CheckedAddress): OutgoingCheck {
  const { messageToken, pushBaseUrl } = settings;
  const timestamp = String(Math.floor(clock.unmoved().getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const echostr = String(randomBytes(8).readBigUInt64BE());
  const url = new URL(`${pushBaseUrl}/hosts/wechat/${address}`);
  const signature = signatureOf(messageToken, timestamp, nonce);
  url.search = new URLSearchParams({ signature, timestamp, nonce, echostr }).toString();
  return { method: 'GET', url: url.href, echo: echostr };
}

/** To the message address of one program. WeChat says neither which review it means nor which version. */
export function pushProgramEvent(
  world: WechatWorld,
  program: MiniProgram,
  event: string,
  fields: Readonly<Record<string, Element>>,
): void {
  const message = toXml({
    ToUserName: program.userName,
    FromUserName: SYSTEM_OPENID,
    CreateTime: secondsNow(world),
    MsgType: 'event',
    Event: event,
    ...fields,
  });
  const path = `/hosts/wechat/messages/${program.appid}`;
  const delivery = seal(world, path, message, { ToUserName: program.userName }, { openid: SYSTEM_OPENID });
  world.pushes.send({ app: program.appid, event, message, delivery });
}

/** The sender of system events; the number is the sandbox's own. */
const SYSTEM_OPENID = 'o-sandbox-system';

function seal(
  world: WechatWorld,
  path: string,
  message: string,
  receiver: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>> = {},
) {
  const { messageToken, encodingAesKey, componentAppId, pushBaseUrl } = world.settings;
  const encrypted = encryptMessage(message, componentAppId, encodingAesKey);
  const timestamp = String(Math.floor(world.clock.unmoved().getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const address = new URL(`${pushBaseUrl}${path}`);
  address.search = new URLSearchParams({
    signature: signatureOf(messageToken, timestamp, nonce),
    timestamp,
    nonce,
    ...query,
    encrypt_type: 'aes',
    msg_signature: signatureOf(messageToken, timestamp, nonce, encrypted),
  }).toString();
  return { url: address.href, contentType: 'text/xml', body: toXml({ ...receiver, Encrypt: encrypted }) };
}
