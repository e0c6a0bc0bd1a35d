import type { Actor } from '../accounts/actor.ts';
import type { EventType } from '../events/event.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { acceptByUse } from '../onboarding/accept-by-use.ts';
import { evaluate } from '../policy/evaluate.ts';
import { notFound, type Problem, problemOf } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import { giveUp } from './advance.ts';
import { factsOfVersion } from './facts.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { ReviewDeps } from './submit.ts';

export interface WithdrawInput {
  readonly versionId: string;
  readonly platform: PlatformId;
}

/**
 * Takes a version back from a platform's review; it is back when the platform says so. What is only on its way there is
 * given up at once, whatever keeps it: an upload that fails, a platform that does not know the program any more.
 */
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
    const at = deps.clock.now();
    const variant = await records.variantOf(platform);
    const problem = problemOf(evaluate(variant, facts, 'WITHDRAW', at), 'input');
    if (problem) return refused(problem);
    if (!pack) return refused(notFound({ 'zh-CN': '审核', en: 'review' }, 'input.platform'));
    await acceptByUse(records, actor, { platform, facts, operation: 'WITHDRAW', at });
    const note = (type: EventType, payload: Readonly<Record<string, unknown>>) =>
      records.record({
        type,
        ...aboutPackage(pack),
        subjectId: pack.id,
        payload: { ...packagePayload(pack), ...payload },
      });
    note('WITHDRAWAL_REQUESTED', {});
    if (facts.version?.onItsWay) {
      // The platform has nothing to give back. Should a call be under way that hands it in, the platform will say so,
      // and it can be taken back from there.
      await records.changePackage(pack.id, { goal: null, trouble: null });
      await giveUp(records, pack, undefined, note);
      return done({ packageId: pack.id });
    }
    await records.changePackage(pack.id, { goal: 'WITHDRAWN', trouble: null });
    records.enqueue({ kind: 'PACKAGE', id: pack.id });
    return done({ packageId: pack.id });
  });
}
