import { type DocumentNode, Kind, visit } from 'graphql';
import { badInput } from './errors.ts';

const NUL = '\u0000';
/** One half of a pair, alone: no character, and no UTF-8. */
const HALF_OF_A_PAIR = /\p{Surrogate}/u;

/**
 * Refuses text that no database keeps, with its place, before anything is done with it: the character NUL, and half of a
 * surrogate pair. JSON and GraphQL can both write them down, and what is refused here would be a fault below.
 */
export function refuseUnstorableText(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): void {
  const place = placeAmong(variables) ?? placeIn(document);
  if (place === undefined) return;
  const refusal = badInput(
    `\`${place}\` has a NUL character or half of a surrogate pair in it, which cannot be kept as text: leave it out`,
    place,
  );
  refusal.extensions.http = { status: 400 };
  throw refusal;
}

function isUnstorable(text: string): boolean {
  return text.includes(NUL) || HALF_OF_A_PAIR.test(text);
}

/** As a list and not by recursion: values can be nested as deep as a request is long. */
function placeAmong(variables: Readonly<Record<string, unknown>>): string | undefined {
  const open: [place: string, value: unknown][] = Object.entries(variables);
  for (let next = open.pop(); next; next = open.pop()) {
    const [place, value] = next;
    if (typeof value === 'string' && isUnstorable(value)) return place;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isUnstorable(key)) return place;
      open.push([Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`, inner]);
    }
  }
  return undefined;
}

/** What was found in a document, which can come again with other variables; null: nothing. */
const known = new WeakMap<DocumentNode, string | null>();

function placeIn(document: DocumentNode): string | undefined {
  let place = known.get(document);
  if (place === undefined) {
    place = literalIn(document) ?? null;
    known.set(document, place);
  }
  return place ?? undefined;
}

function literalIn(document: DocumentNode): string | undefined {
  const names: string[] = [];
  let found: string | undefined;
  const inside = {
    enter: (node: { readonly name: { readonly value: string } }) => void names.push(node.name.value),
    leave: () => void names.pop(),
  };
  visit(document, {
    [Kind.ARGUMENT]: inside,
    [Kind.OBJECT_FIELD]: inside,
    [Kind.STRING]: ({ value }) => {
      if (found === undefined && isUnstorable(value)) found = names.join('.');
    },
  });
  return found;
}
