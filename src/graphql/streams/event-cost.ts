import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { overLimit } from '../errors.ts';

/** How many fields the showing of one event may come to: it is done at every event, unlike a query. */
export const MOST_FIELDS_AN_EVENT = 5_000;

/** How long a list is taken to be that does not say. */
const LIST_GUESS = 10;

/** Throws OVER_LIMIT where to show one event could take more than it may: all its fields, each as often as its lists are long. */
export function refuseExpensive(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): void {
  const operation = getOperationAST(document, operationName);
  const root = schema.getSubscriptionType();
  if (!operation || !root) return;
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  const scales = new Scales(schema, document, { ...Object.fromEntries(defaults), ...variables });
  const cost = scales.weigh(operation.selectionSet, root, false);
  if (cost <= MOST_FIELDS_AN_EVENT) return;
  throw overLimit(
    `to show one event could take ${cost} fields, and may take ${MOST_FIELDS_AN_EVENT}: ask for shorter lists, or query the rest when an event tells of it`,
  );
}

class Scales {
  readonly #schema: GraphQLSchema;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>) {
    this.#schema = schema;
    this.#variables = variables;
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** `isPage`: its lists have been counted with the page that they are on. The document is valid, so no fragment is in itself. */
  weigh({ selections }: SelectionSetNode, parent: unknown, isPage: boolean): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + this.#weighField(selection, parent, isPage);
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      if (!fragment) return sum;
      const condition = fragment.typeCondition && typeFromAST(this.#schema, fragment.typeCondition);
      return sum + this.weigh(fragment.selectionSet, condition ?? parent, isPage);
    }, 0);
  }

  #weighField(node: FieldNode, parent: unknown, isPage: boolean): number {
    const field = fieldOf(parent, node.name.value);
    if (!field || !node.selectionSet) return 1;
    const first = this.#firstOf(node, field);
    const isList = isListType(getNullableType(field.type));
    const often = first ?? (isList && !isPage ? LIST_GUESS : 1);
    const isPageBelow = first !== undefined && !isList;
    return 1 + often * this.weigh(node.selectionSet, getNamedType(field.type), isPageBelow);
  }

  /** How many the field is asked for; undefined where it takes no such argument. */
  #firstOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
    const argument = field.args.find(({ name }) => name === 'first');
    if (!argument) return undefined;
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const asked =
      value?.kind === Kind.VARIABLE
        ? this.#variables[value.name.value]
        : value?.kind === Kind.INT
          ? Number(value.value)
          : argument.defaultValue;
    return typeof asked === 'number' && asked > 0 ? asked : LIST_GUESS;
  }
}

function fieldOf(parent: unknown, name: string): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  return (parent as GraphQLObjectType).getFields()[name];
}
