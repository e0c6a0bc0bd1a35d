import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Rule } from '../rule.ts';
import { aboutEachItem } from './each-data-item.ts';
import { type ConsentTerms, shortfallOf } from './paper-standing.ts';
import { isBlank, quoted } from './wording.ts';

/** Only what the program needs is collected: each item names what it is for, and the feature that needs it. */
export function purposeNamed({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'purpose-named',
    clauses,
    ({ purpose }) => isBlank(purpose),
    ({ name, key }) => ({
      code: 'PURPOSE_NOT_NAMED',
      message: {
        'zh-CN': `个人信息“${name}”（${key}）未注明用途`,
        en: `it is not said what “${name}” (${key}) is needed for`,
      },
    }),
    {
      field: 'purpose',
      change: { to: 'TEXT' },
      partial: {
        'zh-CN': '只看用途是否写明；数据对该用途是否确属必要、用户是否被告知由人判断',
        en: 'whether a purpose is named; whether the data are necessary for it at all, and whether users are told, is for a person',
      },
    },
  );
}

/** As `purposeNamed`, of the feature. */
export function featureNamed({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'feature-named',
    clauses,
    ({ feature }) => isBlank(feature),
    ({ name, key }) => ({
      code: 'FEATURE_NOT_NAMED',
      message: {
        'zh-CN': `个人信息“${name}”（${key}）未注明由哪项功能使用`,
        en: `it is not said which feature needs “${name}” (${key})`,
      },
    }),
    {
      field: 'feature',
      change: { to: 'TEXT' },
      partial: {
        'zh-CN': '只看功能是否写明；该功能是否确需这项数据由人判断',
        en: 'whether a feature is named; whether it cannot do without the data is for a person',
      },
    },
  );
}

/** Data are used outside the program only under an authorisation that is on file. */
export function outsideUseAuthorised({ clauses, paper, goesBy }: ConsentTerms): Rule {
  return {
    id: 'outside-use-authorised',
    clauses,
    partial: {
      'zh-CN':
        '只看声明在小程序之外使用的数据是否有在档且有效的授权；有无未声明的使用、授权范围是否足够由人判断',
      en: 'whether declared use outside the program has a valid authorisation on file; whether there is other use, and whether the authorisation goes far enough, is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest, materials }, { at }) {
      const items = manifest.dataItems.filter(({ usedOutsideProgram }) => usedOutsideProgram === true);
      if (items.length === 0) return [];
      const names = quoted(items.map(({ name }) => name));
      const asked = {
        code: 'OUTSIDE_USE_AUTHORISATION',
        name: {
          'zh-CN': `在小程序之外使用${names['zh-CN']}的授权`,
          en: `the authorisation to use ${names.en} outside the program`,
        },
      };
      return shortfallOf(paper, materials, asked, { goesBy, day: civilDateAt(at) });
    },
  };
}

/** Data are used outside the program only if the user is asked for them, at a moment that the program names. */
export function userConsentForOutsideUse({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'user-consent-for-outside-use',
    clauses,
    ({ usedOutsideProgram, consentMoment }) => usedOutsideProgram === true && isBlank(consentMoment),
    ({ name, key }) => ({
      code: 'OUTSIDE_USE_WITHOUT_USER_CONSENT',
      message: {
        'zh-CN': `“${name}”（${key}）用于小程序之外，但未注明在何时征得用户同意`,
        en: `“${name}” (${key}) is used outside the program, and it is not said when the user agrees to that`,
      },
    }),
    {
      field: 'consentMoment',
      change: { to: 'TEXT' },
      partial: {
        'zh-CN':
          '只看声明在小程序之外使用的数据是否写明同意的时刻；有无未声明的使用、同意是否包括此种使用由人判断',
        en: 'whether a moment of consent is named; whether there is other use, and whether what users agree to then includes use outside the program, is for a person',
      },
    },
  );
}
