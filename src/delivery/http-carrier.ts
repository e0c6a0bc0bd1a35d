import { type LookupAddress, lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Carrier, CarrierError, type Message, shortText, withoutSecrets } from './carrier.ts';
import { isPrivateAddress } from './private-addresses.ts';

/** A provider that takes short messages over HTTP: any, as its documentation says how it is called. */
export interface HttpCarrierConfig {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the call. In its texts `{{to}}`, `{{text}}`, `{{subject}}`, `{{body}}`, `{{from}}`, `{{id}}` are filled in. */
  readonly body: unknown;
  readonly timeoutMs: number;
  /** Whether the provider may be on this machine or in the house's own network. */
  readonly privateAddresses: boolean;
}

/** More of an answer is not read. */
const MOST_ANSWER_BYTES = 16_384;

/**
 * Posts the message, with its id in `Idempotency-Key`: a provider that knows the header takes a repeated call once.
 * 2xx: taken. 408, 409, 425, 429 and 5xx: another time; 409 says that the first call is still being worked on. Any
 * other status: refused. Redirects are not followed.
 */
export function createHttpCarrier(config: HttpCarrierConfig): Carrier {
  const secrets = Object.values(config.headers);
  return {
    async send(message) {
      const body = JSON.stringify(filled(config.body, message));
      const { status, text } = await post(config, message, body);
      if (status >= 200 && status < 300) return;
      const passes = status >= 500 || [408, 409, 425, 429].includes(status);
      const said = withoutSecrets(`HTTP ${status}: ${text}`, [message.to, ...secrets]);
      throw new CarrierError(passes ? 'UNREACHABLE' : 'REFUSED', said);
    },
  };
}

/** Filled in after the template was read as JSON, so that no text can break out of its place. */
function filled(template: unknown, message: Message): unknown {
  if (typeof template === 'string') {
    return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => wordFor(name, message) ?? whole);
  }
  if (Array.isArray(template)) return template.map((one) => filled(one, message));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, message)]));
}

function wordFor(name: string, message: Message): string | undefined {
  switch (name) {
    case 'to':
    case 'id':
      return message[name];
    case 'text':
      return shortText(message);
    case 'from':
    case 'subject':
    case 'body':
      return message[name]['zh-CN'];
    default:
      return undefined;
  }
}

function post(
  { url, headers, timeoutMs, privateAddresses }: HttpCarrierConfig,
  { id, to }: Message,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const address = new URL(url);
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (!privateAddresses && isIP(host) !== 0 && isPrivateAddress(host))
    return Promise.reject(privateHost(host));
  const request = address.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      const known = cause instanceof CarrierError;
      const words = withoutSecrets(cause.message, [to, ...Object.values(headers)]);
      reject(known ? cause : new CarrierError('UNREACHABLE', words, { cause }));
    };
    const call = request(
      address,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': id,
        },
        signal: AbortSignal.timeout(timeoutMs),
        ...(privateAddresses ? {} : { lookup: publicOnly }),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          if (size < MOST_ANSWER_BYTES) parts.push(part);
          size += part.length;
        });
        answer.on('error', fail);
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
        });
      },
    );
    call.on('error', fail);
    call.end(body);
  });
}

/** Looks the name up and hands out public addresses only: what is connected to is what was looked at. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '');
    const open = found.filter(({ address }) => !isPrivateAddress(address));
    const [first] = open;
    if (!first) return callback(privateHost(hostname), '');
    return options.all ? callback(null, open) : callback(null, first.address, first.family);
  });
};

function privateHost(host: string): CarrierError {
  return new CarrierError(
    'REFUSED',
    `${host} is an address of this machine or of the house's own network, and PAIFANG_SMS_PRIVATE_ADDRESSES is not true`,
  );
}
