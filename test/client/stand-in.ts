import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

export interface StandIn {
  readonly url: string;
  /** The `authorization` of each request over HTTP and of each socket, in order. */
  readonly authorizations: (string | undefined)[];
  /** Closes the sockets that are open, as a gateway does that is restarted. */
  dropSockets(): void;
  close(): Promise<void>;
}

/** Answers over HTTP and WebSocket what these functions return, under the committed contract. */
export async function startStandIn(rootValue: Readonly<Record<string, object>>): Promise<StandIn> {
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
  const authorizations: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    authorizations.push(request.headers.authorization);
    const { query: source, variables: variableValues } = JSON.parse(await text(request));
    const answer = await graphql({ schema, source, rootValue, variableValues });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const serving = serveSockets(
    {
      schema,
      roots: { subscription: { ...rootValue } },
      onConnect: ({ connectionParams }) => {
        authorizations.push(connectionParams?.authorization as string | undefined);
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorizations,
    dropSockets() {
      for (const socket of sockets.clients) socket.close(1012);
    },
    async close() {
      await serving.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
