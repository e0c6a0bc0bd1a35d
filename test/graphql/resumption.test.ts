import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { accountStream } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket } from '../support/plain-socket.ts';

const QUERY = 'subscription ($after: String) { accountEvents(after: $after) { id cursor } }';

interface Event {
  readonly id: string;
  readonly cursor: string;
}
interface Result {
  readonly data: { readonly accountEvents: Event };
}

let app: GraphqlApp;
let actor: Awaited<ReturnType<GraphqlApp['shop']['newAccount']>>;
let token: string;

beforeAll(async () => {
  app = await openGraphqlApp();
});
afterAll(() => app.close());

async function happens(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'PROGRAM_UPDATED', payload: {} });
      return done(undefined);
    });
}

/** Reads so many events behind a place, does something, reads so many more, and has its connection break. */
type Read = (after: string, first: number, meanwhile: () => Promise<void>, more: number) => Promise<Event[]>;

const byLibrary: Read = async (after, first, meanwhile, more) => {
  const client = createClient({
    url: app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const results = client.iterate<Result['data']>({ query: QUERY, variables: { after } });
  const events: Event[] = [];
  const take = async (count: number) => {
    for (let n = 0; n < count; n += 1)
      events.push(((await results.next()).value as Result).data.accountEvents);
  };
  await take(first);
  await meanwhile();
  await take(more);
  client.terminate();
  await results.next().catch(() => undefined);
  return events;
};

const byHand: Read = async (after, first, meanwhile, more) => {
  const plain = await openPlainSocket(app.url);
  await plain.signIn(token);
  plain.subscribe('1', QUERY, { after });
  const events: Event[] = [];
  const take = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const { payload } = (await plain.next()) as { payload: Result };
      events.push(payload.data.accountEvents);
    }
  };
  await take(first);
  await meanwhile();
  await take(more);
  plain.socket.terminate();
  await plain.closed;
  return events;
};

describe.each([
  ['the client of the protocol’s library', byLibrary],
  ['a plain WebSocket', byHand],
])('%s', (_client, read) => {
  it('goes on behind the cursor it has after its connection broke, and has every event once', async () => {
    actor = await app.shop.newAccount();
    token = app.member(actor.accountId, 'VIEWER');
    await happens(3);
    const before = await read('e0', 2, () => happens(1), 1);
    // It has dealt with three of four. Two more happen while it is away, and two when it is back.
    await happens(2);
    const after = await read(before.at(-1)?.cursor ?? '', 3, () => happens(2), 2);
    const log = await app.shop.log.readAfter(accountStream(actor.accountId), 0n, 100);
    expect([...before, ...after].map(({ id }) => id)).toEqual(log.map(({ id }) => id));
    expect(log).toHaveLength(8);
  });
});

describe('a log that is put back to an earlier state while it is followed', () => {
  /** As a backup does that was taken before the last events. */
  async function putBack(events: number): Promise<void> {
    const { prisma } = app.shop.database;
    const { accountId } = actor;
    await prisma.$transaction([
      prisma.$queryRaw`SELECT set_config('paifang.retiring', ${accountId}, true)`,
      prisma.$executeRaw`DELETE FROM "Event" WHERE "accountId" = ${accountId} AND "accountPosition" > ${events}`,
      prisma.$executeRaw`UPDATE "StreamHead" SET head = ${events} WHERE stream = ${accountStream(accountId)}`,
    ]);
  }

  it('ends the subscription with CURSOR_AHEAD, and the socket stays for the next', async () => {
    actor = await app.shop.newAccount();
    token = app.member(actor.accountId, 'VIEWER');
    await happens(4);
    const plain = await openPlainSocket(app.url);
    await plain.signIn(token);
    plain.subscribe('1', QUERY, { after: app.shop.log.cursorAt(accountStream(actor.accountId), 3n) });
    expect(await plain.next()).toMatchObject({ type: 'next', payload: { data: { accountEvents: {} } } });
    await putBack(2);
    await app.graphql.look();
    expect(await plain.next()).toMatchObject({
      type: 'next',
      id: '1',
      payload: { errors: [{ extensions: { code: 'CURSOR_AHEAD' } }] },
    });
    expect(await plain.next()).toMatchObject({ type: 'complete', id: '1' });
    const { prisma } = app.shop.database;
    expect(await prisma.event.count({ where: { accountId: actor.accountId } })).toBe(2);
    plain.subscribe('2', QUERY, { after: app.shop.log.cursorAt(accountStream(actor.accountId), 1n) });
    expect(await plain.next()).toMatchObject({ type: 'next', id: '2', payload: { data: {} } });
    plain.socket.terminate();
    await plain.closed;
  });
});
