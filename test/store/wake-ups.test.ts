import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Bell } from '../../src/events/bell.ts';
import { accountStream } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import type { DatabaseLocation } from '../../src/store/database.ts';
import { KeptLine } from '../../src/store/wake-ups/kept-line.ts';
import type { Line } from '../../src/store/wake-ups/line.ts';
import { natsLine } from '../../src/store/wake-ups/nats-line.ts';
import {
  openWakeUps,
  reasonOf,
  type WakeUpAddress,
  type WakeUpLog,
} from '../../src/store/wake-ups/open-wake-ups.ts';
import { EVENT_CHANNEL } from '../../src/store/wake-ups/postgres-line.ts';
import type { WakeUps } from '../../src/store/wake-ups/wake-ups.ts';
import { freePort } from '../support/free-port.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const {
  PAIFANG_TEST_DATABASE_URL: postgres,
  PAIFANG_TEST_REDIS_URL: redis,
  PAIFANG_TEST_NATS_URL: nats,
} = process.env;

const NO_DATABASE: DatabaseLocation = { kind: 'EMBEDDED', directory: 'none' };

/** What is written to the log, for a test that waits for it. */
class NotedLog implements WakeUpLog {
  readonly told: { readonly level: string; readonly details: object; readonly message: string }[] = [];
  #heard: () => void = () => {};

  info(details: object, message: string): void {
    this.#note('info', details, message);
  }

  warn(details: object, message: string): void {
    this.#note('warn', details, message);
  }

  /** Resolves once so many lines of this level were written. */
  async has(level: 'info' | 'warn', count: number): Promise<void> {
    while (this.told.filter((line) => line.level === level).length < count)
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
  }

  #note(level: string, details: object, message: string): void {
    this.told.push({ level, details, message });
    this.#heard();
  }
}

/** A node whose way to the carrier leads through a proxy. */
interface Node {
  readonly app: GraphqlApp;
  readonly wakeUps: WakeUps;
  readonly log: NotedLog;
}

let shop: Workshop;
let proxy: TcpProxy;
let nodes: Node[] = [];
let actor: Awaited<ReturnType<Workshop['newAccount']>>;

/** The same address, by way of the proxy. */
function through(url: string): string {
  const detour = new URL(url);
  detour.hostname = '127.0.0.1';
  detour.port = String(proxy.port);
  return detour.href;
}

type Carrier = readonly ['POSTGRES' | 'REDIS' | 'NATS', string];

async function openNode([carrier, url]: Carrier): Promise<Node> {
  const log = new NotedLog();
  const opened: { wakeUps?: WakeUps | undefined } = {};
  const app = await openGraphqlApp({
    on: shop,
    wakeUps: (bell) => {
      opened.wakeUps = openedOver(carrier, through(url), bell, log);
      return opened.wakeUps;
    },
  });
  if (!opened.wakeUps) throw new Error('nothing wakes this node');
  await log.has('info', 1);
  return { app, wakeUps: opened.wakeUps, log };
}

function openedOver(carrier: Carrier[0], url: string, bell: Bell, log: NotedLog): WakeUps | undefined {
  const parts = { ring: bell.ring.bind(bell), log };
  if (carrier === 'POSTGRES') return openWakeUps({ kind: 'SERVER', url, connections: 2 }, undefined, parts);
  return openWakeUps(NO_DATABASE, { carrier, url }, parts);
}

function happens({ app }: Node): Promise<unknown> {
  return app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
    records.record({ type: 'PROGRAM_UPDATED', payload: {} });
    return done(undefined);
  });
}

/** Resolves when this node is told that the account's stream has grown. */
function rung({ app }: Node): Promise<void> {
  return new Promise((resolve) => {
    const unlisten = app.bell.listen(accountStream(actor.accountId), () => {
      unlisten();
      resolve();
    });
  });
}

async function follow({ app }: Node): Promise<PlainSocket> {
  const socket = await openPlainSocket(app.url);
  await socket.signIn(app.member(actor.accountId, 'VIEWER'));
  socket.subscribe('1', 'subscription { accountEvents(after: "e0") { cursor } }');
  return socket;
}

/** The places of the next events, by their cursors. */
async function placesOf(socket: PlainSocket, count: number): Promise<number[]> {
  const places: number[] = [];
  while (places.length < count) {
    const { payload } = (await socket.next()) as {
      payload: { data: { accountEvents: { cursor: string } } };
    };
    places.push(Number.parseInt(payload.data.accountEvents.cursor.slice(1), 36));
  }
  return places;
}

/** How often the database notified while something was done. */
async function notificationsOf(act: () => Promise<unknown>): Promise<number> {
  const { options } = shop.database.pool;
  const listener = new pg.Client({ connectionString: options.connectionString });
  let heard = 0;
  listener.on('notification', () => (heard += 1));
  await listener.connect();
  await listener.query(`LISTEN ${EVENT_CHANNEL}`);
  await act();
  await listener.query('SELECT 1');
  await listener.end();
  return heard;
}

