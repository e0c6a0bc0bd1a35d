import { ageOn, civilDateAt } from '../../kernel/civil-time.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import { undeclaredSubject } from './undeclared-subject.ts';

/** A person under `adultFrom` years, on the day of the operation, acts only with a legal guardian's consent. */
export function minorNeedsGuardian({
  clauses,
  adultFrom,
}: Pick<Rule, 'clauses'> & { readonly adultFrom: number }): Rule {
  return {
    id: 'minor-needs-guardian',
    clauses,
    operations,
    check({ subject }, { at }) {
      if (!subject) return [undeclaredSubject('LACKS')];
      if (subject.type !== 'PERSON' || subject.guardianConsent) return [];
      if (subject.birthDate === undefined) {
        return [
          {
            effect: 'LACKS',
            code: 'BIRTH_DATE_MISSING',
            message: {
              'zh-CN': `未填写开发者的出生日期，无法判断是否年满 ${adultFrom} 周岁`,
              en: `the developer's birth date is missing: whether they are ${adultFrom} is unknown`,
            },
            path: 'subject.birthDate',
            remedy: { kind: 'DECLARE_SUBJECT' },
          },
        ];
      }
      const age = ageOn(subject.birthDate, civilDateAt(at));
      if (age >= adultFrom) return [];
      return [
        {
          effect: 'BLOCKS',
          code: 'GUARDIAN_CONSENT_MISSING',
          message: {
            'zh-CN': `开发者未满 ${adultFrom} 周岁，须有法定监护人的同意`,
            en: `the developer is under ${adultFrom}: a legal guardian's consent is needed`,
          },
          path: 'subject.guardianConsent',
          remedy: { kind: 'GIVE_GUARDIAN_CONSENT' },
        },
      ];
    },
  };
}
