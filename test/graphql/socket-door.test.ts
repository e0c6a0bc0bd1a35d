import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { SocketDoor } from '../../src/graphql/streams/socket-door.ts';

const settings = { path: '/graphql', allowedOrigins: [], addressOf: () => '', unsignedPerAddress: 1 };

let server: Server;
let door: SocketDoor;

beforeEach(async () => {
  door = new SocketDoor(new WebSocketServer({ noServer: true }), settings);
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => new Promise((closed) => server.close(closed)));

/** Somebody asks for a socket at a path at which there is none, and keeps its own side open. */
async function ask(): Promise<{ client: Socket; request: IncomingMessage; network: Duplex }> {
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => {});
  client.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const [request, network] = (await once(server, 'upgrade')) as [IncomingMessage, Duplex];
  return { client, request, network };
}

function refuse(request: IncomingMessage, network: Duplex): void {
  door.knock(request, network, Buffer.alloc(0), () => {
    throw new Error('nobody is let in here');
  });
}

function connections(): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((fault, count) => (fault ? reject(fault) : resolve(count))),
  );
}

describe('a connection that is refused a socket', () => {
  it('is closed when it has its answer, though the other side keeps its own open', async () => {
    const { client, request, network } = await ask();
    const closed = once(network, 'close');
    refuse(request, network);
    const [answer] = await once(client, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    await closed;
    expect(await connections()).toBe(0);
    client.destroy();
  });

  it('may be reset when it has its answer', async () => {
    const { client, request, network } = await ask();
    const closed = once(network, 'close');
    refuse(request, network);
    await once(client, 'data');
    client.resetAndDestroy();
    await closed;
    expect(await connections()).toBe(0);
  });

  it('may be reset before it has its answer', async () => {
    const { client, request, network } = await ask();
    client.resetAndDestroy();
    await once(client, 'close');
    const closed = new Promise((resolve) => network.once('close', resolve));
    refuse(request, network);
    await closed;
    expect(await connections()).toBe(0);
  });

  it('is cut where it does not take its answer', async () => {
    const { client, request } = await ask();
    const stuck = new Duplex({ read() {}, write() {} });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      refuse(request, stuck);
      expect(stuck.destroyed).toBe(false);
      jest.runAllTimers();
      expect(stuck.destroyed).toBe(true);
    } finally {
      jest.useRealTimers();
    }
    client.destroy();
    request.socket.destroy();
  });
});
