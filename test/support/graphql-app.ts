import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { ViewerUntil } from '../../src/accounts/known-viewer.ts';
import { nobody } from '../../src/accounts/viewer.ts';
import { post } from '../../src/delivery/outgoing-post.ts';
import { followEvents } from '../../src/duties/follow-events.ts';
import { Bell } from '../../src/events/bell.ts';
import type { GraphqlParts, SignInDesk } from '../../src/graphql/context.ts';
import { type MountedGraphql, mountGraphql } from '../../src/graphql/server.ts';
import type { StreamLimits } from '../../src/graphql/streams/stream-limits.ts';
import { clientAddressOf, trustedProxies } from '../../src/http/client-address.ts';
import { registerComplianceReports } from '../../src/http/compliance-reports.ts';
import { registerConfirmations } from '../../src/http/confirmations.ts';
import { registerFiles } from '../../src/http/files.ts';
import { registerPlatformExits } from '../../src/http/platform-exits.ts';
import { createServer } from '../../src/http/server.ts';
import { done } from '../../src/kernel/outcome.ts';
import { variants } from '../../src/policy/variants.ts';
import { createComplianceReader } from '../../src/store/compliance-reader.ts';
import { createFileStore } from '../../src/store/files.ts';
import { createPerform, type PerformParts } from '../../src/store/perform.ts';
import { DemandReads } from '../../src/store/reads/demand-reads.ts';
import { readExits } from '../../src/store/reads/exit-reads.ts';
import { ScriptedPlatform } from './scripted-platform.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** How the operator of the app names its backups. */
export const BACKUPS = ['每日全量备份，保留 30 天'];
export const CONSOLE = 'https://console.example';

/** An answer, with as much of its form as tests look at. */
export interface Answer {
  readonly status: number;
  // What a test asks for, it knows the form of.
  // biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
  readonly data: any;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
}

export interface GraphqlApp {
  readonly shop: Workshop;
  readonly app: FastifyInstance;
  readonly graphql: MountedGraphql;
  /** Rings at this node's own commits, and when a test says so. */
  readonly bell: Bell;
  readonly url: string;
  /** What was written down as a fault. */
  readonly faults: unknown[];
  /** The platforms behind it, on which the test says what happens. */
  connectorOf(platform: string): ScriptedPlatform;
  /** Who answers who somebody is; tests put other answers in. */
  readonly signIn: SignInDesk;
  /** Who each token stands for; tests add and take away. */
  readonly viewers: Map<string, ViewerUntil>;
  /** A member of the account with a role, by a token of that name. */
  platform(platform: string): string;
  member(accountId: string, role: 'OWNER' | 'ADMIN' | 'DEVELOPER' | 'VIEWER'): string;
  host(hostId: string): string;
  ask(token: string | undefined, query: string, variables?: object): Promise<Answer>;
  post(body: string, headers?: Record<string, string>): Promise<Response>;
  socket(token: string | undefined, options?: { origin?: string }): Client;
  close(): Promise<void>;
}

/**
 * The contract on a server of its own, with the files and pages beside it, a database behind it and made-up
 * callers in front. `backups` are those that the operator names; `proxies` are those whose word is taken for where callers are; `on` is a database that is there already and stays when
 * the app is closed, left out: a fresh one; `wakeUps` are those by which this node wakes others; `desk` is who says who
 * somebody is, left out: one for made-up callers.
 */
