import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../accounts/viewer.ts';
import { createHostDirectory } from '../store/reads/host-directory.ts';
import type { TestWebhookDeps } from '../webhooks/test-webhook.ts';
import type { GraphqlParts } from './context.ts';
import { mountHttp } from './http.ts';
import { buildSchema } from './schema.ts';
import { mountSockets } from './socket.ts';
import { mountEventStreams } from './sse.ts';
import { CredentialWatch } from './streams/credential-watch.ts';
import { StreamGroups } from './streams/stream-groups.ts';
import { defaultStreamLimits } from './streams/stream-limits.ts';
import { webhookDeps } from './webhook-deps.ts';

export const GRAPHQL_PATH = '/graphql';
export const EVENT_STREAM_PATH = '/graphql/stream';

/**
 * A connection whose viewer has gone is ended within three seconds: this, and what asking takes. What ends rights on this
 * node is looked at at once; this finds what another node or the operator's command did.
 */
const RECHECK_EVERY_MS = 2_000;

/** Groups of subscriptions to the log, streams that they follow, members; connections that signed in, and that did not. */
export interface HeldForSubscribers {
  readonly groups: number;
  readonly streams: number;
  readonly members: number;
  readonly signedIn: number;
  readonly unsigned: number;
}

export interface MountedGraphql {
  /** Ends every connection whose viewer is not who they were. Runs by itself every two seconds. */
  recheckSockets(): Promise<void>;
  /** Reads on, for all subscribers, wherever a wake-up was lost. Runs by itself every five seconds. */
  look(): Promise<void>;
  /** How much is held for subscribers at the moment. */
  held(): HeldForSubscribers;
  /** What tells webhooks is given the same. */
  readonly webhooks: TestWebhookDeps;
  /** Ends subscriptions and finishes what is running. Happens by itself before the server closes. */
  stop(): Promise<void>;
}

/** Serves the contract on `/graphql`, over HTTP and over WebSocket. Call it before the server listens. */
export async function mountGraphql(
  app: FastifyInstance,
  given: Omit<GraphqlParts, 'hosts' | 'faults' | 'schema'>,
): Promise<MountedGraphql> {
  const parts: GraphqlParts = {
    ...given,
    schema: buildSchema(),
    hosts: createHostDirectory(given.database.pool, given.clock),
    faults: { error: (details, message) => app.log.error(details, message) },
  };
  const apollo = await mountHttp(app, parts, GRAPHQL_PATH);
  const { schema } = parts;
  const limits = { ...defaultStreamLimits, ...parts.streamLimits };
  const endingsOf = (viewers: readonly Viewer[]) => parts.signIn.endingsOf(viewers);
  const watch = new CredentialWatch(parts.clock, endingsOf, limits.perCredential);
  const groups = new StreamGroups(parts, schema, {
    mostUnsent: limits.unsentBytes,
    rightsSettled: () => watch.settled(),
  });
  const unhear = parts.signIn.hearChanges((change) => watch.hear(change));
  const streamParts = { parts, schema, groups, watch, limits };
  const sockets = mountSockets(app, streamParts, GRAPHQL_PATH);
  const eventStreams = mountEventStreams(app, streamParts, EVENT_STREAM_PATH);
  const timer = setInterval(() => void watch.recheck(), RECHECK_EVERY_MS);
  timer.unref();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    clearInterval(timer);
    unhear();
    eventStreams.stop();
    stopped ??= sockets.stop().then(() => apollo.stop());
    return stopped;
  };
  // The server waits for its sockets, so they are ended before it is.
  app.addHook('preClose', stop);
  return {
    recheckSockets: () => watch.recheck(),
    webhooks: webhookDeps(parts),
    look: () => groups.look(),
    held: () => ({ ...groups.held, signedIn: watch.size, unsigned: sockets.unsigned() }),
    stop,
  };
}
