import { TOKEN_PREFIX, TOKEN_RANDOM_LENGTH } from './better-auth.ts';
import { PARTNER_TOKEN } from './partner-credentials.ts';
import { PLATFORM_TOKEN } from './platform-credentials.ts';

/** What a request presents to say who asks. Presented, not yet verified. */
export type PresentedCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'host'; readonly token: string }
  | { readonly kind: 'platform'; readonly token: string }
  /** The one header that carries the session, for better-auth. */
  | { readonly kind: 'session'; readonly header: 'authorization' | 'cookie'; readonly value: string };

/** Names the account for which a person with several asks. */
export const ACCOUNT_HEADER = 'x-paifang-account';

const API_TOKEN = new RegExp(`^${TOKEN_PREFIX}[A-Za-z]{${TOKEN_RANDOM_LENGTH}}$`);
/** A session token, with or without its signature. */
const SESSION_TOKEN = /^[A-Za-z0-9]{32}(\.[A-Za-z0-9%+/=_-]{1,200})?$/;
const MAX_COOKIE_LENGTH = 8_192;

/**
 * An `Authorization` header counts alone, even where it is wrong: whoever sends one does not mean the cookie.
 * What cannot be a credential by its form is none, and costs no look into the database.
 */
export function presentedCredential(headers: Headers): PresentedCredential | undefined {
  const authorization = headers.get('authorization');
  if (authorization !== null) return fromAuthorization(authorization);
  const cookie = headers.get('cookie');
  if (cookie === null || cookie.length > MAX_COOKIE_LENGTH || !cookie.includes('session_token='))
    return undefined;
  return { kind: 'session', header: 'cookie', value: cookie };
}

function fromAuthorization(authorization: string): PresentedCredential | undefined {
  if (authorization.length > 512) return undefined;
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) return undefined;
  if (API_TOKEN.test(token)) return { kind: 'token', token };
  if (PARTNER_TOKEN.test(token)) return { kind: 'host', token };
  if (PLATFORM_TOKEN.test(token)) return { kind: 'platform', token };
  if (SESSION_TOKEN.test(token))
    return { kind: 'session', header: 'authorization', value: `Bearer ${token}` };
  return undefined;
}

/**
 * The headers by which a WebSocket signs in: `authorization` and `x-paifang-account` of the connection's parameters.
 * Only without the former does the cookie of the upgrade request count; the server must have checked its Origin.
 * Anything else a client puts into the parameters is a claim, and is ignored.
 */
export function headersOfConnection(parameters: unknown, cookie: string | undefined): Headers {
  const given = new Map<string, string>();
  if (typeof parameters === 'object' && parameters !== null) {
    for (const [name, value] of Object.entries(parameters)) {
      if (typeof value === 'string') given.set(name.toLowerCase(), value);
    }
  }
  const headers = new Headers();
  const authorization = given.get('authorization');
  const account = given.get(ACCOUNT_HEADER);
  setIfSendable(headers, ACCOUNT_HEADER, account);
  if (authorization === undefined) setIfSendable(headers, 'cookie', cookie);
  else setIfSendable(headers, 'authorization', authorization);
  return headers;
}

function setIfSendable(headers: Headers, name: string, value: string | undefined): void {
  // A header cannot hold everything a JSON string can.
  if (value !== undefined && /^[\x20-\x7e]*$/.test(value)) headers.set(name, value);
}
