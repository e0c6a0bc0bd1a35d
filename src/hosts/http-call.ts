import { TaskCancelledError } from 'cockatiel';
import type { PlatformId } from '../programs/platform.ts';
import { type CodeMeaning, type CodeMeanings, kindOf, unknownCode } from './code-meaning.ts';
import { HostError, type HostErrorDetail, type HostErrorKind } from './host-error.ts';
import { createHostGate, GateShut, type HostLimits, usualLimits } from './host-gate.ts';
import { type HostImage, imageIn } from './host-image.ts';
import { encode, excerpt, type HttpBody, LostAnswer, readAnswer, type WireAnswer } from './http-wire.ts';

/** One call, as the platform documents it. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  /**
   * ACTS: repeating it might do something twice, so a lost answer has to be asked after. READS: anything
   * else, also a call that makes something which costs nothing to make again, such as an uploaded image.
   */
  readonly effect: 'READS' | 'ACTS';
  /** Texts of the body that must not come back in an error; the values of the query are hidden anyway. */
  readonly secrets?: readonly string[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A host's way of answering, and how patiently it is called. */
export interface HostCallerOptions {
  readonly platform: PlatformId;
  readonly baseUrl: string;
  readonly meanings: CodeMeanings;
  /** The code and the words of a refusal; undefined for a success. */
  codeOf(answer: JsonObject): { readonly code: string; readonly words: string } | undefined;
  readonly limits?: Partial<HostLimits>;
}

/** Resolves to a successful answer; rejects with `HostError`. */
export interface HostCaller {
  (call: HttpCall): Promise<JsonObject>;
  /** The same for a call whose success is a picture; a refusal of it is JSON like any other. */
  image(call: HttpCall): Promise<HostImage>;
}

/** Calls one host over HTTP, through one gate. What the gate turns away fails as RETRY, and was not sent. */
export function createHostCaller(options: HostCallerOptions): HostCaller {
  const gate = createHostGate({ ...usualLimits, ...options.limits });

  async function answered(call: HttpCall): Promise<WireAnswer> {
    try {
      const answer = await gate.pass((signal) => exchange(options.baseUrl, call, signal));
      if (answer.status === 429 && answer.retryAfterMs) gate.hold(answer.retryAfterMs);
      return answer;
    } catch (cause) {
      if (cause instanceof LostAnswer && cause.retryAfterMs) gate.hold(cause.retryAfterMs);
      throw unanswered(options.platform, call, cause);
    }
  }
  const caller = async (call: HttpCall) => judge(options, call, await answered(call));
  const image = async (call: HttpCall) => judgeImage(options, call, await answered(call));
  return Object.assign(caller, { image });
}

async function exchange(baseUrl: string, call: HttpCall, signal: AbortSignal): Promise<WireAnswer> {
  const url = new URL(call.path, baseUrl);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const { body, headers } = encode(call.body);
  let response: Response;
  try {
    response = await fetch(url, { method: call.method, headers, redirect: 'manual', signal, body });
  } catch (cause) {
    throw LostAnswer.from(cause);
  }
  const answer = await readAnswer(response);
  if (answer.status >= 500) {
    throw new LostAnswer(`HTTP ${answer.status}: ${excerpt(answer)}`, 'REACHED', {
      retryAfterMs: answer.retryAfterMs,
    });
  }
  return answer;
}

/** The error for a call that has no answer which anybody could read. */
function unanswered(platform: PlatformId, call: HttpCall, cause: unknown): HostError {
  const lost = cause instanceof LostAnswer ? cause : undefined;
  if (cause instanceof GateShut) {
    const words = `not called: ${cause.message}`;
    return hostError(platform, call, { kind: 'RETRY', words, retryAfterMs: cause.waitMs }, cause);
  }
  const words = cause instanceof TaskCancelledError ? 'no answer in time' : String(lost?.message ?? cause);
  const kind = lost?.reach === 'BLOCKED' ? 'ASK_OPERATOR' : lost?.reach === 'NOT_SENT' ? 'RETRY' : 'UNSURE';
  return hostError(platform, call, { kind, words, retryAfterMs: lost?.retryAfterMs }, lost?.cause ?? cause);
}

function judge(options: HostCallerOptions, call: HttpCall, answer: WireAnswer): JsonObject {
  const { platform, meanings } = options;
  if (answer.json === undefined) {
    const words = `HTTP ${answer.status}, not the JSON that was expected: ${excerpt(answer)}`;
    const kind = answer.status === 429 ? 'RETRY' : answer.status >= 300 ? 'ASK_OPERATOR' : 'UNSURE';
    throw hostError(platform, call, { kind, words, retryAfterMs: answer.retryAfterMs });
  }
  const refusal = options.codeOf(answer.json);
  if (refusal) {
    throw hostError(platform, call, { ...read(meanings[refusal.code] ?? unknownCode, call), ...refusal });
  }
  if (answer.status >= 300) {
    const words = `HTTP ${answer.status}: ${excerpt(answer)}`;
    const kind = answer.status === 429 ? 'RETRY' : 'ASK_OPERATOR';
    throw hostError(platform, call, { kind, words, retryAfterMs: answer.retryAfterMs });
  }
  return answer.json;
}

function judgeImage(options: HostCallerOptions, call: HttpCall, answer: WireAnswer): HostImage {
  const image = answer.status < 300 ? imageIn(answer) : undefined;
  if (image) return image;
  const isAnnounced = answer.mediaType.startsWith('image/');
  if (!isAnnounced) judge(options, call, answer);
  const words = isAnnounced
    ? `${answer.bytes.length} bytes that are said to be ${answer.mediaType}, and are no PNG or JPEG picture`
    : `not the picture that was expected: ${excerpt(answer)}`;
  throw hostError(options.platform, call, { kind: 'ASK_OPERATOR', words });
}

type Failure = Omit<HostErrorDetail, 'platform' | 'call' | 'kind' | 'retryAfterMs'> & {
  readonly kind: HostErrorKind | 'UNSURE';
  readonly retryAfterMs?: number | undefined;
};

function read(meaning: CodeMeaning, { effect }: HttpCall): Omit<Failure, 'words'> {
  const { unsure: _, endsGoal: __, ...said } = meaning;
  return { ...said, kind: kindOf(meaning, effect) };
}

function hostError(platform: PlatformId, call: HttpCall, failure: Failure, cause?: unknown): HostError {
  const { kind, retryAfterMs, ...rest } = failure;
  return new HostError(
    {
      ...rest,
      platform,
      call: `${call.method} ${call.path}`,
      kind: kind === 'UNSURE' ? (call.effect === 'ACTS' ? 'ASK_FIRST' : 'RETRY') : kind,
      words: withoutSecrets(failure.words, call),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    cause === undefined ? undefined : { cause },
  );
}

/** Hosts repeat what they were sent, in error pages above all. */
function withoutSecrets(words: string, { query = {}, secrets = [] }: HttpCall): string {
  return [...Object.values(query), ...secrets]
    .filter((secret) => secret.length >= 8)
    .reduce((text, secret) => text.replaceAll(secret, '[hidden]'), words);
}
