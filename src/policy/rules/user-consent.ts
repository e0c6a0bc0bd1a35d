import type { Rule } from '../rule.ts';
import { aboutEachItem } from './each-data-item.ts';
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
    {
      field: 'consentMoment',
      change: { to: 'TEXT' },
      partial: {
        'zh-CN': '只看是否写明征得同意的时刻；程序是否真的在此时征得明示同意由人判断',
        en: 'whether a moment is named; whether the program really asks then, and users expressly agree, is for a person',
      },
    },
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
    {
      field: 'separateConsent',
      change: { to: 'VALUE', value: true },
      partial: {
        'zh-CN': '只看是否声明单独征得同意；所声明的敏感类别是否正确、是否真的单独询问由人判断',
        en: 'whether separate consent is declared; whether the class of the data is the right one, and users are really asked separately, is for a person',
      },
    },
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
    {
      field: 'consentMoment',
      change: { to: 'TEXT' },
      partial: {
        'zh-CN': '只看用于营销的数据是否写明同意的时刻；同意是否包括营销由人判断',
        en: 'whether a moment of consent is named; whether what users agree to then includes marketing is for a person',
      },
    },
  );
}
