import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
let accountId: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  accountId = restaurant.actor.accountId;
});
afterAll(() => app.close());

async function happens() {
  await app.shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    records.record({ type: 'PROGRAM_UPDATED', payload: {} });
    return { ok: true, value: undefined };
  });
}

/** A token of its own for a test, which ends at an instant where one is given. */
function token(name: string, expiresAt?: Date): string {
  const viewer = { kind: 'token', accountId, tokenId: name, role: 'VIEWER' } as const;
  app.viewers.set(name, expiresAt ? { ...viewer, expiresAt } : viewer);
  return name;
}

async function signedIn(name: string): Promise<PlainSocket> {
  const socket = await openPlainSocket(app.url);
  await socket.signIn(name);
  return socket;
}

/** Follows everything from the place where the log is now. */
async function follow(socket: PlainSocket): Promise<void> {
  const { data } = await app.ask(app.member(accountId, 'VIEWER'), '{ cursor }');
  socket.subscribe('1', `subscription { accountEvents(after: "${data.cursor}") { type } }`);
}

describe('the rights of an open socket', () => {
  it('end with its credential, and the client is told what ended', async () => {
    const [kept, revoked] = [await signedIn(token('kept')), await signedIn(token('revoked'))];
    await app.graphql.recheckSockets();
    app.viewers.delete('revoked');
    await app.graphql.recheckSockets();
    expect(await revoked.closed).toEqual({
      code: 4403,
      reason: 'the token was revoked or has expired: use another',
    });
    kept.send({ type: 'ping' });
    expect(await kept.next()).toEqual({ type: 'pong' });
    await kept.close();
  });

  it('end at the instant at which the token expires, before the next event', async () => {
    const until = new Date(app.shop.clock.now().getTime() + 60_000);
    const socket = await signedIn(token('short', until));
    await follow(socket);
    await happens();
    expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
    app.shop.clock.advance(60_000);
    await happens();
    expect(await socket.closed).toMatchObject({ code: 4403, reason: expect.stringContaining('expired') });
    expect(socket.received).toHaveLength(0);
  });

  it('are asked about once for a credential, however many sockets it has', async () => {
    const sockets = [await signedIn(token('many')), await signedIn('many'), await signedIn('many')];
    const asked: number[] = [];
    const { endingsOf } = app.signIn;
    app.signIn.endingsOf = (viewers) => {
      asked.push(viewers.length);
      return endingsOf(viewers);
    };
    await app.graphql.recheckSockets();
    app.signIn.endingsOf = endingsOf;
    expect(asked).toEqual([1]);
    for (const socket of sockets) await socket.close();
  });

  it('stay while nobody can be asked', async () => {
    const socket = await signedIn(token('patient'));
    const { endingsOf } = app.signIn;
    app.signIn.endingsOf = () => Promise.reject(new Error('the database is gone'));
    await app.graphql.recheckSockets();
    app.signIn.endingsOf = endingsOf;
    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
    await socket.close();
  });
});

describe('a ping that shows a credential', () => {
  it('puts it in the place of the one before, and what runs goes on', async () => {
    const now = app.shop.clock.now().getTime();
    const later = new Date(now + 7_200_000);
    token('later', later);
    const socket = await signedIn(token('soon', new Date(now + 60_000)));
    await follow(socket);
    socket.send({ type: 'ping', payload: { authorization: 'Bearer later' } });
    expect(await socket.next()).toEqual({
      type: 'pong',
      payload: { renewed: true, until: later.toISOString() },
    });
    app.shop.clock.advance(60_000);
    app.viewers.delete('soon');
    await app.graphql.recheckSockets();
    await happens();
    expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
    await socket.close();
  });

  it('changes nothing where the credential is no good, or another viewer’s', async () => {
    const socket = await signedIn(token('own'));
    app.viewers.set('admin', { kind: 'token', accountId, tokenId: 'admin', role: 'ADMIN' });
    app.viewers.set('other', { kind: 'token', accountId: 'acct_other', tokenId: 'other', role: 'VIEWER' });
    const refusals = ['nothing', 'admin', 'other'].map(async (name) => {
      socket.send({ type: 'ping', payload: { authorization: `Bearer ${name}` } });
      return socket.next();
    });
    expect(await Promise.all(refusals)).toMatchObject(
      ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN'].map((code) => ({
        type: 'pong',
        payload: { renewed: false, code },
      })),
    );
    app.viewers.delete('admin');
    app.viewers.delete('other');
    await app.graphql.recheckSockets();
    socket.send({ type: 'ping', payload: { a: 1 } });
    expect(await socket.next()).toEqual({ type: 'pong', payload: { a: 1 } });
    await socket.close();
  });
});

describe('while it cannot be found out who somebody is', () => {
  async function whileAway(act: () => Promise<void>): Promise<void> {
    const { viewerOf } = app.signIn;
    app.signIn.viewerOf = () => Promise.reject(new Error('the database is gone'));
    const faultsBefore = app.faults.length;
    try {
      await act();
    } finally {
      app.signIn.viewerOf = viewerOf;
    }
    expect(app.faults.slice(faultsBefore)).toEqual([{ fault: 'Error: the database is gone' }]);
  }

  it('a socket that signs in is told to try again later, and is let in when it does', async () => {
    const socket = await openPlainSocket(app.url);
    await whileAway(async () => {
      socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token('early')}` } });
      expect(await socket.closed).toMatchObject({
        code: 1013,
        reason: expect.stringContaining('try again later'),
      });
    });
    await (await signedIn('early')).close();
  });

  it('a ping that shows a credential is told to try again later, and its socket stays', async () => {
    const socket = await signedIn(token('steady'));
    const ping = { type: 'ping', payload: { authorization: 'Bearer steady' } };
    await whileAway(async () => {
      socket.send(ping);
      expect(await Promise.race([socket.next(), socket.closed])).toMatchObject({
        type: 'pong',
        payload: { renewed: false, code: 'TRY_LATER' },
      });
    });
    socket.send(ping);
    expect(await socket.next()).toEqual({ type: 'pong', payload: { renewed: true, until: null } });
    await socket.close();
  });
});
