import type { LocalizedText } from '../../kernel/localized.ts';

/* What is said of an expression that would come to no answer on some program, and what is to be written instead. */

export function mayBeMissing(record: string, field: string): LocalizedText {
  const name = `${record}.${field}`;
  return {
    'zh-CN': `${name} 可能未登记；应先询问，例如 has(${name}) && …`,
    en: `\`${name}\` may not be on file; expected it to be asked for first, as in \`has(${name}) && …\``,
  };
}

export const notInList: LocalizedText = {
  'zh-CN': '列表可能没有这一项；应先询问其长度，例如 category.size() > 1 && category[1] == "…"',
  en: 'the list may have no such place; expected its size to be asked first, as in `category.size() > 1 && category[1] == "…"`',
};

export const mayBeEmpty: LocalizedText = {
  'zh-CN': '列表可能为空，没有最晚的时间；应先询问其长度，例如 history.refusals.size() > 0',
  en: 'the list may be empty, and then has no latest instant; expected its size to be asked first, as in `history.refusals.size() > 0`',
};

export const divisionByNothing: LocalizedText = {
  'zh-CN': '除数为零；应为非零的数',
  en: 'this divides by zero; expected a divisor that is not',
};

export const mayBeNothing: LocalizedText = {
  'zh-CN': '除数可能为零；应先询问，例如 category.size() > 0 && 10 / category.size() > 2',
  en: 'the divisor may be zero; expected that to be asked first, as in `category.size() > 0 && 10 / category.size() > 2`',
};

export const overflow: LocalizedText = {
  'zh-CN': '结果可能超出整数范围（64 位）；请使用较小的数',
  en: 'this can become more than an int holds (64 bits); expected smaller numbers',
};

export const outOfTime: LocalizedText = {
  'zh-CN': '结果可能超出可表示的时间范围；请使用较短的时长',
  en: 'this can become an instant that there is not; expected shorter durations',
};
