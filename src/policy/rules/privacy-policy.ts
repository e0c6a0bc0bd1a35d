import type { LocalizedText } from '../../kernel/localized.ts';
import type { DataItem, PolicySection } from '../../programs/manifest.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { isBlank, listed } from './wording.ts';

type Part = Exclude<keyof PolicySection, 'item'>;

/** A program that collects data has a privacy policy, which tells the user these parts about each item. */
export function privacyPolicy({
  clauses,
  parts,
}: Pick<Rule, 'clauses'> & { readonly parts: readonly Part[] }): Rule {
  return {
    id: 'privacy-policy',
    clauses,
    partial: {
      'zh-CN': '只看每项数据的各部分是否写明；所写是否属实由人判断',
      en: 'whether each part is written for each item; whether it is true is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest: { dataItems, privacyPolicy: policy } }) {
      if (dataItems.length === 0) return [];
      if (!policy || isBlank(policy.url)) return [noPolicy];
      return dataItems.flatMap((item) => checkItem(item, policy.sections, parts));
    },
  };
}

function checkItem(
  { key, name }: DataItem,
  sections: readonly PolicySection[],
  parts: readonly Part[],
): Finding[] {
  const section = sections.find(({ item }) => item === key);
  const absent = parts.filter((part) => isBlank(section?.[part]));
  if (absent.length === 0) return [];
  const names = listed(absent.map((part) => partNames[part]));
  return [
    {
      effect: 'BLOCKS',
      code: section ? 'PRIVACY_SECTION_INCOMPLETE' : 'PRIVACY_SECTION_MISSING',
      message: {
        'zh-CN': `隐私政策未说明个人信息“${name}”（${key}）的${names['zh-CN']}`,
        en: `the privacy policy does not say of “${name}” (${key}): ${names.en}`,
      },
      path: `manifest.privacyPolicy.sections[${key}]`,
      remedy: {
        kind: 'EDIT_MANIFEST',
        field: 'privacyPolicy.sections',
        change: { to: 'SECTION', item: key, parts: absent },
      },
    },
  ];
}

const partNames: Readonly<Record<Part, LocalizedText>> = {
  collection: { 'zh-CN': '收集范围和方式', en: 'what is collected and how' },
  use: { 'zh-CN': '使用目的', en: 'what it is used for' },
  sharing: { 'zh-CN': '共享对象', en: 'with whom it is shared' },
};

const noPolicy: Finding = {
  effect: 'BLOCKS',
  code: 'PRIVACY_POLICY_MISSING',
  message: {
    'zh-CN': '小程序收集个人信息，但没有隐私政策',
    en: 'the program collects personal data and has no privacy policy',
  },
  path: 'manifest.privacyPolicy',
  remedy: { kind: 'EDIT_MANIFEST', field: 'privacyPolicy', change: { to: 'POLICY' } },
};
