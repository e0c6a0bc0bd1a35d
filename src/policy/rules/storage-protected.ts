import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { aboutEachItem } from './each-data-item.ts';
import { quoted } from './wording.ts';

/** Personal data from the platform are stored encrypted; so is what is not said to come from the user. */
export function storedEncrypted({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return aboutEachItem(
    'stored-encrypted',
    clauses,
    ({ source, storedEncrypted: encrypted }) => source !== 'USER' && encrypted !== true,
    ({ name, key }) => ({
      code: 'NOT_STORED_ENCRYPTED',
      message: {
        'zh-CN': `从平台获取的“${name}”（${key}）须加密存储，但未声明已加密`,
        en: `“${name}” (${key}) comes from the platform and has to be stored encrypted; that is not declared`,
      },
    }),
    {
      field: 'storedEncrypted',
      change: { to: 'VALUE', value: true },
      partial: {
        'zh-CN': '只看是否声明加密存储；是否真的加密由人核实',
        en: 'whether encryption is declared; whether the data are really stored encrypted is for a person to find',
      },
    },
  );
}

/** Personal data are protected by national standards, which the program names. */
export function nationalStandardNamed({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'national-standard-named',
    clauses,
    partial: {
      'zh-CN': '只看所列是否为国家标准编号；该标准是否适用、是否真的照办由人判断',
      en: 'whether a national standard is named; whether it is the fitting one and really followed is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest: { dataItems, securityStandards = [] } }) {
      if (dataItems.length === 0) return [];
      if (securityStandards.length === 0) return [noStandard];
      const others = securityStandards.filter((standard) => !NATIONAL.test(standard));
      return others.length < securityStandards.length ? [] : [notNational(others)];
    },
  };
}

/** The number of a national standard, mandatory or recommended, with its year: `GB/T 35273-2020`. */
const NATIONAL = /^GB(\/[TZ])? ?\d+(\.\d+)?[-—]\d{4}$/;

const remedy = {
  kind: 'EDIT_MANIFEST',
  field: 'securityStandards',
  change: { to: 'ENTRY', example: 'GB/T 35273-2020' },
} as const;

const noStandard: Finding = {
  effect: 'BLOCKS',
  code: 'SECURITY_STANDARD_MISSING',
  message: {
    'zh-CN': '未注明按照哪项国家标准保护个人信息，例如 GB/T 35273-2020',
    en: 'it is not said by which national standard personal data are protected, for example GB/T 35273-2020',
  },
  path: 'manifest.securityStandards',
  remedy,
};

function notNational(standards: readonly string[]): Finding {
  const names = quoted(standards);
  return {
    effect: 'BLOCKS',
    code: 'SECURITY_STANDARD_NOT_NATIONAL',
    message: {
      'zh-CN': `${names['zh-CN']}不是国家标准编号，应如 GB/T 35273-2020`,
      en: `${names.en} is not the number of a national standard, such as GB/T 35273-2020`,
    },
    path: 'manifest.securityStandards',
    remedy,
  };
}