export async function openGraphqlApp({
  backups = BACKUPS,
  streamLimits,
  proxies = [],
  webhooks = { post, addresses: { privateAddresses: true } },
  on,
  wakeUps,
  desk,
}: {
  backups?: readonly string[];
  streamLimits?: StreamLimits;
  proxies?: readonly string[];
  webhooks?: GraphqlParts['webhooks'];
  on?: Workshop;
  wakeUps?: (bell: Bell) => PerformParts['wakeUps'];
  desk?: (shop: Workshop) => SignInDesk;
} = {}): Promise<GraphqlApp> {
  const opened = on ?? (await openWorkshop());
  const { database, cipher, clock, queue, log } = opened;
  const bell = new Bell();
  const shop: Workshop = {
    ...opened,
    perform: createPerform({
      ...{ database, cipher, clock, queue, bell },
      wakeUps: wakeUps?.(bell),
      follow: followEvents,
    }),
  };
  const viewers = new Map<string, ViewerUntil>();
  const signIn = desk?.(shop) ?? deskOf(viewers);
  const complianceReport = createComplianceReader(database, cipher, clock);
  const platforms = new Map(variants.map(({ platform }) => [platform, new ScriptedPlatform(platform)]));
  const connectorOf = (platform: string): ScriptedPlatform => {
    const scripted = platforms.get(platform);
    if (!scripted) throw new Error(platform);
    return scripted;
  };
  const trusts = trustedProxies(proxies);
  const parts: Omit<GraphqlParts, 'hosts' | 'faults' | 'schema'> = {
    clock,
    perform: shop.perform,
    database,
    cipher,
    log,
    bell,
    hostSource: 'SIMULATED',
    connectorOf,
    signIn,
    complianceReport,
    publicUrl: 'http://gateway.example',
    allowedOrigins: [CONSOLE],
    backups,
    ...(streamLimits ? { streamLimits } : {}),
    addressOf: (request) => clientAddressOf(request, trusts),
    webhooks,
  };
  const app = createServer('silent', trusts);
  const { viewerOf } = signIn;
  await registerFiles(app, { viewerOf, ...createFileStore(database.prisma, cipher, clock) });
  const demands = new DemandReads(database.prisma, cipher);
  registerConfirmations(app, { viewerOf, document: (reader, id) => demands.document(reader, id) });
  registerPlatformExits(app, {
    viewerOf,
    exit: async (accountId, id) => (await readExits(database.prisma, accountId, { id }))[0],
  });
  registerComplianceReports(app, {
    viewerOf,
    clock,
    platforms: variants.map(({ platform }) => platform),
    read: complianceReport,
  });
  const faults: unknown[] = [];
  app.log.error = (details: unknown) => void faults.push(details);
  const graphql = await mountGraphql(app, parts);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const clients: Client[] = [];

  return {
    shop,
    app,
    graphql,
    bell,
    url,
    faults,
    connectorOf,
    signIn,
    viewers,
    post,
    member(accountId, role) {
      const token = `${role}-${accountId}`;
      const memberId = `mem_${accountId}`;
      viewers.set(token, { kind: 'member', accountId, personId: 'person_1', memberId, role });
      return token;
    },
    platform(platform) {
      viewers.set(platform, { kind: 'platform', platform, credentialId: 'cred_2' });
      return platform;
    },
    host(hostId) {
      viewers.set(hostId, { kind: 'host', hostId, credentialId: 'cred_1' });
      return hostId;
    },
    async ask(token, query, variables = {}) {
      const accept = 'application/graphql-response+json';
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await post(JSON.stringify({ query, variables }), { accept, ...authorization });
      const { data, errors = [] } = (await response.json()) as Answer;
      return { status: response.status, data, errors };
    },
    socket(token, { origin } = {}) {
      class FromPage extends WebSocket {
        constructor(address: string, protocols: string | string[]) {
          super(address, protocols, origin === undefined ? {} : { origin });
        }
      }
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: FromPage,
        retryAttempts: 0,
        ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
      });
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.dispose()));
      await app.close();
      if (!on) await shop.close();
    },
  };
}

function deskOf(viewers: ReadonlyMap<string, ViewerUntil>): SignInDesk {
  return {
    async viewerOf(headers) {
      const token = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
      return viewers.get(token ?? '') ?? nobody;
    },
    async endingsOf(asked) {
      return asked.map((viewer) => {
        const isThere = [...viewers.values()].some((one) => JSON.stringify(one) === JSON.stringify(viewer));
        return isThere ? undefined : 'TOKEN_ENDED';
      });
    },
    hearChanges: () => () => {},
    createApiToken: async () => done({ id: 'token_1', token: 'pft_secret' }),
    listApiTokens: async () => done([]),
    revokeApiToken: async (_viewer, id) =>
      id === 'token_1'
        ? done({ id })
        : { ok: false, problems: [{ code: 'NOT_FOUND', message: 'there is no such token', path: 'id' }] },
  };
}

/** The first results of a subscription, which is ended then. */
export async function firstResults(
  client: Client,
  query: string,
  count: number,
  meanwhile: () => Promise<unknown> = async () => {},
) {
  const results = client.iterate<Record<string, Record<string, unknown>>>({ query });
  const taken: { data?: Record<string, Record<string, unknown>> | null; errors?: unknown }[] = [];
  const first = results.next();
  await meanwhile();
  for (let next = await first; !next.done; next = await results.next()) {
    taken.push(next.value as (typeof taken)[number]);
    if (taken.length === count) break;
  }
  await results.return?.();
  return taken;
}
