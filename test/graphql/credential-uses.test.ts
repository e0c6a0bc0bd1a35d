import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { buildSchema } from '../../src/graphql/schema.ts';
import { createCredentialUses } from '../../src/store/credential-uses.ts';
import { createCredentialVault } from '../../src/store/credential-vault.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let restaurant: Restaurant;
const appIds = new Map<string, string>();

const SECRETS = ['secret-ticket', 'secret-token', 'secret-access', 'secret-refresh', 'secret-code'];

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  const { prisma } = app.shop.database;
  const uses = createCredentialUses(prisma, app.shop.clock, { node: 'node-1' });
  const vault = createCredentialVault(prisma, app.shop.cipher, app.shop.clock, uses);
  const registrations = await prisma.registration.findMany();
  for (const { id, platform, appId } of registrations) {
    if (appId === null) throw new Error('the restaurant is registered');
    appIds.set(platform, appId);
    const pair = JSON.stringify({ accessToken: 'secret-access', refreshToken: 'secret-refresh' });
    const held = [
      [{ platform, holder: appId, kind: 'authorisation' }, pair],
      [{ platform, holder: id, kind: 'consent' }, JSON.stringify({ registerCode: 'secret-code' })],
      [{ platform, holder: 'the-gateway', kind: 'ticket' }, 'secret-ticket'],
      [{ platform, holder: 'the-gateway', kind: 'component-token' }, 'secret-token'],
    ] as const;
    for (const [key, secret] of held) {
      await vault.replace(key, 0, secret);
      await vault.read(key, '/a/call');
      app.shop.clock.advance(1);
    }
  }
  await uses.stop();
});
afterAll(() => app.close());

const QUERY = `query ($first: Int!, $after: String, $programId: ID) {
  credentialUses(first: $first, after: $after, programId: $programId) {
    nodes { platform kind purpose node uses firstAt lastAt program { id } registration { appId } }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe('credentialUses (baidu/2.1)', () => {
  it('shows an administrator the uses of their own programs’ credentials, the newest first, page by page', async () => {
    const admin = app.member(restaurant.actor.accountId, 'ADMIN');
    const seen: { kind: string; firstAt: string; platform: string }[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await app.ask(admin, QUERY, { first: 3, after });
      expect(errors).toEqual([]);
      seen.push(...data.credentialUses.nodes);
      after = data.credentialUses.pageInfo.endCursor;
      if (!data.credentialUses.pageInfo.hasNextPage) break;
    }
    expect(seen).toHaveLength(2 * appIds.size);
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set(['authorisation', 'consent']));
    expect(seen.map(({ firstAt }) => firstAt)).toEqual(
      seen
        .map(({ firstAt }) => firstAt)
        .sort()
        .reverse(),
    );
    expect(seen[0]).toMatchObject({
      purpose: '/a/call',
      node: 'node-1',
      uses: 1,
      program: { id: restaurant.programId },
      registration: { appId: appIds.get(seen[0]?.platform ?? '') },
    });
  });

  it('shows nobody else’s, and nothing to who is no administrator', async () => {
    const stranger = await app.shop.newAccount();
    const theirs = await app.ask(app.member(stranger.accountId, 'OWNER'), QUERY, {
      first: 10,
      programId: restaurant.programId,
    });
    expect(theirs.data.credentialUses.nodes).toEqual([]);
    const developer = await app.ask(app.member(restaurant.actor.accountId, 'DEVELOPER'), QUERY, {
      first: 10,
    });
    expect(developer.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a secret that was set (baidu/2.1)', () => {
  it('is in the answer of no query, however deep it is asked', async () => {
    const owner = app.member(restaurant.actor.accountId, 'OWNER');
    const fields = Object.values(buildSchema().getQueryType()?.getFields() ?? {});
    const asked = fields.flatMap((field) => {
      const given = argumentsOf(field);
      return given === undefined ? [] : [`{ ${field.name}${given} ${selectionOf(field.type, 3)} }`];
    });
    expect(asked.length).toBeGreaterThan(8);
    for (const query of asked) {
      const { data, errors } = await app.ask(owner, query);
      const said = JSON.stringify({ data, errors });
      expect(SECRETS.filter((secret) => said.includes(secret))).toEqual([]);
    }
    const row = await app.shop.database.prisma.hostCredential.findMany();
    expect(SECRETS.filter((secret) => JSON.stringify(row).includes(secret))).toEqual([]);
  });
});

/** Arguments for what a field must be given, where this account has it; undefined where it has not. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string | undefined {
  const must = args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  const given = must.map(({ name }) => {
    if (name === 'programId' || name === 'id') return `${name}: "${restaurant.programId}"`;
    if (name === 'platform') return 'platform: WECHAT';
    return undefined;
  });
  if (given.includes(undefined)) return undefined;
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Everything that can be asked without arguments, so deep. */
function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) return '{ __typename }';
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const inner = Object.values(named.getFields()).flatMap((field) => {
    if (argumentsOf(field) !== '') return [];
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return depth === 0 ? [] : [`${field.name} ${selectionOf(field.type, depth - 1)}`];
  });
  return `{ __typename ${inner.join(' ')} }`;
}
