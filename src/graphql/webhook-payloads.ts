import {
  type DocumentNode,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  specifiedRules,
  validate,
} from 'graphql';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import type { EventType, LoggedEvent } from '../events/event.ts';
import type { ChosenPayload } from '../webhooks/endpoint.ts';
import type { MadePayload, OpenedPayload, PayloadDesk, PayloadFault } from '../webhooks/payload.ts';
import { refusalFor } from './access.ts';
import { createContext, type GraphqlContext, type GraphqlParts } from './context.ts';
import { limitsRule, MOST_TOKENS } from './limits.ts';
import { maskGraphqlError } from './mask-errors.ts';
import { refuseExpensive } from './streams/event-cost.ts';
import type { Wanted } from './streams/log-source.ts';
import { eventsOfTypes, reviewSteps } from './wanted-events.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The streams that can be told over HTTP, and how each reads its arguments. */
const streams: Readonly<
  Record<string, (context: GraphqlContext, given: Arguments) => Wanted | Promise<Wanted>>
> = {
  reviewStatus: (context, { programs, hosts }) =>
    reviewSteps(context, programs as readonly string[] | null, hosts as readonly string[] | null),
  accountEvents: (_context, { types }) => eventsOfTypes(types as readonly EventType[] | null),
  hostInbox: () => () => true,
};
const NAMES = Object.keys(streams).join(', ');

/** An endpoint has a place of its own in the log. */
const PLACES = ['after', 'snapshot'];

/** What webhooks are told: documents are read, checked and executed as those of subscriptions are. */
export function createPayloadDesk(parts: GraphqlParts): PayloadDesk {
  return {
    async open(viewer, chosen) {
      try {
        return { ok: true, opened: await open(parts, viewer, chosen) };
      } catch (error) {
        if (error instanceof Refused) return { ok: false, faults: error.faults };
        throw error;
      }
    },
  };
}

class Refused extends Error {
  readonly faults: readonly PayloadFault[];

  constructor(argument: PayloadFault['argument'], errors: readonly GraphQLError[]) {
    super('the document cannot be used');
    this.faults = errors.map((error) => ({ argument, message: placed(argument, error) }));
  }
}

async function open(parts: GraphqlParts, viewer: ViewerUntil, chosen: ChosenPayload): Promise<OpenedPayload> {
  const { schema } = parts;
  const document = read(schema, chosen.document);
  const operation = operationOf(document, chosen.operationName);
  const field = rootField(document, operation);
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!definition) throw new Error(`${field.name.value} is no field of Subscription`);
  const refusal = refusalFor(definition, viewer);
  if (refusal) throw new Refused('document', [refusal]);
  const { coerced, errors } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    chosen.variables,
  );
  if (errors) throw new Refused('variables', errors);
  refuseCostly(schema, document, chosen);
  const context = createContext(parts, viewer);
  const { stream } = context;
  const wants = await wantedBy(context, field, () => getArgumentValues(definition, field, coerced));
  return {
    wants,
    make: (event) => make(parts, viewer, { ...chosen, document }, event),
    cursorAt: (position) => parts.log.cursorAt(stream, position),
  };
}

/** The document, within the limits of any other. */
function read(schema: GraphQLSchema, text: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: MOST_TOKENS });
  } catch (error) {
    throw new Refused('document', [
      error instanceof GraphQLError ? error : new GraphQLError('it cannot be read'),
    ]);
  }
  const excess = validate(schema, document, [limitsRule]);
  if (excess.length > 0) throw new Refused('document', excess);
  const faults = validate(schema, document, specifiedRules);
  if (faults.length > 0) throw new Refused('document', faults);
  return document;
}

/** A webhook is told each event as a subscriber is, and may ask for as much. */
function refuseCostly(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: ChosenPayload,
): void {
  try {
    refuseExpensive(schema, document, operationName, variables);
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refused('document', [error]);
    throw error;
  }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation)
    throw new Refused('operationName', [new GraphQLError('name one of the operations of the document')]);
  if (operation.operation === 'subscription') return operation;
  throw new Refused('document', [
    new GraphQLError(`it has to be a subscription to one of: ${NAMES}`, { nodes: operation }),
  ]);
}

/** The one field of a valid subscription, wherever fragments put it. */
function rootField(document: DocumentNode, { selectionSet }: OperationDefinitionNode): FieldNode {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const within = (selection: SelectionNode): readonly FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner?.selectionSet.selections.flatMap(within) ?? [];
  };
  const [field] = selectionSet.selections.flatMap(within);
  if (!field || !Object.hasOwn(streams, field.name.value))
    throw new Refused('document', [
      new GraphQLError(`it has to be a subscription to one of: ${NAMES}`, field ? { nodes: field } : {}),
    ]);
  const place = field.arguments?.find(({ name }) => PLACES.includes(name.value));
  if (!place) return field;
  throw new Refused('document', [
    new GraphQLError(`leave \`${place.name.value}\` out: a webhook has a place in the log of its own`, {
      nodes: place,
    }),
  ]);
}

async function wantedBy(
  context: GraphqlContext,
  { name }: FieldNode,
  argumentsOf: () => Arguments,
): Promise<Wanted> {
  try {
    const wanted = streams[name.value];
    if (!wanted) throw new Error(`${name.value} is not told over HTTP`);
    return await wanted(context, argumentsOf());
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refused('document', [error]);
    throw error;
  }
}

/** Executed as for a subscriber; what nobody expected is in the operator's log, and the payload has failed. */
async function make(
  parts: GraphqlParts,
  viewer: ViewerUntil,
  {
    document,
    operationName,
    variables,
  }: Omit<ChosenPayload, 'document'> & { readonly document: DocumentNode },
  event: LoggedEvent,
): Promise<MadePayload> {
  const { data, errors } = await execute({
    schema: parts.schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables,
    contextValue: createContext(parts, viewer),
    rootValue: event,
  });
  if (!errors) return { data, failed: false };
  const told = errors.map((error) => maskGraphqlError(error, parts.faults));
  return { data, errors: told, failed: told.some(({ extensions }) => extensions?.code === 'INTERNAL') };
}

/** With its place in the document, where it has one. */
function placed(
  argument: PayloadFault['argument'],
  { message, locations }: GraphQLError,
): PayloadFault['message'] {
  const [first] = locations ?? [];
  const place = first && argument === 'document' ? ` ${first.line}:${first.column}` : '';
  const what = { document: '查询文档', operationName: '操作名', variables: '变量' }[argument];
  return { 'zh-CN': `${what}${place} 有误：${message}`, en: `${argument}${place}: ${message}` };
}
