import type { CodeMeaning } from '../../code-meaning.ts';
import type { RetryClass } from '../../trouble.ts';

type More = Omit<CodeMeaning, 'retry' | 'explanation'>;

/** One line of a table: who can mend it, and what it means in both languages. */
export function entry(retry: RetryClass, chinese: string, english: string, more: More = {}): CodeMeaning {
  return { retry, explanation: { 'zh-CN': chinese, en: english }, ...more };
}

export const input = (chinese: string, english: string, more: More = {}) =>
  entry('FIX_INPUT', chinese, english, more);

export const operator = (chinese: string, english: string, more: More = {}) =>
  entry('ASK_OPERATOR', chinese, english, more);

export const final = (chinese: string, english: string, more: More = {}) =>
  entry('FINAL', chinese, english, more);

export const later = (retryAfterMs: number, chinese: string, english: string, more: More = {}) =>
  entry('RETRY_LATER', chinese, english, { retryAfterMs, ...more });
