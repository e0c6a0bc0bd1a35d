import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStream, hostStream } from '../../src/events/stream.ts';
import { createVersion } from '../../src/onboarding/create-version.ts';
import { decideHostReview } from '../../src/review/decide.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { createHostReviewLookup } from '../../src/store/reads/host-reads.ts';
import { CONSOLE, firstResults, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

const STATUS = (after?: string) =>
  `subscription { reviewStatus${after ? `(after: "${after}")` : ''} { cursor type platform hosts { id } version { number } axis from to package { review } program { name } } }`;

let app: GraphqlApp;
let restaurant: Restaurant;
let viewer: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  viewer = app.member(restaurant.actor.accountId, 'VIEWER');
  await restaurant.registered();
});
afterAll(() => app.close());

async function submit(number: string): Promise<string> {
  const versionId = await restaurant.version(number);
  const input = { versionId, hostIds: ['wechat'], absentContent: [] };
  granted(await submitForReview(restaurant.deps, restaurant.actor, input));
  await restaurant.work();
  return versionId;
}

async function cursor(): Promise<string> {
  return (await app.ask(viewer, '{ cursor programs { nodes { cursor } } }')).data.cursor;
}

describe('reviewStatus', () => {
  it('replays what came after the cursor of a query, in order, and goes on live', async () => {
    const start = await cursor();
    const versionId = await submit('1.0.0');
    const results = await firstResults(app.socket(viewer), STATUS(start), 5, async () => {
      const pack = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
      restaurant
        .connectorOf('WECHAT')
        .reports.set(pack.id, { state: 'REJECTED', reference: 'a', words: '不行' });
      await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
      await restaurant.work();
    });
    const events = results.map(({ data }) => data?.reviewStatus);
    expect(events.map((event) => event?.type)).toEqual([
      'SUBMITTED',
      'PACKAGE_UPLOADING',
      'PACKAGE_UPLOADED',
      'REVIEW_STARTED',
      'REVIEW_REJECTED',
    ]);
    expect(events[4]).toMatchObject({
      platform: 'WECHAT',
      hosts: [{ id: 'wechat' }],
      version: { number: '1.0.0' },
      axis: 'REVIEW',
      from: 'IN_REVIEW',
      to: 'REJECTED',
      package: { review: 'REJECTED' },
      program: { name: '山城小馆' },
    });
  });

  it('goes on after the cursor of an event, without a gap and without a repetition', async () => {
    const all = await firstResults(app.socket(viewer), STATUS('e0'), 5);
    const cursors = all.map(({ data }) => data?.reviewStatus?.cursor);
    const rest = await firstResults(app.socket(viewer), STATUS(String(cursors[1])), 3);
    expect(rest.map(({ data }) => data?.reviewStatus?.cursor)).toEqual(cursors.slice(2));
  });

  it.each([
    ['nonsense', 'CURSOR_MALFORMED', () => 'nonsense'],
    ['one that nobody gave out', 'CURSOR_MALFORMED', () => 'e3.AAAAAAAAAAAA'],
    ['one of another account', 'CURSOR_MALFORMED', () => app.shop.log.cursorAt(accountStream('acct_x'), 1n)],
    ['one of a host', 'CURSOR_MALFORMED', () => app.shop.log.cursorAt(hostStream('tieba'), 1n)],
    [
      'one from the future',
      'CURSOR_AHEAD',
      () => app.shop.log.cursorAt(accountStream(restaurant.actor.accountId), 10_000n),
    ],
  ])(
    'answers a cursor that cannot be followed, %s, with %s as its first and last result',
    async (_what, code, cursorOf) => {
      const after = cursorOf();
      const results = await firstResults(app.socket(viewer), STATUS(after), 2);
      expect(results).toMatchObject([{ errors: [{ extensions: { code } }] }]);
      const { errors } = await app.ask(viewer, `{ events(after: "${after}") { nodes { type } } }`);
      expect(errors[0]?.extensions.code).toBe(code);
    },
  );

  it('tells another account nothing', async () => {
    const other = app.member('acct_other', 'OWNER');
    const client = app.socket(other);
    const results = await firstResults(
      client,
      'subscription { accountEvents(after: "e0") { type } }',
      1,
      async () => {
        const actor = { accountId: 'acct_other', label: 'member:m', personId: 'p' };
        const outcome = await createVersion(restaurant.deps, actor, {
          programId: restaurant.programId,
          number: '9',
          description: '',
          settings: {},
          templates: { WECHAT: '1' },
        });
        expect(outcome.ok).toBe(false);
        await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
          records.record({ type: 'PROGRAM_CREATED', payload: {} });
          return { ok: true, value: undefined };
        });
      },
    );
    expect(results).toEqual([{ data: { accountEvents: { type: 'PROGRAM_CREATED' } } }]);
  });

  it('is not for a partner host, and its inbox is not for an account', async () => {
    const [refused] = await firstResults(app.socket(app.host('tieba')), STATUS(), 1);
    expect(refused?.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', needed: 'VIEWER' } }]);
    const [inbox] = await firstResults(app.socket(viewer), 'subscription { hostInbox { id } }', 1);
    expect(inbox?.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', needed: 'HOST' } }]);
  });
});

