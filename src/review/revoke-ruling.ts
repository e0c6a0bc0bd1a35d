import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { needsAPerson, noSuchRuling, revokedAlready } from './ruling-problems.ts';
import type { ReviewDeps } from './submit.ts';

/** The person who ruled, or another, takes it back: what was answered is asked again. */
export function revokeRuling(
  deps: ReviewDeps,
  actor: Actor,
  input: { readonly rulingId: string },
  key?: string,
): Promise<Outcome<{ rulingId: string }, Problem>> {
  return deps.perform({ actor, name: 'revokeRuling', key, input }, async (records) => {
    if (actor.personId === undefined) return refused(needsAPerson);
    const found = await records.ruling(actor.accountId, input.rulingId);
    if (!found) return refused(noSuchRuling);
    // Read once more: two who revoke it, or a submission that goes by it, come one after the other.
    await records.lockProgram(actor.accountId, found.programId);
    const ruling = await records.ruling(actor.accountId, input.rulingId);
    if (!ruling) return refused(noSuchRuling);
    if (ruling.revokedAt) return refused(revokedAlready(ruling.revokedAt));
    await records.endRuling(ruling.id, actor.label);
    const { programId, platform, rule, code, answer, citations } = ruling;
    const clauses = citations.map(({ clause }) => clause);
    records.record({
      type: 'RULING_REVOKED',
      programId,
      subjectId: ruling.id,
      payload: { platform, rule, code, clauses, answer },
    });
    return done({ rulingId: ruling.id });
  });
}
