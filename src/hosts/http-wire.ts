import type { AnswerFault } from './host-watch.ts';

/** The body of a call, in the encodings that the hosts ask for. */
export type HttpBody =
  | { readonly json: unknown }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly multipart: FormData };

/** An answer that was read to its end. `json` is there if it is a JSON object. */
export interface WireAnswer {
  readonly status: number;
  /** The kind of the content, without its parameters; empty where the answer does not say. */
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly json?: Readonly<Record<string, unknown>>;
  /** From `Retry-After`. */
  readonly retryAfterMs?: number;
}

/** REACHED: the host may have acted. NOT_SENT: it cannot have. BLOCKED: nor will it, until somebody acts. */
type Reach = 'REACHED' | 'NOT_SENT' | 'BLOCKED';

/** There is no answer, or not the whole of one. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
  readonly reach: Reach;
  readonly fault: AnswerFault;
  readonly retryAfterMs: number | undefined;

  constructor(
    words: string,
    reach: Reach,
    fault: AnswerFault,
    more: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(words, { cause: more.cause });
    this.reach = reach;
    this.fault = fault;
    this.retryAfterMs = more.retryAfterMs;
  }

  /** What `fetch` says when it fails, with the reason that it keeps one level down. */
  static from(cause: unknown): LostAnswer {
    const code = codeIn(cause);
    const reach = reachOf(code);
    const fault = reach === 'BLOCKED' ? 'UNTRUSTED' : 'NO_ANSWER';
    return new LostAnswer(`no answer (${code ?? 'connection lost'})`, reach, fault, { cause });
  }
}

/** Reasons known before the first byte of the request is written. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const untrusted = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

function reachOf(code: string | undefined): Reach {
  if (code === undefined) return 'REACHED';
  if (untrusted.test(code)) return 'BLOCKED';
  return notSent.has(code) ? 'NOT_SENT' : 'REACHED';
}

/** The system's error code; `fetch` wraps it, and wraps several of them if a name has several addresses. */
function codeIn(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return codeIn(Array.isArray(errors) ? errors[0] : cause);
}

/** The longest answer that is read: 1 MB. The longest that a host documents is a list of some dozen packages, or a QR code of 1280 px. */
const MAX_ANSWER_BYTES = 1_048_576;

export async function readAnswer(response: Response): Promise<WireAnswer> {
  const bytes = await readBytes(response);
  const text = bytes.toString('utf8');
  const json = asObject(text);
  const retryAfterMs = waitOf(response.headers.get('retry-after'));
  return {
    status: response.status,
    mediaType: response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '',
    bytes,
    text,
    ...(json ? { json } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

async function readBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) {
        throw new LostAnswer('the answer is longer than 1 MB', 'REACHED', 'TOO_LONG');
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof LostAnswer) throw cause;
    throw new LostAnswer('the answer broke off', 'REACHED', 'BROKEN_OFF', { cause });
  }
  return Buffer.concat(chunks);
}

function asObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function waitOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** Chinese goes out as UTF-8, never as `\uXXXX`: WeChat refuses that with 47001. */
export function encode(body: HttpBody | undefined): {
  readonly body: string | FormData | null;
  readonly headers: Readonly<Record<string, string>>;
} {
  if (body === undefined) return { body: null, headers: {} };
  if ('json' in body) {
    return { body: JSON.stringify(body.json), headers: { 'content-type': 'application/json' } };
  }
  // The boundary of a multipart body is set by `fetch`, together with its header.
  if ('multipart' in body) return { body: body.multipart, headers: {} };
  return {
    body: new URLSearchParams(body.form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
