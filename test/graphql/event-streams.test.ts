import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { defaultStreamLimits } from '../../src/graphql/streams/stream-limits.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp({
    streamLimits: { ...defaultStreamLimits, unsentBytes: 1_000_000, perCredential: 3, unsignedPerAddress: 9 },
  });
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
});
afterAll(() => app.close());

async function happens() {
  await app.shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    records.record({ type: 'PROGRAM_UPDATED', payload: {} });
    return { ok: true, value: undefined };
  });
}

async function cursor(): Promise<string> {
  return (await app.ask(viewer, '{ cursor }')).data.cursor;
}

function get(query: string, headers: Record<string, string> = {}, token: string | undefined = viewer) {
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(`${app.url}/stream?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream', ...authorization, ...headers },
  });
}

/** Reads a stream until so many events of it have come, and leaves. */
async function read(
  response: Response,
  count: number,
): Promise<{ id?: string; event?: string; data?: string }[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const events = () =>
    text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => /^event:/m.test(block))
      .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s))));
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value;
    if (events().length >= count) break;
  }
  await reader?.cancel();
  return events();
}

const EVENTS = (after: string) => `subscription { accountEvents(after: "${after}") { cursor type } }`;

describe('a subscription over server-sent events', () => {
  it('tells what was missed and what comes, with the cursor of each event as its id', async () => {
    const after = await cursor();
    await happens();
    const response = await get(EVENTS(after));
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await happens();
    const events = await read(response, 2);
    for (const { id, event, data } of events) {
      expect(event).toBe('next');
      expect(JSON.parse(data ?? '')).toEqual({
        data: { accountEvents: { cursor: id, type: 'PROGRAM_UPDATED' } },
      });
    }
  });

  it('goes on behind `Last-Event-ID`, as EventSource asks for it when it comes back', async () => {
    const after = await cursor();
    for (let n = 0; n < 3; n += 1) await happens();
    const [first] = await read(await get(EVENTS(after)), 1);
    const rest = await read(await get(EVENTS(after), { 'last-event-id': first?.id ?? '' }), 2);
    const all = await read(await get(EVENTS(after)), 3);
    expect(rest.map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
  });

  it('has the cursor of its beginning as its id before anything has come, and goes on behind that', async () => {
    const response = await get('subscription { accountEvents { cursor type } }');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('\n\n')) text += (await reader?.read())?.value;
    await reader?.cancel();
    const [block = ''] = text.split('\n\n');
    // Without data, so that `EventSource` keeps it and tells its page nothing.
    expect(block).toBe(`id: ${await cursor()}`);
    await happens();
    const again = await get('subscription { accountEvents { cursor type } }', {
      'last-event-id': block.slice('id: '.length),
    });
    const [missed] = await read(again, 1);
    expect(missed?.id).toBe(await cursor());
  });

  it('is read by the client of the protocol’s library', async () => {
    const after = await cursor();
    await happens();
    const client = createClient({
      url: `${app.url}/stream`,
      headers: { authorization: `Bearer ${viewer}` },
      retryAttempts: 0,
    });
    const events = client.iterate({ query: EVENTS(after) });
    const { value } = await events.next();
    expect(value).toMatchObject({ data: { accountEvents: { type: 'PROGRAM_UPDATED' } } });
    await events.return?.();
    client.dispose();
  });

  it('ends with the reason when its viewer is no longer who they were', async () => {
    app.viewers.set('short', {
      kind: 'token',
      accountId: restaurant.actor.accountId,
      tokenId: 'short',
      role: 'VIEWER',
    });
    const response = await get(EVENTS(await cursor()), {}, 'short');
    app.viewers.delete('short');
    await app.graphql.recheckSockets();
    const [told, end] = await read(response, 2);
    expect(JSON.parse(told?.data ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(end?.event).toBe('complete');
  });

  it('is refused where it is not signed in, not a subscription, no valid document, or of another page', async () => {
    const status = async (answer: Promise<Response>) => (await answer).status;
    expect(await status(get(EVENTS('x'), {}, 'nobody'))).toBe(401);
    expect(await status(get('{ cursor }'))).toBe(400);
    expect(await status(get('mutation { a }'))).toBe(400);
    expect(await status(get('subscription { nothing }'))).toBe(400);
    expect(await status(get(EVENTS('x'), { origin: 'https://evil.example' }))).toBe(403);
    expect(await status(get(EVENTS('x'), { accept: 'application/json' }))).toBe(406);
    const [told] = await read(await get(EVENTS('x')), 1);
    expect(JSON.parse(told?.data ?? '')).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_MALFORMED' } }],
    });
  });

  it('is one of so many that a credential may have, and leaves nothing behind', async () => {
    const after = await cursor();
    const open = await Promise.all([1, 2, 3].map(() => get(EVENTS(after))));
    expect((await get(EVENTS(after))).status).toBe(429);
    for (const { body } of open) await body?.cancel();
    // The server hears of it a little later.
    while (app.graphql.held().signedIn > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(app.graphql.held()).toEqual({ groups: 0, streams: 0, members: 0, signedIn: 0, unsigned: 0 });
  });

  it.each<[string, (gate: () => Promise<void>) => () => void]>([
    [
      'it is found out who it is',
      (gate) => {
        const { viewerOf } = app.signIn;
        app.signIn.viewerOf = (headers) => gate().then(() => viewerOf(headers));
        return () => {
          app.signIn.viewerOf = viewerOf;
        };
      },
    ],
    [
      'the log is asked where it begins',
      (gate) => {
        const { log } = app.shop;
        const { bounds } = log;
        log.bounds = (stream) => gate().then(() => Reflect.apply(bounds, log, [stream]));
        return () => {
          log.bounds = bounds;
        };
      },
    ],
  ])('leaves nothing behind where its reader leaves while %s', async (_when, hold) => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let restore = (): void => {};
    const isHeld = new Promise<void>((resolve) => {
      restore = hold(() => {
        resolve();
        return held;
      });
    });
    const gone = new Promise((resolve) =>
      app.app.server.once('request', (_request, response) => response.once('close', resolve)),
    );
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${viewer}` };
    const query = encodeURIComponent('subscription { accountEvents { type } }');
    // A connection of its own, which ends with its request.
    const asked = request(`${app.url}/stream?query=${query}`, { headers, agent: false }).end();
    asked.on('error', () => {});
    await isHeld;
    asked.destroy();
    await gone;
    letGo();
    restore();
    // All that the server does of one who has gone.
    for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(app.graphql.held()).toEqual({ groups: 0, streams: 0, members: 0, signedIn: 0, unsigned: 0 });
  });
});
