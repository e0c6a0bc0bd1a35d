import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { followEvents } from '../../src/duties/follow-events.ts';
import { Bell } from '../../src/events/bell.ts';
import { type EventType, reviewEventTypes } from '../../src/events/event.ts';
import { accountStream, hostStream, type StreamId } from '../../src/events/stream.ts';
import { done } from '../../src/kernel/outcome.ts';
import type { Database } from '../../src/store/database.ts';
import { createEventLog } from '../../src/store/event-store.ts';
import { createPerform } from '../../src/store/perform.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket } from '../support/plain-socket.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const HOST = 'tieba';
/** Nothing that arrives takes so long, in milliseconds; who waits longer has lost it. */
const LOST_AFTER_MS = 20_000;
/** After so long, in milliseconds, a slow machine has tried enough. */
const ENOUGH_MS = 40_000;

/** An event as it stands in the database. */
interface Row {
  readonly id: string;
  readonly type: EventType;
  readonly programId: string | null;
  readonly payload: { readonly hostIds?: readonly string[] };
}

/** What a subscriber asks for, and what of its stream it is to be told then. */
interface Audience {
  readonly stream: StreamId;
  readonly token: string;
  readonly field: string;
  readonly filter: string;
  readonly wants: (row: Row) => boolean;
}

interface Told {
  readonly id: string;
  readonly cursor: string;
}

/** A connection over which a subscriber is told. */
interface Wire {
  isOpen: boolean;
  cut(): void;
  /** Resolves when everything has come that was sent before. */
  settled(): Promise<unknown>;
}

type OpenWire = (url: string, audience: Audience, after: string, tell: (told: Told) => void) => Promise<Wire>;

/** With its place in a variable, so that all who ask for the same are one group at their node. */
function documentOf({ field, filter }: Audience): string {
  return `subscription ($after: String) { ${field}(after: $after${filter}) { id cursor } }`;
}

function toldIn(result: unknown, { field }: Audience): Told {
  const { data } = result as { readonly data?: Readonly<Record<string, Told>> };
  const told = data?.[field];
  if (!told) throw new Error(`no event: ${JSON.stringify(result)}`);
  return told;
}

/** The protocol by hand. */
const openPlainly: OpenWire = async (url, audience, after, tell) => {
  const plain = await openPlainSocket(url);
  let settle: () => void = () => {};
  const wire: Wire = {
    isOpen: true,
    cut() {
      wire.isOpen = false;
      plain.socket.terminate();
    },
    settled() {
      const answered = new Promise<void>((resolve) => {
        settle = resolve;
      });
      plain.send({ type: 'ping' });
      return answered;
    },
  };
  plain.socket.once('close', () => {
    wire.isOpen = false;
  });
  await plain.signIn(audience.token);
  plain.subscribe('1', documentOf(audience), { after });
  const read = async () => {
    while (wire.isOpen) {
      const { type, payload } = await plain.next();
      if (!wire.isOpen) return;
      if (type === 'pong') settle();
      if (type === 'next') tell(toldIn(payload, audience));
    }
  };
  void read();
  return wire;
};

