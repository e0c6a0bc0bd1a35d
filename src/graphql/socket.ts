import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  type ExecutionArgs,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import { headersOfConnection } from '../accounts/presented-credential.ts';
import { nobody } from '../accounts/viewer.ts';
import { consistentExecution } from './consistent-execution.ts';
import { createContext, type GraphqlParts } from './context.ts';
import { overLimit, unauthenticated } from './errors.ts';
import { maskErrors } from './mask-errors.ts';
import type { CredentialWatch } from './streams/credential-watch.ts';
import { foundViewer } from './streams/found-viewer.ts';
import { Heartbeat } from './streams/heartbeat.ts';
import { LogSource } from './streams/log-source.ts';
import { openSubscription } from './streams/open-subscription.ts';
import { type PreparedDocument, PreparedDocuments } from './streams/prepared-documents.ts';
import { type RenewalAnswer, renewed, showsCredential } from './streams/renewal.ts';
import { SocketDoor } from './streams/socket-door.ts';
import { SOCKET_CLOSED, SocketSession } from './streams/socket-session.ts';
import { SocketSubscription } from './streams/socket-subscription.ts';
import type { StreamGroups } from './streams/stream-groups.ts';
import type { StreamLimits } from './streams/stream-limits.ts';

const LARGEST_MESSAGE = 64 * 1024;
const MOST_SUBSCRIPTIONS = 20;
/** A client that is told that its socket is closed answers within this time, or is cut. */
const CLOSES_WITHIN_MS = 5_000;
/** The types of `ws` do not know this option yet. */
const untypedOptions: object = { closeTimeout: CLOSES_WITHIN_MS };

interface Extra {
  readonly session: SocketSession;
  /** By which it may sign in, where its parameters name nothing; forgotten when it has. */
  request: IncomingMessage | undefined;
  /** Tells the door that it has said who it is. */
  readonly signedIn: () => void;
  viewer?: ViewerUntil;
}

/** An operation of a socket, with what the protocol's server needs of it and what its group does. */
interface Asked extends ExecutionArgs {
  readonly id: string;
  readonly session: SocketSession;
  readonly prepared: PreparedDocument;
  readonly viewer: ViewerUntil;
}

export interface MountedSockets {
  /** How many sockets have not said who they are. */
  unsigned(): number;
  stop(): Promise<void>;
}

/** What the sockets are served with. */
export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly groups: StreamGroups;
  readonly watch: CredentialWatch;
  readonly limits: StreamLimits;
  readonly parts: GraphqlParts;
}

/** Serves the contract on `path` over the protocol `graphql-transport-ws`. */
export function mountSockets(app: FastifyInstance, given: SocketParts, path: string): MountedSockets {
  const { parts, schema, groups, watch, limits } = given;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols,
    ...untypedOptions,
  });
  const documents = new PreparedDocuments(schema);
  const heartbeat = new Heartbeat();

  const served = makeServer<Record<string, unknown>, Extra>({
    schema,
    execute: consistentExecution(execute),
    connectionInitWaitTimeout: limits.signInWithinMs,
    async onConnect({ connectionParams, extra }) {
      const { session, request, signedIn } = extra;
      extra.request = undefined;
      const { moment } = watch;
      const viewer = await foundViewer(parts, headersOf(request, connectionParams));
      if (!viewer) {
        session.close(SOCKET_CLOSED.TRY_LATER, 'who signs in cannot be found out now: try again later');
        return false;
      }
      if (viewer.kind === 'nobody') return false;
      // It may have gone while it was found out who it is.
      if (!session.isOpen) return false;
      if (!watch.add(session, viewer, moment)) {
        session.close(
          SOCKET_CLOSED.TOO_MANY_SOCKETS,
          'too many sockets of this credential: close others first',
        );
        return false;
      }
      extra.viewer = viewer;
      session.expiresAt = viewer.expiresAt;
      signedIn();
      return true;
    },
    onClose({ extra }) {
      watch.remove(extra.session);
    },
    onSubscribe: ({ extra, subscriptions }, id, payload) =>
      prepare(parts, documents, schema, extra, Object.keys(subscriptions).length, id, payload),
    async subscribe(args) {
      const source = await openSubscription(args);
      if (!(source instanceof LogSource)) return source;
      const { id, session, prepared, viewer, variableValues, operationName } = args as Asked;
      const subscription = new SocketSubscription(session, id);
      const asked = {
        prepared,
        viewer,
        variables: variableValues ?? {},
        operationName: operationName ?? undefined,
      };
      try {
        subscription.enter(groups.enter(asked, source, subscription));
      } catch (refusal) {
        if (refusal instanceof GraphQLError) return { errors: [refusal] };
        throw refusal;
      }
      return subscription as AsyncIterableIterator<never>;
    },
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors
        ? ({ ...result, errors: maskErrors(result.errors, parts.faults) } as FormattedExecutionResult)
        : undefined,
    onError: (_context, _id, _payload, errors) => maskErrors(errors, parts.faults),
  });

  const { allowedOrigins, addressOf } = parts;
  const door = new SocketDoor(sockets, {
    path,
    allowedOrigins,
    addressOf,
    unsignedPerAddress: limits.unsignedPerAddress,
  });
  const upgrade = (asked: IncomingMessage, stream: Duplex, head: Buffer): void =>
    door.knock(asked, stream, head, ({ socket, request, network, signedIn }) => {
      const session = new SocketSession(socket, network, parts.clock);
      heartbeat.add(session);
      serve(served, { session, request, signedIn }, given);
    });
  const server: Server = app.server;
  server.on('upgrade', upgrade);

  return {
    unsigned: () => door.unsigned,
    async stop() {
      server.off('upgrade', upgrade);
      heartbeat.stop();
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      await new Promise((closed) => sockets.close(closed));
    },
  };
}

