import {
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const answers = new WeakMap<OperationDefinitionNode, boolean>();

/** The fields that return the place in the viewer's stream that goes with what an operation reads. */
const cursors: ReadonlySet<string> = new Set(['Query.cursor', 'Query.hostCursor', 'Program.cursor']);

/**
 * Whether the operation asks for the place in the viewer's stream that goes with what it reads. Documents are parsed once and kept, so this is found out once.
 */
export function asksForCursor({ operation, schema, fragments }: GraphQLResolveInfo): boolean {
  const known = answers.get(operation);
  if (known !== undefined) return known;
  let asks = false;
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field({ name }) {
      const parent = types.getParentType()?.name ?? '';
      if (cursors.has(`${parent}.${name.value}`)) asks = true;
    },
  });
  for (const definition of [operation, ...Object.values(fragments)]) visit(definition, visitor);
  answers.set(operation, asks);
  return asks;
}
