import type { DataItem } from '../../programs/manifest.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { isBlank } from './wording.ts';

/** The user is asked for each item, at a moment that the program names. */
export function consentAsked({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'consent-asked',
    clauses,
    ({ consentMoment }) => isBlank(consentMoment),
    ({ name, key }) => ({
      code: 'CONSENT_NOT_ASKED',
      message: {
        'zh-CN': `个人信息“${name}”（${key}）未注明在何时征得用户明示同意`,
        en: `it is not said when the user is asked for consent to “${name}” (${key})`,
      },
    }),
    'consentMoment',
  );
}

/** The user is asked for a sensitive item by itself, not in one breath with others. */
export function sensitiveConsentSeparate({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'sensitive-consent-separate',
    clauses,
    ({ sensitivity, separateConsent }) => sensitivity !== 'NONE' && !separateConsent,
    ({ name, key, sensitivity }) => ({
      code: 'SEPARATE_CONSENT_MISSING',
      message: {
        'zh-CN': `“${name}”（${key}）属于敏感个人信息（${sensitivity}），须单独征得用户同意`,
        en: `“${name}” (${key}) is sensitive (${sensitivity}): the user has to be asked for it separately`,
      },
    }),
    'separateConsent',
  );
}

/** The user has agreed to an item that is used for marketing. */
export function userConsentForMarketing({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'user-consent-for-marketing',
    clauses,
    ({ usedForMarketing, consentMoment }) => usedForMarketing && isBlank(consentMoment),
    ({ name, key }) => ({
      code: 'MARKETING_WITHOUT_USER_CONSENT',
      message: {
        'zh-CN': `“${name}”（${key}）用于营销，但未注明在何时征得用户同意`,
        en: `“${name}” (${key}) is used for marketing, and it is not said when the user agrees to that`,
      },
    }),
    'consentMoment',
  );
}

function aboutEachItem(
  id: string,
  clauses: Rule['clauses'],
  isAtFault: (item: DataItem) => boolean,
  describe: (item: DataItem) => Pick<Finding, 'code' | 'message'>,
  field: keyof DataItem,
): Rule {
  return {
    id,
    clauses,
    operations: ['SUBMIT'],
    check: ({ manifest }) =>
      manifest.dataItems.flatMap((item, index): Finding[] =>
        isAtFault(item)
          ? [
              {
                effect: 'BLOCKS',
                ...describe(item),
                path: `manifest.dataItems[${index}].${field}`,
                remedy: { kind: 'EDIT_MANIFEST', field: `dataItems[${index}].${field}` },
              },
            ]
          : [],
      ),
  };
}
