import { invalidInput, type Problem } from '../policy/problem.ts';

/** Longest text that is said with a measure, its end, or the decision of an appeal or a fix, in characters. */
const LONGEST_WORDS = 10_000;

/** What is wrong with the words that whoever took a measure says to the developer; they may say none. */
export function wordsFaults(words: string | undefined): Problem[] {
  if (words === undefined || words.length <= LONGEST_WORDS) return [];
  const says = {
    'zh-CN': `说明至多 ${LONGEST_WORDS} 个字符，现为 ${words.length} 个`,
    en: `words have at most ${LONGEST_WORDS} characters; there are ${words.length}`,
  };
  return [invalidInput(says, 'input.words')];
}
