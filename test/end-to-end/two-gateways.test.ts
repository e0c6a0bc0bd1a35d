import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { AcceptAgreementDocument, DeclareSubjectDocument } from '../../src/client/generated/graphql.ts';
import { testLocation } from '../support/database.ts';
import { RESTAURANT } from '../support/facts.ts';
import { freePort } from '../support/free-port.ts';
import { emptyFolder, GatewayProcess } from '../support/gateway-process.ts';
import { createOwner, environmentOf, OWNER } from '../support/one-host-gateway.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const LOCALE = 'en';
const EVENTS = 'subscription ($after: String) { accountEvents(after: $after) { id cursor } }';

/** Two processes on one PostgreSQL: what is embedded one process alone can have open. */
const { PAIFANG_TEST_DATABASE_URL, PAIFANG_TEST_REDIS_URL, PAIFANG_TEST_NATS_URL } = process.env;
const onServer = PAIFANG_TEST_DATABASE_URL ? describe : describe.skip;

/** What the nodes wake each other by: the database itself, and whatever else this run has. */
const carriers: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['PostgreSQL', {}],
  ...[PAIFANG_TEST_REDIS_URL, PAIFANG_TEST_NATS_URL].flatMap((url) =>
    url ? [[new URL(url).protocol, { PAIFANG_WAKE_UPS: url }] as const] : [],
  ),
];

/** One account's log, read from its beginning through one address, at whichever node is there. */
class Follower {
  readonly seen: string[] = [];
  #after = 'e0';
  #client: Client | undefined;
  #seenMore: () => void = () => {};

