import type { FastifyInstance } from 'fastify';
import { createHostDirectory } from '../store/reads/host-directory.ts';
import type { GraphqlParts } from './context.ts';
import { mountHttp } from './http.ts';
import { mountSockets } from './socket.ts';

export const GRAPHQL_PATH = '/graphql';

/** A socket whose viewer has gone is closed within three seconds: this, and what asking takes. */
const RECHECK_EVERY_MS = 2_500;

export interface MountedGraphql {
  /** Closes every socket whose viewer is not who they were. Runs by itself every two and a half seconds. */
  recheckSockets(): Promise<void>;
  /** Ends subscriptions and finishes what is running. Happens by itself before the server closes. */
  stop(): Promise<void>;
}

/** Serves the contract on `/graphql`, over HTTP and over WebSocket. Call it before the server listens. */
export async function mountGraphql(
  app: FastifyInstance,
  given: Omit<GraphqlParts, 'hosts' | 'faults'>,
): Promise<MountedGraphql> {
  const parts: GraphqlParts = {
    ...given,
    hosts: createHostDirectory(given.database.pool, given.clock),
    faults: { error: (details, message) => app.log.error(details, message) },
  };
  const apollo = await mountHttp(app, parts, GRAPHQL_PATH);
  const sockets = mountSockets(app, parts, GRAPHQL_PATH);
  const timer = setInterval(() => void sockets.recheck(), RECHECK_EVERY_MS);
  timer.unref();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    clearInterval(timer);
    stopped ??= sockets.stop().then(() => apollo.stop());
    return stopped;
  };
  // The server waits for its sockets, so they are ended before it is.
  app.addHook('preClose', stop);
  return { recheckSockets: () => sockets.recheck(), stop };
}
