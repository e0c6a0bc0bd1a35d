import type { LocalizedText } from '../../kernel/localized.ts';
import { libraryWords } from './library-words.ts';

/** That a rule comes to no answer on a program, and why. */
export class NoAnswer extends Error {
  readonly why: LocalizedText;

  constructor(why: LocalizedText) {
    super(why.en);
    this.why = why;
  }
}

/** Why a rule came to no answer, whoever found out. */
export function reasonOf(fault: unknown): LocalizedText {
  if (fault instanceof NoAnswer) return fault.why;
  try {
    return libraryWords(fault);
  } catch {
    const [said] = String(fault).split('\n');
    return { 'zh-CN': `原文：${said}`, en: String(said) };
  }
}
