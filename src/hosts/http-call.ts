import { TaskCancelledError } from 'cockatiel';
import type { PlatformId } from '../programs/platform.ts';
import { type CodeMeanings, meaningIn, unknownCode } from './code-meaning.ts';
import { HostError, type HostErrorDetail } from './host-error.ts';
import { createHostGate, GateShut, type HostLimits, usualLimits } from './host-gate.ts';
import { type HostImage, imageIn } from './host-image.ts';
import { type AnswerFault, type HostWatch, watchShape } from './host-watch.ts';
import { encode, type HttpBody, LostAnswer, readAnswer, type WireAnswer } from './http-wire.ts';
import { type CallSecrets, excerpt, withoutSecrets } from './told-answer.ts';
import type { RetryClass } from './trouble.ts';

/** One call, as the platform documents it. */
export interface HttpCall extends CallSecrets {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: HttpBody;
  /**
   * ACTS: repeating it might do something twice, so a lost answer has to be asked after. READS: anything
   * else, also a call that makes something which costs nothing to make again, such as an uploaded image.
   */
  readonly effect: 'READS' | 'ACTS';
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
  readonly watch?: HostWatch | undefined;
}

/** Resolves to a successful answer; rejects with `HostError`. */
export interface HostCaller {
  (call: HttpCall): Promise<JsonObject>;
  /** The same for a call whose success is a picture; a refusal of it is JSON like any other. */
  image(call: HttpCall): Promise<HostImage>;
}

