import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { accessOf } from '../../src/graphql/access.ts';
import { buildSchema, printContract } from '../../src/graphql/schema.ts';

const committed = new URL('../../schema/schema.graphql', import.meta.url);
if (process.env.UPDATE_CONTRACT) writeFileSync(committed, printContract());

describe('the contract', () => {
  it('is committed as the code builds it', () => {
    expect(readFileSync(committed, 'utf8')).toBe(printContract());
  });

  it('describes every type, field, argument and enum value', () => {
    const types = Object.values(buildSchema().getTypeMap()).filter((type) => !isIntrospectionType(type));
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  it('says of every root field who may use it', () => {
    const schema = buildSchema();
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const silent = roots.flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter((field) => accessOf(field) === undefined)
        .map(({ name }) => `${type?.name}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('gives every mutation one input and a payload with problems', () => {
    for (const field of Object.values(buildSchema().getMutationType()?.getFields() ?? {})) {
      expect(field.args.map(({ name }) => name)).toEqual(['input']);
      expect(String(field.type)).toMatch(/Payload!$/);
    }
  });
});

const roots = ['Query', 'Mutation', 'Subscription'];

function undescribed(type: GraphQLNamedType): string[] {
  const own = type.description || roots.includes(type.name) ? [] : [type.name];
  if (isEnumType(type)) {
    const values = type.getValues().filter(({ description }) => !description);
    return [...own, ...values.map(({ name }) => `${type.name}.${name}`)];
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(({ description }) => !description);
    return [...own, ...fields.map(({ name }) => `${type.name}.${name}`)];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return own;
  const parts = Object.values(type.getFields()).flatMap(({ name, description, args }) => [
    ...(description ? [] : [`${type.name}.${name}`]),
    ...args.filter((arg) => !arg.description).map((arg) => `${type.name}.${name}(${arg.name})`),
  ]);
  return [...own, ...parts];
}
