import { randomBytes } from 'node:crypto';
import { encryptMessage, signatureOf } from '../../kernel/message-crypto.ts';
import type { CheckedAddress, OutgoingCheck } from '../url-check.ts';
import { type App, type BaiduWorld, chinaTime } from './state.ts';

/** AUTHORISATION: tickets, consents, registrations. MESSAGES: all the rest. Each has its own address. */
type Channel = 'AUTHORISATION' | 'MESSAGES';

const PATHS: Readonly<Record<Channel, string>> = {
  AUTHORISATION: '/hosts/baidu/events',
  MESSAGES: '/hosts/baidu/messages',
};

const TICKET_LIFE_S = 24 * 3600;

/** The ticket's keys are capitalised, unlike those of all other events. How long it lives is not published (inferred). */
export function pushTicket(world: BaiduWorld): void {
  const ticket = randomBytes(16).toString('hex');
  world.tokens.issue(ticket, 'ticket', world.settings.tpKey, TICKET_LIFE_S);
  const message = {
    Ticket: ticket,
    FromUserName: 'SmartAPP',
    CreateTime: Math.floor(world.clock.now().getTime() / 1000),
    MsgType: 'ticket',
    Event: 'push',
  };
  send(world, 'AUTHORISATION', 'ticket', message, undefined);
}

/**
 * The check of an address, made when a platform is published. That it is a POST with these four fields is documented; that
 * they are JSON, as in a push, is inferred.
 */
export function urlCheck({ settings, clock }: BaiduWorld, address: CheckedAddress): OutgoingCheck {
  const { messageToken, pushBaseUrl } = settings;
  const timestamp = String(Math.floor(clock.unmoved().getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const echoStr = String(randomBytes(8).readBigUInt64BE());
  const signature = signatureOf(messageToken, timestamp, nonce);
  return {
    method: 'POST',
    url: `${pushBaseUrl}/hosts/baidu/${address}`,
    contentType: 'application/json',
    body: JSON.stringify({ signature, timestamp, nonce, echoStr }),
    echo: echoStr,
  };
}

/** `reason` is the failure text, where there is one. */
export function pushEvent(
  world: BaiduWorld,
  channel: Channel,
  event: string,
  fields: Readonly<Record<string, unknown>>,
  app?: App,
): void {
  const { tpAppId, pushStyle } = world.settings;
  const misspelled = pushStyle === 'MISSPELLED';
  const { reason, ...others } = fields;
  const message = {
    ...(app !== undefined && { appId: app.appId }),
    tpAppId,
    eventTime: chinaTime(world.clock.now()),
    event: misspelled ? ` ${event}` : event,
    ...others,
    ...(reason !== undefined && { [misspelled ? 'reson' : 'reason']: reason }),
  };
  send(world, channel, event, message, app);
}

function send(
  world: BaiduWorld,
  channel: Channel,
  event: string,
  content: object,
  app: App | undefined,
): void {
  const { messageToken, encodingAesKey, pushTail, pushBaseUrl } = world.settings;
  const message = JSON.stringify(content);
  const encrypted = encryptMessage(message, pushTail, encodingAesKey);
  const timeStamp = String(Math.floor(world.clock.unmoved().getTime() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const body = {
    Nonce: nonce,
    TimeStamp: timeStamp,
    Encrypt: encrypted,
    MsgSignature: signatureOf(messageToken, timeStamp, nonce, encrypted),
  };
  const url = `${pushBaseUrl}${PATHS[channel]}`;
  const delivery = { url, contentType: 'application/json', body: JSON.stringify(body) };
  world.pushes.send({ event, message, delivery, ...(app !== undefined && { app: String(app.appId) }) });
}
