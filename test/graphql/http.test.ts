import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';

let app: GraphqlApp;
let token: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  token = app.member('acct_1', 'VIEWER');
});
afterAll(() => app.close());

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');
const bomb = `{ ...f25 } ${many(26, (n) => `fragment f${n} on Query { ${n === 0 ? '__typename' : `...f${n - 1} ...f${n - 1}`} }`)}`;

describe('a request that asks for too much', () => {
  it.each([
    ['101 aliases', `{ ${many(101, (n) => `a${n}: __typename`)} }`],
    ['1000 copies of a field', `{ ${many(1000, () => '__typename')} }`],
    ['500 directives on a field', `{ __typename ${many(500, () => '@skip(if: false)')} }`],
    [
      '200 fields with two directives each',
      `{ ${many(200, () => '__typename @skip(if: false) @include(if: true)')} }`,
    ],
    ['a fragment bomb', bomb],
    ['a fragment bomb beside a harmless operation', `query a { __typename } query b ${bomb}`],
    ['2000 operations', many(500, (n) => `query q${n} { __typename }`)],
    ['3000 variables', `query (${many(300, (n) => `$v${n}: Int`)}) { __typename }`],
    [
      'forty levels',
      `{ program(id: "x") ${'{ distributions { program '.repeat(20)} { id } ${'} }'.repeat(20)} }`,
    ],
  ])('is refused whoever asks: %s', async (_name, query) => {
    for (const caller of [token, undefined]) {
      const { data, errors } = await app.ask(caller, query);
      expect(data).toBeUndefined();
      expect(errors.map(({ extensions }) => extensions.code)).toContain('OVER_LIMIT');
    }
  });

  it.each([
    ['20,000 tokens', `{ ${many(10_000, () => '__typename')} }`],
    ['deep lists', `{ node(id: ${'['.repeat(1900)}${']'.repeat(1900)}) { id } }`],
    ['deep selections', `${'{ a '.repeat(1900)}${'}'.repeat(1900)}`],
    ['a fragment that contains itself', '{ ...f } fragment f on Query { ...f }'],
  ])('is refused without being answered: %s', async (_name, query) => {
    const { status, data, errors } = await app.ask(token, query);
    expect({ status, data, refused: errors.length > 0 }).toEqual({
      status: 400,
      data: undefined,
      refused: true,
    });
    expect(JSON.stringify(errors)).not.toMatch(/INTERNAL|node_modules|\bat .*:\d/);
  });

  it('is refused by its size, before it is read', async () => {
    const response = await app.post(JSON.stringify({ query: `{ __typename } # ${'x'.repeat(300_000)}` }));
    expect(response.status).toBe(413);
  });

  it('is refused as a batch', async () => {
    const response = await app.post(
      JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ __typename }' }))),
    );
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('the schema', () => {
  it('is told to who is signed in, whatever NODE_ENV says', async () => {
    const { data, errors } = await app.ask(token, getIntrospectionQuery());
    expect(errors).toEqual([]);
    expect(data.__schema.types.length).toBeGreaterThan(50);
  });

  it.each([
    ['plain', '{ __schema { types { name } } }'],
    ['by type', '{ __type(name: "Query") { name } }'],
    ['in a fragment', '{ ...f } fragment f on Query { __schema { queryType { name } } }'],
  ])('is not told to who is not, even where it was just told to somebody else: %s', async (_name, query) => {
    expect((await app.ask(token, query)).errors).toEqual([]);
    const { status, data, errors } = await app.ask(undefined, query);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    '{ vewer { kind } }',
    '{ viewer { knd } }',
    'query ($x: Sting) { viewer { kind } }',
    '{ agreement { title } }',
    '{',
  ])('shows through no error to who is not signed in, and helps who is: %s', async (query) => {
    const anonymous = await app.ask(undefined, query);
    expect(anonymous.errors).toHaveLength(1);
    expect(anonymous.errors[0]?.message).toBe('the request is not valid; sign in to be told why');
    const signedIn = await app.ask(token, query);
    expect(signedIn.errors[0]?.message).toMatch(/Did you mean|required|Syntax Error/);
  });

  it('shows through no variable, either', async () => {
    const query = 'query ($p: Platform!) { agreement(platform: $p) { url } }';
    const { errors } = await app.ask(undefined, query, { p: 'WECHT' });
    expect(JSON.stringify(errors)).not.toMatch(/WECHAT|Platform/);
  });
});

describe('the transport', () => {
  it('answers 200 with errors to a client that takes plain JSON, 400 to one that takes GraphQL’s', async () => {
    for (const body of [
      '{"qeury":"{ viewer }"}',
      '{"query":"{"}',
      '{"query":"{ nothing }"}',
      '{"query":"{ __typename }","variables":"x"}',
    ]) {
      const legacy = await app.post(body, { accept: 'application/json' });
      expect(legacy.status).toBe(200);
      expect(await legacy.json()).toHaveProperty('errors');
      const modern = await app.post(body, { accept: 'application/graphql-response+json' });
      expect(modern.status).toBe(400);
      expect(await modern.json()).not.toHaveProperty('data');
    }
  });

  it.each(['application/json', 'application/graphql-response+json'])(
    'answers 400 to what is no JSON at all, taken as %s',
    async (accept) => {
      const answer = await app.post('{ "not JSON', { accept });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        errors: [{ message: 'the body is not JSON', extensions: { code: 'BAD_REQUEST' } }],
      });
    },
  );

  it('answers 400 to a subscription, and says where subscriptions run', async () => {
    const answer = await app.post('{"query":"subscription { reviewStatus { cursor } }"}', {
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain('graphql-transport-ws');
  });

  it('refuses what a page of another origin could send without asking', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await app.post('{"query":"{ viewer { kind } }"}', { 'content-type': type });
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
    const get = await fetch(`${app.url}?query={viewer{kind}}`);
    expect(get.status).toBe(400);
    const asked = await fetch(`${app.url}?query={viewer{kind}}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await asked.json()).toEqual({ data: { viewer: { kind: 'NOBODY' } } });
  });

  it('refuses another charset, and mutations by GET', async () => {
    const odd = await app.post('{"query":"{ __typename }"}', {
      'content-type': 'application/json; charset=utf-7',
    });
    expect(odd.status).toBe(415);
    const url = `${app.url}?query=${encodeURIComponent('mutation { revokeApiToken(input: { id: "x" }) { id } }')}`;
    const get = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(get.status).toBe(405);
  });

  it('is kept in no cache', async () => {
    const response = await app.post('{"query":"{ viewer { kind } }"}');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('tells of an unexpected fault no more than an id, which is in the log', async () => {
    const { pool } = app.shop.database;
    const run = pool.query;
    pool.query = (() => Promise.reject(new Error('relation "Secret" is broken'))) as typeof run;
    try {
      const { errors } = await app.ask(token, '{ programs { nodes { id } } }');
      expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
      expect(JSON.stringify(errors)).not.toContain('Secret');
      expect(app.faults.at(-1)).toMatchObject({
        id: errors[0]?.extensions.id,
        message: 'relation "Secret" is broken',
      });
    } finally {
      pool.query = run;
    }
  });
});

describe('public facts', () => {
  it('are for anyone: agreements, clauses with their rules, hosts, in both languages (wechat/2.6)', async () => {
    const { data, errors } = await app.ask(
      undefined,
      `{ agreements { platform name title(locale: en) party version { version documents { id } submissionLimit { atMost origin } } clauses(kind: LIMIT) { id } contentKinds { code } }
         clause(id: "wechat/2.6") { number kind title english: title(locale: en) sourceHash rules { id operations } }
         none: clause(id: "wechat/99") { id }
         host(id: "tieba") { platform name(locale: en) confirmation } hosts(form: CAR_OS) { id } }`,
    );
    expect(errors).toEqual([]);
    expect(data.agreements.map(({ platform }: { platform: string }) => platform)).toEqual([
      'WECHAT',
      'BAIDU',
    ]);
    expect(data.agreements[0]).toMatchObject({
      name: '微信',
      version: { submissionLimit: { origin: 'OURS' } },
    });
    expect(data.clause).toMatchObject({
      number: '2.6',
      rules: [
        { id: 'submission-frequency', operations: ['SUBMIT'] },
        { id: 'no-fee-unpaid', operations: ['SUBMIT'] },
        { id: 'no-measure-in-force' },
      ],
    });
    expect(data.clause.english).not.toBe(data.clause.title);
    expect(data.none).toBeNull();
    expect(data.host).toEqual({ platform: 'BAIDU', name: 'Tieba', confirmation: 'OWN' });
    expect(data.hosts).toEqual([{ id: 'iovauto' }]);
  });
});
