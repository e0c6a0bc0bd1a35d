import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { createHandler, type RequestParams, type Response } from 'graphql-sse';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import { createContext, type GraphqlParts } from './context.ts';
import { unauthenticated } from './errors.ts';
import { headersOf } from './http.ts';
import { maskErrors } from './mask-errors.ts';
import type { SocketParts } from './socket.ts';
import { EventStream } from './streams/event-stream.ts';
import { LogSource } from './streams/log-source.ts';
import { openSubscription } from './streams/open-subscription.ts';
import { PreparedDocuments } from './streams/prepared-documents.ts';
import type { AskedSubscription } from './streams/stream-groups.ts';

const LARGEST_BODY = 64 * 1024;
/** A connection over which nothing has moved for so long, not even the pings of twelve seconds, has nobody at its end. */
const STALLED_AFTER_MS = 45_000;
const EVENT_STREAM = 'text/event-stream';

interface Served {
  readonly stream: EventStream;
  readonly viewer: ViewerUntil;
  readonly resumeAfter: string | undefined;
}

/**
 * Serves subscriptions over server-sent events, for clients without WebSockets: each in a request of its own ("distinct
 * connections mode"), with the cursor of its beginning and then each event's as its id, so that
 * `EventSource` comes back behind the last one it has.
 */
export function mountEventStreams(app: FastifyInstance, given: SocketParts, path: string): { stop(): void } {
  const { parts, schema, groups, watch } = given;
  const documents = new PreparedDocuments(schema);
  const open = new Set<ServerResponse>();

  async function subscribe(served: Served, params: RequestParams) {
    const prepared = documents.prepare(params.query);
    if (!('document' in prepared)) return badRequest(prepared, parts);
    const operationName = params.operationName ?? undefined;
    if (getOperationAST(prepared.document, operationName)?.operation !== 'subscription') {
      return badRequest([new GraphQLError('only subscriptions run here: the rest is at /graphql')], parts);
    }
    const variables = params.variables ?? {};
    return follow(served, { prepared, operationName, variables, viewer: served.viewer });
  }

  async function follow({ stream, viewer, resumeAfter }: Served, asked: AskedSubscription) {
    const { prepared, operationName, variables: variableValues } = asked;
    const contextValue = createContext(parts, viewer);
    contextValue.resumeAfter = resumeAfter;
    const { document } = prepared;
    const source = await openSubscription({ schema, document, contextValue, variableValues, operationName });
    if (!(source instanceof LogSource)) {
      return Symbol.asyncIterator in source ? source : refused(source.errors ?? [], parts);
    }
    const { place } = source;
    try {
      stream.enter(groups.enter(asked, source, stream));
      stream.begins(parts.log.cursorAt(place.stream, place.position));
      return stream;
    } catch (refusal) {
      if (refusal instanceof GraphQLError) return refused([refusal], parts);
      throw refusal;
    }
  }

  const handle = createHandler<FastifyRequest, Served>({
    // No reservations: there is one operation a request.
    authenticate: () => '',
    onSubscribe: ({ context }, params) =>
      subscribe(context, params) as Promise<Response | AsyncIterable<ExecutionResult>>,
    // Of incremental results there are none.
    onNext: (_context, _request, result) => masked(result as ExecutionResult, parts),
  });

  app.route({
    method: ['GET', 'POST'],
    url: path,
    bodyLimit: LARGEST_BODY,
    async handler(request, reply) {
      const { origin, accept } = request.headers;
      if (origin !== undefined && !parts.allowedOrigins.includes(origin)) {
        return refuse(reply, 403, 'pages of this origin may not subscribe', 'FORBIDDEN');
      }
      if (!accept?.includes(EVENT_STREAM)) {
        return refuse(reply, 406, `accept ${EVENT_STREAM}, or ask at /graphql`, 'BAD_REQUEST');
      }
      const { moment } = watch;
      const viewer = await parts.signIn.viewerOf(headersOf(request));
      if (viewer.kind === 'nobody') {
        return refuse(reply, 401, unauthenticated(viewer).message, 'UNAUTHENTICATED');
      }
      // Who left while it was found out who it is has been told of already: no other end of it will come.
      if (reply.raw.destroyed) return reply.hijack();
      const stream = new EventStream(reply.raw, parts.clock, viewer.expiresAt);
      if (!watch.add(stream, viewer, moment)) {
        return refuse(reply, 429, 'too many streams of this credential: close others first', 'OVER_LIMIT');
      }
      reply.raw.once('close', () => {
        watch.remove(stream);
        void stream.return();
      });
      const answer = await handle({
        method: request.method,
        url: request.url,
        headers: { get: (name) => (name === 'accept' ? EVENT_STREAM : textOf(request.headers[name])) },
        body: () => request.body as Record<string, unknown>,
        raw: request,
        context: { stream, viewer, resumeAfter: textOf(request.headers['last-event-id']) || undefined },
      });
      reply.hijack();
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
      await write(reply.raw, answer, stream);
      return reply;
    },
  });
  return {
    stop() {
      for (const response of open) response.destroy();
    },
  };
}

/** Writes an answer, the parts of a stream as fast as the network takes them. */
async function write(response: ServerResponse, [body, init]: Response, stream: EventStream): Promise<void> {
  response.writeHead(init.status, { ...init.headers, 'x-content-type-options': 'nosniff' });
  if (body === null || typeof body === 'string') {
    response.end(body ?? undefined);
    return;
  }
  response.socket?.setTimeout(STALLED_AFTER_MS, () => response.destroy());
  // An id without data: `EventSource` keeps it and tells its page nothing, and comes back here if it is cut before any event.
  if (stream.beginning !== undefined) response.write(`id: ${stream.beginning}\n\n`);
  const stopped = once(response, 'close');
  response.once('close', () => void body.return(undefined));
  for await (const part of body) {
    const isResult = part.startsWith('event: next');
    const { cursor } = stream;
    const text = isResult && cursor !== undefined ? `id: ${cursor}\n${part}` : part;
    if (response.destroyed) break;
    if (!response.write(text)) await Promise.race([once(response, 'drain'), stopped]);
    if (isResult) stream.written();
  }
  response.end();
}

function masked(result: ExecutionResult, parts: GraphqlParts): ExecutionResult | undefined {
  if (!result.errors) return undefined;
  const told: FormattedExecutionResult = { ...result, errors: maskErrors(result.errors, parts.faults) };
  return told as ExecutionResult;
}

/** What is wrong is told in the stream, as its first and last result. */
async function* refused(errors: readonly GraphQLError[], parts: GraphqlParts) {
  yield { errors: maskErrors(errors, parts.faults) };
}

function badRequest(errors: readonly GraphQLError[], parts: GraphqlParts): Response {
  const told = maskErrors(errors, parts.faults).map((error) =>
    error.extensions?.code ? error : { ...error, extensions: { code: 'BAD_REQUEST' } },
  );
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return [JSON.stringify({ errors: told }), { status: 400, statusText: 'Bad Request', headers }];
}

function refuse(reply: FastifyReply, status: number, message: string, code: string): FastifyReply {
  if (status === 429) reply.header('retry-after', '10');
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
