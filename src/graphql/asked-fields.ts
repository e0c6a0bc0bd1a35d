import {
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Tells whether an operation asks for one of these fields (`Program.manifest`), anywhere in it and whatever its
 * conditions. Documents are parsed once and kept, so of each operation this is found out once.
 */
export function asksForAnyOf(fields: readonly string[]): (info: GraphQLResolveInfo) => boolean {
  const answers = new WeakMap<OperationDefinitionNode, boolean>();
  return ({ operation, schema, fragments }) => {
    const known = answers.get(operation);
    if (known !== undefined) return known;
    let asks = false;
    const types = new TypeInfo(schema);
    const visitor = visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType()?.name ?? '';
        if (fields.includes(`${parent}.${name.value}`)) asks = true;
      },
    });
    for (const definition of [operation, ...Object.values(fragments)]) visit(definition, visitor);
    answers.set(operation, asks);
    return asks;
  };
}
