import { BREAK, type DocumentNode, visit } from 'graphql';

const answers = new WeakMap<DocumentNode, boolean>();

/** Whether a document asks about the schema itself, anywhere in it. Who is signed in may; others may not. */
export function asksAboutSchema(document: DocumentNode): boolean {
  const known = answers.get(document);
  if (known !== undefined) return known;
  let asks = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      asks = true;
      return BREAK;
    },
  });
  answers.set(document, asks);
  return asks;
}
