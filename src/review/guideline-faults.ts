import type { PrivacyGuideline, PrivacyItem } from '../hosts/desks/settings.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { shownTextFaults } from './ask-setting-change.ts';

const LONGEST_TEXT = 1_000;
const MOST_ITEMS = 100;
const LONGEST_RETENTION_DAYS = 36_500;

/** What is missing in what users are to read of their data, or said twice, each where it is. */
export function guidelineFaults({
  items,
  contact,
  noticeMethod,
  retentionDays,
  thirdParties = [],
}: PrivacyGuideline): readonly Problem[] {
  return [
    ...itemFaults(items, 'input.items'),
    ...thirdParties.flatMap((party, index) => [
      ...textFaults(party.name, `input.thirdParties[${index}].name`),
      ...textFaults(party.provider, `input.thirdParties[${index}].provider`),
      ...itemFaults(party.items, `input.thirdParties[${index}].items`),
    ]),
    ...contactFaults(contact),
    ...textFaults(noticeMethod, 'input.noticeMethod'),
    ...retentionFaults(retentionDays),
  ];
}

function itemFaults(items: readonly PrivacyItem[], path: string): Problem[] {
  if (items.length > MOST_ITEMS) {
    const message = {
      'zh-CN': `有 ${items.length} 项；最多 ${MOST_ITEMS} 项`,
      en: `there are ${items.length} items; at most ${MOST_ITEMS} are taken`,
    };
    return [invalidInput(message, path)];
  }
  return items.flatMap(({ key, purpose }, index) => {
    const isSecond = items.findIndex((one) => one.key === key) < index;
    const again = { 'zh-CN': `“${key}”出现了两次`, en: `"${key}" is there twice` };
    return [
      ...textFaults(key, `${path}[${index}].key`),
      ...(isSecond ? [invalidInput(again, `${path}[${index}].key`)] : []),
      ...textFaults(purpose, `${path}[${index}].purpose`),
    ];
  });
}

function contactFaults(contact: PrivacyGuideline['contact']): Problem[] {
  const named = Object.entries(contact);
  if (named.length === 0) {
    const message = {
      'zh-CN': '请至少给出一种联系方式：邮箱、电话或平台账号',
      en: 'name one way at least to reach you: an e-mail address, a phone, an account on the platform',
    };
    return [invalidInput(message, 'input.contact')];
  }
  return named.flatMap(([way, address]) => textFaults(address, `input.contact.${way}`));
}

function retentionFaults(days: number | undefined): Problem[] {
  if (days === undefined || (Number.isInteger(days) && days >= 1 && days <= LONGEST_RETENTION_DAYS))
    return [];
  const message = {
    'zh-CN': `存储期限须为 1 至 ${LONGEST_RETENTION_DAYS} 天；不填表示为实现目的所需的最短时间`,
    en: `data are kept 1 to ${LONGEST_RETENTION_DAYS} days; left out, as short as is needed`,
  };
  return [invalidInput(message, 'input.retentionDays')];
}

function textFaults(text: string, path: string): readonly Problem[] {
  return shownTextFaults(text, LONGEST_TEXT, path);
}
