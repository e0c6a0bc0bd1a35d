import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLError, GraphQLSchema, parse } from 'graphql';
import { accountStream } from '../../src/events/stream.ts';
import { consistentExecution } from '../../src/graphql/consistent-execution.ts';
import { updateProgram } from '../../src/onboarding/update-program.ts';
import { someManifest } from '../support/facts.ts';
import { type Answer, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let place: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
});
beforeEach(async () => {
  place = await openRestaurant(app.shop);
  viewer = app.member(place.actor.accountId, 'VIEWER');
});
afterAll(() => app.close());

const STATE = `query ($id: ID!) { cursor program(id: $id) { introduction manifest } }`;
let told = 0;

/** Somebody else changes the program. */
async function change(): Promise<string> {
  told += 1;
  const introduction = `the ${told}th`;
  const input = { programId: place.programId, manifest: someManifest({ introduction }) };
  granted(await updateProgram(place.deps, place.actor, input));
  return introduction;
}

type Ask = typeof overHttp;

async function overHttp(query: string, variables: Record<string, unknown>) {
  return app.ask(viewer, query, variables);
}

const overSocket: Ask = async (query, variables) => {
  const results = app.socket(viewer).iterate({ query, variables });
  const { value } = await results.next();
  return { status: 200, data: value?.data, errors: (value?.errors ?? []) as Answer['errors'] };
};

const WAYS: readonly [string, Ask][] = [
  ['over HTTP', overHttp],
  ['over a socket', overSocket],
];

/** Asks, while `act` happens behind the first statements that read programs. */
async function askWhile(ask: Ask, act: () => Promise<unknown>, times: number) {
  const { pool } = app.shop.database;
  const run = pool.query;
  let left = times;
  let readings = 0;
  pool.query = (async (statement: { name?: string }, ...rest: unknown[]) => {
    const rows = await Reflect.apply(run, pool, [statement, ...rest]);
    if (statement.name?.startsWith('read-Program-by-id')) {
      readings += 1;
      if (left > 0) {
        left -= 1;
        await act();
      }
    }
    return rows;
  }) as typeof run;
  try {
    const { data, errors } = await ask(STATE, { id: place.programId });
    expect(errors).toEqual([]);
    return { data, readings };
  } finally {
    pool.query = run;
  }
}

/** The events that who follows from there is told. */
async function toldAfter(cursor: string): Promise<number> {
  const stream = accountStream(place.actor.accountId);
  const { log } = app.shop;
  return (await log.readAfter(stream, log.positionOf(stream, cursor), 1_000)).length;
}

describe.each(WAYS)('a query that asks for the cursor %s', (_way, ask) => {
  it('shows the state of that very place, though something is committed while it is answered', async () => {
    let latest = '';
    const { data, readings } = await askWhile(
      ask,
      async () => {
        latest = await change();
      },
      2,
    );
    expect(data.program.introduction).toBe(latest);
    expect(await toldAfter(data.cursor)).toBe(0);
    expect(readings).toBe(3);
  });

  it('misses nothing where something is committed without a pause', async () => {
    const { data } = await askWhile(ask, change, 1_000);
    expect(await toldAfter(data.cursor)).toBeGreaterThan(0);
  });

  it('is read once where nothing is committed meanwhile', async () => {
    const { readings } = await askWhile(ask, async () => {}, 0);
    expect(readings).toBe(1);
  });
});

describe('an answer of which a part could not be given', () => {
  it('is read again where something was committed meanwhile, as a whole one is', async () => {
    let readings = 0;
    const run = consistentExecution(async () => {
      readings += 1;
      return { data: { cursor: `e${readings}`, program: null }, errors: [new GraphQLError('not this part')] };
    });
    const contextValue = { hasMoved: async () => readings < 3, renew() {} };
    const { data } = await run({
      schema: new GraphQLSchema({}),
      document: parse('{ cursor }'),
      contextValue,
    });
    expect(data?.cursor).toBe('e3');
  });
});