/** Hands the messages of a socket to the protocol's server, and the other way. */
function serve(
  server: ReturnType<typeof makeServer<Record<string, unknown>, Extra>>,
  extra: Extra,
  given: SocketParts,
): void {
  const { session } = extra;
  const { socket } = session;
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => session.send(text),
      close: (code, reason) => session.close(code ?? CloseCode.InternalServerError, reason ?? ''),
      async onPing(payload) {
        const answer =
          extra.viewer && showsCredential(payload)
            ? await renew(given, extra, extra.viewer, payload)
            : payload;
        await session.send(JSON.stringify({ type: 'pong', ...(answer ? { payload: answer } : {}) }));
      },
      onMessage(hear) {
        socket.on('message', (message) => {
          if (!session.mayHear()) {
            session.close(SOCKET_CLOSED.TOO_MANY_MESSAGES, 'too many messages');
            return;
          }
          // Of what it says itself, the protocol's server throws at messages that only a server sends.
          hear(String(message)).catch(() => session.close(CloseCode.BadRequest, 'Invalid message received'));
        });
      },
    },
    extra,
  );
  // What is wrong with a frame, `ws` tells the client by closing: 1002, 1007 or 1009.
  socket.on('error', () => {});
  socket.once('close', (code, reason) => void closed(code, String(reason)));
}

/** Puts another credential of the same viewer in the place of the one that a socket signed in with. */
async function renew(
  { parts, watch }: SocketParts,
  extra: Extra,
  before: ViewerUntil,
  payload: Readonly<Record<string, unknown>> | undefined,
): Promise<RenewalAnswer> {
  const { moment } = watch;
  const viewer = await renewed(parts, before, payload);
  if ('renewed' in viewer) return viewer;
  const { session } = extra;
  if (!session.isOpen || !watch.add(session, viewer, moment)) {
    return { renewed: false, code: 'TOO_MANY', reason: 'too many sockets of this credential' };
  }
  extra.viewer = viewer;
  session.expiresAt = viewer.expiresAt;
  return { renewed: true, until: viewer.expiresAt?.toISOString() ?? null };
}

/** The operation, checked as over HTTP, or what is wrong with it. `running` counts it, too. */
function prepare(
  parts: GraphqlParts,
  documents: PreparedDocuments,
  schema: GraphQLSchema,
  { viewer, session }: Extra,
  running: number,
  id: string,
  { query, variables, operationName }: SubscribePayload,
): Asked | readonly GraphQLError[] {
  if (!viewer) return [unauthenticated(nobody)];
  if (running > MOST_SUBSCRIPTIONS) return [tooManyAtOnce()];
  const prepared = documents.prepare(query);
  if (!('document' in prepared)) return prepared;
  const { document } = prepared;
  if (!getOperationAST(document, operationName)) {
    return [new GraphQLError('name one of the operations of the document in `operationName`')];
  }
  const contextValue = createContext(parts, viewer);
  return {
    schema,
    document,
    contextValue,
    variableValues: variables,
    operationName,
    id,
    session,
    prepared,
    viewer,
  };
}

function tooManyAtOnce(): GraphQLError {
  return overLimit(
    `a socket carries at most ${MOST_SUBSCRIPTIONS} operations at once: end one, or open another socket`,
  );
}

/** What signs a socket in: its connection parameters, or else the headers of its upgrade request. */
function headersOf(request: IncomingMessage | undefined, parameters: unknown): Headers {
  const { cookie, authorization } = request?.headers ?? {};
  const given = headersOfConnection(parameters, cookie);
  if (given.get('authorization') === null && authorization !== undefined) {
    given.delete('cookie');
    given.set('authorization', authorization);
  }
  return given;
}
