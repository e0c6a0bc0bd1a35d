import { type Carrier, CarrierError, type Message, shortText, withoutSecrets } from './carrier.ts';
import { type PostAnswer, PrivateHost, post } from './outgoing-post.ts';

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
      const { status, text } = await postTo(config, message, body);
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

async function postTo(
  { url, headers, timeoutMs, privateAddresses }: HttpCarrierConfig,
  { id, to }: Message,
  body: string,
): Promise<PostAnswer> {
  const own = { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': id };
  try {
    return await post({ url, headers: { ...headers, ...own }, body, timeoutMs, privateAddresses });
  } catch (cause) {
    const { message } = cause as Error;
    const isPrivate = cause instanceof PrivateHost;
    const words = isPrivate
      ? `${message}, and PAIFANG_SMS_PRIVATE_ADDRESSES is not true`
      : withoutSecrets(message, [to, ...Object.values(headers)]);
    throw new CarrierError(isPrivate ? 'REFUSED' : 'UNREACHABLE', words, { cause });
  }
}
