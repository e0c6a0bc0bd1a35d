import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import { notFound, type Problem, problemOf } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import { factsOfVersion } from './facts.ts';
import { packagePayload } from './package-payload.ts';
import type { ReviewDeps } from './submit.ts';

export interface WithdrawInput {
  readonly versionId: string;
  readonly platform: PlatformId;
}

/** Takes a version back from a platform's review. It is back when the platform says so. */
export function withdrawReview(
  deps: ReviewDeps,
  actor: Actor,
  input: WithdrawInput,
  key?: string,
): Promise<Outcome<{ packageId: string }, Problem>> {
  return deps.perform({ actor, name: 'withdrawReview', key, input }, async (records) => {
    const { platform } = input;
    const version = await records.version(actor.accountId, input.versionId);
    const program = version && (await records.lockProgram(actor.accountId, version.programId));
    if (!program) return refused(notFound({ 'zh-CN': '版本', en: 'version' }, 'input.versionId'));
    await records.lockPackagesOf(program.id, platform);
    const { facts, pack } = await factsOfVersion(records, program, version, platform);
    const problem = problemOf(evaluate(variantOf(platform), facts, 'WITHDRAW', deps.clock.now()), 'input');
    if (problem) return refused(problem);
    if (!pack) return refused(notFound({ 'zh-CN': '审核', en: 'review' }, 'input.platform'));
    await records.changePackage(pack.id, { goal: 'WITHDRAWN', trouble: null });
    records.record({
      type: 'WITHDRAWAL_REQUESTED',
      programId: program.id,
      subjectId: pack.id,
      payload: packagePayload(pack),
    });
    records.enqueue({ kind: 'PACKAGE', id: pack.id });
    return done({ packageId: pack.id });
  });
}
