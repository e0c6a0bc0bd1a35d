import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';

/** Somebody of the account has read a notice. Twice is once: who read it first stays. */
export function markNoticeRead(
  deps: DutyDeps,
  actor: Actor,
  noticeId: string,
  key?: string,
): Promise<Outcome<{ noticeId: string }, Problem>> {
  return deps.perform({ actor, name: 'markNoticeRead', key, input: { noticeId } }, async (records) => {
    const read = await records.markNoticeRead(actor.accountId, noticeId, actor.label);
    if (!read) return refused(notFound({ 'zh-CN': '通知', en: 'notice' }, 'input.noticeId'));
    const { platform, first } = read;
    if (first) records.record({ type: 'NOTICE_READ', subjectId: noticeId, payload: { platform } });
    return done({ noticeId });
  });
}
