import { civilDateAt } from '../../kernel/civil-time.ts';
import type { evaluate } from '../evaluate.ts';
import type { Facts } from '../facts.ts';

/** The rules of hosts, as `evaluate` takes them. */
export type HostRules = NonNullable<Parameters<typeof evaluate>[4]>;

/** What a question is asked about: the facts, and the instant. Waiting moves the instant, all else the facts. */
export interface Situation {
  readonly facts: Facts;
  readonly at: Date;
}

/** The day that it is in the situation. */
export function dayOf({ at }: Situation): string {
  return civilDateAt(at);
}
