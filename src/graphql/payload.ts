import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';

/** What an act returns: what changed, or the problems; the schema has every field but `problems` nullable. */
export type Payload<Changed> = Partial<Changed> & { readonly problems: readonly Problem[] };

/** An outcome as the payload of its mutation; `changed` reads what the client may want to see of it. */
export async function payloadOf<Value, Changed extends object>(
  outcome: Outcome<Value, Problem>,
  changed: (value: Value) => Changed | Promise<Changed>,
): Promise<Payload<Changed>> {
  if (outcome.ok) return { ...(await changed(outcome.value)), problems: [] };
  const nothing: Partial<Changed> = {};
  return { ...nothing, problems: outcome.problems };
}