  /** Follows behind what was seen, over a socket of its own. Resolves to what says when that breaks. */
  async follow(api: ApiClient): Promise<{ readonly lost: Promise<unknown> }> {
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${api.token}` },
      retryAttempts: 0,
    });
    this.#client = client;
    const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
    const lost = new Promise<unknown>((resolve) => {
      client.subscribe<{ accountEvents: { id: string; cursor: string } }>(
        { query: EVENTS, variables: { after: this.#after } },
        {
          next: ({ data }) => data && this.#take(data.accountEvents),
          error: resolve,
          complete: () => resolve(new Error('the stream ended')),
        },
      );
    });
    await Promise.race([connected, lost]);
    return { lost };
  }

  async until(count: number): Promise<void> {
    while (this.seen.length < count)
      await new Promise<void>((seen) => {
        this.#seenMore = seen;
      });
  }

  /** Resolves when everything that was sent before has come. */
  async settled(): Promise<void> {
    for await (const _ of this.#client?.iterate({ query: '{ viewer { kind } }' }) ?? []);
  }

  async leave(): Promise<void> {
    await this.#client?.dispose();
  }

  #take({ id, cursor }: { readonly id: string; readonly cursor: string }): void {
    this.seen.push(id);
    this.#after = cursor;
    this.#seenMore();
  }
}

onServer('two gateways behind one address on one PostgreSQL', () => {
  describe.each(carriers)('that wake each other over %s', (_carrier, wakeUps) => {
    const data = emptyFolder();
    const follower = new Follower();
    let nodes: Map<number, GatewayProcess>;
    let database: pg.Pool;
    let drop: () => Promise<void>;
    let proxy: TcpProxy;
    let environment: Readonly<Record<string, string>>;
    let api: ApiClient;
    let declared = 0;

    beforeAll(async () => {
      const testDatabase = await testLocation();
      ({ drop } = testDatabase);
      const { location } = testDatabase;
      if (location.kind !== 'SERVER') throw new Error('a server is needed');
      database = new pg.Pool({ connectionString: location.url, max: 2 });
      const ports = [await freePort(), await freePort()];
      proxy = await TcpProxy.open(...ports.map((port) => ({ host: '127.0.0.1', port })));
      const url = `http://127.0.0.1:${proxy.port}`;
      environment = {
        ...environmentOf(location, await freePort()),
        ...wakeUps,
        PAIFANG_DATA_DIR: data.folder,
        PAIFANG_PUBLIC_URL: url,
      };
      // Both at once, on a database that has no table yet.
      nodes = new Map(ports.map((port) => [port, start(port)]));
      for (const port of ports) await serves(port);
      createOwner(environment);
      api = createApiClient({ url });
      await api.signIn(OWNER.email, OWNER.password);
      await api.execute(AcceptAgreementDocument, {
        input: { platform: 'WECHAT', all: true },
        locale: LOCALE,
      });
    }, 120_000);

    afterAll(async () => {
      await follower.leave();
      for (const node of nodes?.values() ?? []) await node.kill();
      await proxy?.cut();
      await database?.end();
      data.remove();
      await drop?.();
    });

    function start(port: number): GatewayProcess {
      return new GatewayProcess({ ...environment, PORT: String(port) });
    }

    /** Asks the node until it serves and can be woken; each question is a round trip. */
    async function serves(port: number): Promise<void> {
      await nodes.get(port)?.says('Ctrl-C stops it');
      for (;;) {
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
        if ((await answer.text()) === '{"status":"ready"}') return;
      }
    }

    /** Commits so many acts at a node, each with its event. */
    async function commit(port: number, count: number): Promise<void> {
      const node = createApiClient({ url: `http://127.0.0.1:${port}`, token: api.token ?? '' });
      for (let n = 0; n < count; n += 1) {
        declared += 1;
        const input = {
          type: 'ORGANISATION' as const,
          legalName: RESTAURANT,
          identityNumber: '91500000MA5U00000X',
          representativeName: '某某',
          representativeAccount: 'someone',
          phone: String(13_800_000_000 + declared),
        };
        const { declareSubject } = await node.execute(DeclareSubjectDocument, { input, locale: LOCALE });
        expect(declareSubject.problems).toEqual([]);
      }
    }

    /** Every event that there is, in the order of commits. */
    async function log(): Promise<string[]> {
      const { rows } = await database.query<{ id: string }>(
        'SELECT id FROM "Event" ORDER BY "accountPosition"',
      );
      return rows.map(({ id }) => id);
    }

    async function hasSeenEverything(): Promise<void> {
      const all = await log();
      await follower.until(all.length);
      await follower.settled();
      expect(follower.seen).toEqual(all);
    }

    it('lose no event and tell none twice when the one that holds the socket is killed', async () => {
      const { lost } = await follower.follow(api);
      const holder = proxy.passages.at(-1)?.target.port ?? 0;
      const other = [...nodes.keys()].find((port) => port !== holder) ?? 0;
      await commit(other, 3);
      await commit(holder, 2);
      await hasSeenEverything();

      const before = follower.seen.length;
      const writing = commit(other, 8);
      await follower.until(before + 2);
      await nodes.get(holder)?.kill();
      expect(await lost).toBeDefined();
      await writing;
      await follower.follow(api);
      expect(proxy.passages.at(-1)?.target.port).toBe(other);
      await commit(other, 2);
      await hasSeenEverything();

      nodes.set(holder, start(holder));
      await serves(holder);
      await commit(holder, 3);
      await hasSeenEverything();
    }, 120_000);
  });

  it('serve, and say what they are without, where their carrier is not there', async () => {
    const { location, drop } = await testLocation();
    const data = emptyFolder();
    const [port, metricsPort, nowhere] = [await freePort(), await freePort(), await freePort()];
    const gateway = new GatewayProcess({
      ...environmentOf(location, nowhere),
      PORT: String(port),
      PAIFANG_PUBLIC_URL: `http://127.0.0.1:${port}`,
      PAIFANG_DATA_DIR: data.folder,
      PAIFANG_METRICS_PORT: String(metricsPort),
      PAIFANG_WAKE_UPS: `redis://someone:hidden-word@127.0.0.1:${nowhere}`,
      LOG_LEVEL: 'warn',
    });
    try {
      await gateway.says('Ctrl-C stops it');
      await gateway.says('up to five seconds late');
      const health = await fetch(`http://127.0.0.1:${port}/health/ready`);
      expect([health.status, await health.json()]).toEqual([200, { status: 'ready', without: ['wakeUps'] }]);
      const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      expect(metrics).toContain('paifang_wake_ups_up{carrier="REDIS"} 0');
      expect(await gateway.interrupt()).toBe(0);
      expect(gateway.output).toContain(`127.0.0.1:${nowhere}`);
      expect(gateway.output).not.toContain('hidden-word');
    } finally {
      await gateway.kill();
      data.remove();
      await drop();
    }
  }, 120_000);
});