function wakes(carrier: Carrier[0], url: string | undefined): void {
  const where = url === undefined ? describe.skip : describe;
  const over: Carrier = [carrier, url ?? ''];
  where(`wake-ups over ${carrier}`, () => {
    beforeEach(async () => {
      shop = await openWorkshop();
      actor = await shop.newAccount();
      const server = carrier === 'POSTGRES' ? String(shop.database.pool.options.connectionString) : over[1];
      const { hostname, port } = new URL(server);
      const usual = { POSTGRES: 5432, REDIS: 6379, NATS: 4222 }[carrier];
      proxy = await TcpProxy.open({ host: hostname, port: Number(port) || usual });
      nodes = [await openNode([carrier, server]), await openNode([carrier, server])];
    });
    afterEach(async () => {
      for (const { app, wakeUps } of nodes) {
        await wakeUps.stop();
        await app.close();
      }
      await proxy.cut();
      await shop.close();
    });

    it('tell the subscribers of a node what another commits', async () => {
      const [here, there] = nodes as [Node, Node];
      const socket = await follow(there);
      const woken = rung(there);
      await happens(here);
      await woken;
      expect(await placesOf(socket, 1)).toEqual([1]);
      if (carrier !== 'POSTGRES' && shop.database.kind === 'SERVER')
        expect(await notificationsOf(() => happens(here))).toBe(0);
    });

    it('that are lost while the carrier is away cost nothing, and arrive again when it is back', async () => {
      const [here, there] = nodes as [Node, Node];
      const socket = await follow(there);
      await happens(here);
      expect(await placesOf(socket, 1)).toEqual([1]);

      await proxy.cut();
      await there.log.has('warn', 1);
      await here.log.has('warn', 1);
      expect([here.wakeUps.isUp(), there.wakeUps.isUp()]).toEqual([false, false]);
      await happens(here);
      await happens(here);
      await there.app.graphql.look();
      expect(await placesOf(socket, 2)).toEqual([2, 3]);

      await proxy.mend();
      await there.log.has('info', 2);
      await here.log.has('info', 2);
      expect([here.wakeUps.isUp(), there.wakeUps.isUp()]).toEqual([true, true]);
      const woken = rung(there);
      await happens(here);
      await woken;
      expect(await placesOf(socket, 1)).toEqual([4]);
      // One line for the outage, however often it was tried meanwhile.
      expect(there.log.told.map(({ level }) => level)).toEqual(['info', 'warn', 'info']);
    });
  });
}

wakes('POSTGRES', postgres);
wakes('REDIS', redis);
wakes('NATS', nats);

describe('a carrier that cannot be had', () => {
  it.each(['REDIS', 'NATS'] as const)('is written down without its password, as %s', async (carrier) => {
    const port = await freePort();
    const scheme = carrier.toLowerCase();
    const address: WakeUpAddress = { carrier, url: `${scheme}://someone:hidden%20word@127.0.0.1:${port}` };
    const log = new NotedLog();
    const wakeUps = openWakeUps(NO_DATABASE, address, { ring: () => {}, log });
    await log.has('warn', 1);
    expect(log.told[0]).toMatchObject({
      details: { carrier, at: `127.0.0.1:${port}`, reason: expect.stringMatching(/\S/) },
      message: expect.stringContaining('up to five seconds late'),
    });
    expect(JSON.stringify(log.told)).not.toContain('hidden');
    expect(wakeUps?.isUp()).toBe(false);
    // Telling others is no fault of who cannot be told.
    wakeUps?.afterCommit([accountStream('acct_1')]);
    await wakeUps?.stop();
  });

  it('has its password and its token taken out of what it says', () => {
    const said = new Error('user someone with hidden word (hidden%20word) is refused');
    expect(reasonOf(said, 'redis://someone:hidden%20word@cache')).toBe('user someone with … (…) is refused');
    expect(reasonOf(new Error('no token t0ken'), 'nats://t0ken@bus')).toBe('no token …');
    expect(reasonOf({ code: 'ECONNREFUSED', message: '' }, 'nats://bus')).toBe('ECONNREFUSED');
  });
});

describe('a server that takes connections and says nothing', () => {
  it('is given up as a NATS, and nothing stays open', async () => {
    const closed: Promise<unknown>[] = [];
    const silent = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      closed.push(new Promise((resolve) => socket.once('close', resolve)));
    });
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    await expect(natsLine(`nats://127.0.0.1:${port}`, 50)(() => {})).rejects.toThrow(/greet/);
    silent.close();
    await Promise.all(closed);
  });
});

/** A line that a test answers on, breaks, or leaves silent. */
class ScriptedLine implements Line {
  readonly sent: string[] = [];
  isSilent = false;
  #break: (fault: unknown) => void = () => {};
  readonly broken = new Promise<unknown>((resolve) => {
    this.#break = resolve;
  });

  send(message: string): void {
    this.sent.push(message);
  }

  ask(): Promise<unknown> {
    return this.isSilent ? new Promise(() => {}) : Promise.resolve();
  }

  async close(): Promise<void> {
    this.#break(new Error('closed'));
  }
}

describe('a line that is kept', () => {
  it('is given up where nobody answers on it, though it does not break, and opened again', async () => {
    const lines: ScriptedLine[] = [];
    const log = new NotedLog();
    const line = new KeptLine({
      open: async () => {
        const opened = new ScriptedLine();
        lines.push(opened);
        return opened;
      },
      hear: () => {},
      onUp: () => log.info({}, 'up'),
      onDown: () => log.warn({}, 'down'),
      answerWithinMs: 0,
    });
    await log.has('info', 1);
    await line.check();
    expect(line.isUp()).toBe(true);
    for (const opened of lines) opened.isSilent = true;
    await line.check();
    await log.has('warn', 1);
    expect(line.isUp()).toBe(false);
    line.send('lost');
    await log.has('info', 2);
    line.send('told');
    expect(lines.map(({ sent }) => sent)).toEqual([[], ['told']]);
    await line.stop();
    expect(line.isUp()).toBe(false);
  });
});
