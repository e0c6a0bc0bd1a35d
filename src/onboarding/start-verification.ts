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

/**
 * Begins the platform's verification of the developer (baidu/2.2, wechat/3.1), or begins it again before it expires,
 * for the yearly one or because papers changed (baidu/2.5, wechat/4.2): what was passed holds until that is answered.
 * A person goes on at a page of the platform.
 */
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
    const facts = await factsAbout(records, program, platform);
    const at = deps.clock.now();
    const variant = await records.variantOf(platform);
    const problem = problemOf(evaluate(variant, facts, 'VERIFY', at), 'input');
    if (problem) return refused(problem);
    if (!registration) return refused(notFound({ 'zh-CN': '注册', en: 'registration' }, 'input.platform'));
    const renews = registration.verification === 'PASSED';
    if (renews) {
      await records.changeRegistration(registration.id, {
        renewingSince: at,
        renewalMark: null,
      });
    }
    await acceptByUse(records, actor, { platform, facts, operation: 'VERIFY', at });
    records.record({
      type: 'VERIFICATION_REQUESTED',
      programId,
      subjectId: registration.id,
      payload: { platform, renews },
    });
    records.enqueue({ kind: 'VERIFICATION', id: registration.id });
    return done({ registrationId: registration.id });
  });
}
