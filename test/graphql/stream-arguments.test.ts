import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventType } from '../../src/events/event.ts';
import { firstResults, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket } from '../support/plain-socket.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
});
afterAll(() => app.close());

/** Notes down what happened, as an act does. */
async function happens(type: EventType, hostIds: readonly string[], programId = restaurant.programId) {
  await app.shop.perform({ actor: restaurant.actor, name: 'test', input: {} }, async (records) => {
    records.record({ type, programId, payload: { platform: 'BAIDU', hostIds } });
    return { ok: true, value: undefined };
  });
}

async function cursor(): Promise<string> {
  return (await app.ask(viewer, '{ cursor }')).data.cursor;
}

/** What a subscription tells first. */
async function first(subscription: string, count: number) {
  const results = await firstResults(app.socket(viewer), `subscription { ${subscription} }`, count);
  return results.map(({ data }) => data?.reviewStatus ?? data?.accountEvents);
}

async function refusal(subscription: string) {
  const [result] = await firstResults(app.socket(viewer), `subscription { ${subscription} }`, 1);
  const [error] = (result?.errors ?? []) as { readonly extensions: unknown }[];
  return error?.extensions;
}

describe('reviewStatus', () => {
  it('tells only of the programs and the hosts that were named', async () => {
    const after = await cursor();
    await happens('SUBMITTED', ['tieba'], 'prog_elsewhere');
    await happens('SUBMITTED', ['iqiyi']);
    await happens('REVIEW_STARTED', ['iqiyi', 'tieba']);
    await happens('REVIEW_APPROVED', ['tieba']);
    const mine = `programs: ["${restaurant.programId}"], after: "${after}"`;
    expect(await first(`reviewStatus(${mine}) { type }`, 3)).toMatchObject([
      { type: 'SUBMITTED' },
      { type: 'REVIEW_STARTED' },
      { type: 'REVIEW_APPROVED' },
    ]);
    expect(await first(`reviewStatus(${mine}, hosts: ["tieba", "bdmap"]) { type }`, 2)).toMatchObject([
      { type: 'REVIEW_STARTED' },
      { type: 'REVIEW_APPROVED' },
    ]);
  });

  it('is refused at the start where a program or a host is not there, or not the account’s', async () => {
    const other = await openRestaurant(app.shop);
    expect(await refusal(`reviewStatus(programs: ["${other.programId}"]) { type }`)).toEqual({
      code: 'NOT_FOUND',
      argument: 'programs',
    });
    expect(await refusal('reviewStatus(programs: ["nothing"]) { type }')).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusal('reviewStatus(hosts: ["tieba", "nowhere"]) { type }')).toEqual({
      code: 'NOT_FOUND',
      argument: 'hosts',
    });
  });

  it('is refused where a list names none, or more than one subscription may', async () => {
    expect(await refusal('reviewStatus(programs: []) { type }')).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'programs',
    });
    const many = Array.from({ length: 101 }, () => '"tieba"').join(' ');
    expect(await refusal(`reviewStatus(hosts: [${many}]) { type }`)).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('accountEvents', () => {
  it('tells everything of the account, or only the words that were named', async () => {
    const after = await cursor();
    await happens('VERSION_CREATED', []);
    await happens('SUBMITTED', ['tieba']);
    await happens('NOTICE_PUBLISHED', []);
    expect(await first(`accountEvents(after: "${after}") { type }`, 3)).toMatchObject([
      { type: 'VERSION_CREATED' },
      { type: 'SUBMITTED' },
      { type: 'NOTICE_PUBLISHED' },
    ]);
    expect(
      await first(`accountEvents(types: [NOTICE_PUBLISHED, NOTICE_READ], after: "${after}") { type }`, 1),
    ).toMatchObject([{ type: 'NOTICE_PUBLISHED' }]);
    expect(await refusal('accountEvents(types: []) { type }')).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'types',
    });
  });

  it.each<[string, readonly object[]]>([
    ['the one that leaves it out first', [{}, { types: null }]],
    ['the one that says null first', [{ types: null }, {}]],
  ])('keeps the default of a variable and an explicit null apart: %s', async (_what, given) => {
    const after = await cursor();
    await happens('VERSION_CREATED', []);
    await happens('RELEASED', []);
    const query =
      'subscription ($types: [EventType!] = [RELEASED], $after: String) { accountEvents(types: $types, after: $after) { type } }';
    const socket = await openPlainSocket(app.url);
    await socket.signIn(viewer);
    /** What it is told up to the release. Its subscription stays, so that the next one could join it. */
    const toldTo = async (id: string, variables: object): Promise<readonly string[]> => {
      socket.subscribe(id, query, { after, ...variables });
      const told: string[] = [];
      while (told.at(-1) !== 'RELEASED') {
        const { payload } = (await socket.next()) as {
          readonly payload: { readonly data: { readonly accountEvents: { readonly type: string } } };
        };
        told.push(payload.data.accountEvents.type);
      }
      return told;
    };
    for (const [n, variables] of given.entries()) {
      const all = ['VERSION_CREATED', 'RELEASED'];
      expect(await toldTo(String(n), variables)).toEqual('types' in variables ? all : ['RELEASED']);
    }
    await socket.close();
  });
});
