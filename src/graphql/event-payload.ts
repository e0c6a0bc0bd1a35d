import type { ShownEvent } from './shown-event.ts';

// Payloads are kept as they were written, by every version of the gateway there has been. They are read with
// care: what is not there, or is not of the form expected, is null.

export function textIn({ payload }: ShownEvent, key: string): string | null {
  const value = payload[key];
  return typeof value === 'string' ? value : null;
}

export function textsIn({ payload }: ShownEvent, key: string): readonly string[] {
  const value = payload[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function recordIn({ payload }: ShownEvent, key: string): Readonly<Record<string, unknown>> | null {
  const value = payload[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** The word, if it is one of the vocabulary. */
export function wordIn<Word extends string>(
  event: ShownEvent,
  key: string,
  words: Readonly<Record<Word, Word>>,
): Word | null {
  const text = textIn(event, key);
  return text !== null && Object.hasOwn(words, text) ? (text as Word) : null;
}
