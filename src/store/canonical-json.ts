/**
 * The one text of a JSON value: members in the order of their names, no spaces, numbers as JavaScript writes them (as in
 * RFC 8785). What the database gives back of a `jsonb` has the same text as what was put in: what JSON does not know
 * becomes or goes as it does in `JSON.stringify`. Throws for a value that has no text, as a function.
 */
export function canonicalJson(value: unknown): string {
  const text = textOf(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} is no JSON value: give what JSON can write`);
  return text;
}

/** In one pass: a log of a hundred thousand payloads is read at a time. Undefined where JSON leaves a value out. */
function textOf(given: unknown): string | undefined {
  const value = asWritten(given);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => textOf(one) ?? 'null').join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const member = textOf(members[name]);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${member}`;
  }
  return `{${text}}`;
}

/** Instants and such say themselves how they are written. */
function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? JSON.parse(JSON.stringify(value)) : value;
}
