import type { Actor } from '../accounts/actor.ts';
import { isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { Subject } from '../programs/program.ts';
import type { OnboardingDeps } from './deps.ts';

/** The account says who it is before the law (wechat/2.7, baidu/2.5). The papers that prove it are materials. */
export function declareSubject(
  deps: OnboardingDeps,
  actor: Actor,
  subject: Subject,
  key?: string,
): Promise<Outcome<{ accountId: string }, Problem>> {
  return deps.perform({ actor, name: 'declareSubject', key, input: subject }, async (records) => {
    const faults = faultsOf(subject);
    if (faults.length > 0) return refused(...faults);
    const { guardianFileId } = subject;
    if (guardianFileId && (await records.files(actor.accountId, [guardianFileId])).length === 0) {
      return refused(notFound({ 'zh-CN': '文件', en: 'file' }, 'input.guardianFileId'));
    }
    await records.putSubject(actor.accountId, subject);
    records.record({
      type: 'SUBJECT_DECLARED',
      // Personal data has no place in the log, which is kept for ever.
      payload: { subjectType: subject.type },
    });
    return done({ accountId: actor.accountId });
  });
}

function faultsOf(subject: Subject): Problem[] {
  const faults: Problem[] = [];
  if (subject.type === 'PERSON' && !(subject.birthDate && isCivilDate(subject.birthDate))) {
    faults.push(
      invalidInput(
        { 'zh-CN': '个人主体须填写出生日期（YYYY-MM-DD）', en: 'a person needs a birth date, YYYY-MM-DD' },
        'input.birthDate',
      ),
    );
  }
  for (const field of ['legalName', 'identityNumber', 'representativeName', 'phone'] as const) {
    if (subject[field].trim() === '' || subject[field].length > 200) {
      faults.push(
        invalidInput(
          { 'zh-CN': `${field} 须为 1 至 200 个字符`, en: `${field} must have 1 to 200 characters` },
          `input.${field}`,
        ),
      );
    }
  }
  return faults;
}
