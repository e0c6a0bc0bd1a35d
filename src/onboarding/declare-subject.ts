import type { Actor } from '../accounts/actor.ts';
import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
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
    const faults = faultsOf(subject, civilDateAt(deps.clock.now()));
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

function faultsOf(subject: Subject, today: CivilDate): Problem[] {
  const faults: Problem[] = birthDateFaults(subject, today);
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

/** A person has a birth date, of a day that has come; nobody else has one. What is supposed of one is checked alike. */
function birthDateFaults({ type, birthDate }: Subject, today: CivilDate): Problem[] {
  const place = 'input.birthDate';
  if (type !== 'PERSON') {
    if (birthDate === undefined) return [];
    return [invalidInput({ 'zh-CN': '只有个人主体有出生日期', en: 'only a person has a birth date' }, place)];
  }
  if (birthDate === undefined || !isCivilDate(birthDate)) {
    return [
      invalidInput(
        { 'zh-CN': '个人主体须填写出生日期（YYYY-MM-DD）', en: 'a person needs a birth date, YYYY-MM-DD' },
        place,
      ),
    ];
  }
  if (birthDate <= today) return [];
  return [invalidInput({ 'zh-CN': '出生日期在将来', en: 'the birth date is in the future' }, place)];
}
