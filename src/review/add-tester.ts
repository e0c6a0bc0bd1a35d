import type { Actor } from '../accounts/actor.ts';
import type { Tester } from '../hosts/desks/settings.ts';
import { done, type Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { askHost, type ProgramAtPlatform } from './ask-host.ts';
import type { LiveDeps } from './live-version.ts';

export interface AddTesterInput extends ProgramAtPlatform {
  /** The person's account on the platform. It is handed on, and kept nowhere here: whose it is is their own business. */
  readonly account: string;
}

/**
 * Lets a person open what is not public yet. Safe to repeat; the platform's refusal is the answer. The event says that it
 * was done, and not for whom.
 */
export async function addTester(
  deps: LiveDeps,
  actor: Actor,
  input: AddTesterInput,
): Promise<Outcome<Tester, Problem>> {
  const { programId, platform, account } = input;
  const added = await askHost(deps, actor, input, ({ testers }, appId) => testers?.add(appId, account));
  if (!added.ok) return added;
  return deps.perform({ actor, name: 'addTester', input: { programId, platform } }, async (records) => {
    records.record({ type: 'TESTER_ADDED', programId, subjectId: programId, payload: { platform } });
    return done(added.value);
  });
}
