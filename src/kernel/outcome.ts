/**
 * The answer of an act that can be refused for a reason its caller must handle.
 * What no caller can handle is thrown instead.
 */
export type Outcome<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function done<Value>(value: Value): Outcome<Value, never> {
  return { ok: true, value };
}

export function refused<Problem>(...problems: readonly Problem[]): Outcome<never, Problem> {
  return { ok: false, problems };
}

/** Makes a `switch` over a union fail to compile when a member is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
