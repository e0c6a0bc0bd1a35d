import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import { notFound, type Problem, problemOf } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import { acceptByUse } from './accept-by-use.ts';
import type { OnboardingDeps } from './deps.ts';
import { factsAbout } from './facts.ts';

export interface StartVerificationInput {
  readonly programId: string;
  readonly platform: PlatformId;
}

/** Begins the platform's verification of the developer (baidu/2.2). A person goes on at a page of the platform. */
export function startVerification(
  deps: OnboardingDeps,
  actor: Actor,
  input: StartVerificationInput,
  key?: string,
): Promise<Outcome<{ registrationId: string }, Problem>> {
  return deps.perform({ actor, name: 'startVerification', key, input }, async (records) => {
    const { programId, platform } = input;
    const program = await records.program(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const registration = await records.registration(programId, platform);
    if (registration?.state !== 'REGISTERED' || registration.verification === 'PASSED') {
      return refused({
        code: 'STATE',
        currentState: registration ? `${registration.state}/${registration.verification}` : 'NOT_REGISTERED',
        message: {
          'zh-CN': '只有已注册且尚未认证的程序才能发起认证',
          en: 'verification begins for a program that is registered and not yet verified',
        },
        path: 'input.platform',
      });
    }
    const facts = await factsAbout(records, program, platform);
    const at = deps.clock.now();
    const variant = await records.variantOf(platform);
    const problem = problemOf(evaluate(variant, facts, 'VERIFY', at), 'input');
    if (problem) return refused(problem);
    await acceptByUse(records, actor, { platform, facts, operation: 'VERIFY', at });
    records.record({
      type: 'VERIFICATION_REQUESTED',
      programId,
      subjectId: registration.id,
      payload: { platform },
    });
    records.enqueue({ kind: 'VERIFICATION', id: registration.id });
    return done({ registrationId: registration.id });
  });
}
