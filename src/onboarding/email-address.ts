import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';

/** An address as the gateway keeps and compares it. `path`: of the field that it was given in. */
export function emailAddress(text: string, path: string): Outcome<string, Problem> {
  const email = text.trim().toLowerCase();
  if (/^[^@\s]{1,64}@[^@\s]{1,190}$/.test(email)) return done(email);
  return refused(invalidInput({ 'zh-CN': '这不是电子邮箱地址', en: 'this is not an e-mail address' }, path));
}
