import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema as buildFromText,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { createCompiledExecution } from '../../src/graphql/compiled-execution.ts';
import { createContext, type GraphqlParts } from '../../src/graphql/context.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { createHostDirectory } from '../../src/store/reads/host-directory.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

/** As over HTTP: what a client reads, with errors as graphql-js has them. */
function written(result: ExecutionResult): unknown {
  return JSON.parse(JSON.stringify(result));
}

async function threeTimes(
  schema: GraphQLSchema,
  args: () => Omit<ExecutionArgs, 'schema' | 'document'>,
  text: string,
) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const run = createCompiledExecution(schema);
  const answers: unknown[] = [];
  for (let time = 0; time < 3; time += 1) answers.push(written(await run({ schema, document, ...args() })));
  return { answers, expected: written(await execute({ schema, document, ...args() })) };
}

describe('our own contract, compiled', () => {
  let app: GraphqlApp;
  let restaurant: Restaurant;
  let parts: GraphqlParts;

  beforeAll(async () => {
    app = await openGraphqlApp();
    restaurant = await openRestaurant(app.shop);
    await restaurant.registered();
    const versionId = await restaurant.version('1.0.0');
    granted(
      await submitForReview(restaurant.deps, restaurant.actor, { versionId, absentContent: allContent }),
    );
    await restaurant.work();
    parts = {
      ...app.shop,
      hosts: createHostDirectory(app.shop.database.pool, app.shop.clock),
    } as unknown as GraphqlParts;
  });
  afterAll(() => app.close());

  const member = () => ({
    kind: 'member' as const,
    accountId: restaurant.actor.accountId,
    personId: 'person_1',
    memberId: 'mem_1',
    role: 'VIEWER' as const,
  });
  const DISTRIBUTIONS = `id platform confirmation release words liveSince headline waitingOn { party since } visibility
    host { id platform name english: name(locale: en) } package { id state review online submittedAt }
    latestReview { id reviewer state words source openedAt decidedAt host { id } package { id } } liveVersion { number }`;

  it.each([
    ['a page', `{ programs(first: 2) { nodes { id name createdAt distributions { ${DISTRIBUTIONS} } } } }`],
    ['edges', '{ programs { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }'],
    [
      'what is declared',
      '{ programs { nodes { manifest introduction categories { platform path } dataItems { key } } } }',
    ],
    ['aliases', '{ a: programs { nodes { x: id } } b: programs(first: 1) { n: nodes { y: name x: id } } }'],
    [
      '__typename',
      '{ __typename programs { __typename nodes { __typename distributions { __typename } } } }',
    ],
    [
      'fragments',
      '{ programs { ...page } } fragment page on ProgramConnection { nodes { ...one ... on Program { id } } } fragment one on Program { name distributions { host { id } } }',
    ],
    [
      'a fragment in two places',
      '{ programs { nodes { distributions { host { ...h } latestReview { host { ...h } } } } } hosts { ...h } } fragment h on Host { id name(locale: en) }',
    ],
    [
      'fields that merge',
      '{ programs { nodes { distributions { id } } } programs { nodes { name distributions { host { id } } } } }',
    ],
    [
      'an interface',
      '{ node(id: "tieba") { __typename id ... on Host { name } } nodes(ids: ["tieba", "wechat/2.6", "nothing"]) { id __typename } }',
    ],
    [
      'verdicts',
      '{ programs { nodes { registrations { allowedNext { operation allowed } } distributions { allowedNext { operation allowed verdict { answer findings { code citations { clause { id title } } } } } } } } }',
    ],
    [
      'agreements',
      '{ agreements { platform name title(locale: en) version { version documents { id } } clauses(kind: LIMIT) { id number kind title rules { id operations } } } }',
    ],
    ['null', '{ program(id: "prog_none") { id } clause(id: "wechat/99") { id } host(id: "none") { id } }'],
    [
      'the schema',
      '{ __schema { queryType { name } types { name kind fields { name type { name ofType { name } } } } } __type(name: "Host") { name } }',
    ],
    [
      'versions',
      '{ programs { nodes { versions(first: 1) { number settings templates { platform templateId } packages { state reviews { state } } } submissions { absentContent } hostSelections { platform hosts { id } } } } }',
    ],
    ['a list as a literal', '{ nodes(ids: ["tieba", "iqiyi"]) { id } }'],
    ['the cursor', '{ cursor programs { nodes { cursor } } }'],
    ['the viewer', '{ viewer { kind role } }'],
  ])('answers as graphql-js does: %s', async (_name, text) => {
    const args = () => ({ contextValue: createContext(parts, member()) });
    const { answers, expected } = await threeTimes(buildSchema(), args, text);
    expect(expected).not.toHaveProperty('errors');
    expect(answers).toEqual([expected, expected, expected]);
  });

  const CONDITIONS = `query ($yes: Boolean!, $no: Boolean = false) { programs { nodes { id name @include(if: $yes)
    ...d @skip(if: $no) ... @include(if: $no) { createdAt } } } hosts @skip(if: $yes) { id } }
    fragment d on Program { distributions @include(if: $yes) { id } }`;
  const PAGE =
    'query ($first: Int! = 1, $after: String, $id: ID = "tieba", $l: Locale! = en) { programs(first: $first, after: $after) { nodes { id } } host(id: $id) { id name(locale: $l) } }';
  const FORM =
    'query ($platform: Platform, $form: HostForm) { hosts(platform: $platform, form: $form) { id form } }';

  it.each([
    [CONDITIONS, { yes: true }],
    [CONDITIONS, { yes: false, no: true }],
    [PAGE, {}],
    [PAGE, { first: 2, after: null, id: 'iqiyi', l: 'zh_CN' }],
    [FORM, {}],
    [FORM, { platform: null, form: 'CAR_OS' }],
    [FORM, { platform: 'BAIDU' }],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['tieba', 'none'] }],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: 'tieba' }],
    ['query ($id: ID!) { nodes(ids: ["wechat", $id]) { id } }', { id: 7 }],
  ])('takes variables as graphql-js does: %#', async (text, variableValues) => {
    const args = () => ({ contextValue: createContext(parts, member()), variableValues });
    const { answers, expected } = await threeTimes(buildSchema(), args, text);
    expect(expected).not.toHaveProperty('errors');
    expect(answers).toEqual([expected, expected, expected]);
  });

  it.each([
    ['a page too large', '{ programs(first: 101) { nodes { id } } hosts { id } }', {}],
    ['a cursor of another list', '{ programs(after: "x") { nodes { id } } }', {}],
    [
      'a nested one',
      '{ programs { nodes { id versions(first: 0) { id } submissions(first: -1) { id } } } }',
      {},
    ],
    ['what is for hosts', '{ a: hosts { id } hostReviews { nodes { id } } hostCursor }', {}],
    ['a variable that is missing', 'query ($id: ID!) { program(id: $id) { id } }', {}],
    [
      'a variable of another form',
      'query ($p: Platform!) { agreement(platform: $p) { url } }',
      { p: 'WECHT' },
    ],
    [
      'null where it may not be',
      'query ($first: Int = 3) { programs(first: $first) { nodes { id } } }',
      { first: null },
    ],
  ])('tells of faults as graphql-js does: %s', async (_name, text, variableValues) => {
    const args = () => ({ contextValue: createContext(parts, member()), variableValues });
    const { answers, expected } = await threeTimes(buildSchema(), args, text);
    expect(expected).toHaveProperty('errors');
    expect(answers).toEqual([expected, expected, expected]);
  });

  it('lets nobody in who is not signed in, however often it is tried', async () => {
    const args = () => ({ contextValue: createContext(parts, { kind: 'nobody' }) });
    const text = '{ programs { nodes { id } } viewer { kind } }';
    const { answers, expected } = await threeTimes(buildSchema(), args, text);
    expect(expected).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answers).toEqual([expected, expected, expected]);
  });

  it('answers each caller for themselves with the same compiled query', async () => {
    const schema = buildSchema();
    const document = parse('{ programs { nodes { id } } }');
    const run = createCompiledExecution(schema);
    const as = (accountId: string) =>
      run({ schema, document, contextValue: createContext(parts, { ...member(), accountId }) });
    await as('acct_other');
    const own = await as(restaurant.actor.accountId);
    expect(own.data).toMatchObject({ programs: { nodes: [{ id: restaurant.programId }] } });
    expect((await as('acct_other')).data).toEqual({ programs: { nodes: [] } });
  });
});

