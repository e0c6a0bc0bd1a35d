import { createHash } from 'node:crypto';

/** One call as it came in and as it was answered. Secrets are replaced by a fingerprint. */
export interface LoggedCall {
  /** Counts from 1. */
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  /** Undefined where the connection was cut. */
  readonly status?: number;
  readonly answer?: string;
  /** Whether a scripted answer took the place of the true one. */
  readonly scripted: boolean;
}

const SECRETS = [
  'access_token',
  'component_access_token',
  'authorizer_access_token',
  'refresh_token',
  'authorizer_refresh_token',
  'component_verify_ticket',
  'ticket',
  'Ticket',
  'authorizationCode',
  'createAuthorizationCode',
  'appsecret',
  'client_secret',
  'test_password',
  'component_appsecret',
  'component_secret',
  'authorization_code',
  'create_authorization_code',
  'auth_code',
  'pre_auth_code',
  'ComponentVerifyTicket',
  'AuthorizationCode',
  'PreAuthCode',
];
const NAMES = SECRETS.join('|');
const IN_JSON = new RegExp(`("(?:${NAMES})"\\s*:\\s*")([^"]+)"`, 'g');
const IN_FORM = new RegExp(`((?:^|[&?])(?:${NAMES})=)([^&\\s]+)`, 'g');
const IN_XML = new RegExp(`(<(?:${NAMES})><!\\[CDATA\\[)([^\\]]+)`, 'g');
const KEPT_CHARACTERS = 4000;
const KEPT_CALLS = 2000;

/** The same secret always gives the same fingerprint, so that a reader can still tell tokens apart. */
export function fingerprint(secret: string): string {
  return `#${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}

/** A text, JSON, XML or form, in which the values of secret fields are fingerprints. */
export function maskSecrets(text: string): string {
  return text
    .replace(IN_JSON, (_, name: string, secret: string) => `${name}${fingerprint(secret)}"`)
    .replace(IN_XML, (_, name: string, secret: string) => `${name}${fingerprint(secret)}`)
    .replace(IN_FORM, (_, name: string, secret: string) => `${name}${fingerprint(secret)}`);
}

/** The last calls, in order. */
export class CallLog {
  readonly #calls: LoggedCall[] = [];
  #count = 0;

  add(call: Omit<LoggedCall, 'number'>): void {
    this.#count += 1;
    const query = Object.entries(call.query).map(([name, value]) => [
      name,
      // Baidu sends the code of an authorisation as `code`, in the query only; in a body that is WeChat's company code.
      SECRETS.includes(name) || name === 'code' ? fingerprint(value) : value,
    ]);
    this.#calls.push({
      ...call,
      number: this.#count,
      query: Object.fromEntries(query),
      body: maskSecrets(call.body).slice(0, KEPT_CHARACTERS),
      ...(call.answer !== undefined && { answer: maskSecrets(call.answer).slice(0, KEPT_CHARACTERS) }),
    });
    if (this.#calls.length > KEPT_CALLS) this.#calls.shift();
  }

  list(): readonly LoggedCall[] {
    return [...this.#calls];
  }
}
