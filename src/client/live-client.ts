import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ApiError, ConnectionLost, readFaults } from './api-error.ts';
import { nameOf, type Operation, type VariablesOf } from './operation.ts';

export interface LiveClientSettings {
  /** The gateway without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly token: string | undefined;
}

/** The gateway over one WebSocket, which is opened when something is subscribed to and closed with the last subscription. */
export interface LiveClient {
  /**
   * What the server sends, until the reader leaves or the server ends it. Throws `ApiError` where the server refuses,
   * and `ConnectionLost` where the connection breaks: it is not taken up again here, because only the reader knows
   * how far it has read. `follow` does that.
   */
  subscribe<Result, Variables>(
    operation: Operation<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): AsyncIterableIterator<Result>;
  /** Cuts the connection as a tunnel does: without a word to the server. */
  cut(): void;
  /** Ends all subscriptions and closes the socket. */
  close(): Promise<void>;
}

/** A silent connection is asked whether it lives; without an answer within the grace it counts as lost. */
const PING_AFTER_MS = 12_000;
const PONG_GRACE_MS = 5_000;
const ACK_WITHIN_MS = 10_000;

export function createLiveClient({ url, token }: LiveClientSettings): LiveClient {
  let socket: WebSocket | undefined;
  let pongDue: NodeJS.Timeout | undefined;
  const cut = () => socket?.terminate();
  const client = createClient({
    url: `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    keepAlive: PING_AFTER_MS,
    connectionAckWaitTimeout: ACK_WITHIN_MS,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      ping: (received) => {
        if (!received) pongDue = setTimeout(cut, PONG_GRACE_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongDue);
      },
      closed: () => clearTimeout(pongDue),
    },
  });

  async function* results<Result>(name: string, query: string, variables: unknown): AsyncGenerator<Result> {
    const given = variables as Record<string, unknown> | undefined;
    const source = client.iterate<Result>({ query, operationName: name, variables: given ?? {} });
    try {
      for await (const { data, errors } of source) {
        if (errors !== undefined) throw new ApiError(name, readFaults(errors));
        if (data) yield data;
      }
    } catch (error) {
      throw faultOf(name, error);
    }
  }

  return {
    subscribe: (operation, ...[variables]) => {
      const stream = results(nameOf(operation), operation.toString(), variables);
      return stream as AsyncIterableIterator<never>;
    },
    cut,
    async close() {
      await client.dispose();
    },
  };
}

/** Codes by which the protocol says that the client is at fault; a connection that closes otherwise may be tried again. */
const refusals = new Set([4400, 4401, 4403, 4406, 4409, 4429]);

function faultOf(name: string, error: unknown): Error {
  if (error instanceof ApiError) return error;
  if (Array.isArray(error)) return new ApiError(name, readFaults(error));
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: unknown };
  if (typeof code === 'number' && refusals.has(code)) {
    return new ApiError(name, [{ message: `the socket was closed with ${code} ${String(reason)}` }]);
  }
  const why =
    typeof code === 'number' ? `closed with ${code}` : String((error as Error | null)?.message ?? error);
  return new ConnectionLost(`${name}: the connection broke (${why})`, { cause: error });
}