describe('any contract, compiled', () => {
  const schema = buildFromText(`
    input Where { name: String = "any" limit: Int! = 5 and: [Where!] not: Where }
    interface Animal { name: String }
    type Cat implements Animal { name: String lives: Int! }
    type Dog implements Animal { name: String friend: Dog strict: Strict! }
    type Strict { value: String! other: String! list: [String!]! }
    union Pet = Cat | Dog
    type Query { echo(where: Where, flag: Boolean = true, n: Int): String pets: [Pet!] animals: [Animal] dog: Dog
      strict: Strict late: [Strict!]! lateItems: [String] scalars: [Int] }
  `);
  const dog = {
    __typename: 'Dog',
    name: 'Rex',
    friend: { name: 'Bo', strict: null },
    strict: { value: 'v' },
  };
  const later = async (value: unknown) => value;
  const rootValue = {
    echo: (args: unknown) => JSON.stringify(args),
    pets: [{ __typename: 'Cat', name: 'Tom', lives: 9 }, dog],
    animals: () => later([dog, null, { __typename: 'Cat', name: null, lives: 7 }]),
    dog,
    strict: () => later({ value: () => later('v'), other: 'o', list: ['a', null] }),
    late: () => later([{ value: 'a', other: 'b', list: [] }]),
    lateItems: () => [later('a'), Promise.reject(new Error('no b')), 'c'],
    scalars: [1, 'two', 3, null],
  };

  it.each<[string, Record<string, unknown>?]>([
    ['{ pets { __typename ... on Cat { name lives } ... on Dog { name friend { name } } } }'],
    ['{ animals { __typename name ... on Cat { lives } ...d } } fragment d on Dog { friend { name } }'],
    ['{ dog { name strict { value } } }'],
    ['{ dog { name strict { value other } friend { name strict { value } } } }'],
    ['{ strict { value other } late { value other list } }'],
    ['{ strict { value list } dog { name } }'],
    ['{ lateItems dog { name } }'],
    ['{ scalars }'],
    ['{ echo }'],
    ['{ echo(where: {}, n: null) }'],
    ['{ echo(where: { and: [{ name: "x" }, { not: { limit: 1 } }] }, flag: false) }'],
    ['query ($w: Where) { echo(where: $w) }', {}],
    ['query ($w: Where) { echo(where: $w) }', { w: { and: [{ not: { name: null } }], name: 'x' } }],
    ['query ($w: Where = { name: "preset" }) { echo(where: $w) }', {}],
    ['query ($w: Where) { echo(where: $w) }', { w: { limit: null } }],
    ['query ($n: String) { echo(where: { name: $n }) }', {}],
    ['query ($n: String) { echo(where: { name: $n, and: [{ name: $n }] }) }', { n: 'given' }],
    ['query ($f: Boolean, $n: Int) { echo(flag: $f, n: $n) }', {}],
    ['query ($f: Boolean, $n: Int) { echo(flag: $f, n: $n) }', { f: null, n: 3 }],
    [
      'query ($yes: Boolean!) { dog { name @skip(if: $yes) friend { name } friend @include(if: $yes) { name } } }',
      { yes: true },
    ],
    [
      'query ($yes: Boolean!) { dog { ...d } pets { ...d @skip(if: $yes) } } fragment d on Dog { name }',
      { yes: true },
    ],
  ])('is answered as graphql-js does: %s %j', async (text, variableValues = {}) => {
    const { answers, expected } = await threeTimes(schema, () => ({ rootValue, variableValues }), text);
    expect(answers).toEqual([expected, expected, expected]);
  });

  it('takes the operation by its name', async () => {
    const document = parse('query a { dog { name } } query b { echo(n: 1) }');
    const run = createCompiledExecution(schema);
    for (const operationName of ['a', 'b', 'a', 'b', 'a', 'none']) {
      const args = { schema, document, rootValue, operationName };
      expect(written(await run(args))).toEqual(written(await execute(args)));
    }
  });
});