describe('hostInbox', () => {
  it('tells a host of its own reviews and shows nothing of whose they are (baidu/3.6)', async () => {
    const versionId = await restaurant.version('2.0.0');
    const input = { versionId, hostIds: ['tieba', 'iqiyi'], absentContent: allContent };
    granted(await submitForReview(restaurant.deps, restaurant.actor, input));
    await restaurant.work();
    const pack = await app.shop.database.prisma.package.findFirstOrThrow({ where: { versionId } });
    restaurant.connectorOf('BAIDU').reports.set(pack.id, { state: 'APPROVED', reference: 'b' });
    await app.shop.queue.send([{ job: { kind: 'PACKAGE', id: pack.id } }]);
    await restaurant.work();

    const tieba = app.host('tieba');
    const [opened] = await firstResults(
      app.socket(tieba),
      'subscription { hostInbox(after: "e0") { type platform versionNumber review { id state programName program { introduction } } } }',
      1,
    );
    expect(opened?.data?.hostInbox).toMatchObject({
      type: 'HOST_REVIEW_OPENED',
      versionNumber: '2.0.0',
      review: { state: 'PENDING', programName: '山城小馆' },
    });
    const reviews = await app.ask(tieba, '{ hostReviews(state: PENDING) { nodes { id openedAt } } }');
    const [review] = reviews.data.hostReviews.nodes;
    const decide = `mutation ($input: DecideHostReviewInput!) { decideHostReview(input: $input) { review { state words } problems { __typename code message(locale: en) } } }`;
    const wordless = await app.ask(tieba, decide, { input: { reviewId: review.id, decision: 'REFUSE' } });
    expect(wordless.data.decideHostReview.problems[0]).toMatchObject({ __typename: 'InputProblem' });
    const foreign = await app.ask(app.host('iqiyi'), decide, {
      input: { reviewId: review.id, decision: 'CONFIRM' },
    });
    expect(foreign.data.decideHostReview.problems[0].code).toBe('NOT_FOUND');
    const decided = await app.ask(tieba, decide, { input: { reviewId: review.id, decision: 'CONFIRM' } });
    expect(decided.data.decideHostReview).toEqual({
      review: { state: 'CONFIRMED', words: null },
      problems: [],
    });
    const deps = {
      ...restaurant.deps,
      hostSource: 'SIMULATED' as const,
      hostReview: createHostReviewLookup(app.shop.database.pool, app.shop.clock),
    };
    const again = await decideHostReview(deps, 'tieba', {
      reviewId: review.id,
      decision: 'REFUSE',
      words: 'no',
    });
    expect(again.ok).toBe(false);
  });
});

describe('a socket', () => {
  it('is closed with 4403 when its viewer is no longer who they were', async () => {
    const token = app.member('acct_short', 'VIEWER');
    const client = app.socket(token);
    const closed = new Promise((resolve) => client.on('closed', resolve));
    const waiting = client.iterate({ query: 'subscription { accountEvents { type } }' }).next();
    waiting.catch(() => {});
    await new Promise((resolve) => client.on('connected', resolve));
    await app.graphql.recheckSockets();
    app.viewers.delete(token);
    await app.graphql.recheckSockets();
    expect(await closed).toMatchObject({ code: 4403 });
  });

  it('is refused to who is not signed in', async () => {
    const client = app.socket(undefined);
    const closed = new Promise((resolve) => client.on('closed', resolve));
    client
      .iterate({ query: '{ viewer { kind } }' })
      .next()
      .catch(() => {});
    expect(await closed).toMatchObject({ code: 4403 });
  });

  it('is opened to pages of the allowed origins and to no others', async () => {
    const page = app.socket(viewer, { origin: CONSOLE });
    expect(await firstResults(page, '{ viewer { kind } }', 1)).toEqual([
      { data: { viewer: { kind: 'MEMBER' } } },
    ]);
    for (const origin of ['https://evil.example', 'null']) {
      const evil = app.socket(viewer, { origin });
      await expect(firstResults(evil, '{ viewer { kind } }', 1)).rejects.toBeDefined();
    }
  });

  it('carries twenty operations at once and refuses the next', async () => {
    const client = app.socket(viewer);
    const running = Array.from({ length: 20 }, () =>
      client.iterate({ query: 'subscription { accountEvents { type } }' }),
    );
    for (const one of running) one.next().catch(() => {});
    await expect(firstResults(client, '{ viewer { kind } }', 1)).rejects.toMatchObject([
      { extensions: { code: 'OVER_LIMIT' } },
    ]);
    for (const one of running) await one.return?.();
    expect(await firstResults(client, '{ viewer { kind } }', 1)).toHaveLength(1);
  });

  it('checks documents as HTTP does', async () => {
    const client = app.socket(viewer);
    const aliases = Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ');
    await expect(firstResults(client, `{ ${aliases} }`, 1)).rejects.toMatchObject([
      { extensions: { code: 'OVER_LIMIT' } },
    ]);
    await expect(firstResults(client, '{ nothing }', 1)).rejects.toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it('tells of an unexpected fault no more than an id, which is in the log', async () => {
    const { pool } = app.shop.database;
    const run = pool.query;
    pool.query = (() => Promise.reject(new Error('relation "Secret" is broken'))) as typeof run;
    try {
      const [result] = await firstResults(app.socket(viewer), '{ programs { nodes { id } } }', 1);
      expect(result?.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
      expect(JSON.stringify(result)).not.toContain('Secret');
      const { id } = app.faults.at(-1) as { id: string };
      expect(JSON.stringify(result)).toContain(id);
    } finally {
      pool.query = run;
    }
  });
});
