import { createHash } from 'node:crypto';
import { type Post, type PostAnswer, PrivateHost } from '../delivery/outgoing-post.ts';
import type { LoggedEvent } from '../events/event.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Attempt, type AttemptOutcome, type Delivery, messageId } from './delivery.ts';
import type { WebhookAddresses } from './deps.ts';
import { secretsOf, type WebhookEndpoint } from './endpoint.ts';
import type { Envelope, OpenedPayload } from './payload.ts';
import { retryAfterMs } from './retry.ts';
import { signedHeaders } from './signature.ts';

/** How long an endpoint is waited for, in milliseconds. */
const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 500;
const GONE = 410;

export interface AttemptDeps {
  readonly clock: Clock;
  readonly post: Post;
  readonly webhookAddresses: WebhookAddresses;
}

export interface AttemptMade {
  readonly attempt: Attempt;
  /** What the receiver asked for, from now. */
  readonly retryAfterMs?: number | undefined;
  /** It said that it is not there any more. */
  readonly gone: boolean;
}

/**
 * Tells an endpoint of something once. Whatever goes wrong on the way is the outcome; it rejects with what `ready` rejects
 * with only.
 * @param ready Asked when everything is made: the endpoint to send to, as it is then; undefined: nothing is sent.
 */
export async function attempt(
  deps: AttemptDeps,
  ready: () => Promise<WebhookEndpoint | undefined>,
  delivery: Delivery,
  opened: OpenedPayload,
  event: LoggedEvent | undefined,
): Promise<AttemptMade | undefined> {
  const number = delivery.attempts + 1;
  const envelope = await envelopeOf(delivery, opened, event).catch(() => undefined);
  const endpoint = await ready();
  if (!endpoint) return undefined;
  const at = deps.clock.now();
  if (!envelope) return unmade(number, at);
  const body = JSON.stringify(envelope);
  const made = { number, at, bytes: Buffer.byteLength(body), sha256: sha256(body) };
  const { outcome, statusCode, answer, retryAfter } = await told(deps, endpoint, delivery, at, body);
  const now = deps.clock.now();
  const latencyMs = Math.max(0, now.getTime() - at.getTime());
  return {
    attempt: { ...made, outcome, latencyMs, answer, ...(statusCode === undefined ? {} : { statusCode }) },
    retryAfterMs: retryAfterMs(retryAfter, now),
    gone: statusCode === GONE,
  };
}

/** Undefined where the gateway could not make the payload: that is ours to mend, and the receiver is told when it is. */
async function envelopeOf(
  { kind, type, position, createdAt }: Delivery,
  opened: OpenedPayload,
  event: LoggedEvent | undefined,
): Promise<Envelope | undefined> {
  const made = event ? await opened.make(event) : { data: null, failed: false };
  if (made.failed) return undefined;
  return {
    type,
    timestamp: (event?.at ?? createdAt).toISOString(),
    cursor: opened.cursorAt(position),
    data: made.data ?? null,
    ...(made.errors ? { errors: made.errors } : {}),
    ...(kind === 'TEST' ? { test: true } : {}),
  };
}

interface Told {
  readonly outcome: AttemptOutcome;
  readonly answer: string;
  readonly statusCode?: number;
  readonly retryAfter?: string;
}

async function told(
  { post, webhookAddresses }: AttemptDeps,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
  at: Date,
  body: string,
): Promise<Told> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Paifang-Webhooks',
    'paifang-delivery': delivery.id,
    ...signedHeaders(messageId(delivery), at, body, secretsOf(endpoint, at)),
  };
  try {
    const { url } = endpoint;
    return answered(await post({ url, headers, body, timeoutMs: TIMEOUT_MS, ...webhookAddresses }));
  } catch (fault) {
    const { name, message } = fault as Error;
    return { outcome: outcomeOf(fault, name), answer: shortened(message) };
  }
}

function answered({ status, text, retryAfter }: PostAnswer): Told {
  const said = {
    statusCode: status,
    answer: shortened(text),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
  if (status >= 200 && status < 300) return { outcome: 'TAKEN', ...said };
  return { outcome: status >= 300 && status < 400 ? 'REDIRECTED' : 'REFUSED', ...said };
}

function outcomeOf(fault: unknown, name: string): AttemptOutcome {
  if (fault instanceof PrivateHost) return 'PRIVATE_ADDRESS';
  return name === 'TimeoutError' ? 'TIMED_OUT' : 'UNREACHABLE';
}

function unmade(number: number, at: Date): AttemptMade {
  const attempt = {
    number,
    at,
    outcome: 'FAULT',
    latencyMs: 0,
    answer: '',
    bytes: 0,
    sha256: sha256(''),
  } as const;
  return { attempt, gone: false };
}

/** As text of the database, which knows no NUL. */
function shortened(text: string): string {
  return text.replaceAll('\0', '').slice(0, LONGEST_ANSWER);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
