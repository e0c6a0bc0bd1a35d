import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { CloseCode, type SubscribePayload } from 'graphql-ws';
import { useServer as serveProtocol } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import { headersOfConnection } from '../accounts/presented-credential.ts';
import { nobody } from '../accounts/viewer.ts';
import { createContext, type GraphqlParts } from './context.ts';
import { overLimit, unauthenticated } from './errors.ts';
import { limitsRule, MOST_TOKENS } from './limits.ts';
import { maskGraphqlError } from './mask-errors.ts';
import { buildSchema } from './schema.ts';

const LARGEST_MESSAGE = 64 * 1024;
const MOST_SUBSCRIPTIONS = 20;
const INIT_WITHIN_MS = 10_000;

/** What is kept of a socket that has signed in. */
interface SignedIn {
  readonly viewer: ViewerUntil;
  readonly headers: Headers;
}

type Extra = { signedIn?: SignedIn };

export interface MountedSockets {
  /** Asks of every open socket whether its viewer still is who they were, and closes those that are not. */
  recheck(): Promise<void>;
  stop(): Promise<void>;
}

/** Serves the contract on `path` over the protocol `graphql-transport-ws`. */
export function mountSockets(app: FastifyInstance, parts: GraphqlParts, path: string): MountedSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const upgrade = acceptOrRefuse(sockets, parts.allowedOrigins, path);
  const server: Server = app.server;
  server.on('upgrade', upgrade);
  const open = new Map<WebSocket, SignedIn>();

  const served = serveProtocol<Record<string, unknown>, Extra>(
    {
      schema: buildSchema(),
      connectionInitWaitTimeout: INIT_WITHIN_MS,
      async onConnect({ connectionParams, extra }) {
        const headers = headersOf(extra.request, connectionParams);
        const viewer = await parts.signIn.viewerOf(headers);
        if (viewer.kind === 'nobody') return false;
        extra.signedIn = { viewer, headers };
        open.set(extra.socket, extra.signedIn);
        return true;
      },
      onClose({ extra }) {
        open.delete(extra.socket);
      },
      onSubscribe: ({ extra, subscriptions }, _id, payload) =>
        prepare(parts, extra.signedIn, Object.keys(subscriptions).length, payload),
      onNext(_context, _id, _payload, _args, result) {
        if (!result.errors) return undefined;
        const errors = result.errors.map((error) => maskGraphqlError(toError(error), parts.faults));
        return { ...result, errors } as FormattedExecutionResult;
      },
      onError: (_context, _id, _payload, errors) =>
        errors.map((error) => maskGraphqlError(toError(error), parts.faults)),
      isProd: true,
    },
    sockets,
  );

  return {
    async recheck() {
      await Promise.all(
        [...open].map(async ([socket, { viewer, headers }]) => {
          // While nobody can be asked, nobody is turned away who was let in.
          const now = await parts.signIn.viewerOf(headers).catch(() => viewer);
          if (!isSame(viewer, now)) socket.close(CloseCode.Forbidden, 'Forbidden');
        }),
      );
    },
    async stop() {
      server.off('upgrade', upgrade);
      await served.dispose();
    },
  };
}

/** The operation, checked as over HTTP, or what is wrong with it. `running` counts it, too. */
function prepare(
  parts: GraphqlParts,
  signedIn: SignedIn | undefined,
  running: number,
  { query, variables, operationName }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  if (!signedIn) return [unauthenticated(nobody)];
  if (running > MOST_SUBSCRIPTIONS) return [tooManyAtOnce()];
  const schema = buildSchema();
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MOST_TOKENS });
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('the document cannot be read')];
  }
  // The limits alone first: what is too large is not looked at any further.
  const excess = validate(schema, document, [limitsRule]);
  if (excess.length > 0) return excess;
  const faults = validate(schema, document, specifiedRules);
  if (faults.length > 0) return faults;
  if (!getOperationAST(document, operationName)) {
    return [new GraphQLError('name one of the operations of the document in `operationName`')];
  }
  const contextValue = createContext(parts, signedIn.viewer);
  return { schema, document, contextValue, variableValues: variables, operationName };
}

function tooManyAtOnce(): GraphQLError {
  return overLimit(
    `a socket carries at most ${MOST_SUBSCRIPTIONS} operations at once: end one, or open another socket`,
  );
}

/** Only this path, and only pages of ours: a browser sends the cookie to whoever asks it to. */
function acceptOrRefuse(sockets: WebSocketServer, allowedOrigins: readonly string[], path: string) {
  return (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const { origin } = request.headers;
    if (request.url?.split('?')[0] !== path) {
      refuse(stream, '404 Not Found');
      return;
    }
    if (origin !== undefined && !allowedOrigins.includes(origin)) {
      refuse(stream, '403 Forbidden');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  };
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What signs a socket in: its connection parameters, or else the headers of its upgrade request. */
function headersOf({ headers }: IncomingMessage, parameters: unknown): Headers {
  const given = headersOfConnection(parameters, headers.cookie);
  const { authorization } = headers;
  if (given.get('authorization') === null && authorization !== undefined) {
    given.delete('cookie');
    given.set('authorization', authorization);
  }
  return given;
}

/** Whether the viewer is still the one who was let in, with the same rights. */
function isSame(before: ViewerUntil, now: ViewerUntil): boolean {
  const { expiresAt: _then, ...known } = before;
  const { expiresAt: _now, ...found } = now;
  return JSON.stringify(known) === JSON.stringify(found);
}

function toError(error: { readonly message: string }): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(error.message);
}
