/**
 * The one text of a JSON value: members in the order of their names, no spaces, numbers as JavaScript writes them (as in
 * RFC 8785). What the database gives back of a `jsonb` has the same text as what was put in.
 */
export function canonicalJson(value: unknown): string {
  return textOf(JSON.parse(JSON.stringify(value)));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join(',')}}`;
}
