import type { Actor } from '../accounts/actor.ts';
import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { goesByOlder } from '../policy/renewal.ts';
import type { DeclaredSubject, Subject } from '../programs/program.ts';
import type { OnboardingDeps } from './deps.ts';
import type { PlatformTold } from './records.ts';
import { notStored } from './stored-files.ts';

/** The account says who it is before the law (wechat/2.7, baidu/2.5). The papers that prove it are materials. */
export function declareSubject(
  deps: OnboardingDeps,
  actor: Actor,
  subject: DeclaredSubject,
  key?: string,
): Promise<Outcome<{ accountId: string }, Problem>> {
  return deps.perform({ actor, name: 'declareSubject', key, input: subject }, async (records) => {
    const faults = faultsOf(subject, civilDateAt(deps.clock.now()));
    if (faults.length > 0) return refused(...faults);
    const { guardianFileId } = subject;
    const consent = { id: guardianFileId, path: 'input.guardianFileId' };
    const missing = await notStored(records, actor.accountId, consent);
    if (missing.length > 0) return refused(...missing);
    const before = await records.subject(actor.accountId);
    const told = before ? await records.platformsTold(actor.accountId) : [];
    await records.putSubject(actor.accountId, withRelied(subject, before, told));
    records.record({
      type: 'SUBJECT_DECLARED',
      // Personal data has no place in the log, which is kept for ever: which fields, and not what they say.
      payload: { subjectType: subject.type, changed: before ? changedFields(before, subject) : [] },
    });
    return done({ accountId: actor.accountId });
  });
}

const FIELDS = [
  'type',
  'legalName',
  'identityNumber',
  'representativeName',
  'representativeAccount',
  'phone',
  'birthDate',
  'guardianFileId',
] as const satisfies readonly (keyof DeclaredSubject)[];

/** The names of what says something else than before. */
export function changedFields(before: DeclaredSubject, now: DeclaredSubject): readonly string[] {
  return FIELDS.filter((field) => before[field] !== now[field]);
}

/**
 * What is declared, with what platforms go by meanwhile that hold on to what they have verified (baidu/2.5). Declared
 * twice before it is verified once, it is the first that still holds; declared back, nothing is waited for.
 */
function withRelied(
  subject: DeclaredSubject,
  before: Subject | undefined,
  told: readonly PlatformTold[],
): Subject {
  if (!before) return subject;
  const { relied: earlier = {}, ...declared } = before;
  const relied = told.flatMap(({ platform, verified }) => {
    const held = earlier[platform] ?? (verified && goesByOlder(platform) ? declared : undefined);
    return held && changedFields(held, subject).length > 0 ? [[platform, held] as const] : [];
  });
  return relied.length > 0 ? { ...subject, relied: Object.fromEntries(relied) } : subject;
}

function faultsOf(subject: DeclaredSubject, today: CivilDate): Problem[] {
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
