import type { Actor } from '../accounts/actor.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';

/** An act as its caller asked for it. */
export interface ActRequest {
  readonly actor: Actor;
  /** The use case: `submitForReview`. */
  readonly name: string;
  /** The caller's idempotency key: the same key gives the same answer, another input under it is a problem. */
  readonly key?: string | undefined;
  /** Whose keys these are, where it is not the account that is acted upon. */
  readonly keySpace?: string;
  readonly input: unknown;
}

/**
 * Runs the work in one transaction with its events and jobs: all of it happens, or none.
 * Work that refuses must not have changed anything. A keyed answer is kept with the change it belongs to.
 */
export type Perform<Records> = <Value>(
  act: ActRequest,
  work: (records: Records) => Promise<Outcome<Value, Problem>>,
) => Promise<Outcome<Value, Problem>>;
