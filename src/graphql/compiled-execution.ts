import {
  type DefinitionNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type NamedTypeNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

/** How an operation is executed; the answer is what graphql-js would have answered. */
export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** Compiling takes milliseconds: a query that comes once is not worth it. */
const COMPILED_FROM_EXECUTION = 2;

/** As many faults as graphql-js tells of. */
const MOST_VARIABLE_FAULTS = 50;

interface Plan {
  executions: number;
  /** Undefined until it is compiled. */
  run: Execute | undefined;
}

/**
 * Executes queries that come again as compiled functions (graphql-jit), and everything else with graphql-js. An answer
 * with errors is given by graphql-js too, which reads nothing twice where the context remembers what it read. A
 * query whose compiled function fails where graphql-js does not is never compiled again.
 */
export function createCompiledExecution(schema: GraphQLSchema): Execute {
  const plans = new WeakMap<DocumentNode, Map<string, Plan>>();
  return (args) => {
    const plan = planOf(plans, args);
    plan.executions += 1;
    if (plan.executions >= COMPILED_FROM_EXECUTION) plan.run ??= compile(schema, args);
    if (!plan.run) return execute(args);
    const result = plan.run(args);
    return result instanceof Promise
      ? result.then((known) => withoutErrors(known, plan, args))
      : withoutErrors(result, plan, args);
  };
}

/** Documents are parsed once and kept, so plans are found by them. */
function planOf(plans: WeakMap<DocumentNode, Map<string, Plan>>, args: ExecutionArgs): Plan {
  const { document, operationName } = args;
  const ofDocument = plans.get(document) ?? new Map<string, Plan>();
  plans.set(document, ofDocument);
  const name = operationName ?? '';
  const plan = ofDocument.get(name) ?? { executions: 0, run: undefined };
  ofDocument.set(name, plan);
  return plan;
}

/**
 * graphql-jit tells errors in other words, orders and numbers. What clients are told of them, and what is masked, has
 * one source.
 */
function withoutErrors(
  result: ExecutionResult,
  plan: Plan,
  args: ExecutionArgs,
): ExecutionResult | Promise<ExecutionResult> {
  if (!result.errors) return result;
  const again = execute(args);
  return again instanceof Promise ? again.then((known) => judged(known, plan)) : judged(again, plan);
}

function judged(known: ExecutionResult, plan: Plan): ExecutionResult {
  if (!known.errors) plan.run = execute;
  return known;
}

/** The query as a function; graphql-js where it cannot be compiled faithfully. */
function compile(schema: GraphQLSchema, { document, operationName }: ExecutionArgs): Execute {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY || !isFaithful(document)) return execute;
  const { variableDefinitions = [] } = operation;
  const opaque = {
    ...operation,
    variableDefinitions: variableDefinitions.map(({ kind, variable }) => ({
      kind,
      variable,
      type: ANY_VALUE_NODE,
    })),
  };
  const definitions = document.definitions.flatMap((definition): DefinitionNode[] => {
    if (definition === operation) return [opaque];
    return definition.kind === Kind.FRAGMENT_DEFINITION ? [definition] : [];
  });
  // The compiler notes things down in the document, which is graphql-js's, too: it gets a copy.
  const copy = visit({ kind: Kind.DOCUMENT, definitions }, { enter: (node) => ({ ...node }) });
  const compiled = compileQuery(withAnyValue(schema), copy, operation.name?.value ?? '');
  if (!isCompiledQuery(compiled)) return execute;

  return ({ rootValue, contextValue, variableValues }) => {
    const options = { maxErrors: MOST_VARIABLE_FAULTS };
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, variableValues ?? {}, options);
    return errors ? { errors } : compiled.query(rootValue, contextValue, coerced);
  };
}

/** Takes any value as it is. graphql-jit coerces variables wrongly, and so gets them already coerced. */
const AnyValue = new GraphQLScalarType({ name: 'PaifangAnyValue' });
const ANY_VALUE_NODE: NamedTypeNode = {
  kind: Kind.NAMED_TYPE,
  name: { kind: Kind.NAME, value: AnyValue.name },
};

function withAnyValue(schema: GraphQLSchema): GraphQLSchema {
  const getType: GraphQLSchema['getType'] = (name) =>
    name === AnyValue.name ? AnyValue : schema.getType(name);
  return Object.create(schema, { getType: { value: getType } });
}

/**
 * Whether graphql-jit 0.8.9 does with a document what graphql-js does. It joins the conditions of a field over all the
 * places where its fragment is used; and a variable that is not given counts as null inside an object or a list.
 */
function isFaithful(document: DocumentNode): boolean {
  let faithful = true;
  let depthInLiterals = 0;
  visit(document, {
    enter({ kind }) {
      if (isLiteral(kind)) depthInLiterals += 1;
      if (kind === Kind.DIRECTIVE || (kind === Kind.VARIABLE && depthInLiterals > 0)) faithful = false;
    },
    leave({ kind }) {
      if (isLiteral(kind)) depthInLiterals -= 1;
    },
  });
  return faithful;
}

function isLiteral(kind: Kind): boolean {
  return kind === Kind.OBJECT || kind === Kind.LIST;
}