/** The protocol's own library. */
const openByLibrary: OpenWire = async (url, audience, after, tell) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${audience.token}` },
    retryAttempts: 0,
  });
  const wire: Wire = {
    isOpen: true,
    cut() {
      wire.isOpen = false;
      client.terminate();
    },
    settled: () => client.iterate({ query: '{ viewer { kind } }' }).next(),
  };
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  const over = new Promise<void>((resolve) => {
    const end = () => {
      wire.isOpen = false;
      resolve();
    };
    client.subscribe(
      { query: documentOf(audience), variables: { after } },
      {
        next: (result) => wire.isOpen && tell(toldIn(result, audience)),
        error: end,
        complete: end,
      },
    );
  });
  await Promise.race([connected, over]);
  return wire;
};

/** Somebody who follows, is cut off, and comes back behind the last event it was told of. */
class Subscriber {
  readonly audience: Audience;
  readonly told: string[] = [];
  readonly #open: OpenWire;
  #after: string;
  #wire: Wire | undefined;
  #toldMore: () => void = () => {};

  constructor(audience: Audience, open: OpenWire, after: string) {
    this.audience = audience;
    this.#open = open;
    this.#after = after;
  }

  get isOpen(): boolean {
    return this.#wire?.isOpen === true;
  }

  cut(): void {
    this.#wire?.cut();
  }

  async connect(url: string): Promise<void> {
    this.cut();
    this.#wire = await this.#open(url, this.audience, this.#after, ({ id, cursor }) => {
      this.told.push(id);
      this.#after = cursor;
      this.#toldMore();
    });
  }

  /** Resolves when this event has come, and everything that was sent with it. */
  async has(id: string): Promise<void> {
    const late = setTimeout(() => this.#toldMore(), LOST_AFTER_MS);
    const end = Date.now() + LOST_AFTER_MS;
    while (!this.told.includes(id)) {
      if (Date.now() >= end) throw new Error(`${documentOf(this.audience)} was never told of ${id}`);
      await new Promise<void>((more) => {
        this.#toldMore = more;
      });
    }
    clearTimeout(late);
    await this.#wire?.settled();
  }
}

const nodes = [0, 1] as const;
/** The third commits and serves nobody. */
const writers = [0, 1, 2] as const;
/** Of each audience there are three. */
const wires: readonly OpenWire[] = [openPlainly, openByLibrary, openByLibrary];
const who = fc.nat(17);
const node = fc.constantFrom(...nodes);

const happening = fc.record({
  type: fc.constantFrom<EventType>('SUBMITTED', 'REVIEW_STARTED', 'PROGRAM_UPDATED', 'VERSION_CREATED'),
  ofProgram: fc.boolean(),
  hostIds: fc.subarray(['wechat', HOST]),
  atHost: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

const act = fc.record({
  at: fc.constantFrom(...writers),
  account: fc.nat(1),
  events: fc.array(happening, { minLength: 1, maxLength: 4 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      acts: fc.array(act, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('connect' as const),
      those: fc.uniqueArray(who, { minLength: 1, maxLength: 9 }),
      node,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('notifications' as const), areLost: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const), node }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('run' as const), turns: fc.integer({ min: 1, max: 40 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

let shop: Workshop;
/** Each node has its own handle on the database; what is embedded has one for all. */
let handles: readonly Database[];
let restaurants: readonly Restaurant[];
let apps: GraphqlApp[] = [];
let notificationsAreLost = false;

beforeAll(async () => {
  shop = await openWorkshop();
  restaurants = [await openRestaurant(shop), await openRestaurant(shop)];
  handles = [await shop.database.again(), await shop.database.again()];
  apps = [await openNode(0), await openNode(1)];
}, 120_000);
afterAll(async () => {
  for (const app of apps) await app.close();
  for (const handle of handles) if (handle !== shop.database) await handle.close();
  await shop.close();
});

/** What a node tells the others at its commits: those that are there, unless it is lost. */
function toOthers(own: Bell | undefined) {
  return {
    async withCommit() {},
    afterCommit(streams: readonly StreamId[]) {
      if (notificationsAreLost) return;
      for (const { bell } of apps) if (bell !== own) for (const stream of streams) bell.ring(stream);
    },
  };
}

async function openNode(which: number): Promise<GraphqlApp> {
  const handle = handles[which] ?? shop.database;
  const { clock, cipher } = shop;
  const on: Workshop = {
    ...shop,
    database: { ...handle, again: shop.database.again },
    log: createEventLog(handle.pool, clock, cipher),
  };
  const app = await openGraphqlApp({ on, wakeUps: toOthers });
  for (const { actor } of restaurants) app.member(actor.accountId, 'VIEWER');
  app.host(HOST);
  return app;
}

/** How a commit is made at a node, or by the one that serves nobody. */
function performAt(which: number) {
  const app = apps[which];
  if (app) return app.shop.perform;
  const { database, cipher, clock, queue } = shop;
  return createPerform({
    ...{ database, cipher, clock, queue },
    bell: new Bell(),
    wakeUps: toOthers(undefined),
    follow: followEvents,
  });
}

async function write({ at, account, events }: Act): Promise<void> {
  const restaurant = restaurants[account];
  if (!restaurant) throw new Error('there are two accounts');
  const { actor, programId } = restaurant;
  granted(
    await performAt(at)({ actor, name: 'test', input: {} }, async (records) => {
      for (const { type, ofProgram, hostIds, atHost } of events)
        records.record({
          type,
          payload: { hostIds },
          ...(ofProgram ? { programId } : {}),
          ...(atHost ? { hostId: HOST } : {}),
        });
      return done(undefined);
    }),
  );
}

/** Wanted by everybody: who has it is to have everything before it. */
const lastly: Happening = { type: 'SUBMITTED', ofProgram: true, hostIds: ['wechat', HOST], atHost: true };

function audiences(): Audience[] {
  const [first, second] = restaurants.map(({ actor, programId }) => ({
    stream: accountStream(actor.accountId),
    token: `VIEWER-${actor.accountId}`,
    programId,
  }));
  if (!first || !second) throw new Error('there are two accounts');
  const isStep = ({ type }: Row) => reviewEventTypes.has(type);
  return [
    { ...first, field: 'accountEvents', filter: '', wants: () => true },
    {
      ...first,
      field: 'accountEvents',
      filter: ', types: [SUBMITTED, PROGRAM_UPDATED]',
      wants: ({ type }) => type === 'SUBMITTED' || type === 'PROGRAM_UPDATED',
    },
    { ...first, field: 'reviewStatus', filter: '', wants: isStep },
    {
      ...first,
      field: 'reviewStatus',
      filter: `, programs: ["${first.programId}"]`,
      wants: (row) => isStep(row) && row.programId === first.programId,
    },
    {
      ...second,
      field: 'reviewStatus',
      filter: ', hosts: ["wechat"]',
      wants: (row) => isStep(row) && row.payload.hostIds?.includes('wechat') === true,
    },
    { stream: hostStream(HOST), token: HOST, field: 'hostInbox', filter: '', wants: () => true },
  ];
}

/** What stands in a stream after a place, read without anything of the gateway. */
async function rowsAfter(stream: StreamId, place: bigint): Promise<Row[]> {
  const [kind, id] = stream.split(':');
  const column = kind === 'host' ? 'host' : 'account';
  const { rows } = await shop.database.pool.query<Row>(
    `SELECT id, type, "programId", payload FROM "Event"
     WHERE "${column}Id" = $1 AND "${column}Position" > $2 ORDER BY "${column}Position"`,
    [id, String(place)],
  );
  return rows;
}

/** One run: everybody starts where their stream ends now. */
class Trouble {
  readonly #subscribers: Subscriber[] = [];
  readonly #starts = new Map<StreamId, bigint>();
  readonly #writing: Promise<void>[] = [];

  async begin(): Promise<void> {
    notificationsAreLost = false;
    for (const audience of audiences()) {
      const { stream } = audience;
      const { last } = await shop.log.bounds(stream);
      this.#starts.set(stream, last);
      const after = shop.log.cursorAt(stream, last);
      this.#subscribers.push(...wires.map((open) => new Subscriber(audience, open, after)));
    }
    await this.#connectAll();
  }

  async play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'write':
        // Not waited for: what comes next happens meanwhile.
        for (const one of step.acts) {
          const writing = write(one);
          // Whether it failed is asked in the end.
          writing.catch(() => {});
          this.#writing.push(writing);
        }
        return;
      case 'connect':
        await Promise.all(step.those.map((n) => this.#subscribers[n]?.connect(apps[step.node]?.url ?? '')));
        return;
      case 'cut':
        return this.#subscribers[step.who]?.cut();
      case 'restart':
        await apps[step.node]?.close();
        apps[step.node] = await openNode(step.node);
        return;
      case 'notifications':
        notificationsAreLost = step.areLost;
        return;
      case 'look':
        return apps[step.node]?.graphql.look();
      case 'run':
        for (let n = 0; n < step.turns; n += 1) await new Promise((turn) => setImmediate(turn));
    }
  }

  /** Everybody is there again, and something happens that all of them want; nobody tells them of it. */
  async finish(): Promise<void> {
    await Promise.all(this.#writing);
    await this.#connectAll();
    notificationsAreLost = true;
    await write({ at: 2, account: 0, events: [lastly] });
    await write({ at: 2, account: 1, events: [lastly] });
    for (const { graphql } of apps) await graphql.look();
    for (const subscriber of this.#subscribers) {
      const wanted = await this.#wanted(subscriber.audience);
      await subscriber.has(wanted.at(-1) ?? '');
      expect(subscriber.told).toEqual(wanted);
    }
  }

  /** Two of three at one node, and one at the other. */
  async #connectAll(): Promise<void> {
    const closed = [...this.#subscribers.entries()].filter(([, { isOpen }]) => !isOpen);
    await Promise.all(closed.map(([n, subscriber]) => subscriber.connect(apps[n % 2]?.url ?? '')));
  }

  leave(): void {
    for (const subscriber of this.#subscribers) subscriber.cut();
  }

  async #wanted({ stream, wants }: Audience): Promise<string[]> {
    const rows = await rowsAfter(stream, this.#starts.get(stream) ?? 0n);
    return rows.filter(wants).map(({ id }) => id);
  }
}

describe('whoever follows, whatever happens to writers, sockets, nodes and notifications', () => {
  it('is told the log as far as it asked for it: nothing lost, nothing twice, nothing out of order', async () => {
    const end = Date.now() + ENOUGH_MS;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }), async (steps) => {
        if (Date.now() > end) return;
        const trouble = new Trouble();
        try {
          await trouble.begin();
          for (const one of steps) await trouble.play(one);
          await trouble.finish();
        } finally {
          trouble.leave();
        }
      }),
      // What it finds is told with its seed; made smaller it would take minutes.
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});
