import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import { notFound, type Problem, problemOf } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import { acceptByUse } from './accept-by-use.ts';
import type { OnboardingDeps } from './deps.ts';
import { emailAddress } from './email-address.ts';
import { factsAbout } from './facts.ts';

export interface RegisterProgramInput {
  readonly programId: string;
  readonly platform: PlatformId;
  /** The address under which the platform is to know the program. */
  readonly email: string;
}

/** Asks a platform for an identity for the program. The answer comes later, as an event. */
export function registerProgram(
  deps: OnboardingDeps,
  actor: Actor,
  input: RegisterProgramInput,
  key?: string,
): Promise<Outcome<{ registrationId: string }, Problem>> {
  return deps.perform({ actor, name: 'registerProgram', key, input }, async (records) => {
    const { programId, platform } = input;
    const program = await records.program(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const address = emailAddress(input.email, 'input.email');
    if (!address.ok) return address;
    const email = address.value;
    const facts = {
      ...(await factsAbout(records, program, platform)),
      emailInUse: await records.emailInUse(platform, email, programId),
    };
    const at = deps.clock.now();
    const variant = await records.variantOf(platform);
    const problem = problemOf(evaluate(variant, facts, 'REGISTER', at), 'input');
    if (problem) return refused(problem);
    await acceptByUse(records, actor, { platform, facts, operation: 'REGISTER', at });
    const registration = await records.addRegistration(program, platform, email);
    records.record({
      type: 'REGISTRATION_REQUESTED',
      programId,
      subjectId: registration.id,
      payload: { platform },
    });
    records.enqueue({ kind: 'REGISTRATION', id: registration.id });
    return done({ registrationId: registration.id });
  });
}
