import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { overLimit } from './errors.ts';

/** How much one document may ask for. The console's largest page needs less than a third of each. */
export const documentLimits = {
  depth: 16,
  /** Fields after fragments are put in their places, since that is what has to be answered. */
  fields: 500,
  aliases: 50,
  directives: 50,
  operations: 20,
  variables: 50,
} as const;

/** Longest document, in tokens; the parser stops there. */
export const MOST_TOKENS = 4_000;

interface Weight {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Weight = { depth: 0, fields: 0, aliases: 0, directives: 0 };

/** One rule for all limits, the same over HTTP and over sockets. Weighs the document before anything else looks at it. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      for (const excess of excessesOf(document)) context.reportError(overLimit(excess));
    },
  };
}

/** What a document has too much of, in words; none where it is within the limits. */
export function excessesOf(document: DocumentNode): readonly string[] {
  const scales = new Scales(document);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  const heaviest = document.definitions.map((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return scales.ofFragment(definition.name.value);
    if (definition.kind !== Kind.OPERATION_DEFINITION) return { ...NOTHING, variables: 0 };
    const { selectionSet, directives = [], variableDefinitions = [] } = definition;
    const weight = scales.ofSelections(selectionSet);
    return {
      ...weight,
      directives: weight.directives + directives.length,
      variables: variableDefinitions.length,
    };
  });
  return Object.entries(documentLimits).flatMap(([name, limit]) => {
    const amount =
      name === 'operations'
        ? operations
        : Math.max(0, ...heaviest.map((weight) => (weight as Readonly<Record<string, number>>)[name] ?? 0));
    return amount > limit ? [`the document has too many ${wordFor(name)}: at most ${limit} are allowed`] : [];
  });
}

function wordFor(name: string): string {
  return name === 'depth' ? 'levels' : name;
}

/** Weighs selections with their fragments put in place. Each fragment is weighed once, however often it is used. */
class Scales {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #weighed = new Map<string, Weight>();

  constructor(document: DocumentNode) {
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  ofFragment(name: string): Weight {
    const known = this.#weighed.get(name);
    if (known) return known;
    // A fragment that contains itself meets this; another rule refuses it.
    this.#weighed.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const weight = fragment ? this.ofSelections(fragment.selectionSet) : NOTHING;
    this.#weighed.set(name, weight);
    return weight;
  }

  ofSelections({ selections }: SelectionSetNode): Weight {
    let total = NOTHING;
    for (const selection of selections) {
      const directives = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        total = beside(total, this.ofFragment(selection.name.value), directives);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        total = beside(total, this.ofSelections(selection.selectionSet), directives);
      } else {
        const below = selection.selectionSet ? this.ofSelections(selection.selectionSet) : NOTHING;
        const field = {
          depth: below.depth + 1,
          fields: below.fields + 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
          directives: below.directives,
        };
        total = beside(total, field, directives);
      }
    }
    return total;
  }
}

function beside(total: Weight, next: Weight, directives: number): Weight {
  return {
    depth: Math.max(total.depth, next.depth),
    fields: total.fields + next.fields,
    aliases: total.aliases + next.aliases,
    directives: total.directives + next.directives + directives,
  };
}
