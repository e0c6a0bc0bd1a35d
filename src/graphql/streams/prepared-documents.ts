import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { limitsRule, MOST_TOKENS } from '../limits.ts';

/** A document that was read and found valid. */
export interface PreparedDocument {
  readonly text: string;
  readonly document: DocumentNode;
  /** Variables that say nothing but where a subscription begins: who differs in these alone is shown the same. */
  readonly placeVariables: ReadonlySet<string>;
}

/** Kept are the documents that were used last, up to so many, and to so many characters of text. */
const MOST_DOCUMENTS = 500;
const MOST_CHARACTERS = 1_000_000;

/** Arguments of subscriptions that say where they begin. */
const PLACE_ARGUMENTS: ReadonlySet<string> = new Set(['after', 'snapshot']);

/** Reads and checks each document once, however many send it. */
export class PreparedDocuments {
  readonly #schema: GraphQLSchema;
  readonly #kept = new Map<string, PreparedDocument>();
  #characters = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The document, or what is wrong with it. */
  prepare(text: string): PreparedDocument | readonly GraphQLError[] {
    const known = this.#kept.get(text);
    if (known) {
      this.#kept.delete(text);
      this.#kept.set(text, known);
      return known;
    }
    const document = this.#read(text);
    if (!('kind' in document)) return document;
    const prepared = { text, document, placeVariables: placeVariablesOf(this.#schema, document) };
    this.#keep(prepared);
    return prepared;
  }

  #read(text: string): DocumentNode | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: MOST_TOKENS });
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('the document cannot be read')];
    }
    // The limits alone first: what is too large is not looked at any further.
    const excess = validate(this.#schema, document, [limitsRule]);
    if (excess.length > 0) return excess;
    const faults = validate(this.#schema, document, specifiedRules);
    return faults.length > 0 ? faults : document;
  }

  #keep(prepared: PreparedDocument): void {
    this.#kept.set(prepared.text, prepared);
    this.#characters += prepared.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_DOCUMENTS && this.#characters <= MOST_CHARACTERS) return;
      this.#kept.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}

function placeVariablesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const subscription = schema.getSubscriptionType();
  const places = new Set<string>();
  const others = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Argument({ name, value }) {
        const isPlace = types.getParentType() === subscription && PLACE_ARGUMENTS.has(name.value);
        if (value.kind !== Kind.VARIABLE || !isPlace) return undefined;
        places.add(value.name.value);
        return false;
      },
      Variable({ name }) {
        others.add(name.value);
      },
    }),
  );
  return new Set([...places].filter((name) => !others.has(name)));
}
