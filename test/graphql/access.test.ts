import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  graphql,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isRole } from '../../src/accounts/viewer.ts';
import { accessOf, guardRoots } from '../../src/graphql/access.ts';
import { createContext } from '../../src/graphql/context.ts';
import { documentLimits } from '../../src/graphql/limits.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { submitForReview } from '../../src/review/submit.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { allContent, granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
const ids: Record<string, string> = {};
const theirs: string[] = [];

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  const versionId = await restaurant.version('1.0.0');
  granted(await submitForReview(restaurant.deps, restaurant.actor, { versionId, absentContent: allContent }));
  await restaurant.work();
  const { prisma } = app.shop.database;
  const { accountId } = restaurant.actor;
  const where = { accountId };
  const found = {
    programId: [{ id: restaurant.programId }],
    versionId: [{ id: versionId }],
    submissionId: await prisma.submission.findMany({ where }),
    packageId: await prisma.package.findMany({ where }),
    reviewId: await prisma.review.findMany({ where }),
    distributionId: await prisma.distribution.findMany({ where }),
    registrationId: await prisma.registration.findMany({ where }),
    materialId: await prisma.material.findMany({ where }),
    fileId: await prisma.file.findMany({ where, select: { id: true } }),
    eventId: await prisma.event.findMany({ where }),
  };
  for (const [name, rows] of Object.entries(found)) {
    expect(rows.length).toBeGreaterThan(0);
    ids[name] = rows[0]?.id ?? '';
    theirs.push(...rows.map(({ id }) => id));
  }
});
afterAll(() => app.close());

describe('a root field', () => {
  it('that does not say who may use it refuses everybody', async () => {
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { open: { type: GraphQLString, resolve: () => 'secret' } },
      }),
    });
    guardRoots(schema);
    for (const token of ['OWNER', 'nobody']) {
      const viewer = app.viewers.get(app.member('acct_x', 'OWNER')) ?? { kind: 'nobody' as const };
      const contextValue = createContext({} as never, token === 'OWNER' ? viewer : { kind: 'nobody' });
      const { data, errors } = await graphql({ schema, source: '{ open }', contextValue });
      expect(data).toEqual({ open: null });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it.each(rootFields())(
    '$name answers UNAUTHENTICATED to who is not signed in, or is open to anyone',
    async (root) => {
      for (const operation of operationsFor(root)) {
        const answer = await app.ask(undefined, operation);
        const code = answer.errors[0]?.extensions.code;
        expect(code).toBe(accessOf(root.field) === 'ANYONE' ? undefined : 'UNAUTHENTICATED');
      }
    },
  );

  it.each(rootFields().filter(({ field }) => !['ANYONE', 'VIEWER'].includes(accessOf(field) ?? 'ANYONE')))(
    '$name answers FORBIDDEN to a viewer, with what is needed',
    async (root) => {
      const viewer = app.member(restaurant.actor.accountId, 'VIEWER');
      for (const operation of operationsFor(root)) {
        const answer = await app.ask(viewer, operation);
        expect(answer.errors[0]?.extensions).toMatchObject({
          code: 'FORBIDDEN',
          needed: accessOf(root.field),
        });
      }
    },
  );

  it('lets a stronger role do what a weaker one may', async () => {
    const owner = app.member(restaurant.actor.accountId, 'OWNER');
    const { errors } = await app.ask(owner, '{ apiTokens { id } programs { nodes { id } } }');
    expect(errors).toEqual([]);
  });

  it('is closed to a partner host where it is the account’s, and the other way round', async () => {
    const host = app.host('tieba');
    const account = await app.ask(host, '{ programs { nodes { id } } }');
    expect(account.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', needed: 'VIEWER' });
    const { data, errors } = await app.ask(
      host,
      '{ viewer { kind host { id } } hostReviews { nodes { id } } hostCursor }',
    );
    expect(errors).toEqual([]);
    expect(data.viewer).toEqual({ kind: 'HOST', host: { id: 'tieba' } });
  });
});

describe('another account', () => {
  it.each(accountQueries())('sees nothing of this one through $name', async (root) => {
    const token = app.member('acct_other', 'OWNER');
    for (const operation of operationsFor(root, ids)) {
      const answer = await app.ask(token, operation);
      expect(answer.errors).toEqual([]);
      for (const id of theirs) expect(JSON.stringify(answer.data)).not.toContain(id);
    }
  });

  it('finds null for every id of this one', async () => {
    const token = app.member('acct_other', 'OWNER');
    for (let start = 0; start < theirs.length; start += 100) {
      const { data, errors } = await app.ask(token, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids: theirs.slice(start, start + 100),
      });
      expect(errors).toEqual([]);
      expect(new Set(data.nodes)).toEqual(new Set([null]));
    }
  });

  it.each(rootFields().filter(({ type, name }) => type === 'Mutation' && actsOnAnId(name)))(
    'is told NOT_FOUND by $name, and nothing changes',
    async (root) => {
      const token = app.member('acct_other', 'OWNER');
      app.host('iqiyi');
      const before = await app.shop.database.prisma.event.count();
      app.platform('WECHAT');
      const others: Record<string, string> = { HOST: 'iqiyi', PLATFORM_OR_HOST: 'iqiyi', PLATFORM: 'WECHAT' };
      const as = others[accessOf(root.field) ?? ''] ?? token;
      const [operation] = operationsFor(root, ids);
      const { data, errors } = await app.ask(as, operation ?? '');
      expect(errors).toEqual([]);
      expect(data[root.name].problems[0].code).toBe('NOT_FOUND');
      expect(await app.shop.database.prisma.event.count()).toBe(before);
    },
  );

  it('is itself able to see all of it, by the same means', async () => {
    const token = app.member(restaurant.actor.accountId, 'VIEWER');
    const nodes = theirs.filter((id) => !id.startsWith('file_')).slice(0, 100);
    const { data, errors } = await app.ask(
      token,
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      {
        ids: nodes,
      },
    );
    expect(errors).toEqual([]);
    expect(data.nodes.map((node: { id: string } | null) => node?.id)).toEqual(nodes);
  });

  it('never gets an address, a number or the holder of a paper, and neither does this one', async () => {
    const token = app.member(restaurant.actor.accountId, 'OWNER');
    for (const root of accountQueries()) {
      for (const operation of operationsFor(root, ids)) {
        const { data, errors } = await app.ask(token, operation);
        expect(errors).toEqual([]);
        const found = /@example\.com|91500000MA5U00000X|13800000000|餐饮有限公司/.exec(JSON.stringify(data));
        expect({ through: root.name, found }).toEqual({ through: root.name, found: null });
      }
    }
  });
});

