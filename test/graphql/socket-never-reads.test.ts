import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type WebSocket, WebSocketServer } from 'ws';
import { Heartbeat } from '../../src/graphql/streams/heartbeat.ts';
import { ENOUGH_UNSENT } from '../../src/graphql/streams/outlet.ts';
import { SOCKET_CLOSED, SocketSession } from '../../src/graphql/streams/socket-session.ts';
import { defaultStreamLimits } from '../../src/graphql/streams/stream-limits.ts';
import { done } from '../../src/kernel/outcome.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';
import { StandingClock } from '../support/workshop.ts';

const WORDS = '长'.repeat(40_000);
/** An event with these words, as a message. */
const MESSAGE = 130_000;
/** More than the buffers of a machine's own connections take, and the limit. */
const MANY = 150;
const CLOSE_FRAME = 0x88;

let app: GraphqlApp;
let actor: Awaited<ReturnType<GraphqlApp['shop']['newAccount']>>;
let token: string;

beforeAll(async () => {
  app = await openGraphqlApp({ streamLimits: { ...defaultStreamLimits, unsentBytes: 512 * 1024 } });
  actor = await app.shop.newAccount();
  token = app.member(actor.accountId, 'VIEWER');
});
afterAll(() => app.close());
afterEach(() => {
  jest.useRealTimers();
});

/** The gateway's own end of a connection: the most that was held for it, and whether it was told to close. */
interface OwnEnd {
  readonly network: Duplex;
  held: number;
  isClosing: boolean;
}

/** Signs in and reads nothing from then on. */
async function neverReading(): Promise<{ client: PlainSocket; own: OwnEnd }> {
  let own: OwnEnd | undefined;
  app.app.server.prependOnceListener('upgrade', (_request, network) => {
    own = watched(network);
  });
  const client = await openPlainSocket(app.url);
  await client.signIn(token);
  client.socket.pause();
  if (!own) throw new Error('the gateway has no end of it');
  return { client, own };
}

function watched(network: Duplex): OwnEnd {
  const own = { network, held: 0, isClosing: false };
  const write = network.write.bind(network);
  network.write = (...given: unknown[]) => {
    const [chunk] = given;
    own.isClosing ||= Buffer.isBuffer(chunk) && chunk[0] === CLOSE_FRAME;
    const isFree = Reflect.apply(write, network, given);
    own.held = Math.max(own.held, network.writableLength);
    return isFree;
  };
  return own;
}

async function cursorNow(): Promise<string> {
  return (await app.ask(token, '{ cursor }')).data.cursor;
}

function follow(client: PlainSocket, id: string, after: string): void {
  // A document of its own is a group of its own.
  client.subscribe(id, `subscription { accountEvents(after: "${after}") { ${id}: id cursor payload } }`);
}

/** The log goes on until the gateway closes the connection, or has had every reason to. */
async function goesOnUntilClosing(own: OwnEnd): Promise<void> {
  for (let n = 0; n < MANY && !own.isClosing; n += 1) {
    await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'REVIEW_REJECTED', payload: { words: WORDS } });
      return done(undefined);
    });
  }
}

describe('a subscriber that never reads, with nobody else in its group', () => {
  it('is closed with 4413 when it owes more than it may, and little is held for it until then', async () => {
    const after = await cursorNow();
    const { client, own } = await neverReading();
    follow(client, 'alone', after);
    await goesOnUntilClosing(own);
    expect(own.isClosing).toBe(true);
    expect(own.held).toBeLessThan(ENOUGH_UNSENT + 2 * MESSAGE);
    client.socket.resume();
    expect(await client.closed).toEqual({
      code: SOCKET_CLOSED.SLOW,
      reason: 'slow: resume from your last cursor',
    });
  }, 60_000);

  it('is closed so with several subscriptions, for which no more is held than for one', async () => {
    const after = await cursorNow();
    const { client, own } = await neverReading();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) follow(client, id, after);
    await goesOnUntilClosing(own);
    expect(own.isClosing).toBe(true);
    expect(own.held).toBeLessThan(ENOUGH_UNSENT + 2 * MESSAGE);
    client.socket.resume();
    expect(await client.closed).toMatchObject({ code: SOCKET_CLOSED.SLOW });
  }, 60_000);

  it('is cut five seconds later where it does not take the close either, and leaves nothing behind', async () => {
    const after = await cursorNow();
    const { client, own } = await neverReading();
    follow(client, 'stuck', after);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'setInterval', 'Date'] });
    await goesOnUntilClosing(own);
    jest.advanceTimersByTime(4_999);
    expect(own.network.destroyed).toBe(false);
    const gone = once(own.network, 'close');
    jest.advanceTimersByTime(1);
    jest.useRealTimers();
    await gone;
    // The rest is done when the protocol's server has heard of it.
    while (app.graphql.held().signedIn > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(app.graphql.held()).toEqual({ groups: 0, streams: 0, members: 0, signedIn: 0, unsigned: 0 });
    client.socket.resume();
    expect((await client.closed).code).toBe(1006);
  }, 60_000);
});

describe('a socket that has not answered a ping by the next', () => {
  const periods = 31;
  let heartbeat: Heartbeat;
  afterEach(() => heartbeat.stop());

  /** A socket whose network takes what it is given, or nothing at all. */
  async function silent(takes: boolean): Promise<WebSocket> {
    const network = new Duplex({ read() {}, write: (_chunk, _encoding, taken) => void (takes && taken()) });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write(
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    const [request] = (await once(server, 'upgrade')) as [IncomingMessage];
    const sockets = new WebSocketServer({ noServer: true });
    const socket = await new Promise<WebSocket>((enter) =>
      sockets.handleUpgrade(request, network, Buffer.alloc(0), enter),
    );
    client.destroy();
    request.socket.destroy();
    server.close();
    heartbeat = new Heartbeat();
    heartbeat.add(new SocketSession(socket, network, new StandingClock(new Date(0))));
    jest.spyOn(socket, 'close');
    jest.spyOn(socket, 'terminate');
    for (let n = 0; n < periods; n += 1) heartbeat.beat();
    return socket;
  }

  it('is told to come back behind its last cursor where it has not taken what it was sent', async () => {
    const socket = await silent(false);
    expect(socket.close).toHaveBeenCalledWith(SOCKET_CLOSED.SLOW, expect.stringContaining('last cursor'));
    expect(socket.terminate).not.toHaveBeenCalled();
    socket.terminate();
  });

  it('is cut where its network has taken everything, and nobody answers', async () => {
    const socket = await silent(true);
    expect(socket.close).not.toHaveBeenCalled();
    expect(socket.terminate).toHaveBeenCalled();
  });
});
