import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { tellOfForeignChange } from './note-foreign-change.ts';
import type { ReviewDeps } from './submit.ts';

export interface AcknowledgeForeignChangeInput {
  /** One change, so that what is accepted is what was read: one that was noticed since waits for its own. */
  readonly foreignChangeId: string;
}

/**
 * Accepts what somebody did in a platform's own console: the gateway goes on from there, and what had to wait is taken up.
 * To accept what was accepted, or is over, changes nothing.
 */
export function acknowledgeForeignChange(
  deps: ReviewDeps,
  actor: Actor,
  input: AcknowledgeForeignChangeInput,
  key?: string,
): Promise<Outcome<{ readonly foreignChangeId: string }, Problem>> {
  return deps.perform({ actor, name: 'acknowledgeForeignChange', key, input }, async (records) => {
    const { foreignChangeId: id } = input;
    const found = await records.foreignChange(actor.accountId, id);
    if (!found) return refused(noSuchChange);
    const { programId, platform } = found;
    // What is noticed is noticed under the same lock.
    await records.lockPackagesOf(programId, platform);
    const change = (await records.foreignChange(actor.accountId, id)) ?? found;
    if (change.acknowledgedAt || change.endedAt) return done({ foreignChangeId: id });
    const now = deps.clock.now();
    await records.changeForeignChange(id, {
      acknowledgedAt: now,
      acknowledgedBy: actor.label,
      // Nothing is left of a review that was taken back: it was there to be read.
      ...(change.place === 'TAKEN_BACK' ? { endedAt: now } : {}),
    });
    await tellOfForeignChange(records, 'FOREIGN_CHANGE_ACKNOWLEDGED', change);
    for (const { id: packageId, goal } of await records.packagesOf(programId, platform)) {
      if (goal !== undefined) records.enqueue({ kind: 'PACKAGE', id: packageId });
    }
    return done({ foreignChangeId: id });
  });
}

const noSuchChange: Problem = notFound(
  { 'zh-CN': '平台后台的改动', en: "change in a platform's own console" },
  'input.foreignChangeId',
);