interface RootField {
  readonly type: string;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

function rootFields(): RootField[] {
  const schema = buildSchema();
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.entries(type?.getFields() ?? {}).map(([name, field]) => ({ type: type?.name ?? '', name, field })),
  );
}

function accountQueries(): RootField[] {
  return rootFields().filter(({ type, field }) => type === 'Query' && isForAccounts(field));
}

/** Not for partner hosts or platforms, which belong to no account. */
function isForAccounts(field: GraphQLField<unknown, unknown>): boolean {
  const access = accessOf(field);
  return access === 'ANYONE' || isRole(access);
}

/** Those whose input names something of an account that has to exist. */
function actsOnAnId(name: string): boolean {
  return ![
    'acceptAgreement',
    'createApiToken',
    'declareSubject',
    'createProgram',
    'declineAgreement',
    'draftAgreementVersion',
    'publishHostRules',
    'recordOutage',
    'takeMeasure',
    'sendNotice',
    'createWebhook',
    // Its cursor is refused before its webhook is looked for.
    'replayWebhook',
    'demandDataDeletion',
    'leavePlatform',
    'putPhoneOnFile',
    'putEmailOnFile',
    'signUndertaking',
  ].includes(name);
}

/**
 * Operations that give every argument: ids of the account where there is one, and something of the right form. Together they
 * ask for all there is; a field whose type has much takes several.
 */
function operationsFor({ type, name, field }: RootField, known: Record<string, string> = {}): string[] {
  const args = field.args
    .filter((arg) => isNonNullType(arg.type) || known[arg.name] !== undefined || arg.name === 'id')
    .map((arg) => `${arg.name}: ${literal(arg.type, arg.name, known)}`);
  const list = args.length > 0 ? `(${args.join(', ')})` : '';
  const selections = withinLimits(selectionsOf(field.type, 2));
  return selections.map((selection) => `${type.toLowerCase()} { ${name}${list} ${selection} }`);
}

/** Puts together what fits into one document. */
function withinLimits(selections: readonly string[]): string[] {
  const documents: string[][] = [[]];
  let fields = 0;
  for (const selection of selections) {
    const weight = selection.match(/\w+/g)?.length ?? 0;
    if (fields + weight > documentLimits.fields - 10) {
      documents.push([]);
      fields = 0;
    }
    documents.at(-1)?.push(selection);
    fields += weight;
  }
  return documents.map((parts) => (parts.length > 0 ? `{ ${parts.join(' ')} }` : ''));
}

function literal(type: GraphQLInputType, name: string, known: Record<string, string>): string {
  if (isNonNullType(type)) return literal(type.ofType, name, known);
  if (isListType(type)) return `[${literal(type.ofType, name, known)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
      .filter((one) => isNonNullType(one.type) || known[one.name] !== undefined)
      .filter((one) => one.defaultValue === undefined || name === 'manifest');
    return `{ ${fields.map((one) => `${one.name}: ${literal(one.type, one.name, known)}`).join(', ')} }`;
  }
  if (name === 'id' || name === 'ids') return JSON.stringify(known.programId ?? 'prog_none');
  return literals[type.name] ?? literals[name] ?? JSON.stringify(known[name] ?? 'a@example.com');
}

/** By the name of the type, or of what is asked for. */
const literals: Readonly<Record<string, string>> = {
  Boolean: 'true',
  Int: '20',
  DateTime: '"2027-03-10T00:00:00Z"',
  absentContent: '"RUMOURS"',
  // Versions of the first platform's agreement.
  from: '"2018-09-10"',
  to: '"2018-09-10"',
  validFrom: '"2020-01-01"',
};

/** Everything that can be selected without an argument, to a depth. */
function selectionsOf(output: unknown, depth: number): string[] {
  let type = output;
  while (isNonNullType(type) || isListType(type)) type = type.ofType;
  if (String(type).endsWith('Payload')) return ['problems { code path }'];
  if (!isObjectType(type)) return String(type) === 'Node' ? ['id'] : [];
  return Object.values(type.getFields()).flatMap((field) => {
    let inner: unknown = field.type;
    while (isNonNullType(inner) || isListType(inner)) inner = inner.ofType;
    if (isInterfaceType(inner)) return [`${field.name} { ${inner.name === 'Node' ? 'id' : 'code path'} }`];
    if (!isObjectType(inner)) return [field.name];
    if (depth === 0 || ['Clause', 'Rule', 'Finding', 'PassedRule'].includes(inner.name)) return [];
    const below = selectionsOf(inner, depth - 1);
    return below.length === 0 ? [] : [`${field.name} { ${below.join(' ')} }`];
  });
}
