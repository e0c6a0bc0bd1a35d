/** What of a query or a form has one value: what was given twice has none that could be told from the other. */
export function textValues(given: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
