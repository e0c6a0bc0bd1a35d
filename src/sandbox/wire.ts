import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import { type AnswerScript, replacesAnswer, type ScriptedAnswer } from './answer-script.ts';
import type { CallLog } from './call-log.ts';
import type { SandboxControl } from './control.ts';
import { addControlRoutes } from './control-routes.ts';
import type { Timers } from './timers.ts';

/** A call as it came over the wire, read no further than HTTP. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Buffer;
  /** The address of the caller. */
  readonly from: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Wire {
  /** Where it listens, without a path: `http://127.0.0.1:41233`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface WireParts {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly answers: AnswerScript;
  readonly log: CallLog;
  readonly control: SandboxControl;
  /** Routes under `/sandbox/` that only this host has. */
  readonly addRoutes: (server: FastifyInstance) => void;
  readonly act: (call: Call) => Answer | Promise<Answer>;
}

export function jsonAnswer(body: unknown, status = 200): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

export function htmlAnswer(body: string, status = 200): Answer {
  return { status, contentType: 'text/html; charset=utf-8', body };
}

const BODY_LIMIT = 12 * 1024 * 1024;

/** Serves the host's wire on every path but those under `/sandbox/`, which control it. */
export async function openWire(parts: WireParts): Promise<Wire> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false } },
  });
  await server.register(async (inner) => {
    addControlRoutes(inner, parts.control);
    parts.addRoutes(inner);
  });
  await server.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    inner.route({
      method: ['GET', 'POST'],
      url: '/*',
      handler: (request, reply) => serve(parts, request, reply),
    });
  });
  await server.listen({ host: parts.host, port: parts.port });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://${parts.host}:${port}`, close: () => server.close() };
}

async function serve(parts: WireParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const call = callOf(request);
  const scripted = parts.answers.take(call.path);
  const acts = scripted?.acts ?? (scripted === undefined || !replacesAnswer(scripted));
  const truth = acts ? await parts.act(call) : undefined;
  if (scripted?.delayMs !== undefined) await parts.timers.pause(scripted.delayMs);
  const answer = answerOf(scripted, truth);
  parts.log.add({
    at: parts.clock.now().toISOString(),
    method: call.method,
    path: call.path,
    query: call.query,
    body: readableBody(call),
    ...(answer !== undefined && { status: answer.status, answer: readableAnswer(answer) }),
    scripted: scripted !== undefined,
  });
  if (answer === undefined) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  if (scripted?.half === true) return sendHalf(request, reply, answer);
  return reply
    .status(answer.status)
    .headers(answer.headers ?? {})
    .type(answer.contentType)
    .send(answer.body);
}

/** Promises the whole body, sends one half of it, and hangs up. */
function sendHalf(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  reply.hijack();
  reply.raw.writeHead(answer.status, { 'content-type': answer.contentType, 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.raw.socket.destroy());
  return reply;
}

/** Undefined: the connection is to be cut. */
function answerOf(scripted: ScriptedAnswer | undefined, truth: Answer | undefined): Answer | undefined {
  if (scripted === undefined || !replacesAnswer(scripted)) return truth ?? jsonAnswer('', 503);
  if (scripted.cut === true) return undefined;
  const { status = 200, body = '' } = scripted;
  const { contentType } = scripted;
  if (typeof body !== 'string')
    return { ...jsonAnswer(body, status), ...(contentType !== undefined && { contentType }) };
  return { status, contentType: contentType ?? 'text/plain; charset=utf-8', body };
}

function callOf(request: FastifyRequest): Call {
  const { pathname, searchParams } = new URL(request.url, 'http://sandbox');
  return {
    method: request.method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    from: request.ip,
  };
}

function readableAnswer({ contentType, body }: Answer): string {
  return typeof body === 'string' ? body : `(${body.length} bytes of ${contentType})`;
}

function readableBody({ contentType, body }: Call): string {
  return contentType.startsWith('multipart/')
    ? `(${body.length} bytes of ${contentType})`
    : body.toString('utf8');
}
