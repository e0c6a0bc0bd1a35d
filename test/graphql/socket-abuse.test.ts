import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { SOCKET_CLOSED } from '../../src/graphql/streams/socket-session.ts';
import { defaultStreamLimits } from '../../src/graphql/streams/stream-limits.ts';
import { done } from '../../src/kernel/outcome.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';

const SILENT = 40;
/** What a client makes of a connection that ended without a word. */
const CUT = 1006;
const WORDS = '长'.repeat(40_000);
/** More than the buffers of a machine's own connections take. */
const MANY = 150;

let app: GraphqlApp;
let actor: Awaited<ReturnType<GraphqlApp['shop']['newAccount']>>;
let token: string;
/** Somebody who does nothing wrong, beside all that follows. */
let bystander: PlainSocket;

beforeAll(async () => {
  const streamLimits = {
    ...defaultStreamLimits,
    unsentBytes: 512 * 1024,
    unsignedPerAddress: SILENT,
    signInWithinMs: 3_000,
  };
  app = await openGraphqlApp({ streamLimits });
  actor = await app.shop.newAccount();
  token = app.member(actor.accountId, 'VIEWER');
  bystander = await subscribed();
});
afterAll(async () => {
  await bystander.close();
  await app.close();
});

async function cursorNow(): Promise<string> {
  return (await app.ask(token, '{ cursor }')).data.cursor;
}

async function subscribed(): Promise<PlainSocket> {
  const socket = await openPlainSocket(app.url);
  await socket.signIn(token);
  follow(socket, await cursorNow());
  return socket;
}

function follow(socket: PlainSocket, after: string): void {
  socket.subscribe(
    '1',
    'subscription ($after: String) { accountEvents(after: $after) { id cursor payload } }',
    {
      after,
    },
  );
}

async function happens(times = 1, words = 'w'): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'REVIEW_REJECTED', payload: { words } });
      return done(undefined);
    });
}

interface Told {
  readonly id: string;
  readonly cursor: string;
}

function toldIn(message: unknown): Told {
  return (message as { payload: { data: { accountEvents: Told } } }).payload.data.accountEvents;
}

async function isUnharmed(): Promise<void> {
  await happens();
  expect(toldIn(await bystander.next())).toHaveProperty('id');
}

describe('sockets that connect and say nothing', () => {
  it('are so many of one address and no more, and are closed with 4408, each by itself', async () => {
    const silent = await Promise.all(Array.from({ length: SILENT }, () => openPlainSocket(app.url)));
    await expect(openPlainSocket(app.url)).rejects.toBe(429);
    await isUnharmed();
    const ends = await Promise.all(silent.map(({ closed }) => closed));
    expect(new Set(ends.map(({ code }) => code))).toEqual(
      new Set([CloseCode.ConnectionInitialisationTimeout]),
    );
    const next = await openPlainSocket(app.url);
    await next.signIn(token);
    await next.close();
  }, 30_000);
});

describe('a subscriber that never reads', () => {
  it('is closed while the others are told everything, and goes on behind its last cursor', async () => {
    const after = await cursorNow();
    const idle = await openPlainSocket(app.url);
    await idle.signIn(token);
    idle.socket.pause();
    follow(idle, after);
    const all: string[] = [];
    let hasCome = false;
    // Until it is given up: only the bystander is left.
    while (all.length < MANY && !(hasCome && app.graphql.held().members === 1)) {
      await happens(1, WORDS);
      all.push(toldIn(await bystander.next()).id);
      hasCome ||= app.graphql.held().members > 1;
    }
    idle.socket.resume();
    // Who does not take even that within five seconds is cut.
    expect([SOCKET_CLOSED.SLOW, CUT]).toContain((await idle.closed).code);
    const first = idle.received.map(toldIn);
    expect(first.length).toBeLessThan(all.length);
    const back = await openPlainSocket(app.url);
    await back.signIn(token);
    follow(back, first.at(-1)?.cursor ?? after);
    const rest: string[] = [];
    while (first.length + rest.length < all.length) rest.push(toldIn(await back.next()).id);
    expect([...first.map(({ id }) => id), ...rest]).toEqual(all);
    await back.close();
  }, 60_000);
});

describe('a client that sends junk', () => {
  const ping = JSON.stringify({ type: 'ping' });
  it.each<[string, number, (socket: PlainSocket) => void]>([
    ['no JSON', CloseCode.BadRequest, (socket) => socket.send('{')],
    ['JSON that is no message', CloseCode.BadRequest, (socket) => socket.send('[1]')],
    ['a message of another type', CloseCode.BadRequest, (socket) => socket.send({ type: 'start' })],
    [
      'a message that only servers send',
      CloseCode.BadRequest,
      (socket) => socket.send({ type: 'next', id: '1' }),
    ],
    ['binary frames', CloseCode.BadRequest, (socket) => socket.socket.send(Buffer.from([0, 1, 2, 255]))],
    [
      'text that is no UTF-8',
      1007,
      (socket) => socket.socket.send(Buffer.from([0xc3, 0x28]), { binary: false }),
    ],
    ['a message of a megabyte', 1009, (socket) => socket.send(' '.repeat(1024 * 1024))],
    [
      'more messages than one may send',
      SOCKET_CLOSED.TOO_MANY_MESSAGES,
      (socket) => {
        for (let n = 0; n < 1_000; n += 1) socket.send(ping);
      },
    ],
    [
      'the same operation twice',
      CloseCode.SubscriberAlreadyExists,
      (socket) => {
        for (let n = 0; n < 2; n += 1) socket.subscribe('twice', 'subscription { accountEvents { id } }');
      },
    ],
    [
      'a second greeting',
      CloseCode.TooManyInitialisationRequests,
      (socket) => socket.send({ type: 'connection_init' }),
    ],
  ])('is closed by the protocol’s own code: %s', async (_what, code, send) => {
    const socket = await openPlainSocket(app.url);
    await socket.signIn(token);
    send(socket);
    expect((await socket.closed).code).toBe(code);
    await isUnharmed();
  });

  it('before it has signed in is closed with 4401', async () => {
    const socket = await openPlainSocket(app.url);
    socket.subscribe('1', 'subscription { accountEvents { id } }');
    expect((await socket.closed).code).toBe(CloseCode.Unauthorized);
    await isUnharmed();
  });

  it('is not let in with a protocol of before', async () => {
    const socket = await openPlainSocket(app.url, 'graphql-ws').catch(() => undefined);
    if (socket) expect((await socket.closed).code).toBe(CloseCode.SubprotocolNotAcceptable);
    await isUnharmed();
  });
});

describe('a document that is expensive at each event', () => {
  it('is refused with OVER_LIMIT, and its socket and the others go on', async () => {
    const socket = await openPlainSocket(app.url);
    await socket.signIn(token);
    const dear = 'program { versions(first: 100) { packages { reviews { state } } } }';
    socket.subscribe('dear', `subscription { accountEvents { ${dear} } }`);
    expect(await socket.next()).toMatchObject({
      id: 'dear',
      type: 'next',
      payload: { errors: [{ extensions: { code: 'OVER_LIMIT' } }] },
    });
    expect(await socket.next()).toEqual({ id: 'dear', type: 'complete' });
    follow(socket, await cursorNow());
    await isUnharmed();
    expect(toldIn(await socket.next())).toHaveProperty('id');
    await socket.close();
  });
});