/** Calls one host over HTTP, through one gate. What the gate turns away fails as RETRY, and was not sent. */
export function createHostCaller(options: HostCallerOptions): HostCaller {
  const { platform, baseUrl, watch } = options;
  const gate = createHostGate({ ...usualLimits, ...options.limits }, (state) =>
    watch?.breakerMoved(platform, state),
  );

  async function answered(call: HttpCall): Promise<WireAnswer> {
    try {
      const answer = await gate.pass((signal) => timed(() => exchange(baseUrl, call, signal)));
      if (answer.status === 429 && answer.retryAfterMs) gate.hold(answer.retryAfterMs);
      return answer;
    } catch (cause) {
      if (cause instanceof LostAnswer && cause.retryAfterMs) gate.hold(cause.retryAfterMs);
      throw unanswered(platform, call, cause);
    }
  }
  async function timed<Reply>(exchanged: () => Promise<Reply>): Promise<Reply> {
    const begun = performance.now();
    try {
      return await exchanged();
    } finally {
      watch?.called(platform, (performance.now() - begun) / 1_000);
    }
  }
  async function counted<Reply>(made: () => Promise<Reply>): Promise<Reply> {
    try {
      return await made();
    } catch (error) {
      const fault = error instanceof HostError ? error.detail.fault : undefined;
      if (fault) watch?.badAnswer(platform, fault);
      throw error;
    }
  }
  const caller = (call: HttpCall) =>
    counted(async () => {
      const answer = judge(options, call, await answered(call));
      watchShape(answer, () => watch?.badAnswer(platform, 'OTHER_SHAPE'));
      return answer;
    });
  const image = (call: HttpCall) => counted(async () => judgeImage(options, call, await answered(call)));
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
    throw new LostAnswer(`HTTP ${answer.status}: ${excerpt(answer, call)}`, 'REACHED', 'SERVER_ERROR', {
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
    return hostError(platform, call, { retry: 'RETRY_LATER', words, retryAfterMs: cause.waitMs }, cause);
  }
  const words = cause instanceof TaskCancelledError ? 'no answer in time' : String(lost?.message ?? cause);
  const retry = lost?.reach === 'BLOCKED' ? 'ASK_OPERATOR' : 'PASSING';
  const isUnsure = (lost?.reach ?? 'REACHED') === 'REACHED';
  const fault = cause instanceof TaskCancelledError ? 'TIMEOUT' : (lost?.fault ?? 'NO_ANSWER');
  return hostError(
    platform,
    call,
    { retry, isUnsure, words, fault, retryAfterMs: lost?.retryAfterMs },
    causeOf(cause),
  );
}

function judge(options: HostCallerOptions, call: HttpCall, answer: WireAnswer): JsonObject {
  const { platform, meanings } = options;
  if (answer.json === undefined) {
    const words = `HTTP ${answer.status}, not the JSON that was expected: ${excerpt(answer, call)}`;
    const fault = faultOfStatus(answer) ?? 'NOT_JSON';
    const retry = fault === 'UNEXPECTED_STATUS' ? 'ASK_OPERATOR' : 'PASSING';
    const isUnsure = fault === 'NOT_JSON';
    throw hostError(platform, call, { retry, isUnsure, words, fault, retryAfterMs: answer.retryAfterMs });
  }
  const refusal = options.codeOf(answer.json);
  if (refusal) {
    const meaning = meaningIn(meanings, refusal.code) ?? unknownCode;
    const fault: { fault?: AnswerFault } = meaning === unknownCode ? { fault: 'UNKNOWN_CODE' } : {};
    const { unsure: isUnsure = false, ...said } = meaning;
    throw hostError(platform, call, { ...said, ...refusal, ...fault, isUnsure });
  }
  const fault = faultOfStatus(answer);
  if (fault) {
    const words = `HTTP ${answer.status}: ${excerpt(answer, call)}`;
    const retry = fault === 'TOO_MANY_CALLS' ? 'PASSING' : 'ASK_OPERATOR';
    throw hostError(platform, call, { retry, words, fault, retryAfterMs: answer.retryAfterMs });
  }
  return answer.json;
}

/** Of an answer without a refusal of the host's own; 500 and above has been thrown away before. */
function faultOfStatus({ status }: WireAnswer): AnswerFault | undefined {
  if (status < 300) return undefined;
  return status === 429 ? 'TOO_MANY_CALLS' : 'UNEXPECTED_STATUS';
}

function judgeImage(options: HostCallerOptions, call: HttpCall, answer: WireAnswer): HostImage {
  const image = answer.status < 300 ? imageIn(answer) : undefined;
  if (image) return image;
  const isAnnounced = answer.mediaType.startsWith('image/');
  if (!isAnnounced) judge(options, call, answer);
  const words = isAnnounced
    ? `${answer.bytes.length} bytes that are said to be ${answer.mediaType}, and are no PNG or JPEG picture`
    : `not the picture that was expected: ${excerpt(answer, call)}`;
  throw hostError(options.platform, call, { retry: 'ASK_OPERATOR', words, fault: 'NO_PICTURE' });
}

/** PASSING: at once, or later where the host says when. `isUnsure`: if the call acts, it may have. */
type Failure = Omit<HostErrorDetail, 'platform' | 'call' | 'retry' | 'mayHaveActed' | 'retryAfterMs'> & {
  readonly retry: RetryClass | 'PASSING';
  readonly isUnsure?: boolean;
  readonly retryAfterMs?: number | undefined;
};

/** A lost answer is told in the words of the error, without secrets; what is behind it has none. */
function causeOf(failure: unknown): unknown {
  return failure instanceof LostAnswer ? failure.cause : failure;
}

function hostError(platform: PlatformId, call: HttpCall, failure: Failure, cause?: unknown): HostError {
  const { retry, isUnsure = false, retryAfterMs, ...rest } = failure;
  const passing = retryAfterMs === undefined ? 'RETRY_NOW' : 'RETRY_LATER';
  return new HostError(
    {
      ...rest,
      platform,
      call: `${call.method} ${call.path}`,
      retry: retry === 'PASSING' ? passing : retry,
      ...(isUnsure && call.effect === 'ACTS' ? { mayHaveActed: true } : {}),
      words: withoutSecrets(failure.words, call),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    cause === undefined ? undefined : { cause },
  );
}
